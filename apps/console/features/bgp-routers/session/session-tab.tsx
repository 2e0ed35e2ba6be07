import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { SessionDetail, SessionRow } from '../../../../../server/contract/views/bgp.ts';
import type { BgpRouterRow } from '../../../../../server/contract/views/rows/infrastructure-rows.ts';
import type { SessionEvent } from '../../../../../server/model/oper/bgp-session.ts';
import type { Told } from '../../../data/reading.ts';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { momentText } from '../../../ui/moment-text.ts';
import { Moment } from '../../../ui/moment.tsx';
import { ErrorBanner, Note } from '../../../ui/note.tsx';
import { PlainTable, type PlainColumn } from '../../../ui/plain-table.tsx';
import { ReadPart } from '../../../ui/read-part.tsx';
import { Section } from '../../../ui/section.tsx';
import { comparisonQuery } from '../api.ts';
import { BothEnds } from './both-ends.tsx';
import { FamiliesTable } from './families-table.tsx';
import { Figures } from './figures.tsx';
import { Findings } from './findings.tsx';
import { StateTimeline } from './state-timeline.tsx';

/**
 * One live session: figures, why it is not up, both ends, families, timeline. `row` is the newest one on the page,
 * which the header shows too.
 */
export function SessionTab({
  row,
  detail,
  routers,
}: {
  row: SessionRow;
  detail: UseQueryResult<Told<SessionDetail>>;
  routers: readonly BgpRouterRow[];
}) {
  const { local, peer } = row;
  const comparison = useQuery(comparisonQuery(local.uuid));
  const told = detail.data;
  const { session, findings } = row;
  const end = (of: SessionRow['peer'], address: string) => {
    const found = routers.find((router) => router.id === of.uuid);
    return {
      name: of.name,
      type: found?.type ?? 'router',
      address: found?.address ?? address,
      families: found?.families ?? [],
    };
  };
  const [ours, theirs] = [end(local, session.localAddress), end(peer, session.peerAddress)];
  const peering = comparison.data?.peerings.find((one) => one.peer.uuid === peer.uuid);
  const up = session.state === 'Established';
  const shown = up
    ? findings.filter(
        (finding) =>
          peering === undefined || !['families', 'asn', 'hold-time', 'authentication'].includes(finding.topic),
      )
    : findings; // the table of both ends says those
  const said = new Set(shown.map((finding) => finding.topic as string));
  return (
    <>
      <div className="scroll">
        {detail.error && told && (
          <ErrorBanner
            className="t-banner"
            title="Could not refresh the session."
            onRetry={() => void detail.refetch()}
          >
            {detail.error.message}
          </ErrorBanner>
        )}
        <ReadPart query={detail} what={`the session of ${local.name} and ${peer.name}`} className="t-banner">
          {({ clock }) => <Figures session={session} clock={clock} />}
        </ReadPart>
        <Findings title={up ? 'What both ends do not agree on' : `Why it is not Established`} findings={shown} />
        {session.idleHold && (
          <Note tone="info" className="mx-6">
            {session.idleHold.refusesCalls ? (
              <>After its errors no call of {peer.name} is taken, and none is made,</>
            ) : (
              <>After a failure no call is made</>
            )}{' '}
            until <Moment of={session.idleHold.until} />. Any change of either BGP router ends this at once.
          </Note>
        )}
        <div className="bgp-h">
          <h2>Both ends</h2>
          <span className="muted type-12">configured on each side, and what the session negotiated on</span>
        </div>
        {comparison.error && !comparison.data && (
          <ErrorBanner className="mx-6" title="Could not read the peerings." onRetry={() => void comparison.refetch()}>
            {comparison.error.message}
          </ErrorBanner>
        )}
        {peering && <BothEnds local={ours} peer={theirs} peering={peering} session={session} said={said} />}
        {told && (
          <StateTimeline
            events={told.timeline}
            changes={told.changes}
            ends={{ ours: local.name, theirs: peer.name }}
            clock={told.clock}
            flaps={session.flaps}
          />
        )}
        <div className="bgp-h">
          <h2>Address families</h2>
          <span className="muted type-12">what each side offers, and what the session carries</span>
        </div>
        <FamiliesTable session={session} configured={{ ours: ours.families, theirs: theirs.families }} />
        {told && <Events told={told} />}
      </div>
      <div className="tfoot bgp-foot">
        {told && session.established > 0 && (
          <>
            <code className="ellipsis" title={told.asPeerPrints.text}>
              {lineOf(told)}
            </code>
            <CopyButton value={told.asPeerPrints.text} name={`Copy as ${peer.name} prints it`} />
            <span className="lo">as {peer.name} prints it</span>
          </>
        )}
        <span className="fill" />
        {told && <span className="wire small">rev {told.revision}</span>}
      </div>
    </>
  );
}

/** The peer's output about us. */
function lineOf({ asPeerPrints: { text }, row }: Told<SessionDetail>): string {
  const lines = text
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '');
  return lines.find((line) => line.includes(row.session.localAddress)) ?? lines[0] ?? '';
}

/** Events listed at most. */
const MOST = 200;
const EVENT_COLUMNS: readonly PlainColumn<SessionEvent & { readonly key: string }>[] = [
  { id: 'at', header: 'Time', width: 196, cell: (event) => <Moment className="wire secondary" of={event.at} /> },
  { id: 'from', header: 'From', width: 110, cell: (event) => <span className="secondary">{event.from}</span> },
  {
    id: 'to',
    header: 'To',
    width: 110,
    cell: (event) => <span className={event.to === 'Established' ? 'text-ok medium' : 'medium'}>{event.to}</span>,
  },
  { id: 'reason', header: 'Reason', cell: (event) => <span title={event.reason}>{event.reason}</span> },
];

/** The picture's content as a table. */
function Events({ told }: { told: Told<SessionDetail> }) {
  const rows = told.timeline.map((event, index) => ({ ...event, key: `${event.at} ${index}` })).reverse();
  return (
    <div className="mt-5 border-t border-line">
      <Section
        title="All events"
        digest={rows.length > MOST ? `the latest ${MOST} of ${rows.length}` : String(rows.length)}
      >
        <PlainTable
          label="State changes, newest first"
          columns={EVENT_COLUMNS}
          rows={rows.slice(0, MOST)}
          rowKey={(event) => event.key}
          rowName={(event) => `${momentText(event.at)} ${event.to}`}
          least={640}
          empty="The session has not changed its state since this server started."
        />
      </Section>
      {told.row.session.attributeErrors.length > 0 && (
        <Section title="Attribute errors" digest={String(told.row.session.attributeErrors.length)}>
          <ul className="grid gap-1">
            {told.row.session.attributeErrors.toReversed().map((one) => (
              <li key={`${one.at} ${one.sentence}`} className="row">
                <time className="wire small secondary">{momentText(one.at)}</time>
                <span>{one.sentence}</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </div>
  );
}
