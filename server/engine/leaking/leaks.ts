/**
 * Leaking (RFC 4364 §4.3.1): a table takes in the routes of every other table that exports a target it imports.
 * Nothing is copied: a leak says whose routes are in the table and why, and the table is read through it.
 */
import type { Leak, RoutingInstanceKey, TargetUse } from '../../model/oper/routing-instance-facts.ts';

/** Leaks into one instance, by exporter. `exporters` names the instances that export a target. */
export function leaksInto(importer: RoutingInstanceKey, imports: readonly TargetUse[], exporters: (target: string) => Iterable<RoutingInstanceKey>): readonly Leak[] {
  const via = new Map<RoutingInstanceKey, TargetUse[]>();
  for (const use of imports) {
    for (const exporter of exporters(use.target)) {
      if (exporter === importer) continue;
      const known = via.get(exporter);
      if (known === undefined) via.set(exporter, [use]);
      else known.push(use);
    }
  }
  return [...via]
    .map(([exporter, uses]) => ({ exporter, importer, via: uses }))
    .sort((a, b) => (a.exporter < b.exporter ? -1 : a.exporter > b.exporter ? 1 : 0));
}
