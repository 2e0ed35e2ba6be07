/**
 * The rows of one kind in the order of a text, kept in step with change sets: what makes a page of 50 out of 100,000
 * cost a binary search. Changes wait until somebody looks, then are put in place one by one or merged at once.
 */
import type { Kind, ValueOf } from '../../model/kinds.ts';
import type { Change, Read, Stored } from '../../store/store.ts';
import { SortedPairs } from './sorted-pairs.ts';

/** A text, or one that has its order already. */
export type OrderText<K extends Kind> = (value: ValueOf<K>, key: string) => string | { readonly inOrder: string };

/** Waiting changes from which merging is cheaper than moving. */
const MERGE_FROM = 200;

export class OrderedRows<K extends Kind> {
  readonly kind: K;
  readonly #textOf: OrderText<K>;
  readonly #inOrder: (text: string) => string;
  readonly #pairs = new SortedPairs<string>();
  #added = new Map<string, string>();
  #removed = new Map<string, string>();

  /** `inOrder`: what a text is compared as; itself unless given. */
  constructor(read: Read, kind: K, textOf: OrderText<K>, inOrder: (text: string) => string = (text) => text) {
    this.kind = kind;
    this.#textOf = textOf;
    this.#inOrder = inOrder;
    for (const record of read.scan(kind)) this.#added.set(record.key, this.#ordered(textOf(record.value, record.key)));
  }

  #ordered(text: ReturnType<OrderText<K>>): string {
    // A malformed record may have given neither.
    return typeof text === 'string' ? this.#inOrder(text) : (text as Partial<typeof text> | null | undefined)?.inOrder ?? '';
  }

  /** Notes a change of a record of this kind. */
  apply(change: Change): void {
    const { key } = change;
    const before = change.old === undefined ? undefined : this.#textOf((change.old as Stored<K>).value, key);
    const after = change.new === undefined ? undefined : this.#textOf((change.new as Stored<K>).value, key);
    // Names seldom change: most changes end here, before the text is brought in order.
    if (before === after) return;
    const old = before === undefined ? undefined : this.#ordered(before);
    const next = after === undefined ? undefined : this.#ordered(after);
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
    return { texts: this.#pairs.values, keys: this.#pairs.keys };
  }

  #place(): void {
    for (const [key, text] of this.#removed) {
      if (!this.#pairs.remove(text, key)) throw new Error(`BUG: ${this.kind} ${key} is not where its name ${text} says`);
    }
    for (const [key, text] of this.#added) this.#pairs.add(text, key);
    this.#added.clear();
    this.#removed.clear();
  }

  #merge(): void {
    const added = Array.from(this.#added, ([key, value]) => ({ value, key }));
    if (this.#pairs.keys.length === 0) this.#pairs.fill(added);
    else this.#pairs.merge(this.#removed, added);
    this.#added = new Map();
    this.#removed = new Map();
  }
}
