import { page } from '../../app/page.tsx';
import { pathTo } from '../../app/paths.ts';
import { useEditForm } from '../../data/use-edit-form.ts';
import { byPointer } from '../../data/use-save.ts';
import { ChangedMeanwhile, failureOf } from '../../domain-ui/objects/conflict-note.tsx';
import { FqNameText } from '../../domain-ui/routes/wire.tsx';
import { useObjectName } from '../../ui/object-name.ts';
import { PageHeader } from '../../ui/page-header.tsx';
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
  const edit = useEditForm({
    of: name,
    kind: 'floating-ip-pool',
    id: read.object.uuid,
    read,
    query: poolQuery(fqName),
    version: ({ etag }) => etag,
    toForm: ({ object }) => fromRecord(object),
    validate,
    toWrites: (form, _was, { object, etag }) => toUpdate(form, object, etag),
    place: byPointer(problemFields),
    words: FIELD_WORDS,
    changes: changesOf,
    leave: () => go(back, { leaving: true }),
  });
  return (
    <>
      <PageHeader title={name} sub={<FqNameText value={fqName} />} />
      {edit.meanwhile && <ChangedMeanwhile {...edit.meanwhile} />}
      <PoolFormView
        state={edit.state}
        page={{ ...edit.page, failure: failureOf(edit) }}
        editing
        writes={edit.writes}
        onCancel={() => go(back)}
      />
    </>
  );
}
