import { useQuery } from '@tanstack/react-query';
import type { PortRow } from '../../../../server/contract/views/rows/overlay-rows.ts';
import type { PodRow } from '../../../../server/contract/views/rows/workload-rows.ts';
import { POD_NETWORK_STATUS, POD_NETWORKS } from '../../../../server/engine/annotations/annotation-keys.ts';
import { readNetworkStatus, type NetworkStatus } from '../../../../server/engine/annotations/network-status.ts';
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
import { CopyButton } from '../../ui/copy-button.tsx';
import { Facts } from '../../ui/facts.tsx';
import { PlainTable, type PlainColumn } from '../../ui/plain-table.tsx';
import { useGo } from '../../ui/use-go.ts';
import { podRowQuery, portsOfPodQuery } from './api.ts';
import { Owner } from './columns.tsx';

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

const INTERFACES: readonly PlainColumn<PortRow>[] = [
  {
    id: 'interface',
    header: 'Interface',
    width: 160,
    cell: (port) => <span title={port.name}>{port.interface ?? port.name}</span>,
  },
  {
    id: 'network',
    header: 'Network and VRF',
    cell: ({ network }) =>
      network?.fqName === undefined ? (
        network?.name
      ) : (
        <span className="row">
          <span className="name">
            <VrfTag fqName={network.fqName} />
            <AppLink
              className="ellipsis"
              title={network.fqName}
              to={pathTo('virtualNetwork', { fqName: network.fqName })}
            >
              {network.name}
            </AppLink>
          </span>
          <AppLink
            className="type-12"
            aria-label={`Routes of ${network.name}`}
            to={pathTo('vrf', { fqName: network.fqName })}
          >
            routes
          </AppLink>
        </span>
      ),
  },
  {
    id: 'address',
    header: 'Address',
    width: 132,
    cell: ({ addresses }) => addresses.map((address) => <AddressText key={address} value={address} />),
  },
  {
    id: 'mac',
    header: 'MAC',
    width: 150,
    priority: 3,
    cell: ({ mac }) => mac !== undefined && <span className="wire small">{mac}</span>,
  },
  { id: 'node', header: 'Node', width: 96, cell: ({ node }) => <span className="secondary">{node}</span> },
  {
    id: 'label',
    header: 'Label',
    width: 64,
    numeric: true,
    cell: ({ label }) => label !== undefined && <span className="wire">{label}</span>,
  },
  {
    id: 'floatingIps',
    header: 'Floating IPs',
    width: 180,
    cell: ({ floatingIps }) => (
      <span className="flex flex-wrap gap-x-2">
        {floatingIps.map((fip) => (
          <AppLink key={fip.uuid} to={pathTo('floatingIp', { address: fip.address })}>
            <AddressText value={fip.address} />
          </AppLink>
        ))}
      </span>
    ),
  },
];

const STATUS: readonly PlainColumn<NetworkStatus>[] = [
  { id: 'name', header: 'Name', cell: ({ name }) => <span title={name}>{name}</span> },
  { id: 'interface', header: 'Interface', width: 76, cell: (each) => each.interface },
  { id: 'ips', header: 'IPs', width: 148, cell: ({ ips }) => <span className="wire">{ips.join(', ')}</span> },
  { id: 'mac', header: 'MAC', width: 160, cell: ({ mac }) => <span className="wire small">{mac}</span> },
];

function Overview({ row }: { row: PodRow }) {
  const ports = useQuery(portsOfPodQuery(row.namespace, row.name));
  const object = useQuery(kubeObjectQuery('Pod', row.namespace, row.name));
  const status = readNetworkStatus(object.data?.metadata.annotations?.[POD_NETWORK_STATUS]);
  const wanted = object.data?.metadata.annotations?.[POD_NETWORKS];
  const shell = `kubectl -n ${row.namespace} exec -it ${row.name} -- sh`;
  return (
    <div className="p-6 grid gap-5 max-w-[1180px]">
      <ConditionsList conditions={row.conditions} />
      <Box title="Interfaces" note="one VRF each">
        <PlainTable
          label={`Interfaces of ${row.name}`}
          columns={INTERFACES}
          rows={ports.data}
          rowKey={({ id }) => id}
          rowName={(port) => port.interface ?? port.name}
          failure={ports.error}
          onRetry={() => void ports.refetch()}
          empty={`No interfaces yet.${wanted === undefined ? '' : ` It asks for ${wanted}.`}`}
          least={940}
        />
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
                  label: 'Shell',
                  value: row.phase === 'Running' && (
                    <>
                      <span className="wire ellipsis" title={shell}>
                        {shell}
                      </span>
                      <CopyButton value={shell} name="Copy the command for a shell in the pod" />
                    </>
                  ),
                },
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
            <PlainTable
              label="network-status"
              columns={STATUS}
              rows={status}
              rowKey={({ name, ips }) => `${name} ${ips.join()}`}
              rowName={({ name }) => name}
              empty="It names no interface."
              least={540}
            />
          )}
        </Box>
      </div>
      <KubeConditions of={row.name} conditions={object.data?.status?.conditions ?? []} />
    </div>
  );
}
