/** Per importing and exporting routing instance: by which route targets the one's routes are in the other's table. */

import { leakBetween } from '../../engine/leaking/leaks.ts';
import type { Kind } from '../../model/kinds.ts';
import type { Leak, TargetUse } from '../../model/oper/routing-instance-facts.ts';
import { Postings } from '../../store/postings.ts';
import type { CalcNode, RowIndex, DerivedTable } from '../calc-node.ts';
import type { Imports } from './imports.ts';
import { pairKey, pairOf } from './pair.ts';
import type { Exporters, InstanceRow } from './routing-instances.ts';
import { symmetricDifferenceSorted } from './set-difference.ts';

export function leaks(
  {
    instances,
    exporters,
    imports,
    importTable,
  }: {
    readonly instances: DerivedTable<InstanceRow>;
    readonly exporters: Exporters;
    readonly imports: Imports;
    readonly importTable: DerivedTable<TargetUse>;
  },
  indexes: readonly RowIndex<Leak>[],
): CalcNode<Leak> {
  return {
    name: 'leaks',
    keys: function* () {
      const named = new Set<string>();
      for (const [key] of importTable.entries()) {
        const [importer, target] = pairOf(key);
        for (const exporter of exporters.of(target)) if (exporter !== importer) named.add(pairKey(importer, exporter));
      }
      yield* named;
    },
    about: (key) => [{ kind: 'virtual-network', key: pairOf(key)[0] }],
    hears: new Set<Kind>([]),
    touched: () => [],
    hearsRows: new Set(['imports', 'routing-instances']),
    touchedByRow: function* ({ node, key, old, new: next }) {
      if (node === 'imports') {
        const [importer, target] = pairOf(key);
        for (const exporter of exporters.of(target)) if (exporter !== importer) yield pairKey(importer, exporter);
      } else if (node === 'routing-instances') {
        const targetsOf = (row: unknown): readonly string[] =>
          (row as InstanceRow | undefined)?.exports.map((use) => use.target) ?? [];
        // Two networks may have ten thousand targets in common, which are one leak.
        const [from, into] = [new Set<string>(), new Set<string>()];
        if ((old === undefined) !== (next === undefined))
          for (const target of imports.targetsOf(key)) for (const exporter of exporters.of(target)) from.add(exporter);
        for (const target of symmetricDifferenceSorted(targetsOf(old), targetsOf(next)))
          for (const importer of imports.importersOf(target)) into.add(importer);
        for (const exporter of from) if (exporter !== key) yield pairKey(key, exporter);
        for (const importer of into) if (importer !== key) yield pairKey(importer, key);
      }
    },
    compute: (key) => {
      const [importer, exporter] = pairOf(key);
      const from = instances.get(exporter);
      return from === undefined || instances.get(importer) === undefined
        ? undefined
        : leakBetween(importer, exporter, from.exports, (target) => imports.one(importer, target));
    },
    parts: (leak) => leak.via.length,
    indexes,
  };
}

/** Leaks by importer and by exporter. */
export class Leaks implements RowIndex<Leak> {
  readonly name = 'leaks-by-instance';
  private readonly byImporter = new Postings();
  private readonly byExporter = new Postings();
  private rows: DerivedTable<Leak> | undefined;

  /** Sets the table of the index, once it exists. */
  over(rows: DerivedTable<Leak>): void {
    this.rows = rows;
  }

  add(_key: string, { importer, exporter }: Leak): void {
    this.byImporter.add(importer, exporter);
    this.byExporter.add(exporter, importer);
  }

  remove(_key: string, { importer, exporter }: Leak): void {
    this.byImporter.delete(importer, exporter);
    this.byExporter.delete(exporter, importer);
  }

  isEmpty(): boolean {
    return this.byImporter.size === 0 && this.byExporter.size === 0;
  }

  one(importer: string, exporter: string): Leak | undefined {
    return this.rows?.get(pairKey(importer, exporter));
  }

  /** By exporter. */
  into(importer: string): readonly Leak[] {
    return [...this.byImporter.keys(importer)].sort().flatMap((exporter) => this.one(importer, exporter) ?? []);
  }

  /** By importer. */
  from(exporter: string): readonly Leak[] {
    return this.importersOf(exporter).flatMap((importer) => this.one(importer, exporter) ?? []);
  }

  importersOf(exporter: string): readonly string[] {
    return [...this.byExporter.keys(exporter)].sort();
  }

  importerCount(exporter: string): number {
    return this.byExporter.count(exporter);
  }
}
