/**
 * The store without the parts of objects that only the Kubernetes API shows (`secretParts` of a kind): what views, live
 * updates and searches read, so that nothing they make can hold one.
 */

import type { Kind } from '../model/kinds.ts';
import { DelegatedStore } from './delegated-store.ts';
import type { Index } from './indexes.ts';
import { hasSecretParts, withoutSecretParts } from './redact.ts';
import type { Change, ChangeSet, PageOptions, Store, Stored } from './store.ts';

/** The sealed form of each record, so that a record that stays is the same to those who compare. */
const sealed = new WeakMap<Stored, Stored>();

export function sealedStore(store: Store): Store {
  return new SealedStore(store);
}

class SealedStore extends DelegatedStore {
  protected readonly answering: Store;

  constructor(store: Store) {
    super();
    this.answering = store;
  }

  override get<K extends Kind>(kind: K, key: string): Stored<K> | undefined {
    const found = this.answering.get(kind, key);
    return found === undefined ? undefined : seal(found);
  }

  override scan<K extends Kind>(kind: K): Iterable<Stored<K>> {
    return each(kind, this.answering.scan(kind));
  }

  override lookup<K extends Kind, V>(index: Index<K, V>, asked: NoInfer<V>): Iterable<Stored<K>> {
    return each(index.kind, this.answering.lookup(index, asked));
  }

  override page<K extends Kind, V>(kind: K, options: PageOptions<K, V>): readonly Stored<K>[] {
    const page = this.answering.page(kind, options);
    return hasSecretParts(kind) ? page.map(seal) : page;
  }

  /** The store itself redacts what it tells of the past. */
  override history(...asked: Parameters<Store['history']>): ReturnType<Store['history']> {
    return this.answering.history(...asked);
  }

  protected override shown<C extends ChangeSet>(changeSet: C): C {
    if (!changeSet.changes.some(({ kind }) => hasSecretParts(kind))) return changeSet;
    return { ...changeSet, changes: changeSet.changes.map(sealedChange) };
  }
}

function sealedChange(change: Change): Change {
  const { kind, key, old, new: next } = change;
  if (!hasSecretParts(kind)) return change;
  return {
    kind,
    key,
    ...(old === undefined ? {} : { old: seal(old) }),
    ...(next === undefined ? {} : { new: seal(next) }),
  };
}

function each<K extends Kind>(kind: K, records: Iterable<Stored<K>>): Iterable<Stored<K>> {
  return hasSecretParts(kind) ? sealing(records) : records;
}

function* sealing<K extends Kind>(records: Iterable<Stored<K>>): Iterable<Stored<K>> {
  for (const record of records) yield seal(record);
}

function sealedRecord(record: Stored): Stored {
  return { ...record, value: withoutSecretParts(record.kind, record.value) } as Stored;
}

function seal<S extends Stored<never> | Stored>(record: S): S {
  const stored = record as Stored;
  if (!hasSecretParts(stored.kind)) return record;
  let made = sealed.get(stored);
  if (made === undefined) sealed.set(stored, (made = sealedRecord(stored)));
  return made as S;
}
