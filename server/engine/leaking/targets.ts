/**
 * Route targets of a routing instance (domain §2.4, §4.3; RFC 4364 §4.3).
 *
 * Import = automatic ∪ both ∪ import lists ∪ the "both" targets (automatic and user's) of each connected instance.
 * Export = automatic ∪ both ∪ export lists. A target in both one-way lists counts as "both". A peer's export-only target
 * is not imported by a connection.
 */
import { formatRouteTarget, parseRouteTarget } from '../../model/bgp/route-target.ts';
import type { Connection, TargetReason, TargetUse } from '../../model/oper/routing-instance-facts.ts';

export interface OwnTargets {
  readonly automatic: string | undefined;
  readonly both: readonly string[];
  readonly import: readonly string[];
  readonly export: readonly string[];
  readonly malformed: readonly { readonly text: string; readonly list: 'both' | 'import' | 'export' }[];
}

/** Canonical, without repetitions, sorted by text. */
export function ownTargets(automatic: string | undefined, lists: { readonly both: readonly string[]; readonly import: readonly string[]; readonly export: readonly string[] }): OwnTargets {
  const malformed: { text: string; list: 'both' | 'import' | 'export' }[] = [];
  const read = (list: 'both' | 'import' | 'export'): Set<string> => {
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

export function importsOf(own: OwnTargets, connected: readonly { readonly connection: Extract<Connection, { kind: 'mutual' }>; readonly targets: OwnTargets }[]): readonly TargetUse[] {
  const uses = new TargetUses();
  addOwn(uses, own);
  for (const target of own.import) uses.add(target, { kind: 'import-list' });
  for (const { connection, targets } of connected) {
    for (const target of connectionTargets(targets)) {
      uses.add(target, { kind: 'connection', peer: connection.peer, peerNetwork: connection.peerNetwork, steps: connection.steps });
    }
  }
  return uses.sorted();
}

export function exportsOf(own: OwnTargets): readonly TargetUse[] {
  const uses = new TargetUses();
  addOwn(uses, own);
  for (const target of own.export) uses.add(target, { kind: 'export-list' });
  return uses.sorted();
}

function addOwn(uses: TargetUses, own: OwnTargets): void {
  if (own.automatic !== undefined) uses.add(own.automatic, { kind: 'automatic' });
  for (const target of own.both) uses.add(target, { kind: 'both-list' });
}

class TargetUses {
  private readonly uses = new Map<string, TargetReason[]>();

  add(target: string, reason: TargetReason): void {
    const known = this.uses.get(target);
    if (known === undefined) this.uses.set(target, [reason]);
    else known.push(reason);
  }

  sorted(): readonly TargetUse[] {
    return [...this.uses]
      .map(([target, why]) => ({ target, why }))
      .sort((a, b) => (a.target < b.target ? -1 : a.target > b.target ? 1 : 0));
  }
}
