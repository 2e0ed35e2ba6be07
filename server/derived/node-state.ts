/**
 * The state of a node: its table, which rows read what, and which rows are dirty. A row whose computation throws is
 * computed once more with malformed records treated as absent, which is a condition of its object; if it still
 * throws, there is no row and the object has a fault. Either way it is computed again when something that it depends
 * on changes.
 */

import type { Faults, FaultSubject } from '../engine/faults/faults.ts';
import { deepEqual } from '../model/json.ts';
import type { Kind } from '../model/kinds.ts';
import type { Index } from '../store/indexes.ts';
import type { Change, ValidateRecord, Read, Stored } from '../store/store.ts';
import {
  allToken,
  indexToken,
  lookupToken,
  recordToken,
  rowToken,
  type CalcNode,
  type RowChange,
  type RowIndex,
  type Skip,
  type DerivedTable,
  type Tracked,
} from './calc-node.ts';
import { CarefulRead, type LeftOut } from './careful-read.ts';
import { Dependents } from './dependents.ts';
import type { Work } from './work.ts';

const NOTHING: readonly string[] = [];
const NO_SUBJECTS: readonly FaultSubject[] = [];
const NOTHING_LEFT_OUT: readonly LeftOut[] = [];

/** Prefix of the tokens for signals of nodes. */
const SIGNALS = '#';

/** The name for people, as far as it can be read from a malformed record. */
function nameOf({ key, value }: Stored): string {
  const name = (value as { readonly fq_name?: unknown }).fq_name;
  return Array.isArray(name) && name.every((part) => typeof part === 'string') ? name.join(':') : key;
}

/** Collects what one computation reads. */
class Tracker implements Tracked {
  readonly read: Read;
  private readonly tokens = new Set<string>();
  private readonly lookups: Set<string>;
  private readonly spaces: Set<string>;

  constructor(read: Read, lookups: Set<string>, spaces: Set<string>) {
    this.read = read;
    this.lookups = lookups;
    this.spaces = spaces;
  }

  record<K extends Kind>(kind: K, key: string): Stored<K> | undefined {
    this.spaces.add(kind);
    this.tokens.add(recordToken(kind, key));
    return this.read.get(kind, key);
  }

  lookup<K extends Kind, V>(index: Index<K, V>, asked: NoInfer<V>): Iterable<Stored<K>> {
    const { kind, name } = index;
    this.spaces.add(kind);
    this.lookups.add(indexToken(kind, name));
    this.tokens.add(lookupToken(kind, name, index.textOf(asked)));
    return this.read.lookup(index, asked);
  }

  all<K extends Kind>(kind: K): Iterable<Stored<K>> {
    this.spaces.add(kind);
    this.tokens.add(allToken(kind));
    return this.read.scan(kind);
  }

  row<V>(table: DerivedTable<V>, key: string): V | undefined {
    this.spaces.add(table.name);
    this.lookups.add(table.name);
    this.tokens.add(rowToken(table.name, key));
    return table.get(key);
  }

  signal(token: string): void {
    this.spaces.add(SIGNALS);
    this.tokens.add(token);
  }

  /** Adds tokens that another read recorded for the same row. */
  add(tokens: readonly string[]): void {
    for (const token of tokens) this.tokens.add(token);
  }

  take(): readonly string[] {
    if (this.tokens.size === 0) return NOTHING;
    const taken = [...this.tokens];
    this.tokens.clear();
    return taken;
  }
}

export class NodeState<V> implements DerivedTable<V> {
  readonly node: CalcNode<V>;
  readonly dependents = new Dependents();
  readonly dirty = new Set<string>();
  private readonly rows = new Map<string, V>();
  private readonly tracker: Tracker;
  private readonly careful: { readonly read: CarefulRead; readonly tracker: Tracker } | undefined;
  private readonly indexes: readonly RowIndex<V>[];
  private readonly lookups: ReadonlySet<string>;
  /** Kinds and tables that any row has ever read: most changes affect none of them. */
  private readonly spaces = new Set<string>();
  private readonly faults: Faults;
  /** Records from which no keys can be read. */
  private readonly skipped = new Set<string>();
  /** Rows that could not be computed, with the objects concerned, and the other way round by `recordToken`. */
  private readonly faultyRows = new Map<string, readonly FaultSubject[]>();
  private readonly faulty = new Map<string, Set<string>>();

  /**
   * `lookups` is shared by the graph: the indexes, and the tables, that any row has ever looked into. Without
   * `validate`, malformed records are not detected.
   */
  constructor(node: CalcNode<V>, read: Read, lookups: Set<string>, faults: Faults, validate?: ValidateRecord) {
    this.faults = faults;
    this.node = node;
    this.indexes = node.indexes ?? [];
    this.tracker = new Tracker(read, lookups, this.spaces);
    if (validate !== undefined) {
      const around = new CarefulRead(read, validate);
      this.careful = { read: around, tracker: new Tracker(around, lookups, this.spaces) };
    }
    this.lookups = lookups;
  }

  get name(): string {
    return this.node.name;
  }

  get size(): number {
    return this.rows.size;
  }

  get(key: string): V | undefined {
    return this.rows.get(key);
  }

  entries(): Iterable<readonly [string, V]> {
    return this.rows;
  }

  /** Whether any row may have read a record of this kind. */
  readsOf(kind: Kind): boolean {
    return this.spaces.has(kind);
  }

  /** Whether any row may have read a row of this table, or a signal of it. */
  readsRowsOf(table: string): boolean {
    return this.spaces.has(table) || this.spaces.has(SIGNALS);
  }

  /** Marks the rows that have read any of the tokens, and returns their number. */
  mark(tokens: readonly string[]): number {
    if (this.dependents.size === 0) return 0;
    let marked = 0;
    for (const token of tokens) {
      const readers = this.dependents.readersOf(token);
      if (readers === undefined) continue;
      if (typeof readers === 'string') {
        marked++;
        this.dirty.add(readers);
        continue;
      }
      marked += readers.size;
      for (const key of readers) this.dirty.add(key);
    }
    return marked;
  }

  /** Marks every row there is or can be. */
  markAll(): void {
    for (const key of this.rows.keys()) this.dirty.add(key);
    for (const key of this.faultyRows.keys()) this.dirty.add(key);
    try {
      for (const key of this.node.keys(this.tracker.read, this.skip)) this.dirty.add(key);
    } catch (error) {
      this.faults.tell({ by: this.name, key: 'every key', subjects: NO_SUBJECTS }, error);
    }
  }

  /** An object with a fault has changed: its rows are computed again. A record that was skipped is tried again. */
  heal({ kind, key, new: next }: Change): void {
    if (this.faulty.size === 0 && this.skipped.size === 0) return;
    for (const row of this.faulty.get(recordToken(kind, key)) ?? []) this.dirty.add(row);
    if (!this.skipped.delete(recordToken(kind, key))) return;
    this.faults.clear(this.name, recordToken(kind, key));
    if (next !== undefined) this.markAll();
  }

  /**
   * Computes every row there can be, into an empty table. Nothing is compared or passed on: later nodes are built in
   * their turn.
   */
  build(): void {
    const { node } = this;
    const { read } = this.tracker;
    try {
      if (node.kind === undefined) for (const key of node.keys(read, this.skip)) this.enter(key, undefined);
      else for (const record of read.scan(node.kind)) this.enter(record.key, record);
      for (const index of this.indexes) index.built?.();
    } catch (error) {
      this.faults.tell({ by: this.name, key: 'every key', subjects: NO_SUBJECTS }, error);
    }
  }

  private enter(key: string, record: Stored | undefined): void {
    const row = this.computed(key, record);
    this.dependents.add(key, this.tracker.take());
    if (row === undefined) return;
    const before = this.rows.size;
    this.rows.set(key, row);
    if (this.rows.size === before) return; // named twice
    let at = 0;
    try {
      for (; at < this.indexes.length; at++) this.indexes[at]!.add(key, row);
    } catch (error) {
      this.fault(key, error);
      for (const index of this.indexes.slice(0, at + 1)) this.attempt(key, () => index.remove(key, row), 'gone');
      this.rows.delete(key);
    }
  }

  /**
   * Computes dirty rows until none is left or the work is over; hands each difference to `changed`, with the signals of
   * it or `all` when they cannot be told.
   */
  drain(work: Work, changed: (change: RowChange, signals: readonly string[] | 'all') => void): void {
    for (const key of this.dirty) {
      if (work.isOver) return;
      this.dirty.delete(key);
      const old = this.rows.get(key);
      const record = this.node.kind === undefined ? undefined : this.tracker.read.get(this.node.kind, key);
      const next = this.computed(key, record);
      const tokens = this.tracker.take();
      this.dependents.set(key, tokens);
      work.row(tokens.length + this.partsOf(old) + this.partsOf(next));
      if (old === undefined ? next === undefined : next !== undefined && deepEqual(old, next)) continue;
      const stands = this.index(key, old, next);
      changed({ node: this.name, key, old, new: stands }, this.signalsOf(old, next, key));
    }
  }

  /** The row; undefined, with a fault noted, when it cannot be computed. */
  private computed(key: string, record: Stored | undefined): V | undefined {
    try {
      const row = this.node.compute(key, this.tracker, record);
      this.clear(key);
      return row;
    } catch (error) {
      const around = this.around(key, record);
      if (around !== undefined) return around.row;
      this.fault(key, error);
      return undefined;
    }
  }

  /**
   * The row computed with malformed records treated as absent, which become conditions of its objects; undefined if
   * that does not help.
   */
  private around(key: string, record: Stored | undefined): { readonly row: V | undefined } | undefined {
    if (this.careful === undefined) return undefined;
    const { read, tracker } = this.careful;
    try {
      const row = this.node.compute(key, tracker, record);
      const leftOut = read.take();
      if (leftOut.length === 0) return undefined;
      this.fault(key, leftOut[0]!.error, leftOut);
      return { row };
    } catch {
      read.take();
      return undefined;
    } finally {
      this.tracker.add(tracker.take());
    }
  }

  /** Replaces a row in the table and its indexes; a row that an index refuses is dropped. */
  private index(key: string, old: V | undefined, next: V | undefined): V | undefined {
    for (const index of this.indexes) if (old !== undefined) this.attempt(key, () => index.remove(key, old), 'gone');
    const added: RowIndex<V>[] = [];
    const stands =
      next !== undefined &&
      this.indexes.every((index) => {
        added.push(index);
        return this.attempt(key, () => index.add(key, next), 'stands');
      });
    if (stands) {
      this.rows.set(key, next);
      return next;
    }
    if (next !== undefined) for (const index of added) this.attempt(key, () => index.remove(key, next), 'gone');
    this.rows.delete(key);
    return undefined;
  }

  private partsOf(row: V | undefined): number {
    return row === undefined ? 0 : (this.node.parts?.(row) ?? 0);
  }

  private signalsOf(old: V | undefined, next: V | undefined, key: string): readonly string[] | 'all' {
    const signals = this.lookups.has(this.name) ? [rowToken(this.name, key)] : [];
    if (this.node.signals === undefined) return signals;
    try {
      for (const signal of this.node.signals(old, next, key)) signals.push(signal);
      return signals;
    } catch (error) {
      this.tell(key, error);
      return 'all';
    }
  }

  /** Whether the step could be done; what a row that is gone stumbles over is no fault of the one that stands. */
  private attempt(key: string, step: () => void, row: 'stands' | 'gone'): boolean {
    try {
      step();
      return true;
    } catch (error) {
      if (row === 'stands') this.fault(key, error);
      else this.tell(key, error);
      return false;
    }
  }

  private tell(key: string, error: unknown): void {
    this.faults.tell({ by: this.name, key, subjects: this.node.about(key, this.tracker.read) }, error);
  }

  private fault(key: string, error: unknown, leftOut: readonly LeftOut[] = NOTHING_LEFT_OUT): void {
    this.forget(key);
    const without = leftOut.map(({ record }) => ({ kind: record.kind, key: record.key, name: nameOf(record) }));
    const about = this.node.about(key, this.tracker.read);
    const subjects =
      without.length === 0
        ? about
        : [
            ...about,
            ...without.filter((one) => !about.some((subject) => subject.kind === one.kind && subject.key === one.key)),
          ];
    this.faults.note({ by: this.name, key, subjects, ...(without.length === 0 ? {} : { without }) }, error);
    this.faultyRows.set(key, subjects);
    for (const subject of subjects) {
      const token = recordToken(subject.kind, subject.key);
      const rows = this.faulty.get(token);
      if (rows === undefined) this.faulty.set(token, new Set([key]));
      else rows.add(key);
    }
  }

  private clear(key: string): void {
    if (!this.faultyRows.has(key)) return;
    this.forget(key);
    this.faults.clear(this.name, key);
  }

  private forget(key: string): void {
    const subjects = this.faultyRows.get(key) ?? NO_SUBJECTS;
    this.faultyRows.delete(key);
    for (const subject of subjects) {
      const token = recordToken(subject.kind, subject.key);
      const rows = this.faulty.get(token);
      rows?.delete(key);
      if (rows?.size === 0) this.faulty.delete(token);
    }
  }

  private readonly skip: Skip = (record, error) => {
    const token = recordToken(record.kind, record.key);
    this.skipped.add(token);
    this.faults.note({ by: this.name, key: token, subjects: [{ kind: record.kind, key: record.key }] }, error);
  };

  /** Whether nothing is left: no row, no index entry, no recorded read. */
  isEmpty(): boolean {
    return (
      this.rows.size === 0 &&
      this.dirty.size === 0 &&
      this.skipped.size === 0 &&
      this.faultyRows.size === 0 &&
      this.dependents.size === 0 &&
      this.indexes.every((index) => index.isEmpty())
    );
  }
}
