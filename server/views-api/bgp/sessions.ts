/** `/views/bgp/sessions` and `…/<local>/<peer>`. */

import type { SessionDetail, SessionsAnswer } from '../../contract/views/bgp.ts';
import { mirroredPeerLine, printPeerLine } from '../../engine/bgp-show/bgp-summary.ts';
import { peerLines } from '../../engine/bgp-show/show.ts';
import type { BgpSession } from '../../model/oper/bgp-session.ts';
import type { Peering, PeeringEnd } from '../../model/oper/peering.ts';
import { by } from '../../model/order.ts';
import type { Store } from '../../store/store.ts';
import { existingKey } from '../shared/find-object.ts';
import { history } from '../shared/history.ts';
import { linkByUuid } from '../shared/links.ts';
import { notFound } from '../shared/query.ts';
import { allSessions, sessionRow } from '../shared/session-rows.ts';
import type { ViewContext } from '../shared/view-context.ts';

export function sessions(context: ViewContext): SessionsAnswer {
  const rows = allSessions(context).map((session) => sessionRow(context, session));
  return {
    now: context.live.clock(),
    rows,
    established: rows.filter((row) => row.session.state === 'Established').length,
    beyond: beyondUs(context),
    revision: context.read.revision,
  };
}

/** Peerings without one of our speakers. */
function beyondUs(context: ViewContext): SessionsAnswer['beyond'] {
  const ours = new Set(context.live.bgp.speakers().map((speaker) => speaker.key));
  const link = ({ uuid, name }: PeeringEnd) =>
    context.read.get('bgp-router', uuid) === undefined ? { name } : linkByUuid(context.read, 'bgp-router', uuid);
  const leftOut = context.live.leftOut();
  const found: SessionsAnswer['beyond'][number][] = [];
  for (const peering of context.derived.peerings()) {
    const why = leftOut.find(
      (one) =>
        one.peering === peering.key || (one.peering === '' && peering.ends.some((end) => end.uuid === one.speaker)),
    )?.reason;
    if (why === undefined && peering.ends.some((end) => ours.has(end.uuid))) continue;
    found.push({ ends: [link(peering.ends[0]), link(peering.ends[1])], reason: why ?? reasonBeyond(peering) });
  }
  return found.sort(by((one) => one.ends[0].name));
}

function reasonBeyond({ ends }: Peering): string {
  const node = ends.find((end) => end.routerType === 'control-node');
  return node === undefined
    ? `Neither ${ends[0].name} nor ${ends[1].name} is a control node of this system, so their session is not seen here.`
    : `${node.name} does not run in this process, so its sessions are not seen here.`;
}

/** Both are uuids (or names) of bgp-routers. */
export function findSession(context: ViewContext, local: string, peer: string): BgpSession {
  const [ours, theirs] = [
    existingKey(context.read, 'bgp-router', local),
    existingKey(context.read, 'bgp-router', peer),
  ];
  const speaker = context.live.bgp.speaker(ours);
  const name = (uuid: string): string => linkByUuid(context.read, 'bgp-router', uuid).name;
  const why = context.live
    .leftOut()
    .find((one) => one.speaker === ours && (one.peering === '' || one.peering.split('/').includes(theirs)))?.reason;
  if (speaker === undefined)
    throw notFound('BGP session of', name(ours), why ?? `${name(ours)} is no control node that runs here.`);
  const session = speaker.session(theirs);
  if (session === undefined)
    throw notFound(
      'BGP session of',
      `${name(ours)} with ${name(theirs)}`,
      why ?? `Choose one under Associated Peers of the other.`,
    );
  return session;
}

/** Changes of configuration shown on the timeline of a session. */
const MOST_CHANGES = 100;

export async function sessionDetail(
  context: ViewContext,
  store: Store,
  local: string,
  peer: string,
): Promise<SessionDetail> {
  const session = findSession(context, local, peer);
  const timeline = context.live.bgp.speaker(session.localKey)?.timeline(session.peerKey) ?? [];
  const now = {
    now: context.live.clock(),
    row: sessionRow(context, session),
    timeline,
    asPeerPrints: asPeerPrints(context, session),
    revision: context.read.revision,
  };
  return { ...now, changes: await changesOf(context, store, session) };
}

async function changesOf(
  context: ViewContext,
  store: Store,
  { localKey, peerKey }: BgpSession,
): Promise<SessionDetail['changes']> {
  const ends = [localKey, peerKey].map((uuid) => ({
    name: linkByUuid(context.read, 'bgp-router', uuid).name,
    page: history(store, 'bgp-router', uuid, { limit: MOST_CHANGES }),
  }));
  const told = await Promise.all(ends.map(async ({ name, page }) => ({ name, entries: (await page).entries })));
  const found = told.flatMap(({ name, entries }) => {
    return entries
      .filter(({ source }) => source === 'ui' || source === 'config' || source === 'kube')
      .map(({ time, revision, actor, op, leaves }) => {
        const fields = [...new Set(leaves.map(({ path }) => fieldOf(path)))];
        const [first] = leaves;
        const summary =
          op !== 'changed'
            ? `${name} ${op}`
            : fields.length === 1 && first?.new !== undefined && leaves.length === 1
              ? `${fields[0]} of ${name} set to ${String(first.new)}`
              : `${name}: ${fields.slice(0, 4).join(', ')} changed`;
        return { at: Date.parse(time), revision, actor, summary };
      });
  });
  // Both ends in one transaction are two sentences under one revision.
  return found.sort((a, b) => a.at - b.at || a.revision - b.revision).slice(-MOST_CHANGES);
}

/** `/props/bgp_router_parameters/autonomous_system` → `autonomous system`. */
function fieldOf(path: string): string {
  const parts = path.split('/').filter((part) => part !== '' && part !== 'props' && part !== 'bgp_router_parameters');
  return parts[0] === 'refs' ? 'peers' : (parts[0] ?? 'it').replaceAll('_', ' ');
}

function asPeerPrints({ live }: ViewContext, session: BgpSession): SessionDetail['asPeerPrints'] {
  const command = `show bgp summary | match ${session.localAddress}`;
  const gateway = live.gateways.find((candidate) => candidate.address === session.peerAddress);
  const own = gateway === undefined ? undefined : peerLines(gateway).find((line) => line.peer === session.localAddress);
  return { command, text: printPeerLine(own ?? mirroredPeerLine(session), live.clock()) };
}
