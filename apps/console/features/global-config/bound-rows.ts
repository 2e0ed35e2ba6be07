/** The server's shared resources, as table rows. Pure. */

import type { BoundShare, Summary } from '../../../../server/contract/views/summary.ts';
import { countText } from '../../domain-ui/times/duration-text.ts';

type Bounds = Summary['bounds'];

export type BoundRow = {
  id: keyof Bounds;
  name: string;
  held: string;
  total: string;
  share: string;
  refused: number;
  cutOff: number;
  state: { tone: 'ok' | 'warn'; word: string };
  /** The response to a client over its limit. */
  over: string;
};

const LINES: readonly (readonly [id: keyof Bounds, name: string, unit: 'number' | 'bytes', over: string])[] = [
  ['connections', 'Connections', 'number', 'The one that has said nothing for longest is closed.'],
  ['requests', 'Requests in flight', 'number', '429; what is pipelined waits in order.'],
  ['streams', 'Live streams and watches', 'number', 'The oldest, or one nobody reads, is closed.'],
  ['bodies', 'Bodies of requests', 'bytes', '429, or cut off.'],
  ['backlog', 'Answers that wait for their readers', 'bytes', '429, or cut off.'],
  ['lists', 'Objects in lists on their way', 'number', '429; for the next page 410.'],
];

/** Bytes. */
const MIB = 1024 * 1024;

/** `32 MiB`, `0.4 MiB`, `0 B`. */
export function bytesText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < MIB) return `${countText(Math.round(bytes / 1024))} KiB`;
  return bytes % MIB === 0 ? `${countText(bytes / MIB)} MiB` : `${(bytes / MIB).toFixed(1)} MiB`;
}

/** The last quarter is reserved for clients that hold nothing. */
const scarce = ({ held, total }: BoundShare): boolean => held > total * 0.75;

export function boundRows(bounds: Bounds): BoundRow[] {
  return LINES.map(([id, name, unit, over]) => {
    const bound = bounds[id];
    const text = unit === 'bytes' ? bytesText : countText;
    return {
      id,
      name,
      over,
      held: text(bound.held),
      total: text(bound.total),
      share: text(bound.share),
      refused: bound.refused,
      cutOff: bound.cutOff,
      state:
        bound.held >= bound.total
          ? { tone: 'warn', word: 'Used up' }
          : scarce(bound)
            ? { tone: 'warn', word: 'Newcomers only' }
            : { tone: 'ok', word: 'Free' },
    };
  });
}
