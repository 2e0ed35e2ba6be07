/** `show bgp summary` of each control node of ours, from its live sessions. Pure. */

import type { SessionRow } from '../../../../../server/contract/views/bgp.ts';
import { peerLine, printBgpSummary } from '../../../../../server/engine/bgp-show/bgp-summary.ts';

/** The tables of a control node by family. */
const TABLE: Readonly<Record<string, string>> = {
  inet: 'inet.0',
  'inet-vpn': 'bgp.l3vpn.0',
  'inet6-vpn': 'bgp.l3vpn-inet6.0',
  'route-target': 'bgp.rtarget.0',
};

/** One text per control node. `now`: ms since 1970. */
export function summariesOf(
  rows: readonly SessionRow[],
  now: number,
): { readonly id: string; readonly label: string; readonly text: string }[] {
  return [...new Set(rows.map((row) => row.local.name))].map((speaker) => {
    const lines = rows
      .filter((row) => row.local.name === speaker)
      .map(({ session }) =>
        peerLine(
          session,
          session.families
            .filter((each) => each.carried)
            .map((each) => ({
              table: TABLE[each.family] ?? each.family,
              active: each.active,
              received: each.received,
              accepted: each.received,
              damped: 0,
            })),
        ),
      );
    const tables = [...new Set(lines.flatMap((line) => line.tables.map((each) => each.table)))].map((table) => {
      const own = lines.flatMap((line) => line.tables.filter((each) => each.table === table));
      return {
        table,
        paths: own.reduce((sum, each) => sum + each.received, 0),
        active: own.reduce((sum, each) => sum + each.active, 0),
      };
    });
    return { id: speaker, label: speaker, text: printBgpSummary({ lines, tables }, now).join('\n') };
  });
}
