import { useQuery } from '@tanstack/react-query';
import { Pencil } from 'lucide-react';
import type { VirtualNetworkRow } from '../../../../server/contract/views/rows/overlay-rows.ts';
import type { NamespaceRow, PodRow } from '../../../../server/contract/views/rows/workload-rows.ts';
import type { TablePage } from '../../../../server/contract/views/table-query.ts';
import {
  DEFAULT_CLUSTER_NAMES,
  podNetworkFqName,
  projectFqName,
  serviceNetworkFqName,
} from '../../../../server/engine/naming/kube-names.ts';
import { page } from '../../app/page.tsx';
import { pathTo } from '../../app/paths.ts';
import { kubeObjectQuery } from '../../data/kube-objects.ts';
import { eventsQuery, historyQuery } from '../../data/object-views.ts';
import { poolResolutionQuery } from '../../data/pool-facts.ts';
import { summaryQuery } from '../../data/summary.ts';
import { useDeletion } from '../../data/use-deletion.ts';
import { PoolTrail } from '../../domain-ui/addresses/pool-trail.tsx';
import { ConditionsList } from '../../domain-ui/objects/conditions-list.tsx';
import { DetailPage } from '../../domain-ui/objects/detail-page.tsx';
import { NamespaceIcon } from '../../domain-ui/objects/icons.tsx';
import { labelTags } from '../../domain-ui/objects/label-tags.tsx';
import { StateBadge } from '../../domain-ui/objects/state-badge.tsx';
import { VrfTag } from '../../domain-ui/routes/vrf-tag.tsx';
import { AddressText, FqNameText, PodName, PrefixText } from '../../domain-ui/routes/wire.tsx';
import { Age } from '../../domain-ui/times/age.tsx';
import { AppLink } from '../../ui/app-link.tsx';
import { Box } from '../../ui/box.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Facts } from '../../ui/facts.tsx';
import { ErrorBanner } from '../../ui/note.tsx';
import { PlainTable, type PlainColumn } from '../../ui/plain-table.tsx';
import { ReadPart } from '../../ui/read-part.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useGo } from '../../ui/use-go.ts';
import { namespaceRowQuery, networksOfQuery, podsOfQuery, namespaceObject } from './api.ts';
import { Isolation, NamespaceState } from './columns.tsx';

/** Workloads > Namespaces > a namespace: isolation, effective networks, the pool of its services, pods. */
export const NamespacePage = page('namespace', {
  needs: ({ name }) => ({ row: namespaceRowQuery(name) }),
  object: { is: 'row', ...namespaceObject },
  Page: ({ row, search }) => <NamespaceDetail row={row.data} tab={search['tab']} />,
});

function NamespaceDetail({ row, tab }: { row: NamespaceRow; tab: string | undefined }) {
  const { name } = row;
  const go = useGo();
  const deletion = useDeletion('kube/Namespace', ['namespace', 'namespaces'], () => go(pathTo('namespaces')));
  return (
    <DetailPage
      noun="namespace"
      name={name}
      lead={<NamespaceIcon />}
      state={
        <>
          <NamespaceState row={row} />
          {row.isolated && <Tag outlined>Isolated</Tag>}
        </>
      }
      sub={row.project && <FqNameText value={row.project.fqName} />}
      actions={
        <ButtonLink icon={<Pencil className="small" />} to={pathTo('editNamespace', { name })}>
          Edit
        </ButtonLink>
      }
      deletion={{ of: deletion, id: name }}
      tab={tab}
      to={(search) => pathTo('namespace', { name }, search)}
      tabs={[
        { id: 'overview', label: 'Overview', content: <Overview row={row} /> },
        { id: 'pods', label: 'Pods', count: row.pods, content: <Pods namespace={name} /> },
      ]}
      events={eventsQuery('kube/Namespace', name)}
      history={historyQuery('kube/Namespace', name)}
      source={{ as: 'YAML', query: kubeObjectQuery('Namespace', undefined, name) }}
    />
  );
}

function Overview({ row }: { row: NamespaceRow }) {
  const cluster = useQuery(summaryQuery).data?.cluster.name ?? 'k8s';
  const names = { ...DEFAULT_CLUSTER_NAMES, clusterName: cluster };
  const home = row.isolated ? row.name : 'default';
  const effective = [
    ['Pods', podNetworkFqName(names, home).join(':')],
    ['Services', serviceNetworkFqName(names, home).join(':')],
  ] as const;
  const projects = [...new Set([projectFqName(names, row.name).at(-1) ?? '', projectFqName(names, home).at(-1) ?? ''])];
  const networks = useQuery(networksOfQuery(projects));
  const pool = useQuery(poolResolutionQuery(row.name));
  const others = (networks.data ?? []).filter(
    (network) => network.project === projects[0] && !effective.some(([, fqName]) => fqName === network.fqName),
  );
  const lines = [
    ...effective.map(([use, fqName]) => ({
      use,
      fqName,
      network: networks.data?.find((network) => network.fqName === fqName),
    })),
    ...others.map((network) => ({
      use: network.origin.kind === 'nad' ? 'Attachment' : 'Project',
      fqName: network.fqName,
      network,
    })),
  ];
  return (
    <div className="p-6 grid gap-5 max-w-[1100px]">
      <ConditionsList conditions={row.conditions} />
      <Box
        title="Networks"
        note={
          row.isolated
            ? 'its own: pods outside do not reach its pods'
            : 'shared with every namespace that is not isolated'
        }
      >
        <PlainTable
          label={`Networks of ${row.name}`}
          columns={networkColumns(row.isolated, networks.data !== undefined)}
          rows={lines}
          rowKey={({ fqName }) => fqName}
          rowName={({ fqName }) => fqName.slice(fqName.lastIndexOf(':') + 1)}
          failure={networks.data === undefined ? networks.error : null}
          onRetry={() => void networks.refetch()}
          empty="No networks."
          least={620}
        />
      </Box>
      <div className="grid gap-5 lg:grid-cols-2 items-start">
        <Box title="Floating IP pool of its services" note="the most specific scope prevails">
          <div className="p-4 pt-0">
            {pool.data ? (
              <PoolTrail trail={pool.data.trail} />
            ) : (
              pool.error && (
                <ErrorBanner title="Could not read the pool." onRetry={() => void pool.refetch()}>
                  {pool.error.message}
                </ErrorBanner>
              )
            )}
          </div>
        </Box>
        <Box title="Namespace">
          <div className="p-4">
            <Facts
              facts={[
                { label: 'Isolation', value: <Isolation isolated={row.isolated} /> },
                {
                  label: 'Project',
                  value: row.project && <FqNameText value={row.project.fqName} />,
                },
                { label: 'Age', value: <Age of={row.created} /> },
                { label: 'Deployments', value: row.deployments },
                { label: 'Labels', value: labelTags(row.labels) },
              ]}
            />
          </div>
        </Box>
      </div>
    </div>
  );
}

type NetworkLine = {
  readonly use: string;
  readonly fqName: string;
  readonly network: VirtualNetworkRow | undefined;
};

/** `known`: the networks were read, so that one without a row does not exist. */
const networkColumns = (isolated: boolean, known: boolean): readonly PlainColumn<NetworkLine>[] => [
  { id: 'use', header: 'For', width: 120, cell: ({ use }) => use },
  {
    id: 'network',
    header: 'Network',
    cell: ({ use, fqName }) => (
      <span className="name">
        <VrfTag
          fqName={fqName}
          border={
            isolated && use !== 'Attachment' ? 'isolated' : use === 'Pods' || use === 'Services' ? 'shared' : 'own'
          }
        />
        <AppLink className="ellipsis" title={fqName} to={pathTo('virtualNetwork', { fqName })}>
          {fqName.slice(fqName.lastIndexOf(':') + 1)}
        </AppLink>
      </span>
    ),
  },
  {
    id: 'subnet',
    header: 'Subnet',
    width: 160,
    cell: ({ network }) => network?.subnets[0] && <PrefixText value={network.subnets[0].cidr} />,
  },
  {
    id: 'state',
    header: 'State',
    width: 160,
    cell: ({ network }) =>
      network ? (
        <StateBadge state={network.state} />
      ) : (
        known && <StateBadge state={{ tone: 'warn', word: 'Does not exist' }} />
      ),
  },
];

function Pods({ namespace }: { namespace: string }) {
  const pods = useQuery(podsOfQuery(namespace));
  return (
    <ReadPart query={pods} what="the pods">
      {(answer) => <PodTable namespace={namespace} pods={answer} />}
    </ReadPart>
  );
}

const PODS: readonly PlainColumn<PodRow>[] = [
  {
    id: 'name',
    header: 'Pod',
    width: 300,
    cell: ({ namespace, name }) => (
      <span className="name">
        <AppLink className="ellipsis" title={name} to={pathTo('pod', { namespace, name })}>
          <PodName name={name} full titled={false} />
        </AppLink>
      </span>
    ),
  },
  {
    id: 'address',
    header: 'Address',
    width: 150,
    cell: ({ addresses: [first] }) => first && <AddressText value={first.ip} />,
  },
  {
    id: 'network',
    header: 'Network',
    width: 260,
    cell: ({ addresses }) => (
      <>
        {addresses[0]?.network.fqName !== undefined && (
          <AppLink to={pathTo('virtualNetwork', { fqName: addresses[0].network.fqName })}>
            {addresses[0].network.name}
          </AppLink>
        )}
        {addresses.length > 1 && <span className="muted"> and {addresses.length - 1} more</span>}
      </>
    ),
  },
  { id: 'node', header: 'Node', width: 110, cell: ({ node }) => <span className="secondary">{node}</span> },
  { id: 'state', header: 'State', cell: ({ state }) => <StateBadge state={state} /> },
];

function PodTable({ namespace, pods }: { namespace: string; pods: TablePage<PodRow> }) {
  if (pods.rows.length === 0)
    return (
      <EmptyState
        title={`No pods in ${namespace}`}
        actions={
          <ButtonLink kind="primary" size="lg" to={pathTo('createDeployment', {}, { namespace })}>
            Create deployment
          </ButtonLink>
        }
      >
        A deployment makes pods; each gets an address from the namespace's pod network.
      </EmptyState>
    );
  return (
    <>
      <PlainTable
        label={`Pods of ${namespace}`}
        columns={PODS}
        rows={pods.rows}
        rowKey={({ id }) => id}
        rowName={({ name }) => name}
        empty={`No pods in ${namespace}.`}
        least={720}
      />
      {pods.next !== undefined && (
        <p className="px-6 py-3 muted">
          The first {pods.rows.length} of {pods.matched}.{' '}
          <AppLink className="underline" to={pathTo('pods', {}, { filter: `namespace:${namespace}` })}>
            Show all
          </AppLink>
        </p>
      )}
    </>
  );
}
