/** From grid and routes to pixels: widths of gaps and heights of channels follow from the lanes in them. */

import type { Line } from '../../../server/engine/topology/lines.ts';
import type { PictureNode } from '../../../server/model/oper/topology-picture.ts';
import type { Grid } from './place.ts';
import { footOf, routeEdges, type End, type Port, type Route, type Routes } from './route.ts';
import type { Point, Scene, SceneBand, SceneEdge, SceneFrame, SceneNode } from './scene.ts';

/** Pixels, like all lengths here; the width of the widest node in the style sheet. */
const NODE_WIDTH = 184;
/** Space around the whole picture. */
const MARGIN = 24;
const GAP = { least: 40, side: 15, lane: 6 };
const CHANNEL = { least: 16, frameFoot: 16, bandHead: 34, frameHead: 40, lane: 7, labelled: 22, side: 8 };

/** Edges leave the first row this far beside the point where edges arrive, so that two never cover each other. */
const ASIDE = 8;

/** VRFs of a gateway that its body lists. */
export const MOST_TABLES = 3;

/** Height of a node by its content, in pixels. */
export function nodeHeight(node: PictureNode): number {
  switch (node.kind) {
    case 'known-host':
      return 92;
    case 'gateway':
      return 50 + 26 * Math.min(MOST_TABLES, node.tables?.length ?? 0);
    case 'pod':
    case 'workload':
      return 70;
    default:
      return 50;
  }
}

/** A laid-out scene, before it gets its signature and plan. */
export type Laid = Omit<Scene, 'signature' | 'plan'>;

interface Lines {
  /** Left edge of each column, then the right end. */
  readonly columnX: readonly number[];
  readonly rowY: readonly number[];
  readonly gapX: (gap: number, net: string) => number;
  readonly laneY: (channel: number, net: string) => number;
  readonly rowHeight: readonly number[];
  /** y at which the part of a channel begins that belongs to the next band. */
  readonly bandY: ReadonlyMap<number, number>;
  readonly shelfEnd: (row: number) => number;
  readonly width: number;
  readonly height: number;
}

function measure(grid: Grid, routes: Routes): Lines {
  const gapLeft: number[] = [];
  const gapWidth: number[] = [];
  const columnX: number[] = [];
  let x = MARGIN;
  for (let gap = 0; gap <= grid.columns; gap++) {
    const lanes = routes.gapLanes.get(gap)?.count ?? 0;
    gapLeft.push(x);
    gapWidth.push(Math.max(GAP.least, 2 * GAP.side + (lanes + 1) * GAP.lane));
    x += gapWidth[gap]!;
    if (gap < grid.columns) {
      columnX.push(x);
      x += NODE_WIDTH;
    }
  }
  const rowHeight = Array.from({ length: grid.rows }, () => 50);
  for (const cell of grid.cells) rowHeight[cell.row] = Math.max(rowHeight[cell.row]!, nodeHeight(cell.node));
  const ends = new Set(grid.frames.map((frame) => frame.rows[1]));
  const starts = new Set(grid.frames.map((frame) => frame.rows[0]));
  const bandStarts = new Set(grid.bands.map((band) => band.rows[0]));

  const rowY: number[] = [];
  const laneYs = new Map<number, readonly number[]>();
  const bandY = new Map<number, number>();
  let y = 0;
  /** Lays the lanes of a channel from `y` on; gives their height. */
  const lay = (channel: number): number => {
    const lanes = routes.channelLanes.get(channel)?.count ?? 0;
    const ys: number[] = [];
    let at = lanes === 0 ? 0 : CHANNEL.side;
    for (let lane = 0; lane < lanes; lane++) {
      const tall = routes.labelled.get(channel)?.has(lane) ?? false;
      ys.push(y + at + (tall ? CHANNEL.labelled : CHANNEL.lane) / 2);
      at += tall ? CHANNEL.labelled : CHANNEL.lane;
    }
    laneYs.set(channel, ys);
    return at;
  };
  for (let channel = 0; channel <= grid.rows; channel++) {
    const before = y;
    if (ends.has(channel - 1)) y += CHANNEL.frameFoot;
    if (bandStarts.has(channel)) {
      if (channel > 0) y += lay(footOf(channel - 1)) + 10;
      bandY.set(channel, y);
      y += CHANNEL.bandHead;
    }
    const lanes = lay(channel);
    y += lanes;
    y += starts.has(channel) ? CHANNEL.frameHead : lanes > 0 ? CHANNEL.side : 0;
    if (channel > 0 && y - before < CHANNEL.least) y = before + CHANNEL.least;
    if (channel < grid.rows) {
      rowY.push(y);
      y += rowHeight[channel]!;
    }
  }
  const shelfEnd = (row: number): number => rowY[row]! + rowHeight[row]! + CHANNEL.frameFoot - 2;
  const gapX = (gap: number, net: string): number => {
    const { lanes, count } = routes.gapLanes.get(gap)!;
    const room = gapWidth[gap]! - 2 * GAP.side;
    return gapLeft[gap]! + GAP.side + (room * ((lanes.get(net) ?? 0) + 1)) / (count + 1);
  };
  const laneY = (channel: number, net: string): number =>
    laneYs.get(channel)![routes.channelLanes.get(channel)!.lanes.get(net)!]!;
  return { columnX, rowY, rowHeight, gapX, laneY, bandY, shelfEnd, width: x + MARGIN, height: y + MARGIN };
}

/** The corners, without points in the middle of a straight line. */
function corners(points: readonly Point[]): readonly Point[] {
  const kept: Point[] = [];
  for (const point of points) {
    const last = kept.at(-1);
    if (last !== undefined && Math.abs(last.x - point.x) < 0.5 && Math.abs(last.y - point.y) < 0.5) continue;
    const before = kept.at(-2);
    if (
      before !== undefined &&
      last !== undefined &&
      ((before.x === last.x && last.x === point.x) || (before.y === last.y && last.y === point.y))
    )
      kept.pop();
    kept.push(point);
  }
  return kept;
}

/** Middle of the longest horizontal stretch; of the whole line if there is none. */
function labelPoint(points: readonly Point[]): Point {
  let best: Point | undefined;
  let longest = 0;
  for (let i = 1; i < points.length; i++) {
    const [a, b] = [points[i - 1]!, points[i]!];
    const length = Math.abs(a.x - b.x);
    if (a.y === b.y && length > longest) {
      longest = length;
      best = { x: (a.x + b.x) / 2, y: a.y };
    }
  }
  if (best !== undefined) return best;
  const [first, last] = [points[0]!, points.at(-1)!];
  return { x: (first.x + last.x) / 2, y: (first.y + last.y) / 2 };
}

/** Lays out the grid and its edges. */
export function layout(grid: Grid, edges: readonly Line[]): Laid {
  const ends = new Map<string, End>();
  for (const { node, row, column } of grid.cells)
    ends.set(node.id, { id: node.id, frame: false, row, columns: [column, column] });
  for (const { block, rows, columns } of grid.frames)
    if (!ends.has(block.id)) ends.set(block.id, { id: block.id, frame: true, row: rows[0], columns });
  const routes = routeEdges(
    edges,
    ends,
    new Set(grid.cells.map(({ row, column }) => `${row}:${column}`)),
    new Set(grid.bands.slice(0, -1).map((band) => band.rows[1])),
  );
  const lines = measure(grid, routes);
  const { columnX, rowY } = lines;

  const nodes = grid.cells.map(({ node, row, column }): SceneNode => ({
    id: node.id,
    node,
    x: columnX[column]!,
    y: rowY[row]!,
    width: NODE_WIDTH,
    height: nodeHeight(node),
  }));
  const boxes = new Map(nodes.map((node) => [node.id, node]));
  const frames = grid.frames.map(({ block, rows, columns }): SceneFrame => {
    const x = columnX[columns[0]]! - 13;
    const y = rowY[rows[0]]! - CHANNEL.frameHead + 4;
    return {
      id: block.id,
      group: block.frame!,
      x,
      y,
      width: columnX[columns[1]]! + NODE_WIDTH + 13 - x,
      height: lines.shelfEnd(rows[1]) - y,
    };
  });
  const frameBoxes = new Map(frames.map((frame) => [frame.id, frame]));

  const at = (port: Port): Point => {
    const box = port.end.frame ? frameBoxes.get(port.end.id)! : boxes.get(port.end.id)!;
    if (port.side === 'left' || port.side === 'right')
      return {
        x: port.side === 'left' ? box.x : box.x + box.width,
        y: box.y + (50 * (port.index + 1)) / (port.of + 1),
      };
    const aside = port.side === 'bottom' && port.of > 1 && port.end.row === 0 ? ASIDE : 0;
    const x = Math.round(box.x + (box.width * (port.index + 1)) / (port.of + 1)) - aside;
    return { x, y: port.side === 'top' ? box.y : box.y + box.height };
  };
  const way = (route: Route): readonly Point[] => {
    const [from, to] = [at(route.source), at(route.target)];
    if (route.channels === undefined)
      return from.y === to.y
        ? [from, to]
        : [from, { x: (from.x + to.x) / 2, y: from.y }, { x: (from.x + to.x) / 2, y: to.y }, to];
    const [leave, arrive] = route.channels.map((channel) => lines.laneY(channel, route.net)) as [number, number];
    if (route.gap === undefined) return corners([from, { x: from.x, y: leave }, { x: to.x, y: leave }, to]);
    const x = lines.gapX(route.gap, route.net);
    return corners([from, { x: from.x, y: leave }, { x, y: leave }, { x, y: arrive }, { x: to.x, y: arrive }, to]);
  };
  const sceneEdges = routes.routes.map((route): SceneEdge => {
    const points = way(route);
    return { id: route.edge.id, edge: route.edge, points, label: labelPoint(points) };
  });

  const bands = grid.bands.map((band, nth): SceneBand => {
    const y = lines.bandY.get(band.rows[0]) ?? 0;
    const next = grid.bands[nth + 1];
    return {
      id: band.id,
      x: 0,
      y,
      width: lines.width,
      height: (next === undefined ? lines.height : lines.bandY.get(next.rows[0])!) - y,
    };
  });
  return { nodes, frames, bands, edges: sceneEdges, width: lines.width, height: lines.height };
}
