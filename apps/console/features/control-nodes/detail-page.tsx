import { useQuery } from '@tanstack/react-query';
import { SlidersHorizontal } from 'lucide-react';
import type { ControlNodeRow, SessionRow } from '../../../../server/contract/views/bgp.ts';
import { page } from '../../app/page.tsx';
import { pathTo } from '../../app/paths.ts';
import { controlNodesQuery, sessionsQuery } from '../../data/bgp.ts';
import { DetailPage } from '../../domain-ui/objects/detail-page.tsx';
import { ControlNodeIcon } from '../../domain-ui/objects/icons.tsx';
import { StateBadge } from '../../domain-ui/objects/state-badge.tsx';
import { AddressText } from '../../domain-ui/routes/wire.tsx';
import { countText } from '../../domain-ui/times/duration-text.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Facts } from '../../ui/facts.tsx';
import { PeersTab } from './peers-tab.tsx';
import { RoutesTab } from './routes-tab.tsx';

const NO_SESSIONS: readonly SessionRow[] = [];

/** Infrastructure > Cluster > Control Nodes > a control node. */
export const ControlNodePage = page('controlNode', {
  needs: () => ({ nodes: controlNodesQuery }),
  what: ({ name }) => `control node ${name}`,
  Page: ({ params, search, nodes }) => <NodeOf name={params.name} nodes={nodes.data.rows} tab={search['tab']} />,
});

function NodeOf({ name, nodes, tab }: { name: string; nodes: readonly ControlNodeRow[]; tab: string | undefined }) {
  const sessions = useQuery(sessionsQuery);
  const node = nodes.find((one) => one.name === name || one.id === name || one.router.uuid === name);
  if (!node)
    return (
      <EmptyState
        title={`No control node ${name}`}
        actions={
          <ButtonLink kind="primary" size="lg" to={pathTo('controlNodes')}>
            Control nodes
          </ButtonLink>
        }
      >
        {nodes.length === 0 ? 'There are no control nodes.' : `There are: ${nodes.map((one) => one.name).join(', ')}.`}
      </EmptyState>
    );
  const own = sessions.data?.rows.filter((row) => row.local.uuid === node.router.uuid) ?? NO_SESSIONS;
  const total = Object.values(node.routes).reduce((sum, each) => sum + each, 0);
  return (
    <DetailPage
      noun="control node"
      name={node.name}
      lead={<ControlNodeIcon />}
      sub={<AddressText value={node.address} />}
      state={<StateBadge state={node.state} strong />}
      actions={
        <ButtonLink icon={<SlidersHorizontal className="small" />} to={pathTo('bgpRouter', { name: node.router.name })}>
          BGP router
        </ButtonLink>
      }
      tab={tab}
      to={(search) => pathTo('controlNode', { name }, search)}
      tabs={[
        { id: 'summary', label: 'Summary', content: <Summary node={node} /> },
        {
          id: 'peers',
          label: 'Peers',
          count: node.sessions.total,
          still: true,
          content: (
            <PeersTab
              name={node.name}
              rows={sessions.data && own}
              clock={sessions.data?.clock}
              failure={sessions.error}
              onRetry={() => void sessions.refetch()}
              revision={sessions.data?.revision}
            />
          ),
        },
        {
          id: 'routes',
          label: 'Routes',
          count: total,
          still: true,
          content: <RoutesTab key={node.id} id={node.id} name={node.name} />,
        },
      ]}
    />
  );
}

function Summary({ node }: { node: ControlNodeRow }) {
  return (
    <div className="p-6 grid gap-6 max-w-[720px]">
      <Facts
        facts={[
          { label: 'Host name', value: node.name },
          { label: 'IP address', value: <AddressText value={node.address} /> },
          { label: 'Router ID', value: <AddressText value={node.routerId} /> },
          { label: 'AS', value: <span className="wire">{node.asn}</span> },
          { label: 'Listens on', value: node.listening !== undefined && <AddressText value={node.listening} /> },
          {
            label: 'State',
            value: (
              <>
                <StateBadge state={node.state} />
                {node.state.reason !== undefined && (
                  <span className="secondary whitespace-normal">{node.state.reason}</span>
                )}
              </>
            ),
          },
          { label: 'BGP sessions', value: `${node.sessions.established} of ${node.sessions.total} Established` },
          {
            label: 'Compute nodes',
            value: node.computeNodes.length > 0 && (
              <span className="flex flex-wrap gap-x-4">
                {node.computeNodes.map((one) => (
                  <span key={one.name}>
                    {one.name} <span className="wire small muted">{one.address}</span>
                  </span>
                ))}
              </span>
            ),
          },
          ...(['inet-vpn', 'inet6-vpn', 'route-target', 'inet'] as const).map((family) => ({
            label: family,
            value: `${countText(node.routes[family])} ${node.routes[family] === 1 ? 'route' : 'routes'}`,
          })),
          { label: 'Updates in', value: countText(node.updates.received) },
          { label: 'Updates out', value: countText(node.updates.sent) },
        ]}
      />
    </div>
  );
}
