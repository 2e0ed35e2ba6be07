/** Counters by key; a key without any is not kept. */

import type { RowIndex } from '../calc-node.ts';

/** Under what a row counts: one, several, or nothing. */
export type KeysOf<V> = (value: V) => string | Iterable<string> | undefined;

/** How many rows there are in each group. */
export interface Counted {
  count(group: string): number;
  /** The groups that have any. */
  groups(): Iterable<string>;
}

export class Tally<V> implements RowIndex<V>, Counted {
  readonly name: string;
  private readonly keysOf: KeysOf<V>;
  private readonly counts = new Map<string, number>();

  /** Each row counts once under each of its keys. */
  constructor(name: string, keysOf: KeysOf<V>) {
    this.name = name;
    this.keysOf = keysOf;
  }

  add(_key: string, value: V): void {
    const keys = this.keysOf(value);
    if (typeof keys === 'string') this.change(keys, 1);
    else if (keys !== undefined) for (const key of keys) this.change(key, 1);
  }

  remove(_key: string, value: V): void {
    const keys = this.keysOf(value);
    if (typeof keys === 'string') this.change(keys, -1);
    else if (keys !== undefined) for (const key of keys) this.change(key, -1);
  }

  private change(key: string, by: 1 | -1): void {
    const now = (this.counts.get(key) ?? 0) + by;
    if (now > 0) this.counts.set(key, now);
    else this.counts.delete(key);
  }

  isEmpty(): boolean {
    return this.counts.size === 0;
  }

  count(group: string): number {
    return this.counts.get(group) ?? 0;
  }

  groups(): Iterable<string> {
    return this.counts.keys();
  }
}
