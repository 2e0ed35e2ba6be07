/**
 * Route targets of a routing instance (RFC 4364 §4.3; the schema transformer's `set_route_target_list`, the
 * control node's `GetConnectionExportTargets`).
 *
 * Import = automatic ∪ both ∪ import lists ∪ the "both" targets (automatic and user's) of each connected instance.
 * Export = automatic ∪ both ∪ export lists. A target in both one-way lists counts as "both". A peer's export-only
 * target is not imported by a connection.
 */

import { formatRouteTarget, parseRouteTarget } from '../../model/bgp/route-target.ts';
import type { RouteTargetLists } from '../../model/config/virtual-network.ts';
import type { NetworkConnection, TargetReason, TargetUse } from '../../model/oper/routing-instance-facts.ts';
import { by } from '../../model/order.ts';

export interface OwnTargets extends RouteTargetLists {
  readonly automatic: string | undefined;
  readonly malformed: readonly { readonly text: string; readonly list: keyof RouteTargetLists }[];
}

/** Canonical, without repetitions, sorted by text. */
export function ownTargets(automatic: string | undefined, lists: RouteTargetLists): OwnTargets {
  const malformed: { text: string; list: keyof RouteTargetLists }[] = [];
  const read = (list: keyof RouteTargetLists): Set<string> => {
    const targets = new Set<string>();
    for (const text of lists[list]) {
      const target = parseRouteTarget(text);
      if (target === undefined) malformed.push({ text, list });
      else targets.add(formatRouteTarget(target));
    }
    return targets;
  };
  const both = read('both');
  const imports = read('import');
  const exports = read('export');
  for (const target of imports) if (exports.has(target)) both.add(target);
  const rest = (set: Set<string>): readonly string[] => [...set].filter((target) => !both.has(target)).sort();
  return { automatic, both: [...both].sort(), import: rest(imports), export: rest(exports), malformed };
}

/** What a connected peer lets in: its targets without direction. */
export function connectionTargets(peer: OwnTargets): readonly string[] {
  return peer.automatic === undefined ? peer.both : [peer.automatic, ...peer.both];
}

/** The targets that a network imports by its own lists. */
export function ownImports(own: OwnTargets): readonly string[] {
  return [...(own.automatic === undefined ? [] : [own.automatic]), ...own.both, ...own.import];
}

/**
 * Why a network imports a target: its own lists, then the connections whose peers exchange it; undefined if it does
 * not.
 */
export function importOf(
  target: string,
  own: OwnTargets,
  connections: readonly NetworkConnection[],
): TargetUse | undefined {
  const why: TargetReason[] = [];
  if (own.automatic === target) why.push({ kind: 'automatic' });
  if (isIn(own.both, target)) why.push({ kind: 'both-list' });
  if (isIn(own.import, target)) why.push({ kind: 'import-list' });
  for (const connection of connections) {
    if (connection.kind === 'mutual')
      why.push({
        kind: 'connection',
        peer: connection.peer,
        peerNetwork: connection.peerNetwork,
        steps: connection.steps,
      });
  }
  return why.length === 0 ? undefined : { target, why };
}

/** Whether a sorted list has it: a network may name targets by the ten thousand. */
function isIn(sorted: readonly string[], target: string): boolean {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < target) low = middle + 1;
    else high = middle;
  }
  return sorted[low] === target;
}

/** Sorted by target. */
export function exportsOf(own: OwnTargets): readonly TargetUse[] {
  const uses = new Map<string, TargetReason[]>();
  const add = (target: string, reason: TargetReason): void =>
    void uses.set(target, [...(uses.get(target) ?? []), reason]);
  if (own.automatic !== undefined) add(own.automatic, { kind: 'automatic' });
  for (const target of own.both) add(target, { kind: 'both-list' });
  for (const target of own.export) add(target, { kind: 'export-list' });
  return [...uses].map(([target, why]) => ({ target, why })).sort(by(({ target }) => target));
}
