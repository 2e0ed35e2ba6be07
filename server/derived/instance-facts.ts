/**
 * Everything known of a routing instance, composed from rows of several tables on demand and cached until one of the
 * rows changes.
 */

import { compareConnections, danglingConnections } from '../engine/leaking/connections.ts';
import type { RoutingInstanceFacts, RoutingInstanceKey } from '../model/oper/routing-instance-facts.ts';
import type { RowIndex, DerivedTable } from './calc-node.ts';
import type { Connections } from './nodes/connections.ts';
import type { Imports } from './nodes/imports.ts';
import { pairOf } from './nodes/pair.ts';
import type { RequestedConnections } from './nodes/requested-connections.ts';
import type { InstanceRow } from './nodes/routing-instances.ts';

export class InstanceFacts implements DerivedTable<RoutingInstanceFacts> {
  readonly name: string;
  private readonly rows: DerivedTable<InstanceRow>;
  private readonly requested: DerivedTable<RequestedConnections>;
  private readonly connections: Connections;
  private readonly imports: Imports;
  private readonly kept: Kept;

  constructor(sources: {
    readonly rows: DerivedTable<InstanceRow>;
    readonly requested: DerivedTable<RequestedConnections>;
    readonly connections: Connections;
    readonly imports: Imports;
    readonly kept: Kept;
  }) {
    this.rows = sources.rows;
    this.name = sources.rows.name;
    this.requested = sources.requested;
    this.connections = sources.connections;
    this.imports = sources.imports;
    this.kept = sources.kept;
  }

  get size(): number {
    return this.rows.size;
  }

  get(key: RoutingInstanceKey): RoutingInstanceFacts | undefined {
    const row = this.rows.get(key);
    return row === undefined ? undefined : this.factsOf(row);
  }

  *entries(): Generator<readonly [string, RoutingInstanceFacts], void, undefined> {
    for (const [key, row] of this.rows.entries()) yield [key, this.factsOf(row)];
  }

  private factsOf(row: InstanceRow): RoutingInstanceFacts {
    const known = this.kept.get(row);
    if (known !== undefined) return known;
    const facts = { ...row } as { -readonly [P in keyof RoutingInstanceFacts]: RoutingInstanceFacts[P] };
    const lazily = <P extends 'connections' | 'imports'>(property: P, make: () => RoutingInstanceFacts[P]): void => {
      Object.defineProperty(facts, property, {
        enumerable: true,
        configurable: true,
        get: () => {
          const value = make();
          Object.defineProperty(facts, property, { enumerable: true, value });
          return value;
        },
      });
    };
    lazily('imports', () => (row.isDefault ? this.imports.of(row.key) : []));
    lazily('connections', () =>
      row.isDefault
        ? [...danglingConnections(this.requested.get(row.key)?.requests ?? []), ...this.connections.of(row.key)].sort(
            compareConnections,
          )
        : [],
    );
    this.kept.set(row, facts);
    return facts;
  }
}

/** The cache. It is told of every row that may be part of an entry, and removes the entry. */
export class Kept implements RowIndex<unknown> {
  readonly name = 'facts-that-were-asked-for';
  private readonly facts = new Map<
    RoutingInstanceKey,
    { readonly row: InstanceRow; readonly facts: RoutingInstanceFacts }
  >();

  get(row: InstanceRow): RoutingInstanceFacts | undefined {
    const known = this.facts.get(row.key);
    return known?.row === row ? known.facts : undefined;
  }

  set(row: InstanceRow, facts: RoutingInstanceFacts): void {
    this.facts.set(row.key, { row, facts });
  }

  /** `key` is an instance, a network, or a pair that begins with one. */
  add(key: string): void {
    if (this.facts.size === 0) return;
    this.facts.delete(key.includes(' ') ? pairOf(key)[0] : key);
  }

  remove(key: string): void {
    this.add(key);
  }

  isEmpty(): boolean {
    return this.facts.size === 0;
  }
}
