/** A node at work: its table, who reads what, and which rows are dirty. */
import type { Kind } from '../model/kinds.ts';
import type { Read, Stored } from '../store/store.ts';
import {
  allToken, indexToken, lookupToken, recordToken, rowToken, type CalcNode, type RowChange, type RowIndex, type Table, type Tracked,
} from './calc-node.ts';
import { Dependents } from './dependents.ts';
import { same } from './same.ts';

const NOTHING: readonly string[] = [];

/** Collects what one computation reads. */
class Tracker implements Tracked {
  readonly read: Read;
  private readonly tokens = new Set<string>();
  private readonly lookups: Set<string>;

  constructor(read: Read, lookups: Set<string>) {
    this.read = read;
    this.lookups = lookups;
  }

  record<K extends Kind>(kind: K, key: string): Stored<K> | undefined {
    this.tokens.add(recordToken(kind, key));
    return this.read.get(kind, key);
  }

  lookup<K extends Kind>(kind: K, index: string, value: string): Iterable<Stored<K>> {
    this.lookups.add(indexToken(kind, index));
    this.tokens.add(lookupToken(kind, index, value));
    return this.read.lookup(kind, index, value);
  }

  all<K extends Kind>(kind: K): Iterable<Stored<K>> {
    this.tokens.add(allToken(kind));
    return this.read.scan(kind);
  }

  row<V>(table: Table<V>, key: string): V | undefined {
    this.lookups.add(table.name);
    this.tokens.add(rowToken(table.name, key));
    return table.get(key);
  }

  signal(token: string): void {
    this.tokens.add(token);
  }

  take(): readonly string[] {
    if (this.tokens.size === 0) return NOTHING;
    const taken = [...this.tokens];
    this.tokens.clear();
    return taken;
  }
}

export class NodeState<V> implements Table<V> {
  readonly node: CalcNode<V>;
  readonly dependents = new Dependents();
  readonly dirty = new Set<string>();
  private readonly rows = new Map<string, V>();
  private readonly tracker: Tracker;
  private readonly indexes: readonly RowIndex<V>[];
  private readonly lookups: ReadonlySet<string>;

  /** `lookups` is shared by the graph: the indexes, and the tables, that any row has ever looked into. */
  constructor(node: CalcNode<V>, read: Read, lookups: Set<string>) {
    this.node = node;
    this.indexes = node.indexes ?? [];
    this.tracker = new Tracker(read, lookups);
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

  /** Marks the rows that have read any of the tokens. */
  mark(tokens: Iterable<string>): void {
    for (const token of tokens) for (const key of this.dependents.readersOf(token)) this.dirty.add(key);
  }

  /**
   * Computes every row there can be, into an empty table. Nothing is compared or passed on: later nodes are built in
   * their turn.
   */
  build(): void {
    const { node } = this;
    const { read } = this.tracker;
    if (node.kind === undefined) for (const key of node.keys(read)) this.enter(key, undefined);
    else for (const record of read.scan(node.kind)) this.enter(record.key, record);
  }

  private enter(key: string, record: Stored | undefined): void {
    const row = this.node.compute(key, this.tracker, record);
    this.dependents.add(key, this.tracker.take());
    if (row === undefined) return;
    const before = this.rows.size;
    this.rows.set(key, row);
    if (this.rows.size === before) return; // named twice
    for (const index of this.indexes) index.add(key, row);
  }

  /** Computes every dirty row; hands each difference to `changed`. */
  drain(changed: (change: RowChange, signals: readonly string[]) => void): void {
    for (const key of this.dirty) {
      const old = this.rows.get(key);
      const record = this.node.kind === undefined ? undefined : this.tracker.read.get(this.node.kind, key);
      const next = this.node.compute(key, this.tracker, record);
      const tokens = this.tracker.take();
      this.dependents.set(key, tokens);
      if (old === undefined ? next === undefined : next !== undefined && same(old, next)) continue;
      if (next === undefined) this.rows.delete(key);
      else this.rows.set(key, next);
      for (const index of this.indexes) {
        if (old !== undefined) index.remove(key, old);
        if (next !== undefined) index.add(key, next);
      }
      const signals = this.lookups.has(this.name) ? [rowToken(this.name, key)] : [];
      if (this.node.signals !== undefined) signals.push(...this.node.signals(old, next, key));
      changed({ node: this.name, key, old, new: next }, signals);
    }
    this.dirty.clear();
  }

  /** Nothing is left: no row, no index entry, and nobody waits for anything. */
  isEmpty(): boolean {
    return this.rows.size === 0 && this.dirty.size === 0 && this.dependents.size === 0 && this.indexes.every((index) => index.isEmpty());
  }
}
