/** Lanes of a channel: intervals that overlap get different lanes, each net one lane. Deterministic. */

import { compare } from '../../../server/model/order.ts';
export interface Span {
  readonly net: string;
  readonly from: number;
  readonly to: number;
}

/** Joins the spans of each net, and gives every net the first lane in which it touches no other. */
export function assignLanes(spans: readonly Span[]): {
  readonly lanes: ReadonlyMap<string, number>;
  readonly count: number;
} {
  const joined = new Map<string, { net: string; from: number; to: number }>();
  for (const { net, from, to } of spans) {
    const [low, high] = from <= to ? [from, to] : [to, from];
    const span = joined.get(net);
    if (span === undefined) joined.set(net, { net, from: low, to: high });
    else {
      span.from = Math.min(span.from, low);
      span.to = Math.max(span.to, high);
    }
  }
  const sorted = [...joined.values()].sort((a, b) => a.from - b.from || b.to - a.to || compare(a.net, b.net));
  const ends: number[] = [];
  const lanes = new Map<string, number>();
  for (const span of sorted) {
    let lane = ends.findIndex((end) => end < span.from);
    if (lane < 0) lane = ends.length;
    ends[lane] = span.to;
    lanes.set(span.net, lane);
  }
  return { lanes, count: ends.length };
}
