/**
 * Routes the lines along the grid. Horizontal stretches run in the channels between rows, vertical ones in the gaps
 * between columns, so that no line crosses a node. Channel r lies above row r, gap c left of column c. Memberships of
 * one VRF are one net: they share lanes and meet in one riser beside it, like a bus.
 */

import type { Line } from '../../../server/engine/topology/lines.ts';
import { relationOf } from '../../../server/engine/topology/relations/all.ts';
import { by, compare } from '../../../server/model/order.ts';
import { assignLanes, type Span } from './lanes.ts';

/** Where an edge ends: a cell, or the top of a frame that covers some columns. */
export interface End {
  readonly id: string;
  readonly frame: boolean;
  readonly row: number;
  readonly columns: readonly [from: number, to: number];
}

/**
 * The channel at the bottom of a band, below its last row: lines within the band stay above the border of the next.
 */
export const footOf = (row: number): number => row + 0.5;

export interface Port {
  readonly end: End;
  readonly side: 'top' | 'bottom' | 'left' | 'right';
  /** Its place among the ports of that side. */
  readonly index: number;
  readonly of: number;
}

export interface Route {
  readonly edge: Line;
  readonly net: string;
  readonly source: Port;
  readonly target: Port;
  /**
   * Channels by which the line leaves source and target, `footOf(row)` possible; absent for a straight line between
   * neighbours in a row.
   */
  readonly channels?: readonly [source: number, target: number];
  /** The gap of the vertical stretch between two channels. */
  readonly gap?: number;
}

export interface Routes {
  readonly routes: readonly Route[];
  /** Lane of a net by channel and by gap. */
  readonly channelLanes: ReadonlyMap<number, { readonly lanes: ReadonlyMap<string, number>; readonly count: number }>;
  readonly gapLanes: ReadonlyMap<number, { readonly lanes: ReadonlyMap<string, number>; readonly count: number }>;
  /** Channels and lanes in which a label sits. */
  readonly labelled: ReadonlyMap<number, ReadonlySet<number>>;
}

/** Text on the line, where its kind has any. */
export const labelOf = ({ kind, label }: Line): string | undefined =>
  relationOf(kind).labelOnLine ? label?.replace(/^target:/, '') : undefined;

const netOf = (edge: Line): string => (edge.kind === 'membership' ? `membership>${edge.target}` : edge.id);
const middle = (end: End): number => ((end.columns[0] + end.columns[1]) / 2) * 1000 + 500;

interface RouteDraft {
  readonly edge: Line;
  readonly net: string;
  readonly source: End;
  readonly target: End;
  readonly sides: readonly [Port['side'], Port['side']];
  readonly channels: readonly [number, number] | undefined;
  readonly gap: number | undefined;
}

function draft(
  edge: Line,
  source: End,
  target: End,
  occupied: ReadonlySet<string>,
  lastRows: ReadonlySet<number>,
): RouteDraft {
  const net = netOf(edge);
  const [a, b] = [source.columns[0], target.columns[0]];
  if (!source.frame && !target.frame && source.row === target.row) {
    const [left, right] = a < b ? [a, b] : [b, a];
    let free = true;
    for (let column = left + 1; column < right; column++) if (occupied.has(`${source.row}:${column}`)) free = false;
    const room = right - left > 1 || labelOf(edge) === undefined;
    if (free && room)
      return {
        edge,
        net,
        source,
        target,
        sides: a < b ? ['right', 'left'] : ['left', 'right'],
        channels: undefined,
        gap: undefined,
      };
  }
  const down = source.row < target.row;
  const level = source.row === target.row;
  const foot = lastRows.has(source.row) ? footOf(source.row) : source.row + 1;
  const leave = source.frame ? source.row : level ? foot : down ? source.row + 1 : source.row;
  const arrive = target.frame ? target.row : level ? foot : down ? target.row : target.row + 1;
  const sides: readonly [Port['side'], Port['side']] = [
    leave === source.row ? 'top' : 'bottom',
    arrive === target.row ? 'top' : 'bottom',
  ];
  const gap = leave === arrive ? undefined : edge.kind === 'membership' || a >= b ? b + 1 : a + 1;
  return { edge, net, source, target, sides, channels: [leave, arrive], gap };
}

/**
 * Routes each edge whose ends are known. `occupied` names the cells, `row:column`; `lastRows` those above
 * another band.
 */
export function routeEdges(
  edges: readonly Line[],
  ends: ReadonlyMap<string, End>,
  occupied: ReadonlySet<string>,
  lastRows: ReadonlySet<number>,
): Routes {
  const drafts: RouteDraft[] = [];
  for (const edge of [...edges].sort(by(({ id }) => id))) {
    const [source, target] = [ends.get(edge.source), ends.get(edge.target)];
    if (source !== undefined && target !== undefined && source !== target)
      drafts.push(draft(edge, source, target, occupied, lastRows));
  }

  const spans = new Map<number, Span[]>();
  const note = (into: Map<number, Span[]>, at: number, span: Span) => {
    const list = into.get(at);
    if (list === undefined) into.set(at, [span]);
    else list.push(span);
  };
  for (const { net, channels, gap } of drafts)
    if (channels !== undefined && gap !== undefined) note(spans, gap, { net, from: channels[0], to: channels[1] });
  const gapLanes = new Map([...spans].map(([gap, list]) => [gap, assignLanes(list)]));

  // Ports of a side stand in the order in which their lines leave.
  const ports = new Map<string, Map<string, number>>();
  const prefer = (end: End, side: Port['side'], net: string, toward: number) => {
    const key = `${end.id} ${side}`;
    const nets = ports.get(key) ?? new Map<string, number>();
    ports.set(key, nets);
    if (!nets.has(net)) nets.set(net, toward);
  };
  for (const { net, source, target, sides, gap } of drafts) {
    prefer(source, sides[0], net, gap === undefined ? middle(target) : gap * 1000);
    prefer(target, sides[1], net, gap === undefined ? middle(source) : gap * 1000);
  }
  const ranks = new Map(
    [...ports].map(([key, nets]) => [
      key,
      [...nets].sort((a, b) => a[1] - b[1] || compare(a[0], b[0])).map(([net]) => net),
    ]),
  );
  const portOf = (end: End, side: Port['side'], net: string): Port => {
    const nets = ranks.get(`${end.id} ${side}`)!;
    return { end, side, index: nets.indexOf(net), of: nets.length };
  };
  const routes = drafts.map(({ edge, net, source, target, sides, channels, gap }): Route => ({
    edge,
    net,
    source: portOf(source, sides[0], net),
    target: portOf(target, sides[1], net),
    channels,
    gap,
  }));

  const level = new Map<number, Span[]>();
  for (const { net, source, target, channels, gap } of routes) {
    if (channels === undefined) continue;
    const [from, to] = [logicalX(source), logicalX(target)];
    if (gap === undefined) note(level, channels[0], { net, from, to });
    else {
      note(level, channels[0], { net, from, to: gap * 1000 });
      note(level, channels[1], { net, from: gap * 1000, to });
    }
  }
  const channelLanes = new Map([...level].map(([channel, list]) => [channel, assignLanes(list)]));
  const labelled = new Map<number, Set<number>>();
  for (const { edge, net, channels } of routes) {
    if (channels === undefined || labelOf(edge) === undefined) continue;
    for (const channel of channels) {
      const lanes = labelled.get(channel) ?? new Set<number>();
      labelled.set(channel, lanes.add(channelLanes.get(channel)!.lanes.get(net)!));
    }
  }
  return { routes, channelLanes, gapLanes, labelled };
}

/** A port's place along the columns: a column is 1,000 wide, its node from 200 to 800. */
function logicalX({ end, index, of }: Port): number {
  const [from, to] = end.columns;
  return from * 1000 + 200 + ((to - from) * 1000 + 600) * ((index + 1) / (of + 1));
}
