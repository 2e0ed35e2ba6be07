/**
 * Places blocks on a grid of columns and rows. A frame is a rectangle of cells; frames are put side by side in shelves
 * from left to right, and the number of columns is chosen so that the whole is about as wide as a screen. Nodes that
 * were there before keep their slot and order; new ones take free slots. Removed ones leave a hole, until more than
 * half of a frame is holes.
 */

import type { PictureBand, PictureNode } from '../../../server/model/oper/topology-picture.ts';
import type { Block } from './group.ts';
import { type Plan } from './scene.ts';

interface Placed {
  readonly node: PictureNode;
  readonly column: number;
  readonly row: number;
}

interface PlacedFrame {
  readonly block: Block;
  readonly columns: readonly [from: number, to: number];
  readonly rows: readonly [from: number, to: number];
}

export interface Grid {
  readonly cells: readonly Placed[];
  readonly frames: readonly PlacedFrame[];
  /** First and last row of each band that has any. */
  readonly bands: readonly { readonly id: PictureBand; readonly rows: readonly [from: number, to: number] }[];
  readonly columns: number;
  readonly rows: number;
  readonly plan: Plan;
}

const BANDS: readonly PictureBand[] = ['control', 'vrfs', 'workloads'];
/** Width and height of a cell with its gutters, in pixels: only for choosing the number of columns. */
const CELL = { width: 228, height: 106 };
/** Width divided by height that a picture should have: about that of the pane on a wide screen. */
const WANTED_ASPECT = 1.9;
/** Columns up to which arrangements are tried. */
const MOST_COLUMNS = 40;

/** Number of columns of a frame with so many cells: few cells make a narrow frame, many a wide one. */
export function frameColumns(cells: number): number {
  if (cells <= 3) return 1;
  if (cells <= 8) return 2;
  if (cells <= 15) return 3;
  return Math.min(8, Math.ceil(Math.sqrt(cells * 0.75)));
}

/** Keeps the order of those that were there, and appends the new ones in the order in which they come. */
export function keepOrder(before: readonly string[], now: readonly string[]): readonly string[] {
  const present = new Set(now);
  const kept = before.filter((id) => present.has(id));
  const known = new Set(kept);
  return [...kept, ...now.filter((id) => !known.has(id))];
}

/** Slots of a frame's cells: those that had one keep it, the others take the first free ones. */
export function takeSlots(ids: readonly string[], before: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const slots = new Map<string, number>();
  const taken = new Set<number>();
  for (const id of ids) {
    const slot = before.get(id);
    if (slot === undefined || taken.has(slot)) continue;
    slots.set(id, slot);
    taken.add(slot);
  }
  let free = 0;
  for (const id of ids) {
    if (slots.has(id)) continue;
    while (taken.has(free)) free++;
    slots.set(id, free);
    taken.add(free);
  }
  const size = taken.size === 0 ? 0 : Math.max(...taken) + 1;
  if (size <= ids.length * 2) return slots;
  const compact = [...slots].sort((a, b) => a[1] - b[1]);
  return new Map(compact.map(([id], slot) => [id, slot]));
}

interface Sized {
  readonly block: Block;
  readonly slots: ReadonlyMap<string, number>;
  readonly columns: number;
  readonly rows: number;
}

const spread = (band: PictureBand, count: number): boolean => band === 'control' && count <= 6;

function shelve(
  blocks: readonly Sized[],
  band: PictureBand,
  columns: number,
  firstRow: number,
): { readonly cells: Placed[]; readonly frames: PlacedFrame[]; readonly rows: number } {
  const cells: Placed[] = [];
  const frames: PlacedFrame[] = [];
  let [row, column, height] = [firstRow, 0, 0];
  let shelf: { block: Sized; column: number }[] = [];
  const wide = spread(band, blocks.length) && blocks.length * 2 - 1 <= columns;
  const close = () => {
    for (const { block: sized, column: left } of shelf) {
      const { block } = sized;
      if (block.frame !== undefined)
        frames.push({ block, columns: [left, left + sized.columns - 1], rows: [row, row + height - 1] });
      for (const cell of block.cells) {
        const slot = sized.slots.get(cell.id) ?? 0;
        cells.push({ node: cell, column: left + (slot % sized.columns), row: row + Math.floor(slot / sized.columns) });
      }
    }
    if (shelf.length > 0) row += height;
    [shelf, column, height] = [[], 0, 0];
  };
  let framed: boolean | undefined;
  for (const block of blocks) {
    const isFrame = block.block.frame !== undefined;
    if (column + block.columns > columns || (framed !== undefined && framed !== isFrame)) close();
    framed = isFrame;
    shelf.push({ block, column });
    column += block.columns + (wide ? 1 : 0);
    height = Math.max(height, block.rows);
  }
  close();
  return { cells, frames, rows: row - firstRow };
}

/** Places the blocks of all bands. */
export function placeBlocks(bands: { readonly [B in PictureBand]: readonly Block[] }, before: Plan): Grid {
  const sized = new Map<PictureBand, readonly Sized[]>();
  const slotsOf = new Map<string, number>();
  const order = { control: [] as readonly string[], vrfs: [] as readonly string[], workloads: [] as readonly string[] };
  for (const band of BANDS) {
    const blocks = new Map(bands[band].map((block) => [block.id, block]));
    // Frames stand before cells by themselves, whenever they came.
    const framed = (id: string) => blocks.get(id)!.frame !== undefined;
    const ids = keepOrder(before.order[band], [...blocks.keys()]);
    order[band] = [...ids.filter(framed), ...ids.filter((id) => !framed(id))];
    sized.set(
      band,
      order[band].map((id) => {
        const block = blocks.get(id)!;
        const slots =
          block.frame === undefined
            ? new Map([[block.id, 0]])
            : takeSlots(
                block.cells.map((cell) => cell.id),
                before.slots,
              );
        for (const [cell, slot] of slots) slotsOf.set(cell, slot);
        const size = Math.max(1, ...[...slots.values()].map((slot) => slot + 1));
        const columns = frameColumns(size);
        return { block, slots, columns, rows: Math.ceil(size / columns) };
      }),
    );
  }
  const widest = Math.max(1, ...[...sized.values()].flat().map((block) => block.columns));
  const build = (columns: number): Grid => {
    const cells: Placed[] = [];
    const frames: PlacedFrame[] = [];
    const found: { id: PictureBand; rows: readonly [number, number] }[] = [];
    let row = 0;
    for (const band of BANDS) {
      const part = shelve(sized.get(band) ?? [], band, columns, row);
      if (part.rows === 0) continue;
      cells.push(...part.cells);
      frames.push(...part.frames);
      found.push({ id: band, rows: [row, row + part.rows - 1] });
      row += part.rows;
    }
    const used = Math.max(1, ...cells.map((cell) => cell.column + 1), ...frames.map((frame) => frame.columns[1] + 1));
    return { cells, frames, bands: found, columns: used, rows: row, plan: { columns, order, slots: slotsOf } };
  };
  const aspect = (grid: Grid): number => (grid.columns * CELL.width) / Math.max(1, grid.rows * CELL.height);
  if (before.columns >= widest) {
    const kept = build(before.columns);
    const ratio = aspect(kept) / WANTED_ASPECT;
    if (ratio > 0.55 && ratio < 1.8) return kept;
  }
  let best: Grid | undefined;
  for (let columns = Math.max(widest, 4); columns <= Math.max(widest, MOST_COLUMNS); columns++) {
    const grid = build(columns);
    if (
      best === undefined ||
      Math.abs(Math.log(aspect(grid) / WANTED_ASPECT)) < Math.abs(Math.log(aspect(best) / WANTED_ASPECT)) - 1e-9
    )
      best = grid;
  }
  return best!;
}
