/** The live sessions of a configured router, and their wording on pages. Pure. */

import type { SessionRow } from '../../../../../server/contract/views/bgp.ts';
import type { State } from '../../../../../server/contract/views/reference.ts';

/** The router's sessions, by the names of its peers. Between two of our control nodes, only its own side. */
export function sessionsOf(uuid: string, rows: readonly SessionRow[]): SessionRow[] {
  const own = rows.filter((row) => row.local.uuid === uuid);
  const seen = new Set(own.map((row) => row.peer.uuid));
  const others = rows.filter((row) => row.peer.uuid === uuid && !seen.has(row.local.uuid));
  return [...own, ...others].sort((a, b) => (otherEnd(uuid, a).name < otherEnd(uuid, b).name ? -1 : 1));
}

/** The end of a session that is not the router. */
export const otherEnd = (uuid: string, row: SessionRow): SessionRow['peer'] =>
  row.local.uuid === uuid ? row.peer : row.local;

/** One state for all sessions of a router: the state itself for one, `1 of 2` for several. */
export function sessionsState(rows: readonly SessionRow[]): State | undefined {
  const [only] = rows;
  if (only === undefined) return undefined;
  if (rows.length === 1) return only.state;
  const up = rows.filter((row) => row.session.state === 'Established').length;
  return { tone: up === rows.length ? 'ok' : up === 0 ? 'bad' : 'warn', word: `${up} of ${rows.length}` };
}

const SHORT: Readonly<Record<string, string>> = {
  asn: 'AS differs',
  families: 'Families differ',
  authentication: 'Authentication',
  refused: 'Refused',
  'timed-out': 'Timed out',
  unreachable: 'Unreachable',
  'hold-time': 'Hold time',
  'admin-down': 'Admin down',
  'not-associated': 'Not associated',
  listen: 'Cannot listen',
  'prefix-limit': 'Prefix limit',
  identifier: 'Router ID',
  closed: 'Closed by the peer',
  notification: 'NOTIFICATION',
  update: 'Malformed UPDATE',
  'graceful-restart': 'Graceful restart',
  configuration: 'Configuration',
  connecting: 'Connecting',
};

/** The column Finding: empty, one finding in a word or two, or their number. */
export function findingWord(row: SessionRow): string | undefined {
  const told = row.findings.filter((finding) => finding.severity !== 'info');
  const [only] = told;
  if (only === undefined) return undefined;
  return told.length === 1 ? (SHORT[only.topic] ?? only.message) : `${told.length} findings`;
}
