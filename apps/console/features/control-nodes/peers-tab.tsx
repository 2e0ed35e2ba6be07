import { useState } from 'react';
import type { SessionRow } from '../../../../server/contract/views/bgp.ts';
import { pathTo } from '../../app/paths.ts';
import { StateBadge } from '../../domain-ui/objects/state-badge.tsx';
import { AddressText } from '../../domain-ui/routes/wire.tsx';
import { countText, type Clock } from '../../domain-ui/times/duration-text.ts';
import { Duration } from '../../domain-ui/times/duration.tsx';
import { AppLink } from '../../ui/app-link.tsx';
import { CodeBox } from '../../ui/copy-button.tsx';
import { Moment } from '../../ui/moment.tsx';
import { PlainTable, type PlainColumn } from '../../ui/plain-table.tsx';
import { TextInput } from '../../ui/text-input.tsx';

function columnsOf(clock: Clock): readonly PlainColumn<SessionRow>[] {
  return [
    {
      id: 'peer',
      header: 'Peer',
      width: 172,
      cell: (row) => (
        <span className="name">
          <AppLink className="ellipsis" to={pathTo('bgpRouter', { name: row.peer.name }, { peer: row.local.name })}>
            {row.peer.name}
          </AppLink>
        </span>
      ),
    },
    { id: 'address', header: 'Address', width: 132, cell: (row) => <AddressText value={row.session.peerAddress} /> },
    { id: 'type', header: 'Peer type', width: 80, cell: (row) => row.peerType },
    {
      id: 'asn',
      header: 'Peer ASN',
      width: 84,
      numeric: true,
      cell: (row) => <span className="wire">{row.session.peerAsn}</span>,
    },
    {
      id: 'status',
      header: 'Status',
      width: 210,
      cell: (row) => (
        <span className="row">
          <StateBadge state={row.state} />
          <Duration className="wire small muted" since={row.session.since} clock={clock} />
        </span>
      ),
    },
    {
      id: 'flap',
      header: 'Last flap',
      width: 170,
      priority: 3,
      cell: (row) =>
        row.session.lastFlap === undefined ? (
          <span className="muted">never up</span>
        ) : (
          <Moment className="wire secondary" of={row.session.lastFlap} />
        ),
    },
    {
      id: 'flaps',
      header: 'Flaps',
      width: 64,
      numeric: true,
      cell: (row) => <span className={row.session.flaps === 0 ? 'zero' : ''}>{row.session.flaps}</span>,
    },
    {
      id: 'messages',
      header: 'Messages in, out',
      cell: (row) => `${countText(row.session.in.total)}, ${countText(row.session.out.total)}`,
    },
  ];
}

/** The control node's sessions; each expands to all its details. */
export function PeersTab({
  name,
  rows,
  clock,
  failure,
  onRetry,
  revision,
}: {
  name: string;
  rows: readonly SessionRow[] | undefined;
  clock: Clock | undefined;
  failure: Error | null;
  onRetry: () => void;
  revision: number | undefined;
}) {
  const [typed, setTyped] = useState('');
  const words = typed.trim().toLowerCase();
  const shown = rows?.filter((row) =>
    `${row.peer.name} ${row.session.peerAddress} ${row.session.peerAsn} ${row.state.word}`
      .toLowerCase()
      .includes(words),
  );
  return (
    <>
      <div className="scroll">
        {rows !== undefined && rows.length > 8 && (
          <div className="toolbar pt-3">
            <TextInput
              small
              type="search"
              className="t-filter"
              aria-label="Filter peers"
              placeholder="Filter by name, address, AS"
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
          </div>
        )}
        <PlainTable
          label={`Peers of ${name}`}
          columns={columnsOf(clock ?? { now: 0, at: 0 })}
          rows={shown}
          failure={failure}
          onRetry={onRetry}
          least={820}
          rowKey={(row) => row.session.key}
          rowName={(row) => row.peer.name}
          expand={(row) => (
            <CodeBox label={`Session with ${row.peer.name} as JSON`} text={JSON.stringify(row, null, 2)} />
          )}
          empty={
            rows?.length === 0 ? (
              <span>
                No peers. Associate {name} with a gateway in the{' '}
                <AppLink className="underline" to={pathTo('bgpRouters')}>
                  BGP routers
                </AppLink>
                .
              </span>
            ) : (
              <span>No peers match.</span>
            )
          }
        />
      </div>
      <div className="tfoot">
        <span role="status">
          <b className="secondary medium">{shown?.length ?? 0}</b> of {rows?.length ?? 0}{' '}
          {rows?.length === 1 ? 'peer' : 'peers'}
        </span>
        <span className="fill" />
        {revision !== undefined && <span className="wire small">rev {revision}</span>}
      </div>
    </>
  );
}
