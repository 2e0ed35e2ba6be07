/**
 * Edges between what is drawn. An edge of two things ends on what stands for them; edges of a kind between the same two
 * are one edge with a count. When there are too many, membership goes first, then policy connections, and what is
 * unhealthy stays.
 */

import type { EdgeState, Health, PictureEdge, PictureEdgeKind } from '../../model/oper/topology-picture.ts';
import type { NamedValue, ObjectBehind, TopologyFacts } from './facts.ts';
import { isUnhealthy, worse } from './health.ts';
import { computeNodeId, routerId, vrfId } from './ids.ts';
import type { DrawnWay } from './path.ts';
import type { StandIn } from './workload-band.ts';

interface Bundle {
  kind: PictureEdgeKind;
  source: string;
  target: string;
  labels: Set<string>;
  mutual: boolean | undefined;
  count: number;
  health: Health;
  reasons: Set<string>;
  /** What is told of an edge only while it stands for one thing. */
  single: Single | undefined;
}

interface Single {
  readonly state?: EdgeState;
  readonly since?: number;
  readonly facts?: readonly NamedValue[];
  readonly object?: ObjectBehind;
}

const RANK: { readonly [K in PictureEdgeKind]: number } = {
  path: 0,
  peering: 1,
  tunnel: 2,
  exchange: 3,
  leak: 4,
  policy: 5,
  membership: 6,
};

const NOUN: ReadonlyMap<string, string> = new Map([
  ['policy', 'policies'],
  ['peering', 'peerings'],
  ['tunnel', 'tunnels'],
  ['exchange', 'exchanges'],
  ['path', 'steps'],
]);

export interface DrawnEdges {
  readonly edges: readonly PictureEdge[];
  readonly dropped: number;
  /** Edges that exist in scope, by kind, before bundling. */
  readonly counts: { readonly [K in PictureEdgeKind]: number };
}

/** The first in order: a leak may have ten thousand. */
function least(labels: ReadonlySet<string>): readonly [string] | readonly [] {
  let first: string | undefined;
  for (const label of labels) if (first === undefined || label < first) first = label;
  return first === undefined ? [] : [first];
}

/** How many pods of each drawn source are in each drawn VRF. */
function memberships(
  standIns: readonly StandIn[],
  drawnAs: ReadonlyMap<string, string>,
): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const drawnVrfs = new Map<string, string | undefined>();
  const found = new Map<string, Map<string, number>>();
  for (const { id, crowds } of standIns) {
    const targets = found.get(id) ?? new Map<string, number>();
    found.set(id, targets);
    for (const { vrfs, pods } of crowds) {
      for (const vrf of vrfs) {
        let target = drawnVrfs.get(vrf);
        if (target === undefined) drawnVrfs.set(vrf, (target = drawnAs.get(vrfId(vrf))));
        if (target !== undefined) targets.set(target, (targets.get(target) ?? 0) + pods.length);
      }
    }
  }
  return found;
}

/** Bundles the edges of `facts` on what is drawn, at most `limit`. */
export function drawEdges(
  facts: TopologyFacts,
  standIns: readonly StandIn[],
  drawnAs: ReadonlyMap<string, string>,
  ways: readonly DrawnWay[],
  limit: number,
): DrawnEdges {
  const bundles = new Map<string, Bundle>();
  const counts = { membership: 0, policy: 0, leak: 0, peering: 0, exchange: 0, tunnel: 0, path: 0 };
  const add = (
    kind: PictureEdgeKind,
    from: string,
    to: string,
    more: {
      label?: string;
      labels?: readonly string[];
      mutual?: boolean;
      health?: Health;
      reasons?: readonly string[];
      single?: Single;
    },
  ) => {
    const source = drawnAs.get(from);
    const target = drawnAs.get(to);
    if (source === undefined || target === undefined) return;
    const times = more.labels?.length ?? 1;
    counts[kind] += times;
    if (source === target) return;
    const key = `${kind}:${source}>${target}`;
    let bundle = bundles.get(key);
    if (bundle === undefined) {
      bundle = {
        kind,
        source,
        target,
        labels: new Set(),
        mutual: undefined,
        count: 0,
        health: 'ok',
        reasons: new Set(),
        single: more.single,
      };
      bundles.set(key, bundle);
    }
    bundle.count += times;
    if (bundle.count > 1) bundle.single = undefined;
    for (const label of more.labels ?? []) bundle.labels.add(label);
    if (more.label !== undefined) bundle.labels.add(more.label);
    if (more.mutual !== undefined) bundle.mutual = (bundle.mutual ?? true) && more.mutual;
    if (more.health !== undefined) bundle.health = worse(bundle.health, more.health);
    for (const reason of more.reasons ?? []) if (bundle.reasons.size < 5) bundle.reasons.add(reason);
  };

  for (const { from, to, label, verdict, reason } of ways)
    add('path', from, to, {
      label,
      health: verdict === 'cut' ? 'bad' : verdict === 'ok' ? 'ok' : 'unknown',
      reasons: reason === undefined ? [] : [reason],
    });
  for (const { session, ...peering } of facts.peerings)
    add('peering', routerId(peering.a), routerId(peering.b), {
      ...peering,
      ...(session === undefined ? {} : { single: session }),
    });
  for (const { router, node, name, since, facts: told, health, reasons } of facts.tunnels)
    add('tunnel', routerId(router), computeNodeId(node), {
      label: name,
      health,
      reasons,
      single: { facts: told, ...(since === undefined ? {} : { since }) },
    });
  for (const { vrf, router, routeTargets, facts: told, health, reasons } of facts.exchanges)
    add('exchange', vrfId(vrf), routerId(router), {
      label: routeTargets.length > 1 ? `${routeTargets[0]} +${routeTargets.length - 1}` : routeTargets[0],
      health,
      reasons,
      single: { facts: told },
    });
  for (const leak of facts.leaks)
    if (leak.routeTargets.length > 0) add('leak', vrfId(leak.from), vrfId(leak.to), { labels: leak.routeTargets });
  for (const { a, b, mutual, policies } of facts.connections) {
    const [first, second] = a <= b ? [a, b] : [b, a];
    add('policy', vrfId(first), vrfId(second), {
      mutual,
      ...(mutual
        ? {}
        : {
            health: 'warn' as const,
            reasons: [`Only one side holds a policy between ${a} and ${b}: no routes pass.`],
          }),
      label: policies[0],
    });
  }
  for (const [source, targets] of memberships(standIns, drawnAs)) {
    for (const [target, count] of targets) {
      counts.membership += count;
      bundles.set(`membership:${source}>${target}`, {
        kind: 'membership',
        source,
        target,
        labels: new Set(),
        mutual: undefined,
        count,
        health: 'ok',
        reasons: new Set(),
        single: undefined,
      });
    }
  }

  const label = ({ kind, labels }: Bundle): string | undefined => {
    if (labels.size === 0 || kind === 'membership') return undefined;
    const [first] = labels.size === 1 || kind === 'leak' ? least(labels) : [];
    return labels.size === 1
      ? first
      : kind === 'leak'
        ? `${first} +${labels.size - 1}`
        : `${labels.size} ${NOUN.get(kind) ?? kind}`;
  };
  const all = [...bundles.entries()].map(([id, bundle]): PictureEdge => ({
    id: bundle.kind === 'leak' && bundle.labels.size === 1 ? `${id}#${[...bundle.labels][0]}` : id,
    kind: bundle.kind,
    source: bundle.source,
    target: bundle.target,
    label: label(bundle),
    mutual: bundle.mutual,
    count: bundle.count,
    health: bundle.health,
    reasons: [...bundle.reasons],
    ...bundle.single,
  }));
  all.sort(
    (a, b) =>
      Number(isUnhealthy(b.health)) - Number(isUnhealthy(a.health)) ||
      RANK[a.kind] - RANK[b.kind] ||
      (a.id < b.id ? -1 : 1),
  );
  const edges = all.slice(0, limit);
  return {
    edges: edges.sort((a, b) => RANK[a.kind] - RANK[b.kind] || (a.id < b.id ? -1 : 1)),
    dropped: all.length - edges.length,
    counts,
  };
}
