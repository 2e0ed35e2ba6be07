import { useCallback } from 'react';
import type { BgpRouterRow } from '../../../../server/contract/views/rows/infrastructure-rows.ts';
import { page } from '../../app/page.tsx';
import { pathTo } from '../../app/paths.ts';
import { systemConfigQuery } from '../../data/system-config.ts';
import { useEditForm } from '../../data/use-edit-form.ts';
import { FqNameText } from '../../domain-ui/routes/wire.tsx';
import { useObjectName } from '../../ui/object-name.ts';
import { useGo } from '../../ui/use-go.ts';
import { allRoutersQuery, editedRouterQuery, routerObject } from './api.ts';
import { RouterIcon } from './columns.tsx';
import { faultsOf, refusedFields, type SystemNumbers } from './form/form-checks.ts';
import { FIELD_WORDS, fromRecord, type EditedRouter, type RouterForm } from './form/form-model.ts';
import { toUpdate } from './form/form-request.ts';
import { RouterFormView } from './form/router-form.tsx';

/** Infrastructure > Cluster > Advanced > BGP Routers > a router > Edit. */
export const EditBgpRouterPage = page('editBgpRouter', {
  needs: ({ name }) => ({ router: editedRouterQuery(name), numbers: systemConfigQuery, routers: allRoutersQuery }),
  what: "the cluster's settings",
  object: { is: 'router', ...routerObject, stays: true },
  Page: ({ router, numbers, routers }) => (
    <EditForm key={router.data.object.uuid} read={router.data} numbers={numbers.data} routers={routers.data} />
  ),
});

function EditForm({
  read,
  numbers,
  routers,
}: {
  read: EditedRouter;
  numbers: SystemNumbers;
  routers: readonly BgpRouterRow[];
}) {
  const go = useGo();
  const { uuid, fq_name } = read.object;
  const name = fq_name.at(-1) ?? '';
  useObjectName(name);
  const validate = useCallback(
    (form: RouterForm) => faultsOf(form, { numbers, routers, editing: uuid }),
    [numbers, routers, uuid],
  );
  const back = pathTo('bgpRouter', { name });
  const edit = useEditForm({
    of: name,
    kind: 'bgp-router',
    id: uuid,
    read,
    query: editedRouterQuery(name),
    version: ({ etags }) => JSON.stringify(etags),
    toForm: ({ object }) => fromRecord(object),
    validate,
    toWrites: toUpdate,
    place: refusedFields,
    words: FIELD_WORDS,
    leave: () => go(back, { leaving: true }),
  });
  return (
    <RouterFormView
      state={edit.state}
      save={edit.save}
      back={back}
      lead={<RouterIcon type={edit.state.form.type} />}
      title={name}
      sub={<FqNameText value={fq_name.join(':')} />}
      numbers={numbers}
      routers={routers}
      own={uuid}
      writes={edit.writes}
    />
  );
}
