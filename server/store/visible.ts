/**
 * What a user may see. Every read on behalf of a user goes through `visible(store, actor)`: a user who may see
 * everything gets the store itself, others the store without the records that they may not see, in reads, change sets
 * and history. Derived tables are computed from the visible records, so they show nothing else either.
 */

import type { Kind } from '../model/kinds.ts';
import { DelegatedStore } from './delegated-store.ts';
import type { Index } from './indexes.ts';
import type { Aggregate, Change, ChangeSet, PageOptions, Store, Stored } from './store.ts';

/**
 * Whether a record may be seen. It must depend on the record alone, because visibility is updated only when the
 * record itself changes.
 */
type Sees = (record: Stored) => boolean;

/** What an actor sees; undefined: everything. Those who see the same get the same function. */
export type Sight = (actor: string) => Sees | undefined;

/** Today everybody sees everything: access control attaches here. */
export const everythingIsSeen: Sight = () => undefined;

/** The store as the actor sees it: the same object for those who see the same. */
export type Visible = (store: Store, actor: string) => Store;

export function visibleBy(sight: Sight): Visible {
  const known = new WeakMap<Store, WeakMap<Sees, Store>>();
  return (store, actor) => {
    const sees = sight(actor);
    if (sees === undefined) return store;
    let stores = known.get(store);
    if (stores === undefined) known.set(store, (stores = new WeakMap()));
    let seen = stores.get(sees);
    if (seen === undefined) stores.set(sees, (seen = new VisibleStore(store, sees)));
    return seen;
  };
}

/** The part of a change set that may be seen; the same object when that is all of it. */
function visibleChanges<C extends ChangeSet>(changeSet: C, sees: Sees): C {
  let whole = true;
  const changes = changeSet.changes.flatMap((change): readonly Change[] => {
    const old = change.old !== undefined && sees(change.old) ? change.old : undefined;
    const next = change.new !== undefined && sees(change.new) ? change.new : undefined;
    if (old === change.old && next === change.new) return [change];
    whole = false;
    const { kind, key } = change;
    if (old === undefined && next === undefined) return [];
    return [{ kind, key, ...(old === undefined ? {} : { old }), ...(next === undefined ? {} : { new: next }) }];
  });
  return whole ? changeSet : { ...changeSet, changes };
}

class VisibleStore extends DelegatedStore {
  protected readonly answering: Store;
  readonly #sees: Sees;

  constructor(store: Store, sees: Sees) {
    super();
    this.answering = store;
    this.#sees = sees;
  }

  override get<K extends Kind>(kind: K, key: string): Stored<K> | undefined {
    const found = this.answering.get(kind, key);
    return found !== undefined && this.#shows(found) ? found : undefined;
  }

  override *scan<K extends Kind>(kind: K): Iterable<Stored<K>> {
    for (const record of this.answering.scan(kind)) if (this.#shows(record)) yield record;
  }

  override count(kind: Kind): number {
    return lengthOf(this.scan(kind));
  }

  override *lookup<K extends Kind, V>(index: Index<K, V>, asked: NoInfer<V>): Iterable<Stored<K>> {
    for (const record of this.answering.lookup(index, asked)) if (this.#shows(record)) yield record;
  }

  override countIn<V>(index: Index<Kind, V>, asked: NoInfer<V>): number {
    return lengthOf(this.lookup(index, asked));
  }

  override page<K extends Kind, V>(kind: K, options: PageOptions<K, V>): readonly Stored<K>[] {
    const { limit } = options;
    const found: Stored<K>[] = [];
    for (let after = options.after; ;) {
      const page = this.answering.page(kind, { ...options, ...(after === undefined ? {} : { after }) });
      for (const record of page) if (found.length < limit && this.#shows(record)) found.push(record);
      const last = page.at(-1);
      if (found.length >= limit || page.length < limit || last === undefined) return found;
      after = last.key;
    }
  }

  /** Aggregates tell how much is in use, not by whom. */
  override aggregate<S>(aggregate: Aggregate<S>): S {
    return this.answering.aggregate(aggregate);
  }

  protected override shown<C extends ChangeSet>(changeSet: C): C {
    return visibleChanges(changeSet, this.#sees);
  }

  #shows(record: Stored<never> | Stored): boolean {
    return this.#sees(record as Stored);
  }
}

function lengthOf(records: Iterable<unknown>): number {
  let length = 0;
  for (const _ of records) length++;
  return length;
}
