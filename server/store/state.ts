/** All tables at one revision, with the aggregates over them. The store has one; a fork has one on top of another. */

import type { Kind } from '../model/kinds.ts';
import type { Index } from './indexes.ts';
import { OverlayTable } from './overlay-table.ts';
import type { Aggregate, Change, PageOptions, Read, Stored } from './store.ts';
import { applied, Summing } from './summing.ts';
import { BaseTable, type KindTable } from './table.ts';

/** µs that adding a record to a summary is estimated at. */
const SUMMED = 8;

interface Maintained {
  readonly aggregate: Aggregate<unknown>;
  readonly state: unknown;
}

export class State implements Read {
  revision: number;
  /** New revisions are above it. */
  readonly #floor: number;
  readonly #below: State | undefined;
  readonly #tables = new Map<Kind, KindTable>();
  readonly #aggregates = new Map<string, Maintained>();
  /** Aggregates that are being computed in small steps. */
  readonly #summing = new Map<string, Summing>();
  /** Forks on top of this state that are still referenced. */
  readonly #above = new Set<WeakRef<State>>();
  /** Whether this state or the one below has changed since the fork. */
  #diverged = false;

  constructor(below: State | undefined, revision: number, floor = revision) {
    this.#floor = floor;
    this.#below = below;
    this.revision = revision;
    if (below !== undefined) below.#above.add(new WeakRef(this));
  }

  /** Revision of the next change set. */
  get nextRevision(): number {
    return Math.max(this.revision, this.#floor) + 1;
  }

  get<K extends Kind>(kind: K, key: string): Stored<K> | undefined {
    return this.#table(kind).get(key) as Stored<K> | undefined;
  }

  scan<K extends Kind>(kind: K): Iterable<Stored<K>> {
    return this.#table(kind).values() as Iterable<Stored<K>>;
  }

  count(kind: Kind): number {
    return this.#table(kind).size;
  }

  lookup<K extends Kind, V>(index: Index<K, V>, asked: V): Iterable<Stored<K>> {
    return this.#table(index.kind).lookup(index.name, index.textOf(asked)) as Iterable<Stored<K>>;
  }

  countIn<V>(index: Index<Kind, V>, asked: V): number {
    return this.#table(index.kind).countIn(index.name, index.textOf(asked));
  }

  page<K extends Kind, V>(kind: K, options: PageOptions<K, V>): readonly Stored<K>[] {
    const page: Stored<K>[] = [];
    if (options.limit <= 0) return page;
    const within = options.within && {
      index: options.within.index.name,
      value: options.within.index.textOf(options.within.asked),
    };
    for (const record of this.#table(kind).after(options.after, within)) {
      page.push(record as Stored<K>);
      if (page.length >= options.limit) break;
    }
    return page;
  }

  aggregate<S>(aggregate: Aggregate<S>): S {
    const known = this.#aggregates.get(aggregate.name);
    if (known !== undefined) {
      if (known.aggregate !== aggregate) throw new Error(`BUG: two aggregates are named ${aggregate.name}.`);
      return known.state as S;
    }
    const summing = this.#summing.get(aggregate.name);
    if (summing?.aggregate === aggregate) return this.#finish(summing) as S;
    const state =
      this.#below !== undefined && !this.#diverged
        ? aggregate.fork(this.#below.aggregate(aggregate))
        : this.#summarise(aggregate);
    this.#aggregates.set(aggregate.name, { aggregate, state });
    return state;
  }

  /** Puts a record, or deletes it, keeping indexes and aggregates in step. */
  set(kind: Kind, key: string, record: Stored | undefined): void {
    const table = this.#table(kind);
    const old = table.get(key);
    this.#diverge();
    table.set(key, record);
    if (this.#above.size > 0) this.#tellAbove(kind, key, old, record);
    if (this.#aggregates.size === 0 && this.#summing.size === 0) return;
    const change: Change = { kind, key, ...(old && { old }), ...(record && { new: record }) };
    for (const { aggregate, state } of [...this.#aggregates.values()]) {
      // An aggregate that cannot apply a malformed record is computed again without it on its next use.
      if (!applied(aggregate, state, change)) this.#aggregates.delete(aggregate.name);
    }
    for (const summing of [...this.#summing.values()])
      if (!summing.apply(change)) this.#summing.delete(summing.aggregate.name);
  }

  /** Takes a record at start. */
  load(record: Stored): void {
    (this.#table(record.kind) as BaseTable).load(record);
  }

  /**
   * Does what `load` has left for later, in small steps; makes these aggregates as well. Yields what each step may have
   * cost, in µs.
   */
  *catchUp(aggregates: readonly Aggregate<unknown>[]): Generator<number, void, undefined> {
    for (const aggregate of aggregates) {
      const { name } = aggregate;
      if (this.#aggregates.has(name) || this.#summing.has(name)) continue;
      const summing = new Summing(aggregate, this.#kindsOf(aggregate), (kind) => this.scan(kind));
      this.#summing.set(name, summing);
      while (this.#summing.get(name) === summing && summing.step()) yield SUMMED;
      if (this.#summing.get(name) === summing) this.#finish(summing);
    }
    for (const table of this.#tables.values()) if (table instanceof BaseTable) yield* table.catchUp();
  }

  #finish(summing: Summing): unknown {
    const { aggregate, state } = summing;
    while (summing.step()) continue;
    this.#summing.delete(aggregate.name);
    this.#aggregates.set(aggregate.name, { aggregate, state });
    return state;
  }

  #table(kind: Kind): KindTable {
    const known = this.#tables.get(kind);
    if (known !== undefined) return known;
    const table = this.#below === undefined ? new BaseTable(kind) : new OverlayTable(kind, this.#below.#table(kind));
    this.#tables.set(kind, table);
    return table;
  }

  #summarise<S>(aggregate: Aggregate<S>): S {
    const state = aggregate.create();
    for (const kind of this.#kindsOf(aggregate)) {
      for (const record of this.scan(kind)) applied(aggregate, state, { kind, key: record.key, new: record });
    }
    return state;
  }

  #kindsOf({ kinds }: { readonly kinds?: ReadonlySet<string> }): Kind[] {
    return [...this.#kinds()].filter((kind) => kinds?.has(kind) ?? true);
  }

  #kinds(): Set<Kind> {
    const kinds = this.#below === undefined ? new Set<Kind>() : this.#below.#kinds();
    for (const kind of this.#tables.keys()) kinds.add(kind);
    return kinds;
  }

  /**
   * Called before the first change here or below: the aggregates below are copied while they still describe this
   * state.
   */
  #diverge(): void {
    if (this.#diverged) return;
    if (this.#below !== undefined)
      for (const { aggregate } of [...this.#below.#everyAggregate()]) this.aggregate(aggregate);
    this.#diverged = true;
  }

  *#everyAggregate(): Generator<Maintained> {
    yield* this.#aggregates.values();
    if (this.#below !== undefined && !this.#diverged) yield* this.#below.#everyAggregate();
  }

  #tellAbove(kind: Kind, key: string, old: Stored | undefined, record: Stored | undefined): void {
    for (const reference of this.#above) {
      const above = reference.deref();
      if (above === undefined) this.#above.delete(reference);
      else {
        above.#diverge();
        (above.#table(kind) as OverlayTable).belowChanged(key, old, record);
      }
    }
  }
}
