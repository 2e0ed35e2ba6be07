/**
 * Fewer lines. Caps come first (the server keeps them too): 300 nodes, 600 edges. Then memberships: while they are few,
 * each is a line; when they are many, those of one frame into one VRF are one line from the frame with their count.
 * Each pod and workload carries its VRF's tag anyway.
 */

import type { Picture, PictureEdge } from '../../../server/model/oper/topology-picture.ts';
import type { Block } from './group.ts';
import type { DrawnEdge } from './scene.ts';

export const MOST_NODES = 300;
export const MOST_EDGES = 600;
/** More memberships than these are drawn from their frames. */
export const FEW_MEMBERSHIPS = 24;
/** Lines of one kind beyond which the least important are left out; the table twin has them all. */
const MOST_LINES = 300;

/** The picture within the caps: unhealthy first, then in the order of the picture. */
export function capPicture(picture: Picture): Picture {
  if (picture.nodes.length <= MOST_NODES && picture.edges.length <= MOST_EDGES) return picture;
  const rank = (health: string): number => (health === 'bad' ? 0 : health === 'warn' ? 1 : 2);
  const nodes = [...picture.nodes.entries()]
    .sort(([i, a], [j, b]) => rank(a.health) - rank(b.health) || i - j)
    .slice(0, MOST_NODES)
    .sort(([i], [j]) => i - j)
    .map(([, node]) => node);
  const ids = new Set([...nodes, ...picture.groups].map((one) => one.id));
  const edges = picture.edges.filter((edge) => ids.has(edge.source) && ids.has(edge.target)).slice(0, MOST_EDGES);
  const left = { nodes: picture.nodes.length - nodes.length, edges: picture.edges.length - edges.length };
  return {
    ...picture,
    nodes,
    edges,
    truncated: picture.truncated ?? {
      ...left,
      reason: `${left.nodes} things and ${left.edges} edges are left out to stay readable. Choose a project, or search for what you want to see.`,
    },
  };
}

const alone = (edge: PictureEdge): DrawnEdge => ({ ...edge, standsFor: [] });

/** The lines to draw between what the blocks hold. */
export function drawnEdges(edges: readonly PictureEdge[], blocks: readonly Block[]): readonly DrawnEdge[] {
  const memberships = edges.filter((edge) => edge.kind === 'membership');
  const others = edges
    .filter((edge) => edge.kind !== 'membership')
    .slice(0, MOST_LINES)
    .map(alone);
  if (memberships.length <= FEW_MEMBERSHIPS) return [...others, ...memberships.map(alone)];
  const frameOf = new Map<string, string>();
  for (const block of blocks)
    if (block.frame !== undefined && block.band === 'workloads')
      for (const cell of block.cells) frameOf.set(cell.id, block.id);
  const bundles = new Map<string, { from: string; to: string; count: number; standsFor: string[] }>();
  for (const edge of memberships) {
    const from = frameOf.get(edge.source) ?? edge.source;
    const id = `membership:${from}>${edge.target}`;
    const bundle = bundles.get(id) ?? { from, to: edge.target, count: 0, standsFor: [] };
    bundle.count += edge.count;
    if (edge.id !== id) bundle.standsFor.push(edge.id);
    bundles.set(id, bundle);
  }
  const lifted = [...bundles].map(([id, { from, to, count, standsFor }]): DrawnEdge => ({
    id,
    kind: 'membership',
    source: from,
    target: to,
    count,
    health: 'ok',
    reasons: [],
    standsFor,
  }));
  lifted.sort((a, b) => b.count - a.count || (a.id < b.id ? -1 : 1));
  return [...others, ...lifted.slice(0, MOST_LINES)];
}
