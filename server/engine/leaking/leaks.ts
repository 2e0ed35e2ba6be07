/**
 * Leaking (RFC 4364 §4.3.1): a table takes in the routes of every other table that exports a target it imports.
 * Nothing is copied: a leak says whose routes are in the table and why, and the table is read through it.
 */

import type { Leak, RoutingInstanceKey, TargetUse } from '../../model/oper/routing-instance-facts.ts';

/** The leak from one instance into another; undefined if the importer has none of its targets. */
export function leakBetween(
  importer: RoutingInstanceKey,
  exporter: RoutingInstanceKey,
  exports: readonly TargetUse[],
  importOf: (target: string) => TargetUse | undefined,
): Leak | undefined {
  if (importer === exporter) return undefined;
  const via = exports.flatMap(({ target }) => importOf(target) ?? []);
  return via.length === 0 ? undefined : { exporter, importer, via };
}
