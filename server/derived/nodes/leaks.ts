/** Per importing routing instance: whose routes are in its table, and by which route targets. */
import { leaksInto } from '../../engine/leaking/leaks.ts';
import type { Leak, RoutingInstanceFacts } from '../../model/oper/routing-instance-facts.ts';
import type { CalcNode, RowIndex, Table } from '../calc-node.ts';
import { keysOf } from './keys-of.ts';
import { exportersSignal, type Exporters } from './routing-instances.ts';

export function leaks(instances: Table<RoutingInstanceFacts>, exporters: Exporters, importers: Importers): CalcNode<readonly Leak[]> {
  return {
    name: 'leaks',
    keys: (read) => keysOf(read, 'virtual-network'),
    about: (key) => [{ kind: 'virtual-network', key }],
    touched: (change) => (change.kind === 'virtual-network' ? [change.key] : []),
    compute: (key, tracked) => {
      if (instances.get(key) === undefined) return undefined;
      const facts = tracked.row(instances, key)!;
      const into = leaksInto(key, facts.imports, (target) => {
        tracked.signal(exportersSignal(target));
        return exporters.of(target);
      });
      return into.length === 0 ? undefined : into;
    },
    indexes: [importers],
  };
}

/** Which tables take in the routes of an instance. */
export class Importers implements RowIndex<readonly Leak[]> {
  readonly name = 'importers';
  private readonly byExporter = new Map<string, Set<string>>();

  add(key: string, row: readonly Leak[]): void {
    for (const { exporter } of row) {
      const importers = this.byExporter.get(exporter);
      if (importers === undefined) this.byExporter.set(exporter, new Set([key]));
      else importers.add(key);
    }
  }

  remove(key: string, row: readonly Leak[]): void {
    for (const { exporter } of row) {
      const importers = this.byExporter.get(exporter);
      importers?.delete(key);
      if (importers?.size === 0) this.byExporter.delete(exporter);
    }
  }

  isEmpty(): boolean {
    return this.byExporter.size === 0;
  }

  /** How many take in the instance's routes. */
  count(exporter: string): number {
    return this.byExporter.get(exporter)?.size ?? 0;
  }

  of(exporter: string): readonly string[] {
    return [...(this.byExporter.get(exporter) ?? [])].sort();
  }
}
