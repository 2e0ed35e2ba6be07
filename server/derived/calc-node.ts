/** A node of the graph that computes derived tables. README.md has the contract. */

import type { FaultSubject } from '../engine/faults/faults.ts';
import type { Kind } from '../model/kinds.ts';
import type { Index } from '../store/indexes.ts';
import type { Change, Read, Stored } from '../store/store.ts';

/** A change of one row: without `old` it was added, without `new` it was removed. */
export interface RowChange {
  readonly node: string;
  readonly key: string;
  readonly old: unknown;
  readonly new: unknown;
}

/** A table as it is read by later nodes and by queries. */
export interface DerivedTable<V> {
  readonly name: string;
  get(key: string): V | undefined;
  entries(): Iterable<readonly [string, V]>;
  readonly size: number;
}

/** Reads that are recorded for a row: when something that it read changes, the row is computed again. */
export interface Tracked {
  /** The untracked state: only for reads whose changes `touched` reports. */
  readonly read: Read;
  record<K extends Kind>(kind: K, key: string): Stored<K> | undefined;
  lookup<K extends Kind, V>(index: Index<K, V>, asked: NoInfer<V>): Iterable<Stored<K>>;
  /** Every record of the kind. */
  all<K extends Kind>(kind: K): Iterable<Stored<K>>;
  /** A row of an earlier node. */
  row<V>(table: DerivedTable<V>, key: string): V | undefined;
  /** A named signal of an earlier node's index. */
  signal(token: string): void;
}

/** An index over the rows of a table. `add` and `remove` must use the same keys. */
export interface RowIndex<V> {
  readonly name: string;
  add(key: string, value: V): void;
  remove(key: string, value: V): void;
  /** Called when the full computation has added every row: for work that is cheaper for all rows at once. */
  built?(): void;
  /** Whether it is empty: the proof "drains to nothing" checks this of every index. */
  isEmpty(): boolean;
}

/** Skips a record, with the reason. */
export type Skip = (record: Stored, error: unknown) => void;

export interface CalcNode<V, K extends Kind = Kind> {
  readonly name: string;
  /** If given: each record of this kind has at most one row, under the same key. */
  readonly kind?: K;
  /** All keys that may have a row. `skip` is called with records from which no key can be read. */
  keys(read: Read, skip: Skip): Iterable<string>;
  /** The objects that get a condition when the row of this key cannot be computed. */
  about(key: string, read: Read): readonly FaultSubject[];
  /** Kinds of records whose changes are passed to `touched`; all unless given. */
  readonly hears?: ReadonlySet<Kind>;
  /** Keys of rows that a change affects, by the references of the record before and after. */
  touched(change: Change, read: Read): Iterable<string>;
  /** Tables whose changed rows are passed to `touchedByRow`; all earlier ones unless given. */
  readonly hearsRows?: ReadonlySet<string>;
  /** Keys of rows that a changed row of an earlier node affects. */
  touchedByRow?(change: RowChange, read: Read): Iterable<string>;
  /**
   * The row, or undefined for none. It may depend only on what is read through `tracked`. `record`: the record of
   * `kind` with this key, if it exists.
   */
  compute(key: string, tracked: Tracked, record: Stored<K> | undefined): V | undefined;
  /** The number of parts of a row that may have many: such rows count for more in the budget of a turn. */
  parts?(row: V): number;
  readonly indexes?: readonly RowIndex<V>[];
  /** Signals to later nodes when a row changes, besides `<name> <key>`. */
  signals?(old: V | undefined, next: V | undefined, key: string): Iterable<string>;
}

/** Token of a change to a record. */
export function recordToken(kind: Kind, key: string): string {
  return `${kind} ${key}`;
}

/** Token of a change to any record found under an index value. */
export function lookupToken(kind: Kind, index: string, value: string): string {
  return `${kind}[${index}=${value}]`;
}

/** An index that rows may query. */
export function indexToken(kind: Kind, index: string): string {
  return `${kind}[${index}]`;
}

/** Token of a change to any record of a kind. */
export function allToken(kind: Kind): string {
  return `${kind}[]`;
}

/** Token of a change to a row. */
export function rowToken(node: string, key: string): string {
  return `#${node} ${key}`;
}
