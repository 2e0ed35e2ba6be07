/** What a node of the graph of consequences is: see README.md for its contract. */

import type { FaultSubject } from '../engine/faults/faults.ts';
import type { Kind } from '../model/kinds.ts';
import type { Index } from '../store/indexes.ts';
import type { Change, Read, Stored } from '../store/store.ts';

/** One row of a table changed: `old` undefined = appeared, `new` undefined = gone. */
export interface RowChange {
  readonly node: string;
  readonly key: string;
  readonly old: unknown;
  readonly new: unknown;
}

/** A table as later nodes and queries see it. */
export interface DerivedTable<V> {
  readonly name: string;
  get(key: string): V | undefined;
  entries(): Iterable<readonly [string, V]>;
  readonly size: number;
}

/** Reads for `compute` that are remembered: the row is computed again when what was read changes. */
export interface Tracked {
  /** The untracked state: only for what `touched` covers. */
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

/** A mutable summary of a table's rows. Add and remove stand side by side and are keyed alike. */
export interface RowIndex<V> {
  readonly name: string;
  add(key: string, value: V): void;
  remove(key: string, value: V): void;
  /** Told when the full computation has added every row: what is cheaper for all at once is done then. */
  built?(): void;
  /** Nothing left in it: what "drains to nothing" asks of every index. */
  isEmpty(): boolean;
}

/** Passes over a record, and says why. */
export type Skip = (record: Stored, error: unknown) => void;

export interface CalcNode<V, K extends Kind = Kind> {
  readonly name: string;
  /** Given: there is a row at most for each record of this kind, under its key. */
  readonly kind?: K;
  /** Every key there can be a row for in this state. `skip` is called with records from which no key can be read. */
  keys(read: Read, skip: Skip): Iterable<string>;
  /** The objects that have a condition when the row of this key cannot be computed. */
  about(key: string, read: Read): readonly FaultSubject[];
  /** Kinds of records of whose changes `touched` is asked; all of them unless given. */
  readonly hears?: ReadonlySet<Kind>;
  /** Keys that a change concerns by its own references, before and after. */
  touched(change: Change, read: Read): Iterable<string>;
  /** Tables of whose changed rows `touchedByRow` is asked; all earlier ones unless given. */
  readonly hearsRows?: ReadonlySet<string>;
  /** Keys that a changed row of an earlier node concerns. */
  touchedByRow?(change: RowChange, read: Read): Iterable<string>;
  /**
   * The row; undefined = none. A function of what `tracked` reads, and of nothing else.
   * `record`: the one of `kind` with this key, if there is one.
   */
  compute(key: string, tracked: Tracked, record: Stored<K> | undefined): V | undefined;
  /** How many parts a row has that may have many of them: a turn has room for few such rows. */
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

/** An index that rows look into. */
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
