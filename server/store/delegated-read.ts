/** Reads that are delegated to another state, which may change over time. */

import type { Kind } from '../model/kinds.ts';
import type { Index } from './indexes.ts';
import type { Aggregate, PageOptions, Read, Stored } from './store.ts';

export abstract class DelegatedRead implements Read {
  protected abstract readonly answering: Read;

  get revision(): number {
    return this.answering.revision;
  }
  get<K extends Kind>(kind: K, key: string): Stored<K> | undefined {
    return this.answering.get(kind, key);
  }
  scan<K extends Kind>(kind: K): Iterable<Stored<K>> {
    return this.answering.scan(kind);
  }
  count(kind: Kind): number {
    return this.answering.count(kind);
  }
  lookup<K extends Kind, V>(index: Index<K, V>, asked: NoInfer<V>): Iterable<Stored<K>> {
    return this.answering.lookup(index, asked);
  }
  countIn<V>(index: Index<Kind, V>, asked: NoInfer<V>): number {
    return this.answering.countIn(index, asked);
  }
  page<K extends Kind, V>(kind: K, options: PageOptions<K, V>): readonly Stored<K>[] {
    return this.answering.page(kind, options);
  }
  aggregate<S>(aggregate: Aggregate<S>): S {
    return this.answering.aggregate(aggregate);
  }
}
