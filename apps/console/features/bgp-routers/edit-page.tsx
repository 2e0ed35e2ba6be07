import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { BgpRouterRow } from '../../../../server/contract/views/rows/infrastructure-rows.ts';
import { page } from '../../app/page.tsx';
import { pathTo } from '../../app/paths.ts';
import { lastChangeQuery } from '../../data/object-views.ts';
import { Problem } from '../../data/problem.ts';
import { readAgain } from '../../data/reading.ts';
import { systemConfigQuery } from '../../data/system-config.ts';
import { sendWrites } from '../../data/writes.ts';
import { ConflictNote } from '../../domain-ui/objects/conflict-note.tsx';
import { FqNameText } from '../../domain-ui/routes/wire.tsx';
import { Note } from '../../ui/note.tsx';
import { useObjectName } from '../../ui/object-name.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { tellDone } from '../../ui/toast.tsx';
import { useFormState } from '../../ui/use-form-state.ts';
import { useGo } from '../../ui/use-go.ts';
import { allRoutersQuery, fullName, routerQuery } from './api.ts';
import { RouterIcon } from './columns.tsx';
import { faultsOf, refusedFields, type SystemNumbers } from './form/form-checks.ts';
import { fromRecord, type RouterForm, type StoredRouter } from './form/form-model.ts';
import { toUpdate } from './form/form-request.ts';
import { RouterFormView } from './form/router-form.tsx';

type Read = { object: StoredRouter; etag: string | undefined };

/** Infrastructure > Cluster > Advanced > BGP Routers > a router > Edit. */
export const EditBgpRouterPage = page('editBgpRouter', {
  needs: ({ name }) => ({ router: routerQuery(name), numbers: systemConfigQuery, routers: allRoutersQuery }),
  what: "the cluster's settings",
  object: {
    is: 'router',
    kind: 'bgp-router',
    key: ({ name }) => fullName(name),
    noun: 'BGP router',
    name: ({ name }) => name,
    all: { to: pathTo('bgpRouters'), label: 'BGP Routers' },
    stays: true,
  },
  Page: ({ router, numbers, routers }) => (
    <EditForm
      key={router.data.object.uuid}
      latest={router.data}
      numbers={numbers.data}
      routers={routers.data}
      reload={async () => (await router.refetch()).data}
    />
  ),
});

function EditForm({
  latest,
  numbers,
  routers,
  reload,
}: {
  latest: Read;
  numbers: SystemNumbers;
  routers: readonly BgpRouterRow[];
  reload: () => Promise<Read | undefined>;
}) {
  const go = useGo();
  const client = useQueryClient();
  const [base, setBase] = useState(latest);
  const { object } = base;
  const name = object.fq_name.at(-1) ?? '';
  useObjectName(name);
  const validate = useCallback(
    (form: RouterForm) => faultsOf(form, { numbers, routers, editing: object.uuid }),
    [numbers, routers, object.uuid],
  );
  const state = useFormState(fromRecord(object), validate);
  const writes = toUpdate(state.form, state.was, object, base.etag);
  const save = useMutation({
    mutationFn: ({ overwrite }: { overwrite: boolean }) =>
      sendWrites(overwrite ? writes.map(({ ifMatch: _ifMatch, ...write }) => write) : writes),
    onSuccess: async () => {
      tellDone(`${name} saved`);
      await readAgain(client, routerQuery(name));
      go(pathTo('bgpRouter', { name }), { leaving: true });
    },
    onError: (error) => {
      if (error instanceof Problem && error.status !== 412) state.refuse(refusedFields(error).fields);
    },
  });
  const stale = save.error instanceof Problem && save.error.status === 412;
  const change = useQuery(lastChangeQuery('bgp-router', object.uuid, stale ? save.submittedAt : undefined));
  const startOver = async () => {
    const fresh = await reload();
    if (!fresh) return;
    setBase(fresh);
    state.restart(fromRecord(fresh.object));
    save.reset();
  };
  return (
    <>
      <PageHeader
        lead={<RouterIcon type={state.form.type} />}
        title={name}
        sub={<FqNameText value={object.fq_name.join(':')} />}
      />
      {latest.etag !== base.etag && !stale && !save.isPending && !save.isSuccess && (
        <Note
          tone="info"
          className="mx-6 mb-3"
          actions={
            <button type="button" className="btn" onClick={() => void startOver()}>
              Reload
            </button>
          }
        >
          <b>{name} was changed by somebody else.</b> What you see is from before. Saving now asks first.
        </Note>
      )}
      <RouterFormView
        state={state}
        numbers={numbers}
        routers={routers}
        own={object.uuid}
        writes={writes}
        saving={save.isPending}
        primary="Save"
        failure={
          stale ? (
            <ConflictNote
              of={name}
              latest={change.data}
              onReload={() => void startOver()}
              onOverwrite={() => save.mutate({ overwrite: true })}
            />
          ) : save.error ? (
            save.error instanceof Problem ? (
              refusedFields(save.error).rest.join(' ') || undefined
            ) : (
              save.error.message
            )
          ) : undefined
        }
        onCancel={() => go(pathTo('bgpRouter', { name }))}
        onSave={() => {
          if (!state.ask()) return;
          if (writes.length === 0) go(pathTo('bgpRouter', { name }), { leaving: true });
          else save.mutate({ overwrite: false });
        }}
      />
    </>
  );
}
