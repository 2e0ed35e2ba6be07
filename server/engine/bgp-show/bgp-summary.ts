/** `show bgp summary` in the form of Junos. The line of a session can be printed for either end. */

import type { BgpSession } from '../../model/oper/bgp-session.ts';
import { sessionAge } from './junos-time.ts';

export interface TableLine {
  readonly table: string;
  readonly active: number;
  readonly received: number;
  readonly accepted: number;
  readonly damped: number;
}

export interface PeerLine {
  /** Address of the peer. */
  readonly peer: string;
  readonly asn: number;
  readonly inPackets: number;
  readonly outPackets: number;
  readonly outQueue: number;
  readonly flaps: number;
  /** Of the last transition into or out of Established; ms since 1970. */
  readonly since: number;
  /** `Establ`, or the state's name. */
  readonly state: string;
  readonly tables: readonly TableLine[];
}

const HEADER =
  'Peer                     AS      InPkt     OutPkt    OutQ   Flaps Last Up/Dwn ' +
  'State|#Active/Received/Accepted/Damped...';

const stateWord = (session: BgpSession): string => (session.state === 'Established' ? 'Establ' : session.state);

/** As the speaker whose session it is prints its peer. */
export function peerLine(session: BgpSession, tables: readonly TableLine[]): PeerLine {
  return {
    peer: session.peerAddress,
    asn: session.peerAsn,
    inPackets: session.in.total,
    outPackets: session.out.total,
    outQueue: session.queued,
    flaps: session.flaps,
    since: session.state === 'Established' ? session.since : (session.lastFlap ?? session.since),
    state: stateWord(session),
    tables,
  };
}

/**
 * The line as the peer prints us, derived from our side of the session: what we sent is what it received. Its queue is
 * unknown and printed as empty; messages in flight make a difference of a few.
 */
export function mirroredPeerLine(session: BgpSession): PeerLine {
  return {
    peer: session.localAddress,
    asn: session.localAsn,
    inPackets: session.out.total,
    outPackets: session.in.total,
    outQueue: 0,
    flaps: session.flaps,
    since: session.state === 'Established' ? session.since : (session.lastFlap ?? session.since),
    state: stateWord(session),
    tables: [],
  };
}

/** `10.169.25.19 60100 2235 2390 0 39 18:19:34 Establ`. `now`: ms since 1970. */
export function printPeerLine(line: PeerLine, now: number): string {
  const numbers = [
    [line.inPackets, 11],
    [line.outPackets, 11],
    [line.outQueue, 8],
    [line.flaps, 8],
  ] as const;
  const asn = String(line.asn).padStart(Math.max(1, 27 - Math.max(17, line.peer.length)));
  const peer = line.peer.padEnd(17) + (line.peer.length >= 17 ? ' ' : '');
  const columns = numbers.map(([value, width]) => String(value).padStart(width)).join('');
  const age = sessionAge((now - line.since) / 1000).padStart(12);
  return `${peer}${asn}${columns}${age} ${line.state}`;
}

export interface BgpSummary {
  readonly lines: readonly PeerLine[];
  /** `bgp.l3vpn.0` with all its paths, over all peers. */
  readonly tables: readonly { readonly table: string; readonly paths: number; readonly active: number }[];
}

/**
 * Lines of the whole output. Omitted, since it does not exist here: the threading mode. Damping does not exist either
 * and is printed as zeros.
 */
export function printBgpSummary({ lines, tables }: BgpSummary, now: number): readonly string[] {
  const up = lines.filter((line) => line.state === 'Establ').length;
  const counts = (values: readonly number[]): string => values.map((value) => String(value).padStart(11)).join('');
  return [
    `Groups: ${lines.length === 0 ? 0 : 1} Peers: ${lines.length} Down peers: ${lines.length - up}`,
    'Table          Tot Paths  Act Paths Suppressed    History Damp State    Pending',
    ...tables.flatMap(({ table, paths, active }) => [
      table.padEnd(21),
      `             ${counts([paths, active, 0, 0, 0, 0])}`,
    ]),
    HEADER,
    ...lines.flatMap((line) => [
      printPeerLine(line, now),
      ...line.tables.map(
        ({ table, active, received, accepted, damped }) => `  ${table}: ${active}/${received}/${accepted}/${damped}`,
      ),
    ]),
  ];
}
