/**
 * The latest change sets, and their watchers. A watcher gets durable change sets only, in order, in a macrotask of
 * its own; one that resumes is served from the ring, or told that its position is gone.
 */

import { callSafely, type ChangeSetListener, type ListenerFault } from './commit-listeners.ts';
import type { ChangeSet } from './store.ts';

interface Watcher {
  /** Position in the ring of the next change set for it. */
  position: number;
  readonly listener: ChangeSetListener;
}

/** Change sets by which the ring may exceed its size before it is trimmed. */
const SLACK = 1_024;

/** Change sets that a watcher is given before others get a turn. */
const MOST_AT_ONCE = 500;

/** Characters of journal entries in the ring at most; beyond, it is trimmed, however few its change sets. */
export const RING_LENGTH = 128 * 1024 * 1024;

export class WatchRing {
  readonly #size: number;
  /** In order of revision; durable ones first. */
  #ring: ChangeSet[];
  /** Length of each one's entry in the journal; of those that were there at the start it is not known, and small. */
  #lengths: number[];
  #length = 0;
  /** Number of change sets that were trimmed from the ring. */
  #gone = 0;
  /** Revision of the change set before the first one. */
  #before: number;
  readonly #watchers = new Set<Watcher>();
  readonly #onFault: ListenerFault;
  /** How many change sets are durable, those that were cut among them, and the last one's revision. */
  #durableCount: number;
  #durable: number;
  #scheduled = false;
  #closed = false;

  /** `tail` is what the journal still has after revision `before`, oldest first; all of it durable. */
  constructor(size: number, before: number, tail: readonly ChangeSet[], onFault: ListenerFault) {
    this.#onFault = onFault;
    this.#size = size;
    this.#ring = tail.slice(-size);
    this.#lengths = this.#ring.map(() => 0);
    this.#before = tail.length > size ? tail[tail.length - size - 1]!.revision : before;
    this.#durableCount = this.#ring.length;
    this.#durable = this.#ring.at(-1)?.revision ?? before;
  }

  /** The oldest revision after which everything is still here. */
  get oldestRevision(): number {
    return this.#before;
  }

  get durableRevision(): number {
    return this.#durable;
  }

  /** `length` is that of its entry in the journal: what it costs to keep. */
  append(changeSet: ChangeSet, length: number): void {
    this.#ring.push(changeSet);
    this.#lengths.push(length);
    this.#length += length;
  }

  durable(revision: number): void {
    this.#durable = revision;
    for (
      let next = this.#ring[this.#durableCount - this.#gone];
      next !== undefined && next.revision <= revision;
      next = this.#ring[this.#durableCount - this.#gone]
    )
      this.#durableCount += 1;
    this.#schedule();
  }

  watch(
    revision: number,
    listener: ChangeSetListener,
  ): { readonly gone: false; readonly stop: () => void } | { readonly gone: true } {
    const position = this.#placeAfter(revision);
    if (position === undefined) return { gone: true };
    const watcher: Watcher = { position, listener };
    this.#watchers.add(watcher);
    if (position < this.#durableCount) this.#schedule();
    return { gone: false, stop: () => this.#watchers.delete(watcher) };
  }

  /** Durable change sets after a revision, oldest first, at most so many; undefined where `watch` would say `gone`. */
  after(revision: number, limit: number): readonly ChangeSet[] | undefined {
    const position = this.#placeAfter(revision);
    if (position === undefined) return undefined;
    return this.#ring.slice(position - this.#gone, Math.min(position + limit, this.#durableCount) - this.#gone);
  }

  /** Stops calling watchers. */
  close(): void {
    this.#closed = true;
    this.#watchers.clear();
  }

  /**
   * Where the change set after `revision` stands; undefined unless what is durable of the ring, or what was just before
   * it, has that revision.
   */
  #placeAfter(revision: number): number | undefined {
    if (revision > this.#durable) return undefined;
    if (revision === this.#before) return this.#gone;
    let low = 0;
    let high = this.#ring.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const at = this.#ring[middle]!.revision;
      if (at === revision) return this.#gone + middle + 1;
      if (at < revision) low = middle + 1;
      else high = middle - 1;
    }
    return undefined;
  }

  #schedule(): void {
    if (this.#scheduled || this.#closed) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#deliver();
    });
  }

  #deliver(): void {
    const durable = this.#durableCount;
    let told = durable;
    for (const watcher of this.#watchers) {
      const upTo = Math.min(durable, watcher.position + MOST_AT_ONCE);
      while (watcher.position < upTo && this.#watchers.has(watcher)) {
        const changeSet = this.#ring[watcher.position - this.#gone]!;
        watcher.position += 1;
        callSafely(watcher.listener, changeSet, this.#onFault);
      }
    }
    for (const { position } of this.#watchers) told = Math.min(told, position);
    if (told < durable) this.#schedule();
    // Only change sets that every watcher has received are trimmed.
    let cut = this.#ring.length > this.#size + SLACK ? this.#ring.length - this.#size : 0;
    let length = this.#length;
    for (let at = 0; at < cut; at += 1) length -= this.#lengths[at]!;
    // A few more than needed, so that not every append has to move the rest.
    if (length > RING_LENGTH)
      while (length > RING_LENGTH * 0.875 && cut < this.#ring.length) length -= this.#lengths[cut++]!;
    this.#cut(Math.min(cut, told - this.#gone));
  }

  #cut(count: number): void {
    if (count <= 0) return;
    for (const length of this.#lengths.slice(0, count)) this.#length -= length;
    this.#before = this.#ring[count - 1]!.revision;
    this.#ring = this.#ring.slice(count);
    this.#lengths = this.#lengths.slice(count);
    this.#gone += count;
  }
}
