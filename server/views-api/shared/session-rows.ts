/** Sessions of our speakers as rows: state in a word, and why. */

import type { SessionFinding, SessionRow } from '../../contract/views/bgp.ts';
import type { State } from '../../contract/views/reference.ts';
import { diagnose } from '../../engine/bgp-diagnosis/diagnose.ts';
import type { Finding } from '../../engine/bgp-diagnosis/finding.ts';
import { sessionWord } from '../../engine/bgp-diagnosis/session-state.ts';
import type { BgpSession } from '../../model/oper/bgp-session.ts';
import { by } from '../../model/order.ts';
import { configLink, linkByUuid } from './links.ts';
import { sessionCase } from './peering-case.ts';
import type { ViewContext } from './view-context.ts';

/** Links each fix to the router whose field it is. */
function findingView({ read }: ViewContext, finding: Finding, ours: string, theirs: string): SessionFinding {
  const { severity, topic, message } = finding;
  return {
    severity,
    topic,
    message,
    ...(finding.ours === undefined ? {} : { ours: finding.ours }),
    ...(finding.theirs === undefined ? {} : { theirs: finding.theirs }),
    fix: finding.fix.map(({ end, field, label }) => ({
      router: configLink(read, 'bgp-router', end === 'ours' ? ours : theirs),
      field,
      label,
    })),
  };
}

export function sessionRow(context: ViewContext, session: BgpSession): SessionRow {
  const { read } = context;
  const findings = diagnose(sessionCase(context, session));
  const link = (uuid: string, name: string) =>
    read.get('bgp-router', uuid) === undefined ? { name } : linkByUuid(read, 'bgp-router', uuid);
  return {
    local: link(session.localKey, session.localName),
    peer: link(session.peerKey, session.peerName),
    peerType: 'BGP',
    state: sessionWord(session, findings),
    session,
    findings: findings.map((finding) => findingView(context, finding, session.localKey, session.peerKey)),
  };
}

export function sessionState(context: ViewContext, session: BgpSession): State {
  return sessionWord(session, diagnose(sessionCase(context, session)));
}

/** By control node, then peer. */
export function allSessions({ live }: ViewContext): readonly BgpSession[] {
  return live.bgp
    .speakers()
    .flatMap((speaker) => [...speaker.sessions()])
    .sort(by(({ localName, peerName }) => `${localName} ${peerName}`));
}

/** Those that a router takes part in, seen from our side. */
export function sessionsOfRouter({ live }: ViewContext, uuid: string): readonly BgpSession[] {
  const own = live.bgp.speaker(uuid)?.sessions() ?? [];
  return [
    ...own,
    ...live.bgp.speakers().flatMap((speaker) => (speaker.key === uuid ? [] : (speaker.session(uuid) ?? []))),
  ];
}

/** Sessions up, of all that speakers of ours have. */
export function sessionCounts(context: ViewContext): { readonly established: number; readonly total: number } {
  let [established, total] = [0, 0];
  for (const session of allSessions(context)) {
    total++;
    if (session.state === 'Established') established++;
  }
  return { established, total };
}
