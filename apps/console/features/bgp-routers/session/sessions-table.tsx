import { SquareTerminal } from 'lucide-react';
import { useState } from 'react';
import type { SessionRow, SessionsAnswer } from '../../../../../server/contract/views/bgp.ts';
import type { BgpRouterRow } from '../../../../../server/contract/views/rows/infrastructure-rows.ts';
import { pathTo } from '../../../app/paths.ts';
import type { Told } from '../../../data/reading.ts';
import { StateBadge } from '../../../domain-ui/objects/state-badge.tsx';
import { TextDrawer } from '../../../domain-ui/objects/text-drawer.tsx';
import { AddressText } from '../../../domain-ui/routes/wire.tsx';
import { countText, type Clock } from '../../../domain-ui/times/duration-text.ts';
import { Duration } from '../../../domain-ui/times/duration.tsx';
import { AppLink } from '../../../ui/app-link.tsx';
import { Button } from '../../../ui/button.tsx';
import { PlainTable, type PlainColumn } from '../../../ui/plain-table.tsx';
import { Segments } from '../../../ui/radio-group.tsx';
import { Status } from '../../../ui/status.tsx';
import { Tag } from '../../../ui/tag.tsx';
import { RouterIcon } from '../columns.tsx';
import { FamiliesTable } from './families-table.tsx';
import { routeCounts } from './families.ts';
import { findingWord } from './sessions-of.ts';
import { summariesOf } from './show-summary.ts';

type Answer = Told<SessionsAnswer>;

const count = (value: number) => <span className={value === 0 ? 'zero' : ''}>{countText(value)}</span>;

function columnsOf(types: ReadonlyMap<string, string>, clock: Clock, several: boolean): PlainColumn<SessionRow>[] {
  const columns: (PlainColumn<SessionRow> | false)[] = [
    {
      id: 'peer',
      header: 'Peer',
      width: 192,
      cell: (r) => (
        <span className="name">
          <RouterIcon type={types.get(r.peer.uuid ?? '') ?? 'router'} />
          <AppLink className="ellipsis" to={pathTo('bgpRouter', { name: r.peer.name }, { peer: r.local.name })}>
            {r.peer.name}
          </AppLink>
          <Tag>{r.peerType}</Tag>
        </span>
      ),
    },
    several && {
      id: 'local',
      header: 'Seen by',
      width: 120,
      cell: (r) => (
        <span className="secondary ellipsis" title={r.local.name}>
          {r.local.name}
        </span>
      ),
    },
    { id: 'address', header: 'Address', width: 132, cell: (r) => <AddressText value={r.session.peerAddress} /> },
    { id: 'state', header: 'State', width: 122, cell: (r) => <StateBadge state={r.state} /> },
    {
      id: 'up',
      header: 'Up for',
      width: 92,
      numeric: true,
      cell: (r) => r.session.state === 'Established' && <Duration since={r.session.since} clock={clock} />,
    },
    { id: 'flaps', header: 'Flaps', width: 72, numeric: true, priority: 3, cell: (r) => count(r.session.flaps) },
    { id: 'in', header: 'Messages in', width: 100, numeric: true, priority: 3, cell: (r) => count(r.session.in.total) },
    {
      id: 'out',
      header: 'Messages out',
      width: 104,
      numeric: true,
      priority: 3,
      cell: (r) => count(r.session.out.total),
    },
    {
      id: 'received',
      header: 'Received',
      width: 84,
      numeric: true,
      cell: (r) => count(routeCounts(r.session).received),
    },
    { id: 'sent', header: 'Sent', width: 72, numeric: true, cell: (r) => count(routeCounts(r.session).sent) },
    {
      id: 'finding',
      header: 'Finding',
      cell: (r) => {
        const word = findingWord(r);
        return (
          word !== undefined && (
            <Status
              shape="triangle"
              tone={r.session.state === 'Established' ? 'warn' : 'bad'}
              title={r.findings.map((finding) => finding.message).join('\n')}
            >
              <AppLink
                className="ellipsis text-inherit"
                to={pathTo('bgpRouter', { name: r.peer.name }, { peer: r.local.name })}
              >
                {word}
              </AppLink>
            </Status>
          )
        );
      },
    },
  ];
  return columns.filter((column): column is PlainColumn<SessionRow> => column !== false);
}

/** Below the routers: their sessions as seen by our control nodes, and the negotiated families of each. */
export function SessionsBelow({
  answer,
  failure,
  onRetry,
  routers,
}: {
  answer: Answer | undefined;
  failure: Error | null;
  onRetry: () => void;
  routers: readonly BgpRouterRow[];
}) {
  const [shows, setShows] = useState(false);
  const [chosen, setChosen] = useState<string>();
  const rows = answer?.rows;
  const speakers = [...new Set((rows ?? []).map((row) => row.local.name))];
  const types = new Map(routers.map((router) => [router.id, router.type]));
  const families = new Map(routers.map((router) => [router.id, router.families]));
  const row = rows?.find((one) => one.session.key === chosen) ?? rows?.[0];
  const clock = answer?.clock ?? { now: 0, at: 0 };
  const printed = summariesOf(rows ?? [], answer?.now ?? 0);
  return (
    <>
      <section aria-label="Sessions">
        <div className="bgp-h">
          <h2>Sessions</h2>
          <span className="muted type-12">
            {speakers.length === 0
              ? ''
              : `as ${speakers.length === 1 ? speakers[0] : 'the control nodes'} ` +
                `${speakers.length === 1 ? 'sees' : 'see'} them`}
          </span>
          <span className="fill" />
          {printed.length > 0 && (
            <Button
              kind="ghost"
              icon={<SquareTerminal className="small" />}
              aria-expanded={shows}
              onClick={() => setShows(!shows)}
            >
              show bgp summary
            </Button>
          )}
        </div>
        <PlainTable
          label="BGP sessions"
          columns={columnsOf(types, clock, speakers.length > 1)}
          rows={rows}
          failure={failure}
          onRetry={onRetry}
          least={820}
          rowKey={(one) => one.session.key}
          rowName={(one) => `${one.local.name} and ${one.peer.name}`}
          empty={
            <span>
              {answer && answer.beyond.length > 0
                ? 'No sessions that are seen here.'
                : 'No sessions. Add the gateway as BGP router, and associate the control node with it.'}
            </span>
          }
        />
        {answer && answer.beyond.length > 0 && (
          <ul className="px-6 pt-2 grid gap-1">
            {answer.beyond.map(({ ends, reason }) => (
              <li key={`${ends[0].name} ${ends[1].name}`} className="muted type-12">
                <b className="secondary">
                  {ends[0].name} and {ends[1].name}
                </b>
                : {reason}
              </li>
            ))}
          </ul>
        )}
      </section>
      {row && (
        <section aria-label="Address families" className="pb-6">
          <div className="bgp-h">
            <h2>Address families</h2>
            <span className="muted type-12">what each side offers, and what the session carries</span>
            <span className="fill" />
            {rows && rows.length > 1 && rows.length <= 5 && (
              <Segments
                label="Session"
                value={row.session.key}
                onChange={setChosen}
                choices={rows.map((one) => ({
                  value: one.session.key,
                  label: speakers.length > 1 ? `${one.local.name}, ${one.peer.name}` : one.peer.name,
                }))}
              />
            )}
          </div>
          <FamiliesTable
            session={row.session}
            configured={{
              ours: families.get(row.local.uuid ?? '') ?? [],
              theirs: families.get(row.peer.uuid ?? '') ?? [],
            }}
          />
        </section>
      )}
      <TextDrawer
        open={shows}
        onClose={() => setShows(false)}
        wide
        title="show bgp summary"
        choice="Control node"
        forms={printed}
        note="What the control node knows, in the form of a Junos router."
        empty="No sessions."
      />
    </>
  );
}
