import { page } from '../../app/page.tsx';
import { pathTo } from '../../app/paths.ts';
import { editedConfig, useEditForm } from '../../data/use-edit-form.ts';
import { byPointer } from '../../data/use-save.ts';
import { useObjectName } from '../../ui/object-name.ts';
import { useGo } from '../../ui/use-go.ts';
import { poolQuery, poolObject } from './api.ts';
import {
  changesOf,
  faultsOf,
  FIELD_WORDS,
  fromRecord,
  problemFields,
  toUpdate,
  type PoolForm,
  type StoredPool,
} from './form-model.ts';
import { PoolFormView } from './pool-form.tsx';

/** Network and name are locked. */
const validate = (form: PoolForm) => faultsOf(form, [], true);

type Read = { object: StoredPool; etag: string | undefined };

/** Overlay > Floating IP > a pool > Edit. */
export const EditFloatingIpPoolPage = page('editFloatingIpPool', {
  needs: ({ fqName }) => ({ pool: poolQuery(fqName) }),
  object: { is: 'pool', ...poolObject, stays: true },
  Page: ({ pool }) => <EditPool key={pool.data.object.uuid} read={pool.data} />,
});

function EditPool({ read }: { read: Read }) {
  const go = useGo();
  const fqName = read.object.fq_name.join(':');
  const name = read.object.fq_name.at(-1) ?? '';
  useObjectName(name);
  const back = pathTo('floatingIpPool', { fqName });
  const { state, save } = useEditForm({
    ...editedConfig('floating-ip-pool', read, poolQuery(fqName)),
    toForm: ({ object }) => fromRecord(object),
    validate,
    toWrites: (form, _was, { object, etag }) => toUpdate(form, object, etag),
    place: byPointer(problemFields),
    words: FIELD_WORDS,
    changes: changesOf,
    leave: () => go(back, { leaving: true }),
  });
  return <PoolFormView {...{ state, save, back }} edited={{ name, fqName }} />;
}
