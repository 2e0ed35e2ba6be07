import { useQuery } from '@tanstack/react-query';
import type { ControlNodeRow } from '../../../../server/contract/views/bgp.ts';
import { pathTo } from '../../app/paths.ts';
import { controlNodesQuery } from '../../data/bgp.ts';
import { ControlNodeIcon } from '../../domain-ui/objects/icons.tsx';
import { StateBadge } from '../../domain-ui/objects/state-badge.tsx';
import { AddressText } from '../../domain-ui/routes/wire.tsx';
import { countText } from '../../domain-ui/times/duration-text.ts';
import { AppLink } from '../../ui/app-link.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ListFoot } from '../../ui/list-foot.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { PlainTable, type PlainColumn } from '../../ui/plain-table.tsx';

const count = (value: number) => <span className={value === 0 ? 'zero' : ''}>{countText(value)}</span>;
const COLUMNS: readonly PlainColumn<ControlNodeRow>[] = [
  {
    id: 'name',
    header: 'Control node',
    width: 140,
    cell: (node) => (
      <span className="name">
        <ControlNodeIcon />
        <AppLink className="ellipsis" to={pathTo('controlNode', { name: node.name })}>
          {node.name}
        </AppLink>
      </span>
    ),
  },
  { id: 'address', header: 'IP address', width: 126, cell: (node) => <AddressText value={node.address} /> },
  { id: 'asn', header: 'AS', width: 76, numeric: true, cell: (node) => <span className="wire">{node.asn}</span> },
  {
    id: 'listening',
    header: 'Listens on',
    width: 146,
    priority: 3,
    cell: (node) =>
      node.listening !== undefined && (
        <span title={node.listening}>
          <AddressText value={node.listening} />
        </span>
      ),
  },
  {
    id: 'sessions',
    header: 'BGP sessions',
    width: 100,
    numeric: true,
    cell: (node) => `${node.sessions.established} of ${node.sessions.total}`,
  },
  {
    id: 'computes',
    header: 'Compute nodes',
    width: 110,
    numeric: true,
    priority: 3,
    cell: (node) => (
      <span title={node.computeNodes.map((one) => `${one.name} ${one.address}`).join('\n')}>
        {count(node.computeNodes.length)}
      </span>
    ),
  },
  { id: 'vpn', header: 'inet-vpn', width: 84, numeric: true, cell: (node) => count(node.routes['inet-vpn']) },
  {
    id: 'vpn6',
    header: 'inet6-vpn',
    width: 84,
    numeric: true,
    priority: 3,
    cell: (node) => count(node.routes['inet6-vpn']),
  },
  {
    id: 'targets',
    header: 'route-target',
    width: 96,
    numeric: true,
    priority: 3,
    cell: (node) => count(node.routes['route-target']),
  },
  {
    id: 'updates',
    header: 'Updates in, out',
    width: 116,
    numeric: true,
    cell: (node) => `${countText(node.updates.received)}, ${countText(node.updates.sent)}`,
  },
  { id: 'state', header: 'State', cell: (node) => <StateBadge state={node.state} /> },
];

/** Infrastructure > Cluster > Control Nodes. */
export function ControlNodesPage() {
  const { data, error, refetch } = useQuery(controlNodesQuery);
  return (
    <>
      <PageHeader title="Control Nodes" />
      <div className="scroll">
        {data?.rows.length === 0 ? (
          <EmptyState
            title="No control nodes"
            actions={
              <ButtonLink kind="primary" size="lg" to={pathTo('createBgpRouter')}>
                Create router
              </ButtonLink>
            }
          >
            A control node is a BGP router of type control-node with an address of this cluster: it announces the
            cluster&apos;s routes to the gateways.
          </EmptyState>
        ) : (
          <PlainTable
            label="Control nodes"
            columns={COLUMNS}
            rows={data?.rows}
            failure={error}
            onRetry={() => void refetch()}
            rowKey={(node) => node.id}
            rowName={(node) => node.name}
            least={900}
            empty={null}
          />
        )}
      </div>
      <ListFoot count={data?.rows.length} nouns={['control node', 'control nodes']} revision={data?.revision} />
    </>
  );
}
