/**
 * The rows of one kind in the order of a text, kept in step with change sets: what makes a page of 50 out of 100,000
 * cost a binary search. Changes wait until somebody looks, then are put in place one by one or merged at once.
 */
import type { Kind, ValueOf } from '../../model/kinds.ts';
import type { Change, Read, Stored } from '../../store/store.ts';

export type OrderText<K extends Kind> = (value: ValueOf<K>, key: string) => string;

/** Waiting changes from which merging is cheaper than moving. */
const MERGE_FROM = 200;

const before = (textA: string, keyA: string, textB: string, keyB: string): boolean => textA < textB || (textA === textB && keyA < keyB);

export class OrderedRows<K extends Kind> {
  readonly kind: K;
  readonly #textOf: OrderText<K>;
  #texts: string[] = [];
  #keys: string[] = [];
  #added = new Map<string, string>();
  #removed = new Map<string, string>();

  constructor(read: Read, kind: K, textOf: OrderText<K>) {
    this.kind = kind;
    this.#textOf = textOf;
    for (const record of read.scan(kind)) this.#added.set(record.key, textOf(record.value, record.key));
  }

  /** Notes a change of a record of this kind. */
  apply(change: Change): void {
    const { key } = change;
    const old = change.old === undefined ? undefined : this.#textOf((change.old as Stored<K>).value, key);
    const next = change.new === undefined ? undefined : this.#textOf((change.new as Stored<K>).value, key);
    if (old === next) return;
    if (old !== undefined && !this.#added.delete(key)) this.#removed.set(key, old);
    if (next !== undefined) {
      if (this.#removed.get(key) === next) this.#removed.delete(key);
      else this.#added.set(key, next);
    }
  }

  /** Texts and keys in order, side by side. Valid until the next change. */
  rows(): { readonly texts: readonly string[]; readonly keys: readonly string[] } {
    const waiting = this.#added.size + this.#removed.size;
    if (waiting >= MERGE_FROM) this.#merge();
    else if (waiting > 0) this.#place();
    return { texts: this.#texts, keys: this.#keys };
  }

  #place(): void {
    for (const [key, text] of this.#removed) {
      const at = lowerBound(this.#texts, this.#keys, text, key);
      if (this.#keys[at] !== key) throw new Error(`BUG: ${this.kind} ${key} is not where its name ${text} says`);
      this.#texts.splice(at, 1);
      this.#keys.splice(at, 1);
    }
    for (const [key, text] of this.#added) {
      const at = lowerBound(this.#texts, this.#keys, text, key);
      this.#texts.splice(at, 0, text);
      this.#keys.splice(at, 0, key);
    }
    this.#added.clear();
    this.#removed.clear();
  }

  #merge(): void {
    const added = [...this.#added].sort((a, b) => (before(a[1], a[0], b[1], b[0]) ? -1 : 1));
    const texts: string[] = [];
    const keys: string[] = [];
    let next = 0;
    for (let at = 0; at < this.#keys.length; at++) {
      const key = this.#keys[at]!;
      const text = this.#texts[at]!;
      for (; next < added.length && before(added[next]![1], added[next]![0], text, key); next++) {
        keys.push(added[next]![0]);
        texts.push(added[next]![1]);
      }
      if (this.#removed.has(key)) continue;
      keys.push(key);
      texts.push(text);
    }
    for (; next < added.length; next++) {
      keys.push(added[next]![0]);
      texts.push(added[next]![1]);
    }
    this.#texts = texts;
    this.#keys = keys;
    this.#added.clear();
    this.#removed.clear();
  }
}

/** The first position that is not before (text, key). */
export function lowerBound(texts: readonly (string | number)[], keys: readonly string[], text: string | number, key: string): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const value = texts[middle]!;
    if (value < text || (value === text && keys[middle]! < key)) low = middle + 1;
    else high = middle;
  }
  return low;
}
