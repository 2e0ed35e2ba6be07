import { useQuery } from '@tanstack/react-query';
import { Network } from 'lucide-react';
import type { ServiceRow } from '../../../../server/contract/views/rows/workload-rows.ts';
import { kubeKey } from '../../../../server/model/kube/types.ts';
import { page } from '../../app/page.tsx';
import { pathTo } from '../../app/paths.ts';
import { kubeObjectQuery } from '../../data/kube-objects.ts';
import { historyQuery } from '../../data/object-views.ts';
import { useDeletion } from '../../data/use-deletion.ts';
import { PoolTrail } from '../../domain-ui/addresses/pool-trail.tsx';
import { ConditionsList } from '../../domain-ui/objects/conditions-list.tsx';
import { DetailPage } from '../../domain-ui/objects/detail-page.tsx';
import { labelTags } from '../../domain-ui/objects/label-tags.tsx';
import { StateBadge } from '../../domain-ui/objects/state-badge.tsx';
import { AddressText } from '../../domain-ui/routes/wire.tsx';
import { Age } from '../../domain-ui/times/age.tsx';
import { AppLink } from '../../ui/app-link.tsx';
import { Box } from '../../ui/box.tsx';
import { Facts } from '../../ui/facts.tsx';
import { ReadPart } from '../../ui/read-part.tsx';
import { useGo } from '../../ui/use-go.ts';
import { poolOfServiceQuery, serviceObject, serviceRowQuery } from './api.ts';
import { ExternalAddresses } from './columns.tsx';

/** Workloads > Services > a service: its addresses, the pool they are from and why, and what answers. */
export const ServicePage = page('service', {
  needs: ({ namespace, name }) => ({ row: serviceRowQuery(namespace, name) }),
  object: { is: 'row', ...serviceObject },
  Page: ({ row, search }) => <ServiceDetail row={row.data} tab={search['tab']} />,
});

function ServiceDetail({ row, tab }: { row: ServiceRow; tab: string | undefined }) {
  const { namespace, name } = row;
  const go = useGo();
  const deletion = useDeletion('kube/Service', ['service', 'services'], () => go(pathTo('services')));
  return (
    <DetailPage
      noun="service"
      name={name}
      lead={<Network />}
      state={<StateBadge state={row.state} />}
      sub={<AppLink to={pathTo('namespace', { name: namespace })}>{namespace}</AppLink>}
      deletion={{ of: deletion, id: kubeKey(namespace, name) }}
      tab={tab}
      to={(search) => pathTo('service', { namespace, name }, search)}
      tabs={[{ id: 'overview', label: 'Overview', content: <Overview row={row} /> }]}
      history={historyQuery('kube/Service', kubeKey(namespace, name))}
      source={{ as: 'YAML', query: kubeObjectQuery('Service', namespace, name) }}
    />
  );
}

function Overview({ row }: { row: ServiceRow }) {
  const pool = useQuery(poolOfServiceQuery(row.namespace, row.name));
  return (
    <div className="p-6 grid gap-5 max-w-[1180px]">
      <ConditionsList conditions={row.conditions} />
      <div className="grid gap-5 lg:grid-cols-2 items-start">
        <Box title="Service">
          <div className="p-4">
            <Facts
              facts={[
                { label: 'Type', value: row.type },
                { label: 'Cluster IP', value: row.clusterIp && <AddressText value={row.clusterIp} /> },
                { label: 'External IP', value: row.external.length > 0 && <ExternalAddresses row={row} /> },
                { label: 'Ports', value: <span className="wire">{row.ports.join(', ')}</span> },
                { label: 'Selector', value: labelTags(row.selector) },
                {
                  label: 'Backends',
                  value:
                    row.backends.notReady === 0
                      ? `${row.backends.ready} ready`
                      : `${row.backends.ready} ready, ${row.backends.notReady} not ready`,
                },
                { label: 'Age', value: <Age of={row.created} /> },
              ]}
            />
          </div>
        </Box>
        <Box
          title="Floating IP pool"
          note={row.asksForAddress ? 'the most specific scope prevails' : 'if it asked for an address from outside'}
        >
          <div className="p-4 pt-0">
            <ReadPart query={pool} what="the pool">
              {(answer) => <PoolTrail trail={answer.trail} />}
            </ReadPart>
          </div>
        </Box>
      </div>
      <Backends row={row} />
    </div>
  );
}

/** The addresses behind the service, as its Endpoints have them. */
function Backends({ row }: { row: ServiceRow }) {
  const endpoints = useQuery({
    ...kubeObjectQuery('Endpoints', row.namespace, row.name),
    enabled: row.backends.ready + row.backends.notReady > 0,
  });
  const lines = (endpoints.data?.subsets ?? []).flatMap(({ addresses = [], notReadyAddresses = [], ports = [] }) => {
    const shown = ports.map(({ port, protocol = 'TCP' }) => `${port}/${protocol}`).join(', ');
    return [
      ...addresses.map((address) => ({ address, ready: true, ports: shown })),
      ...notReadyAddresses.map((address) => ({ address, ready: false, ports: shown })),
    ];
  });
  const first = lines.slice(0, MOST_SHOWN);
  return (
    <Box title="Backends" note={`${row.backends.ready} ready`}>
      {lines.length === 0 ? (
        <p className="p-4 muted">
          {Object.keys(row.selector).length > 0
            ? 'No pod that its selector names is there.'
            : 'It has no selector, and no Endpoints of its name have an address.'}
        </p>
      ) : (
        <table className="data-table" aria-label={`Backends of ${row.name}`} style={{ minWidth: 560 }}>
          <colgroup>
            <col />
            <col style={{ width: 150 }} />
            <col style={{ width: 140 }} />
            <col style={{ width: 110 }} />
            <col style={{ width: 120 }} />
          </colgroup>
          <thead>
            <tr>
              <th scope="col">Pod</th>
              <th scope="col">Address</th>
              <th scope="col">Ports</th>
              <th scope="col">Node</th>
              <th scope="col">State</th>
            </tr>
          </thead>
          <tbody>
            {first.map(({ address: { ip, nodeName, targetRef }, ready, ports }) => (
              <tr key={`${ip} ${ports}`} className="data-row">
                <td>
                  {targetRef?.kind === 'Pod' && targetRef.name !== undefined && (
                    <AppLink
                      className="ellipsis"
                      to={pathTo('pod', { namespace: row.namespace, name: targetRef.name })}
                    >
                      {targetRef.name}
                    </AppLink>
                  )}
                </td>
                <td>
                  <AddressText value={ip} />
                </td>
                <td className="wire">{ports}</td>
                <td className="secondary">{nodeName}</td>
                <td>
                  <StateBadge state={ready ? { tone: 'ok', word: 'Ready' } : { tone: 'busy', word: 'Not ready' }} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {lines.length > first.length && (
        <p className="p-3 muted">
          The first {first.length} of {lines.length}.
        </p>
      )}
    </Box>
  );
}

const MOST_SHOWN = 200;
