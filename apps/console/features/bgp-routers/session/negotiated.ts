/**
 * The negotiated values of a live session; without one, the result that the configuration of both ends would give.
 * Pure.
 */

import type { ComparisonRow } from '../../../../../server/contract/views/comparison.ts';
import type { BgpSession } from '../../../../../server/model/oper/bgp-session.ts';

/** The cell "Negotiated" of a row; undefined if nothing was negotiated. */
export function negotiatedOf(
  row: Pick<ComparisonRow, 'field' | 'negotiated'>,
  session: BgpSession | undefined,
): string | undefined {
  if (session === undefined) return row.negotiated;
  const up = session.state === 'Established';
  switch (row.field) {
    case 'address':
      return up || session.state === 'OpenSent' || session.state === 'OpenConfirm'
        ? `TCP ${session.peerAddress}:${session.peerPort}`
        : row.negotiated;
    case 'address-families': {
      const carried = session.families.filter((each) => each.carried).map((each) => each.family);
      return up
        ? carried.length === 0
          ? 'none carried'
          : `${carried.length} carried: ${carried.join(', ')}`
        : row.negotiated;
    }
    case 'hold-time':
      return session.holdTime === undefined
        ? row.negotiated
        : session.holdTime === 0
          ? '0 s, no keepalives'
          : `${session.holdTime} s, keepalive ${session.keepalive ?? Math.floor(session.holdTime / 3)} s`;
    case 'authentication':
      return up ? (session.authenticated ? 'MD5' : 'Not authenticated') : row.negotiated;
    default:
      return row.negotiated;
  }
}

/** Rows that only a live session has. */
export function liveRows(
  session: BgpSession | undefined,
): readonly { readonly field: string; readonly label: string; readonly negotiated: string }[] {
  if (session === undefined || session.state !== 'Established') return [];
  const { negotiated, peerRestartTime } = session.gracefulRestart;
  return [
    {
      field: 'graceful-restart',
      label: 'Graceful restart',
      negotiated: negotiated
        ? `On${peerRestartTime === undefined ? '' : `, ${session.peerName} asks for ${peerRestartTime} s`}`
        : 'Off',
    },
  ];
}
