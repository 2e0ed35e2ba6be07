import type { GatewayTunnelRow } from '../../../../server/contract/views/gateways.ts';
import { PlainTable, type PlainColumn } from '../../ui/plain-table.tsx';
import { Status } from '../../ui/status.tsx';
import { AddressText } from './wire.tsx';

const COLUMNS: readonly PlainColumn<GatewayTunnelRow>[] = [
  {
    id: 'name',
    header: 'Interface',
    width: 168,
    cell: (tunnel) => (
      <span className="wire medium" title={tunnel.name}>
        {tunnel.name}
      </span>
    ),
  },
  {
    id: 'remote',
    header: 'Remote',
    width: 190,
    cell: (tunnel) => (
      <span title={tunnel.remoteNode?.name}>
        <AddressText value={tunnel.remote} /> <span className="muted">{tunnel.remoteNode?.name}</span>
      </span>
    ),
  },
  { id: 'local', header: 'Local', width: 132, cell: (tunnel) => <AddressText value={tunnel.local} /> },
  {
    id: 'encapsulation',
    header: 'Encapsulation',
    width: 124,
    cell: (tunnel) => <span className="secondary">{tunnel.encapsulation.toUpperCase()}</span>,
  },
  {
    id: 'protocol',
    header: 'IP protocol',
    width: 88,
    numeric: true,
    cell: (tunnel) => <span className="wire">{tunnel.protocol}</span>,
  },
  { id: 'ttl', header: 'TTL', width: 64, numeric: true, cell: (tunnel) => <span className="wire">{tunnel.ttl}</span> },
  {
    id: 'routes',
    header: 'Routes',
    width: 76,
    numeric: true,
    cell: (tunnel) => <span className={tunnel.routes === 0 ? 'zero' : ''}>{tunnel.routes}</span>,
  },
  {
    id: 'state',
    header: 'State',
    cell: (tunnel) =>
      tunnel.covered ? (
        <Status shape="disc" tone="ok">
          Up
        </Status>
      ) : (
        <Status
          shape="triangle"
          tone="warn"
          title={`No dynamic-tunnel network covers ${tunnel.remote}: routes through it are hidden.`}
        >
          Not covered: its routes are hidden
        </Status>
      ),
  },
];

/** Soft tunnels that a gateway creates for the next hops of its routes. */
export function TunnelsTable({
  of,
  rows,
  networks,
}: {
  of: string;
  rows: readonly GatewayTunnelRow[] | undefined;
  networks: readonly string[];
}) {
  return (
    <PlainTable
      label={`Dynamic tunnels of ${of}`}
      columns={COLUMNS}
      rows={rows}
      rowKey={(tunnel) => `${tunnel.name} ${tunnel.remote}`}
      rowName={(tunnel) => tunnel.name}
      least={860}
      empty={
        <span>
          No tunnels. {of} makes one for the compute node of each route that it learns
          {networks.length === 0 ? '' : `, if the node is in ${networks.join(', ')}`}.
        </span>
      }
    />
  );
}
