import type { GatewayDetail, GatewayPeerLine } from '../../../../server/contract/views/gateways.ts';
import { pathTo } from '../../app/paths.ts';
import type { Told } from '../../data/reading.ts';
import { AddressText } from '../../domain-ui/routes/wire.tsx';
import { SessionBadge } from '../../domain-ui/sessions/session-badge.tsx';
import { countText, type Clock } from '../../domain-ui/times/duration-text.ts';
import { Duration } from '../../domain-ui/times/duration.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { PlainTable, type PlainColumn } from '../../ui/plain-table.tsx';
import { addLink } from './list-page.tsx';

type TableLine = GatewayPeerLine['tables'][number] & { readonly peer: string };

function peerColumns(clock: Clock): readonly PlainColumn<GatewayPeerLine>[] {
  return [
    { id: 'peer', header: 'Peer', width: 160, cell: (line) => <AddressText value={line.peer} strong /> },
    { id: 'asn', header: 'AS', width: 84, numeric: true, cell: (line) => <span className="wire">{line.asn}</span> },
    { id: 'in', header: 'InPkt', width: 96, numeric: true, cell: (line) => countText(line.inPackets) },
    { id: 'out', header: 'OutPkt', width: 96, numeric: true, cell: (line) => countText(line.outPackets) },
    {
      id: 'queue',
      header: 'OutQ',
      width: 72,
      numeric: true,
      cell: (line) => <span className={line.outQueue === 0 ? 'zero' : ''}>{line.outQueue}</span>,
    },
    {
      id: 'flaps',
      header: 'Flaps',
      width: 72,
      numeric: true,
      cell: (line) => <span className={line.flaps === 0 ? 'zero' : ''}>{line.flaps}</span>,
    },
    {
      id: 'since',
      header: 'Last Up/Dwn',
      width: 110,
      numeric: true,
      cell: (line) => <Duration since={line.since} clock={clock} />,
    },
    { id: 'state', header: 'State', cell: (line) => <SessionBadge word={line.state} /> },
  ];
}

const TABLE_COLUMNS: readonly PlainColumn<TableLine>[] = [
  { id: 'table', header: 'Table', width: 244, cell: (line) => <span className="wire medium">{line.table}</span> },
  { id: 'peer', header: 'Peer', width: 160, cell: (line) => <AddressText value={line.peer} /> },
  { id: 'active', header: 'Active', width: 84, numeric: true, cell: (line) => countText(line.active) },
  { id: 'received', header: 'Received', width: 84, numeric: true, cell: (line) => countText(line.received) },
  { id: 'accepted', header: 'Accepted', width: 84, numeric: true, cell: (line) => countText(line.accepted) },
  {
    id: 'damped',
    header: 'Damped',
    width: 84,
    numeric: true,
    cell: (line) => <span className={line.damped === 0 ? 'zero' : ''}>{line.damped}</span>,
  },
  { id: 'rest', header: <span className="sr-only">Rest</span>, cell: () => null },
];

/** `show bgp summary` as tables: the peers, and the routes per table. */
export function SummaryTab({ gateway }: { gateway: Told<GatewayDetail> }) {
  const { row, peers, clock } = gateway;
  const tables = peers.flatMap((line) => line.tables.map((table): TableLine => ({ ...table, peer: line.peer })));
  return (
    <>
      <div className="scroll">
        <PlainTable
          label={`BGP peers of ${row.name}`}
          columns={peerColumns(clock)}
          rows={peers}
          rowKey={(line) => line.peer}
          rowName={(line) => line.peer}
          least={760}
          empty={
            row.router === undefined ? (
              <>
                <span>
                  {row.name} is not a BGP router of this cluster yet, so nobody calls it. Add it, and associate the
                  control node.
                </span>
                <ButtonLink kind="primary" to={addLink(row.name)}>
                  Add as BGP router
                </ButtonLink>
              </>
            ) : (
              <>
                <span>{row.name} has no peers. Associate the control nodes that are to advertise routes to it.</span>
                <ButtonLink kind="primary" to={pathTo('editBgpRouter', { name: row.router.name }, { field: 'peers' })}>
                  Associate peers
                </ButtonLink>
              </>
            )
          }
        />
        {tables.length > 0 && (
          <>
            <h2 className="t-section">Tables</h2>
            <PlainTable
              label={`Tables of ${row.name} by peer`}
              columns={TABLE_COLUMNS}
              rows={tables}
              rowKey={(line) => `${line.peer} ${line.table}`}
              rowName={(line) => `${line.table} from ${line.peer}`}
              least={760}
              empty={null}
            />
          </>
        )}
      </div>
      <div className="tfoot">
        <span>
          {peers.length} {peers.length === 1 ? 'peer' : 'peers'}
        </span>
        <span className="fill" />
        <span className="wire small">rev {gateway.revision}</span>
      </div>
    </>
  );
}
