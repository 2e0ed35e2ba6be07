/**
 * The rows of one kind sorted by a text and updated with change sets, so that a page of 50 out of 100,000 costs a
 * binary search. Built on first use, or in turns before that (`prepare`). Changes are pending until the next read,
 * then applied one by one or merged at once.
 */

import { LongTask } from '../../http/turn-budget.ts';
import type { Kind, ValueOf } from '../../model/kinds.ts';
import type { Change, Read, Stored } from '../../store/store.ts';
import { SortedPairs, type Pair } from './sorted-pairs.ts';

/** A text, or one whose order is already that of `<`. */
export type OrderText<K extends Kind> = (value: ValueOf<K>, key: string) => string | { readonly inOrder: string };

/** Nodes of work that computing the text of a row is estimated at. */
const NODES_A_TEXT = 3;

/** Pending changes from which merging is cheaper than moving rows one by one. */
const MERGE_FROM = 200;

export class OrderedRows<K extends Kind> {
  readonly kind: K;
  readonly #textOf: OrderText<K>;
  readonly #inOrder: (text: string) => string;
  readonly #read: Read;
  /** Undefined until the first use. */
  #pairs: SortedPairs<string> | undefined;
  /** Set while the order is being built in turns; with the keys that changed meanwhile. */
  #maker: LongTask | undefined;
  #making: Promise<void> | undefined;
  #touched = new Set<string>();
  #added = new Map<string, string>();
  #removed = new Map<string, string>();

  /** `inOrder`: what a text is compared as; itself unless given. */
  constructor(read: Read, kind: K, textOf: OrderText<K>, inOrder: (text: string) => string = (text) => text) {
    this.#read = read;
    this.kind = kind;
    this.#textOf = textOf;
    this.#inOrder = inOrder;
  }

  /** Builds the order if needed, yielding in between; concurrent callers wait for the same build. */
  async prepare(task = new LongTask()): Promise<void> {
    if (this.#pairs !== undefined) return;
    if (this.#making === undefined) {
      this.#maker = task;
      this.#making = this.#makeInTurns(task).finally(() => {
        this.#making = undefined;
      });
    } else this.#maker?.hurry();
    return this.#making;
  }

  async #makeInTurns(task: LongTask): Promise<void> {
    this.#touched = new Set();
    const found: Pair<string>[] = [];
    for (const record of [...this.#read.scan(this.kind)]) {
      found.push(this.#pair(record));
      if (task.spend('nodes', NODES_A_TEXT)) await task.nextTurn();
    }
    const pairs = await SortedPairs.filled(found, task);
    // It was built synchronously meanwhile.
    if (this.#pairs !== undefined) return;
    const now = [...this.#touched].flatMap((key) => this.#read.get(this.kind, key) ?? []);
    if (this.#touched.size > 0)
      pairs.merge(
        this.#touched,
        now.map((record) => this.#pair(record)),
      );
    this.#pairs = pairs;
  }

  #pair({ key, value }: Stored<K>): Pair<string> {
    return { key, value: this.#ordered(this.#textOf(value, key)) };
  }

  #ordered(text: ReturnType<OrderText<K>>): string {
    // A malformed record may have neither.
    return typeof text === 'string'
      ? this.#inOrder(text)
      : ((text as Partial<typeof text> | null | undefined)?.inOrder ?? '');
  }

  /** Records a change of a record of this kind. */
  apply(change: Change): void {
    const { key } = change;
    if (this.#pairs === undefined) {
      if (this.#making !== undefined) this.#touched.add(key);
      return;
    }
    const before = change.old === undefined ? undefined : this.#textOf((change.old as Stored<K>).value, key);
    const after = change.new === undefined ? undefined : this.#textOf((change.new as Stored<K>).value, key);
    // Names rarely change: most changes end here, before the text is brought in order.
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
    const pairs = (this.#pairs ??= this.#make());
    const waiting = this.#added.size + this.#removed.size;
    if (waiting >= MERGE_FROM) this.#merge(pairs);
    else if (waiting > 0) this.#place(pairs);
    return { texts: pairs.values, keys: pairs.keys };
  }

  #make(): SortedPairs<string> {
    const pairs = new SortedPairs<string>();
    pairs.fill(Array.from(this.#read.scan(this.kind), (record) => this.#pair(record)));
    return pairs;
  }

  #place(pairs: SortedPairs<string>): void {
    for (const [key, text] of this.#removed) {
      if (!pairs.remove(text, key)) throw new Error(`BUG: ${this.kind} ${key} is not where its name ${text} says`);
    }
    for (const [key, text] of this.#added) pairs.add(text, key);
    this.#added.clear();
    this.#removed.clear();
  }

  #merge(pairs: SortedPairs<string>): void {
    const added = Array.from(this.#added, ([key, value]) => ({ value, key }));
    if (pairs.keys.length === 0) pairs.fill(added);
    else pairs.merge(this.#removed, added);
    this.#added = new Map();
    this.#removed = new Map();
  }
}
