/**
 * The pipeline: from one scene and a new picture to the next scene. While the signature stays the same nothing is laid
 * out again: states, labels and counts change in place. Otherwise nodes that remain keep their slots. Unchanged nodes
 * and edges are the same objects as before, so the canvas redraws only what changed.
 */

import { linesOf } from '../../../server/engine/topology/lines.ts';
import { deepEqual } from '../../../server/model/json.ts';
import type { Picture, PictureEdge, PictureNode } from '../../../server/model/oper/topology-picture.ts';
import { filterPicture } from './filter.ts';
import { groupPicture, type Block } from './group.ts';
import { layout, nodeHeight } from './layout.ts';
import { placeBlocks } from './place.ts';
import { NOTHING_PLANNED, type Scene, type SceneEdge, type SceneFrame, type SceneNode } from './scene.ts';
import { signatureOf } from './signature.ts';

function reuse<T extends { readonly id: string }>(before: readonly T[], now: readonly T[]): readonly T[] {
  const old = new Map(before.map((item) => [item.id, item]));
  const next = now.map((item) => {
    const was = old.get(item.id);
    return was !== undefined && deepEqual(was, item) ? was : item;
  });
  return next.length === before.length && next.every((item, index) => item === before[index]) ? before : next;
}

/** The frame around a node of the workload band. */
function framesOf(blocks: readonly Block[]): (node: string) => string | undefined {
  const frames = new Map<string, string>();
  for (const block of blocks)
    if (block.frame !== undefined && block.band === 'workloads')
      for (const cell of block.cells) frames.set(cell.id, block.id);
  return (node) => frames.get(node);
}

/** The same geometry with the states, labels and counts of the new picture. */
function patch(before: Scene, picture: Picture): Pick<Scene, 'nodes' | 'frames' | 'edges'> | undefined {
  const blocks = Object.values(groupPicture(picture)).flat();
  const nodesNow = new Map(picture.nodes.map((node): [string, PictureNode] => [node.id, node]));
  const edgesNow = new Map(linesOf(picture.edges, framesOf(blocks)).map((edge) => [edge.id, edge]));
  const framesNow = new Map(
    blocks.flatMap((block) => (block.frame === undefined ? [] : [[block.id, block.frame] as const])),
  );
  const nodes: SceneNode[] = [];
  for (const one of before.nodes) {
    const node = nodesNow.get(one.id);
    if (node === undefined || nodeHeight(node) !== one.height) return undefined;
    nodes.push({ ...one, node });
  }
  const edges: SceneEdge[] = [];
  for (const one of before.edges) {
    const edge = edgesNow.get(one.id);
    if (edge === undefined) return undefined;
    edges.push({ ...one, edge });
  }
  if (edgesNow.size !== edges.length) return undefined;
  const frames: SceneFrame[] = [];
  for (const one of before.frames) {
    const group = framesNow.get(one.id);
    if (group === undefined) return undefined;
    frames.push({ ...one, group });
  }
  return { nodes: reuse(before.nodes, nodes), edges: reuse(before.edges, edges), frames: reuse(before.frames, frames) };
}

/** The next scene. `kinds` are those switched on in the legend; undefined: all. */
export function advance(before: Scene | undefined, whole: Picture, kinds?: ReadonlySet<string>): Scene {
  const picture = filterPicture(whole, kinds);
  const signature = signatureOf(picture);
  if (before !== undefined && before.signature === signature) {
    const patched = patch(before, picture);
    if (patched !== undefined)
      return patched.nodes === before.nodes && patched.edges === before.edges && patched.frames === before.frames
        ? before
        : { ...before, ...patched };
  }
  const bands = groupPicture(picture);
  const grid = placeBlocks(bands, before?.plan ?? NOTHING_PLANNED);
  const laid = layout(grid, linesOf(picture.edges, framesOf(Object.values(bands).flat())));
  if (before === undefined) return { signature, ...laid, plan: grid.plan };
  return {
    ...laid,
    signature,
    plan: grid.plan,
    nodes: reuse(before.nodes, laid.nodes),
    frames: reuse(before.frames, laid.frames),
    bands: reuse(before.bands, laid.bands),
    edges: reuse(before.edges, laid.edges),
  };
}

/** Ids of the neighbours of a node in the picture. */
export function neighbours(
  edges: readonly PictureEdge[],
  id: string,
): readonly { readonly edge: PictureEdge; readonly other: string }[] {
  return edges.flatMap((edge) =>
    edge.source === id ? [{ edge, other: edge.target }] : edge.target === id ? [{ edge, other: edge.source }] : [],
  );
}
