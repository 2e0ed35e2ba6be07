/**
 * Edges of all relations (`relations/`) between drawn nodes. An edge between two objects connects the nodes that
 * represent them; edges of one kind between the same two nodes become one edge with a count. If there are too many,
 * those of lowest rank are dropped first, and unhealthy ones are kept.
 */

import type { Health, PictureEdge, PictureEdgeKind } from '../../model/oper/topology-picture.ts';
import { compare } from '../../model/order.ts';
import { isUnhealthy, worse } from './health.ts';
import { rankOf, RELATIONS } from './relations/all.ts';
import type { Drawn, Relation, RelationEdge, RelationFacts } from './relations/relation.ts';

/** Reasons listed for a bundle. */
const MOST_REASONS = 5;

interface Bundle {
  readonly relation: Relation;
  readonly source: string;
  readonly target: string;
  readonly labels: Set<string>;
  mutual: boolean | undefined;
  count: number;
  health: Health;
  readonly reasons: Set<string>;
  single: RelationEdge['single'];
}

export interface DrawnEdges {
  readonly edges: readonly PictureEdge[];
  readonly dropped: number;
  /** Edges in scope before bundling, by kind. */
  readonly counts: { readonly [K in PictureEdgeKind]: number };
}

/** Bundles the edges of `facts` between drawn nodes, at most `limit`. */
export function drawEdges(facts: RelationFacts, drawn: Drawn, limit: number): DrawnEdges {
  const counts = { membership: 0, policy: 0, leak: 0, peering: 0, exchange: 0, tunnel: 0, path: 0 };
  const all: PictureEdge[] = [];
  for (const relation of RELATIONS) {
    const { bundles, count } = bundlesOf(relation, facts, drawn);
    counts[relation.kind] = count;
    for (const bundle of bundles) all.push(edgeOf(bundle));
  }
  all.sort(
    (a, b) =>
      Number(isUnhealthy(b.health)) - Number(isUnhealthy(a.health)) ||
      rankOf(a.kind) - rankOf(b.kind) ||
      compare(a.id, b.id),
  );
  const edges = all.slice(0, limit);
  return {
    edges: edges.sort((a, b) => rankOf(a.kind) - rankOf(b.kind) || compare(a.id, b.id)),
    dropped: all.length - edges.length,
    counts,
  };
}

function bundlesOf(
  relation: Relation,
  facts: RelationFacts,
  drawn: Drawn,
): { readonly bundles: Iterable<Bundle>; readonly count: number } {
  const bundles = new Map<string, Bundle>();
  let count = 0;
  const bundleOf = (source: string, target: string, single: RelationEdge['single']): Bundle => {
    const key = `${source}>${target}`;
    let bundle = bundles.get(key);
    if (bundle === undefined)
      bundles.set(
        key,
        (bundle = {
          relation,
          source,
          target,
          labels: new Set(),
          mutual: undefined,
          count: 0,
          health: 'ok',
          reasons: new Set(),
          single,
        }),
      );
    return bundle;
  };
  for (const edge of relation.edges(facts)) {
    const source = drawn.drawnAs.get(edge.from);
    const target = drawn.drawnAs.get(edge.to);
    if (source === undefined || target === undefined) continue;
    const times = edge.labels?.length ?? 1;
    count += times;
    if (source !== target) put(bundleOf(source, target, edge.single), edge, times);
  }
  for (const [source, targets] of relation.counted?.(drawn) ?? []) {
    for (const [target, times] of targets) {
      count += times;
      bundleOf(source, target, undefined).count += times;
    }
  }
  return { bundles: bundles.values(), count };
}

function put(bundle: Bundle, { label, labels, mutual, health, reasons }: RelationEdge, times: number): void {
  bundle.count += times;
  if (bundle.count > 1) bundle.single = undefined;
  for (const one of labels ?? []) bundle.labels.add(one);
  if (label !== undefined) bundle.labels.add(label);
  if (mutual !== undefined) bundle.mutual = (bundle.mutual ?? true) && mutual;
  if (health !== undefined) bundle.health = worse(bundle.health, health);
  for (const reason of reasons ?? []) if (bundle.reasons.size < MOST_REASONS) bundle.reasons.add(reason);
}

function edgeOf({ relation, source, target, labels, mutual, count, health, reasons, single }: Bundle): PictureEdge {
  const id = `${relation.kind}:${source}>${target}`;
  return {
    id: relation.idHasLabel && labels.size === 1 ? `${id}#${[...labels][0]}` : id,
    kind: relation.kind,
    source,
    target,
    label: relation.bundleLabel(labels),
    mutual,
    count,
    health,
    reasons: [...reasons],
    ...single,
  };
}
