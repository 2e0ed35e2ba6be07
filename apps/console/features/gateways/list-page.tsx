import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import type { GatewayRow } from '../../../../server/contract/views/gateways.ts';
import { pathTo } from '../../app/paths.ts';
import { gatewaysQuery } from '../../data/bgp.ts';
import { GatewayIcon } from '../../domain-ui/objects/icons.tsx';
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

/** Opens the form that adds a known host as BGP router, with its values filled in. */
export const addLink = (name: string): string => pathTo('createBgpRouter', {}, { host: name });

const COLUMNS: readonly PlainColumn<GatewayRow>[] = [
  {
    id: 'name',
    header: 'Gateway',
    width: 190,
    cell: (row) => (
      <span className="name">
        <GatewayIcon />
        <AppLink className="ellipsis" to={pathTo('gateway', { name: row.name })}>
          {row.name}
        </AppLink>
      </span>
    ),
  },
  { id: 'address', header: 'IP address', width: 132, cell: (row) => <AddressText value={row.address} /> },
  { id: 'asn', header: 'AS', width: 76, numeric: true, cell: (row) => <span className="wire">{row.asn}</span> },
  {
    id: 'sight',
    header: 'Known by',
    width: 150,
    priority: 3,
    cell: (row) => (
      <span
        className="secondary"
        title={
          row.sight === 'inside'
            ? "The lab's own router: shown as it is."
            : 'An external router: shown as it was sent to.'
        }
      >
        {row.sight === 'inside' ? 'looking into it' : 'what it was sent'}
      </span>
    ),
  },
  {
    id: 'sessions',
    header: 'BGP sessions',
    width: 100,
    numeric: true,
    cell: (row) => `${row.sessions.established} of ${row.sessions.total}`,
  },
  { id: 'vrfs', header: 'VRFs', width: 64, numeric: true, cell: (row) => count(row.vrfs) },
  { id: 'routes', header: 'Routes', width: 76, numeric: true, cell: (row) => count(row.routes) },
  { id: 'tunnels', header: 'Tunnels', width: 76, numeric: true, cell: (row) => count(row.tunnels) },
  {
    id: 'state',
    header: 'State',
    cell: (row) =>
      row.router === undefined ? (
        <span className="row">
          <StateBadge state={{ tone: 'idle', word: 'Not a BGP router yet' }} />
          <ButtonLink icon={<Plus className="small" />} to={addLink(row.name)}>
            Add as BGP router<span className="sr-only">: {row.name}</span>
          </ButtonLink>
        </span>
      ) : (
        <StateBadge state={row.state} />
      ),
  },
];

/** Infrastructure > Gateways. */
export function GatewaysPage() {
  const { data, error, refetch } = useQuery(gatewaysQuery);
  const nothing = data !== undefined && data.rows.length === 0;
  return (
    <>
      <PageHeader
        title="Gateways"
        actions={
          <ButtonLink kind="primary" icon={<Plus className="small" />} to={pathTo('createBgpRouter')}>
            Add router
          </ButtonLink>
        }
      />
      <div className="scroll">
        {nothing ? (
          <EmptyState
            title="No gateways"
            actions={
              <ButtonLink kind="primary" size="lg" to={pathTo('createBgpRouter')}>
                Add router
              </ButtonLink>
            }
          >
            A gateway is a BGP router of type router: it learns the floating IPs from the control node and lets traffic
            in through tunnels to the compute nodes.
          </EmptyState>
        ) : (
          <PlainTable
            label="Gateways"
            columns={COLUMNS}
            rows={data?.rows}
            failure={error}
            onRetry={() => void refetch()}
            rowKey={(row) => row.id}
            rowName={(row) => row.name}
            least={820}
            empty={null}
          />
        )}
      </div>
      <ListFoot count={data?.rows.length} nouns={['gateway', 'gateways']} revision={data?.revision} />
    </>
  );
}
