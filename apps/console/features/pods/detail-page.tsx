import { useQuery } from '@tanstack/react-query';
import type { PodRow } from '../../../../server/contract/views/rows/workload-rows.ts';
import { POD_NETWORK_STATUS, POD_NETWORKS } from '../../../../server/engine/annotations/annotation-keys.ts';
import { kubeKey } from '../../../../server/model/kube/types.ts';
import { page } from '../../app/page.tsx';
import { pathTo } from '../../app/paths.ts';
import { kubeObjectQuery } from '../../data/kube-objects.ts';
import { eventsQuery, historyQuery } from '../../data/object-views.ts';
import { useDeletion } from '../../data/use-deletion.ts';
import { ConditionsList } from '../../domain-ui/objects/conditions-list.tsx';
import { DetailPage } from '../../domain-ui/objects/detail-page.tsx';
import { PodIcon } from '../../domain-ui/objects/icons.tsx';
import { KubeConditions } from '../../domain-ui/objects/kube-conditions.tsx';
import { labelTags } from '../../domain-ui/objects/label-tags.tsx';
import { StateBadge } from '../../domain-ui/objects/state-badge.tsx';
import { VrfTag } from '../../domain-ui/routes/vrf-tag.tsx';
import { AddressText } from '../../domain-ui/routes/wire.tsx';
import { Age } from '../../domain-ui/times/age.tsx';
import { AppLink } from '../../ui/app-link.tsx';
import { Box } from '../../ui/box.tsx';
import { Facts } from '../../ui/facts.tsx';
import { ErrorBanner } from '../../ui/note.tsx';
import { useGo } from '../../ui/use-go.ts';
import { podRowQuery, portsOfPodQuery } from './api.ts';
import { Owner } from './columns.tsx';
import { readNetworkStatus } from './form-model.ts';

/** Workloads > Pods > a pod: its interfaces, floating IPs, and what is reported about them to Kubernetes. */
export const PodPage = page('pod', {
  needs: ({ namespace, name }) => ({ row: podRowQuery(namespace, name) }),
  object: {
    is: 'row',
    kind: 'kube/Pod',
    noun: 'pod',
    name: ({ namespace, name }) => `${namespace}/${name}`,
    all: { to: pathTo('pods'), label: 'Pods' },
  },
  Page: ({ row, search }) => <PodDetail row={row.data} tab={search['tab']} />,
});

function PodDetail({ row, tab }: { row: PodRow; tab: string | undefined }) {
  const { namespace, name } = row;
  const go = useGo();
  const deletion = useDeletion('kube/Pod', ['pod', 'pods'], () => go(pathTo('pods')));
  return (
    <DetailPage
      noun="pod"
      name={name}
      lead={<PodIcon />}
      state={<StateBadge state={row.state} />}
      sub={<AppLink to={pathTo('namespace', { name: namespace })}>{namespace}</AppLink>}
      deletion={{ of: deletion, id: kubeKey(namespace, name) }}
      tab={tab}
      to={(search) => pathTo('pod', { namespace, name }, search)}
      tabs={[{ id: 'overview', label: 'Overview', content: <Overview row={row} /> }]}
      events={eventsQuery('kube/Pod', kubeKey(namespace, name))}
      history={historyQuery('kube/Pod', kubeKey(namespace, name))}
      source={{ as: 'YAML', query: kubeObjectQuery('Pod', namespace, name) }}
    />
  );
}

function Overview({ row }: { row: PodRow }) {
  const ports = useQuery(portsOfPodQuery(row.namespace, row.name));
  const object = useQuery(kubeObjectQuery('Pod', row.namespace, row.name));
  const status = readNetworkStatus(object.data?.metadata.annotations?.[POD_NETWORK_STATUS]);
  const wanted = object.data?.metadata.annotations?.[POD_NETWORKS];
  return (
    <div className="p-6 grid gap-5 max-w-[1180px]">
      <ConditionsList conditions={row.conditions} />
      <Box title="Interfaces" note="one VRF each">
        {ports.error && !ports.data && (
          <ErrorBanner title="Could not read the interfaces." onRetry={() => void ports.refetch()}>
            {ports.error.message}
          </ErrorBanner>
        )}
        {ports.data?.length === 0 && (
          <p className="p-4 muted">No interfaces yet.{wanted === undefined ? '' : ` It asks for ${wanted}.`}</p>
        )}
        {ports.data !== undefined && ports.data.length > 0 && (
          <div className="overflow-x-auto">
            <table className="data-table" aria-label={`Interfaces of ${row.name}`} style={{ minWidth: 940 }}>
              <colgroup>
                <col style={{ width: 160 }} />
                <col />
                <col style={{ width: 132 }} />
                <col style={{ width: 150 }} />
                <col style={{ width: 96 }} />
                <col style={{ width: 64 }} />
                <col style={{ width: 180 }} />
              </colgroup>
              <thead>
                <tr>
                  <th scope="col">Interface</th>
                  <th scope="col">Network and VRF</th>
                  <th scope="col">Address</th>
                  <th scope="col">MAC</th>
                  <th scope="col">Node</th>
                  <th scope="col" className="num">
                    Label
                  </th>
                  <th scope="col">Floating IPs</th>
                </tr>
              </thead>
              <tbody>
                {ports.data.map((port) => (
                  <tr key={port.id} className="data-row">
                    <td title={port.name}>{port.interface ?? port.name}</td>
                    <td>
                      {port.network?.fqName !== undefined ? (
                        <span className="row">
                          <span className="name">
                            <VrfTag fqName={port.network.fqName} />
                            <AppLink
                              className="ellipsis"
                              title={port.network.fqName}
                              to={pathTo('virtualNetwork', { fqName: port.network.fqName })}
                            >
                              {port.network.name}
                            </AppLink>
                          </span>
                          <AppLink
                            className="type-12"
                            aria-label={`Routes of ${port.network.name}`}
                            to={pathTo('vrf', { fqName: port.network.fqName })}
                          >
                            routes
                          </AppLink>
                        </span>
                      ) : (
                        port.network?.name
                      )}
                    </td>
                    <td>
                      {port.addresses.map((address) => (
                        <AddressText key={address} value={address} />
                      ))}
                    </td>
                    <td>{port.mac !== undefined && <span className="wire small">{port.mac}</span>}</td>
                    <td className="secondary">{port.node}</td>
                    <td className="num">{port.label !== undefined && <span className="wire">{port.label}</span>}</td>
                    <td>
                      <span className="row tight">
                        {port.floatingIps.map((fip) => (
                          <AppLink key={fip.uuid} to={pathTo('floatingIp', { address: fip.address })}>
                            <AddressText value={fip.address} />
                          </AppLink>
                        ))}
                      </span>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Box>
      <div className="grid gap-5 lg:grid-cols-2 items-start">
        <Box title="Pod">
          <div className="p-4">
            <Facts
              facts={[
                {
                  label: 'Namespace',
                  value: <AppLink to={pathTo('namespace', { name: row.namespace })}>{row.namespace}</AppLink>,
                },
                { label: 'Node', value: row.node },
                { label: 'Phase', value: row.phase },
                { label: 'Ready', value: row.ready },
                { label: 'Workload', value: row.owner && <Owner owner={row.owner} /> },
                { label: 'Age', value: <Age of={row.created} /> },
                {
                  label: 'Images',
                  value: (object.data?.spec?.containers ?? [])
                    .map((container) => String(container['image'] ?? ''))
                    .join(', '),
                },
                {
                  label: 'Asks for',
                  value: wanted !== undefined && (
                    <span className="wire ellipsis" title={wanted}>
                      {wanted}
                    </span>
                  ),
                },
                { label: 'Labels', value: labelTags(row.labels) },
                { label: 'UID', value: <span className="wire small">{row.uid}</span> },
              ]}
            />
          </div>
        </Box>
        <Box title="Network status" note="the annotation that kube-manager wrote">
          {status === undefined ? (
            <p className="p-4 muted">Not written yet.</p>
          ) : (
            <table className="data-table" aria-label="network-status">
              <colgroup>
                <col />
                <col style={{ width: 76 }} />
                <col style={{ width: 148 }} />
                <col style={{ width: 160 }} />
              </colgroup>
              <thead>
                <tr>
                  <th scope="col">Name</th>
                  <th scope="col">Interface</th>
                  <th scope="col">IPs</th>
                  <th scope="col">MAC</th>
                </tr>
              </thead>
              <tbody>
                {status.map((each) => (
                  <tr key={`${each.name} ${each.ips.join()}`}>
                    <td title={each.name}>{each.name}</td>
                    <td>{each.interface}</td>
                    <td>
                      <span className="wire">{each.ips.join(', ')}</span>
                    </td>
                    <td>
                      <span className="wire small">{each.mac}</span>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </Box>
      </div>
      <KubeConditions of={row.name} conditions={object.data?.status?.conditions ?? []} />
    </div>
  );
}
