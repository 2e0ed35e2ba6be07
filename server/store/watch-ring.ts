/**
 * The last change sets, and those who watch them. A watcher is told of durable change sets only, in order, in a
 * macrotask of its own; one that comes back is served from the ring, or told that its place is gone.
 */
import { callSafely, type ChangeSetListener, type ListenerFault } from './commit-listeners.ts';
import type { ChangeSet } from './store.ts';

interface Watcher {
  /** Revision up to which it has been told. */
  position: number;
  readonly listener: ChangeSetListener;
}

/** Change sets by which the ring may outgrow its size before it is cut. */
const SLACK = 1_024;

/** Characters of journal entries that the ring holds at most; then it is cut, however few its change sets. */
export const RING_LENGTH = 128 * 1024 * 1024;

export class WatchRing {
  readonly #size: number;
  /** In order of revision, without gaps; durable ones first. */
  #ring: ChangeSet[];
  /** Length of each one's entry in the journal; of those that were there at the start it is not known, and small. */
  #lengths: number[];
  #length = 0;
  readonly #watchers = new Set<Watcher>();
  readonly #onFault: ListenerFault;
  #head: number;
  #durable: number;
  #scheduled = false;
  #closed = false;

  /** `tail` is what the journal still has up to `revision`, oldest first. */
  constructor(size: number, revision: number, tail: readonly ChangeSet[], onFault: ListenerFault) {
    this.#onFault = onFault;
    this.#size = size;
    this.#head = revision;
    this.#durable = revision;
    this.#ring = tail.slice(-size);
    this.#lengths = this.#ring.map(() => 0);
  }

  /** The oldest revision after which everything is still here. */
  get oldestRevision(): number {
    return this.#head - this.#ring.length;
  }

  get durableRevision(): number {
    return this.#durable;
  }

  /** `length` is that of its entry in the journal: what it costs to keep. */
  append(changeSet: ChangeSet, length: number): void {
    this.#head = changeSet.revision;
    this.#ring.push(changeSet);
    this.#lengths.push(length);
    this.#length += length;
  }

  durable(revision: number): void {
    this.#durable = revision;
    this.#schedule();
  }

  watch(revision: number, listener: ChangeSetListener): { readonly gone: false; readonly stop: () => void } | { readonly gone: true } {
    if (!Number.isSafeInteger(revision) || revision > this.#durable || revision < this.oldestRevision) return { gone: true };
    const watcher: Watcher = { position: revision, listener };
    this.#watchers.add(watcher);
    if (revision < this.#durable) this.#schedule();
    return { gone: false, stop: () => this.#watchers.delete(watcher) };
  }

  /** Durable change sets after a revision, oldest first, at most so many; undefined where `watch` would say `gone`. */
  after(revision: number, limit: number): readonly ChangeSet[] | undefined {
    if (!Number.isSafeInteger(revision) || revision > this.#durable || revision < this.oldestRevision) return undefined;
    let [low, high] = [0, this.#ring.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#ring[middle]!.revision <= revision) low = middle + 1;
      else high = middle;
    }
    let end = low;
    while (end < this.#ring.length && end - low < limit && this.#ring[end]!.revision <= this.#durable) end += 1;
    return this.#ring.slice(low, end);
  }

  /** Tells nobody anything any more. */
  close(): void {
    this.#closed = true;
    this.#watchers.clear();
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
    const durable = this.#durable;
    const oldest = this.oldestRevision;
    for (const watcher of this.#watchers) {
      while (watcher.position < durable && this.#watchers.has(watcher)) {
        const changeSet = this.#ring[watcher.position - oldest]!;
        watcher.position += 1;
        callSafely(watcher.listener, changeSet, this.#onFault);
      }
    }
    // Only what every watcher has been told is cut.
    let cut = this.#ring.length > this.#size + SLACK ? this.#ring.length - this.#size : 0;
    let length = this.#length;
    for (let at = 0; at < cut; at += 1) length -= this.#lengths[at]!;
    // A little more than needed, so that not every change set moves the others.
    if (length > RING_LENGTH) while (length > RING_LENGTH * 0.875 && cut < this.#ring.length) length -= this.#lengths[cut++]!;
    this.#cut(Math.min(cut, durable - oldest));
  }

  #cut(count: number): void {
    if (count <= 0) return;
    for (const length of this.#lengths.slice(0, count)) this.#length -= length;
    this.#ring = this.#ring.slice(count);
    this.#lengths = this.#lengths.slice(count);
  }
}
