/**
 * Which learned routes a VRF imports. Nothing is stored: a table in prefix order is built from the speakers' routes
 * when it is first read, and then updated route by route; when many change at once it is discarded and built again.
 */

import {
  formatRouteTarget,
  routeTargetFromBytes,
  routeTargetKey,
  routeTargetOf,
} from '../../model/bgp/route-target.ts';
import type { LearnedChange, LearnedRoutes } from '../../model/oper/learned.ts';
import type { RoutingInstanceFacts, RoutingInstanceKey, TargetUse } from '../../model/oper/routing-instance-facts.ts';
import { LearnedTable } from './learned-table.ts';

export class LearnedTables {
  private source: LearnedRoutes | undefined;
  private stop: (() => void) | undefined;
  /** By hex key; only targets that were asked for. */
  private readonly byTarget = new Map<string, LearnedTable>();
  /** Tables of several targets, by their hex keys joined. */
  private readonly unions = new Map<string, LearnedTable>();
  /** Import targets of an instance as hex keys, with their places in `imports`. */
  private readonly places = new WeakMap<RoutingInstanceFacts, ReadonlyMap<string, number>>();
  /** Targets that were asked for and have no routes. */
  private readonly empty = new Set<string>();
  /**
   * The import targets of an instance that learned routes carry, cached until something changes: of ten thousand it
   * may be one.
   */
  private withRoutes = new WeakMap<RoutingInstanceFacts, readonly string[]>();

  /** `changed` is called with hex keys of targets. */
  learnFrom(source: LearnedRoutes, changed: (targets: ReadonlySet<string>) => void): void {
    this.close();
    this.source = source;
    this.stop = source.onChange((change) => {
      this.withRoutes = new WeakMap();
      for (const target of change.targets) this.empty.delete(target);
      for (const kept of [this.byTarget, this.unions])
        for (const [key, table] of kept) this.keepInStep(source, kept, key, table, change);
      changed(change.targets);
    });
  }

  /** `targets` are the hex keys of the table's targets, joined. */
  private keepInStep(
    source: LearnedRoutes,
    kept: Map<string, LearnedTable>,
    targets: string,
    table: LearnedTable,
    change: LearnedChange,
  ): void {
    const own = targets.split(' ');
    if (!own.some((target) => change.targets.has(target))) return;
    if (change.routes === 'many' || change.routes.size > Math.max(FEW, table.pathCount * FEW_PART)) {
      kept.delete(targets);
      return;
    }
    for (const key of change.routes)
      table.set(
        key,
        firstOf(own, (target) => source.one(target, key)),
      );
  }

  close(): void {
    this.stop?.();
    this.stop = undefined;
    this.source = undefined;
    this.withRoutes = new WeakMap();
    this.empty.clear();
    this.byTarget.clear();
    this.unions.clear();
  }

  /** What the instance imports; undefined if that is nothing. */
  of(instance: RoutingInstanceFacts): LearnedTable | undefined {
    const { source } = this;
    if (source === undefined) return undefined;
    const found = this.keysWithRoutes(source, instance);
    if (found.length <= 1) return found[0] === undefined ? undefined : this.tableOf(source, found[0]);
    const joined = [...found].sort().join(' ');
    return remembered(
      this.unions,
      joined,
      MOST_UNIONS,
      () => new LearnedTable(found.flatMap((key) => [...this.tableOf(source, key).destinations()])),
    );
  }

  /** Of the instance's import targets those that a route carries. */
  via(instance: RoutingInstanceFacts, communities: readonly string[]): readonly TargetUse[] {
    const places = this.placesOf(instance);
    const found: number[] = [];
    for (const community of new Set(communities)) {
      const place = places.get(community);
      if (place !== undefined) found.push(place);
    }
    return found.sort((a, b) => a - b).map((place) => instance.imports[place]!);
  }

  private tableOf(source: LearnedRoutes, key: string): LearnedTable {
    return remembered(this.byTarget, key, MOST_TARGETS, () => new LearnedTable(source.with(key)));
  }

  private keysWithRoutes(source: LearnedRoutes, instance: RoutingInstanceFacts): readonly string[] {
    let keys = this.withRoutes.get(instance);
    if (keys === undefined)
      this.withRoutes.set(
        instance,
        (keys = [...this.placesOf(instance).keys()].filter((key) => this.hasRoutes(source, key))),
      );
    return keys;
  }

  private hasRoutes(source: LearnedRoutes, key: string): boolean {
    if (this.empty.has(key)) return false;
    const { pathCount } = this.tableOf(source, key);
    if (pathCount > 0) return true;
    // Empty tables are not kept.
    this.byTarget.delete(key);
    if (this.empty.size >= MOST_EMPTY) this.empty.clear();
    this.empty.add(key);
    return false;
  }

  private placesOf(instance: RoutingInstanceFacts): ReadonlyMap<string, number> {
    let places = this.places.get(instance);
    if (places === undefined)
      this.places.set(
        instance,
        (places = new Map(instance.imports.map(({ target }, place) => [routeTargetKey(routeTargetOf(target)), place]))),
      );
    return places;
  }
}

/** Up to this many changed routes, or this part of the table, it is updated in place; more rebuild it. */
const FEW = 64;
const FEW_PART = 1 / 8;
/** Tables that are cached, least recently used dropped first. A table of several targets may have all routes. */
const MOST_TARGETS = 10_000;
const MOST_UNIONS = 64;
const MOST_EMPTY = 100_000;

function remembered(
  tables: Map<string, LearnedTable>,
  key: string,
  most: number,
  make: () => LearnedTable,
): LearnedTable {
  const table = tables.get(key) ?? make();
  tables.delete(key);
  tables.set(key, table);
  if (tables.size > most) tables.delete(tables.keys().next().value!);
  return table;
}

function firstOf<T, R>(items: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Canonical text of a hex key; undefined for another community. */
function targetOfKey(key: string): string | undefined {
  const target = routeTargetFromBytes(
    Uint8Array.from({ length: key.length / 2 }, (_, at) => Number.parseInt(key.slice(at * 2, at * 2 + 2), 16)),
  );
  return target === undefined ? undefined : formatRouteTarget(target);
}

/** Instances whose tables differ when routes of these targets do. */
export function importingInstances(
  targets: Iterable<string>,
  importersOf: (target: string) => Iterable<RoutingInstanceKey>,
): ReadonlySet<RoutingInstanceKey> {
  const found = new Set<RoutingInstanceKey>();
  for (const key of targets) {
    const target = targetOfKey(key);
    if (target !== undefined) for (const instance of importersOf(target)) found.add(instance);
  }
  return found;
}
