import { useCallback, useState } from 'react';
import type { BgpRouterRow } from '../../../../server/contract/views/rows/infrastructure-rows.ts';
import type { KnownHost } from '../../../../server/contract/views/summary.ts';
import { page } from '../../app/page.tsx';
import { pathTo } from '../../app/paths.ts';
import { systemConfigQuery } from '../../data/system-config.ts';
import { useSave } from '../../data/use-save.ts';
import { AppLink } from '../../ui/app-link.tsx';
import { Button } from '../../ui/button.tsx';
import { Note } from '../../ui/note.tsx';
import { tellDone } from '../../ui/toast.tsx';
import { useFormState } from '../../ui/use-form-state.ts';
import { useGo } from '../../ui/use-go.ts';
import { allRoutersQuery, knownHostsQuery } from './api.ts';
import { faultsOf, refusedFields, type SystemNumbers } from './form/form-checks.ts';
import { blank, type RouterForm } from './form/form-model.ts';
import { toCreate } from './form/form-request.ts';
import { RouterFormView } from './form/router-form.tsx';

/** Infrastructure > Cluster > Advanced > BGP Routers > Create. */
export const CreateBgpRouterPage = page('createBgpRouter', {
  needs: () => ({ numbers: systemConfigQuery, routers: allRoutersQuery }),
  wants: () => ({ hosts: knownHostsQuery }),
  what: "the cluster's settings",
  Page: ({ numbers, routers, hosts, search }) => {
    const known = (hosts.data ?? []).filter((host) => host.routerUuid === undefined);
    return (
      <CreateForm
        key={search['host'] ?? ''}
        numbers={numbers.data}
        routers={routers.data}
        hosts={known}
        host={known.find((host) => host.name === search['host'])}
      />
    );
  },
});

function CreateForm({
  numbers,
  routers,
  hosts,
  host,
}: {
  numbers: SystemNumbers;
  routers: readonly BgpRouterRow[];
  hosts: readonly KnownHost[];
  host: KnownHost | undefined;
}) {
  const go = useGo();
  const validate = useCallback((form: RouterForm) => faultsOf(form, { numbers, routers }), [numbers, routers]);
  const state = useFormState(blank(numbers.asn, host), validate);
  const [taken, setTaken] = useState(host?.name);
  const { form } = state;
  const writes = form.name.trim() === '' ? [] : toCreate(form);
  const save = useSave(state, {
    writes,
    place: refusedFields,
    onDone: () => {
      const name = form.name.trim();
      const peers = form.peers.length === 1 ? '1 peer' : `${form.peers.length} peers`;
      tellDone(`${name} created${form.peers.length === 0 ? '' : ` with ${peers}`}`, {
        link: <AppLink to={pathTo('bgpRouter', { name })}>Open</AppLink>,
      });
      go(pathTo('bgpRouters'), { leaving: true });
    },
  });
  const offered = hosts.filter((one) => one.name !== taken);
  return (
    <RouterFormView
      state={state}
      save={save}
      back={pathTo('bgpRouters')}
      title="Create BGP router"
      numbers={numbers}
      routers={routers}
      writes={writes}
      notes={offered.map((one) => (
        <Note
          key={one.name}
          tone="info"
          className="mx-6 mb-3"
          actions={
            <Button
              onClick={() => {
                state.set({ ...blank(numbers.asn, one), peers: form.peers });
                setTaken(one.name);
              }}
            >
              Fill in {one.name}
            </Button>
          }
        >
          <b>
            {one.name} <span className="wire">{one.address}</span>
          </b>{' '}
          is a known host, not a BGP router yet.
        </Note>
      ))}
    />
  );
}
