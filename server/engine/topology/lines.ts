/**
 * The edges of a picture that are drawn as lines. Few memberships: one line each. Many: one line from each frame to
 * each VRF, with a count; each pod and workload has its VRF's tag anyway.
 */

import type { PictureEdge } from '../../model/oper/topology-picture.ts';
import { compare } from '../../model/order.ts';
import { FEW_MEMBERSHIPS, MOST_LINES } from './limits.ts';

/** A line whose ends may be frames: memberships of many pods are drawn once, from their frame. */
export interface Line extends PictureEdge {
  /** Ids of the edges that it represents, if not its own. */
  readonly standsFor: readonly string[];
}

const alone = (edge: PictureEdge): Line => ({ ...edge, standsFor: [] });

/** `frameOf`: id of the frame around a node of the workload band. */
export function linesOf(edges: readonly PictureEdge[], frameOf: (node: string) => string | undefined): readonly Line[] {
  const memberships = edges.filter((edge) => edge.kind === 'membership');
  const others = edges
    .filter((edge) => edge.kind !== 'membership')
    .slice(0, MOST_LINES)
    .map(alone);
  if (memberships.length <= FEW_MEMBERSHIPS) return [...others, ...memberships.map(alone)];
  const bundles = new Map<string, { from: string; to: string; count: number; standsFor: string[] }>();
  for (const edge of memberships) {
    const from = frameOf(edge.source) ?? edge.source;
    const id = `membership:${from}>${edge.target}`;
    const bundle = bundles.get(id) ?? { from, to: edge.target, count: 0, standsFor: [] };
    bundle.count += edge.count;
    if (edge.id !== id) bundle.standsFor.push(edge.id);
    bundles.set(id, bundle);
  }
  const lifted = [...bundles].map(([id, { from, to, count, standsFor }]): Line => ({
    id,
    kind: 'membership',
    source: from,
    target: to,
    count,
    health: 'ok',
    reasons: [],
    standsFor,
  }));
  lifted.sort((a, b) => b.count - a.count || compare(a.id, b.id));
  return [...others, ...lifted.slice(0, MOST_LINES)];
}
