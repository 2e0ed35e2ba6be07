/**
 * Per virtual network and route target: that it is imported, and why. A row for each, for the same reason as in
 * `connections.ts`.
 */

import { importOf, ownImports, ownTargets, type OwnTargets } from '../../engine/leaking/targets.ts';
import { deepEqual } from '../../model/json.ts';
import type { Kind } from '../../model/kinds.ts';
import type { TargetUse } from '../../model/oper/routing-instance-facts.ts';
import { Postings } from '../../store/postings.ts';
import type { CalcNode, RowIndex, DerivedTable } from '../calc-node.ts';
import type { ConnectionRow, Connections } from './connections.ts';
import { changedTargets } from './network-targets.ts';
import { pairKey, pairOf } from './pair.ts';
import { symmetricDifference } from './set-difference.ts';

const NO_TARGETS: OwnTargets = ownTargets(undefined, { both: [], import: [], export: [] });

export function imports(
  {
    targets,
    connections,
    byNetwork,
  }: {
    readonly targets: DerivedTable<OwnTargets>;
    readonly connections: DerivedTable<ConnectionRow>;
    readonly byNetwork: Connections;
  },
  indexes: readonly RowIndex<TargetUse>[],
): CalcNode<TargetUse> {
  return {
    name: 'imports',
    keys: function* () {
      for (const [key, own] of targets.entries()) for (const target of ownImports(own)) yield pairKey(key, target);
      for (const [key, row] of connections.entries())
        for (const target of row.targets) yield pairKey(pairOf(key)[0], target);
    },
    about: (key) => [{ kind: 'virtual-network', key: pairOf(key)[0] }],
    hears: new Set<Kind>([]),
    touched: () => [],
    hearsRows: new Set(['network-targets', 'connections']),
    touchedByRow: function* ({ node, key, old, new: next }) {
      if (node === 'network-targets') {
        for (const target of changedTargets(old as OwnTargets | undefined, next as OwnTargets | undefined, [
          'both',
          'import',
        ]))
          yield pairKey(key, target);
      } else if (node === 'connections') {
        const [before, after] = [old as ConnectionRow | undefined, next as ConnectionRow | undefined];
        const [network] = pairOf(key);
        if (deepEqual(before?.connection, after?.connection))
          for (const target of symmetricDifference(new Set(before?.targets), new Set(after?.targets)))
            yield pairKey(network, target);
        else
          for (const side of [before, after]) for (const target of side?.targets ?? []) yield pairKey(network, target);
      }
    },
    compute: (key) => {
      const [network, target] = pairOf(key);
      return importOf(target, targets.get(network) ?? NO_TARGETS, byNetwork.importing(network, target));
    },
    indexes,
  };
}

/** Imports by network and by target. */
export class Imports implements RowIndex<TargetUse> {
  readonly name = 'imports-by-network';
  private readonly byNetwork = new Postings();
  private readonly byTarget = new Postings();
  private rows: DerivedTable<TargetUse> | undefined;

  /** Sets the table of the index, once it exists. */
  over(rows: DerivedTable<TargetUse>): void {
    this.rows = rows;
  }

  add(key: string): void {
    const [network, target] = pairOf(key);
    this.byNetwork.add(network, target);
    this.byTarget.add(target, network);
  }

  remove(key: string): void {
    const [network, target] = pairOf(key);
    this.byNetwork.delete(network, target);
    this.byTarget.delete(target, network);
  }

  isEmpty(): boolean {
    return this.byNetwork.size === 0 && this.byTarget.size === 0;
  }

  /** Sorted by target. */
  of(network: string): readonly TargetUse[] {
    return [...this.byNetwork.keys(network)].sort().flatMap((target) => this.one(network, target) ?? []);
  }

  /** In no particular order. */
  targetsOf(network: string): Iterable<string> {
    return this.byNetwork.keys(network);
  }

  one(network: string, target: string): TargetUse | undefined {
    return this.rows?.get(pairKey(network, target));
  }

  importersOf(target: string): Iterable<string> {
    return this.byTarget.keys(target);
  }
}
