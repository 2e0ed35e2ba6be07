/** What a live session agreed on, over what the configuration of both ends promises. Pure. */

import type { ComparisonRow } from '../../../../../server/contract/views/comparison.ts';
import type { BgpSession } from '../../../../../server/model/oper/bgp-session.ts';

/** The cell "Agreed" of a row; undefined where nothing was agreed. */
export function agreedOf(
  row: Pick<ComparisonRow, 'field' | 'agreed'>,
  session: BgpSession | undefined,
): string | undefined {
  if (session === undefined) return row.agreed;
  const up = session.state === 'Established';
  switch (row.field) {
    case 'address':
      return up || session.state === 'OpenSent' || session.state === 'OpenConfirm'
        ? `TCP ${session.peerAddress}:${session.peerPort}`
        : row.agreed;
    case 'address-families': {
      const carried = session.families.filter((each) => each.carried).map((each) => each.family);
      return up
        ? carried.length === 0
          ? 'none carried'
          : `${carried.length} carried: ${carried.join(', ')}`
        : row.agreed;
    }
    case 'hold-time':
      return session.holdTime === undefined
        ? row.agreed
        : session.holdTime === 0
          ? '0 s, no keepalives'
          : `${session.holdTime} s, keepalive ${session.keepalive ?? Math.floor(session.holdTime / 3)} s`;
    case 'authentication':
      return up ? (session.authenticated ? 'MD5' : 'Not authenticated') : row.agreed;
    default:
      return row.agreed;
  }
}

/** Rows that only a live session has. */
export function liveRows(
  session: BgpSession | undefined,
): readonly { readonly field: string; readonly label: string; readonly agreed: string }[] {
  if (session === undefined || session.state !== 'Established') return [];
  const { negotiated, peerRestartTime } = session.gracefulRestart;
  return [
    {
      field: 'graceful-restart',
      label: 'Graceful restart',
      agreed: negotiated
        ? `On${peerRestartTime === undefined ? '' : `, ${session.peerName} asks for ${peerRestartTime} s`}`
        : 'Off',
    },
  ];
}
