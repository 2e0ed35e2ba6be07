/** Cheap counters by key; what counts nothing is not kept. */
import type { RowIndex } from '../calc-node.ts';

export class Tally<V> implements RowIndex<V> {
  readonly name: string;
  private readonly keysOf: (value: V) => Iterable<string>;
  private readonly counts = new Map<string, number>();

  /** Each row counts once under each of its keys. */
  constructor(name: string, keysOf: (value: V) => Iterable<string>) {
    this.name = name;
    this.keysOf = keysOf;
  }

  add(_key: string, value: V): void {
    for (const key of this.keysOf(value)) this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
  }

  remove(_key: string, value: V): void {
    for (const key of this.keysOf(value)) {
      const left = (this.counts.get(key) ?? 0) - 1;
      if (left > 0) this.counts.set(key, left);
      else this.counts.delete(key);
    }
  }

  isEmpty(): boolean {
    return this.counts.size === 0;
  }

  of(key: string): number {
    return this.counts.get(key) ?? 0;
  }

  groups(): Iterable<string> {
    return this.counts.keys();
  }
}
