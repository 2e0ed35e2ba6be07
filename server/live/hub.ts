/**
 * Shared by all streams: watches durable change sets once, coalesces their names, and writes an event to every stream
 * at most every `coalesceMs`. Names of derived rows wait until their revision is durable.
 */

import type { LiveHello, LiveName, LiveResync } from '../contract/live/events.ts';
import type { Store } from '../store/store.ts';
import { EarlyNames } from './early-names.ts';
import { namesOf } from './names.ts';
import { PendingNames } from './pending-names.ts';
import { frame, type Stream } from './stream.ts';

/** Calls the listener with the names of what changed and the revision; returns a function that ends this. */
export type ViewChanges = (listener: (revision: number, names: readonly LiveName[]) => void) => () => void;

export class Hub {
  readonly #store: Store;
  readonly #coalesceMs: number;
  readonly #streams = new Set<Stream>();
  readonly #pending: PendingNames;
  readonly #early = new EarlyNames();
  readonly #stops: (() => void)[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(store: Store, viewChanges: ViewChanges | undefined, coalesceMs: number) {
    this.#store = store;
    this.#coalesceMs = coalesceMs;
    this.#pending = new PendingNames(store.durableRevision);
    const watch = store.watch(store.durableRevision, (changeSet) => {
      for (const name of namesOf(changeSet)) this.#pending.add(name);
      this.#pending.reach(changeSet.revision);
      this.#early.admit(changeSet.revision, this.#pending);
      this.#schedule();
    });
    if (watch.gone) throw new Error('BUG: the durable head of the store cannot be watched');
    this.#stops.push(watch.stop);
    if (viewChanges !== undefined) {
      this.#stops.push(
        viewChanges((revision, names) => {
          if (revision > this.#pending.revision) this.#early.add(revision, names);
          else for (const name of names) this.#pending.add(name);
          if (!this.#pending.empty) this.#schedule();
        }),
      );
    }
  }

  get size(): number {
    return this.#streams.size;
  }

  hello(): LiveHello {
    const { durableRevision, epoch, dataDirectoryId } = this.#store;
    return { revision: durableRevision, epoch, dataDirectoryId };
  }

  resync(reason: string): LiveResync {
    return { ...this.hello(), reason };
  }

  add(stream: Stream): void {
    this.#streams.add(stream);
  }

  delete(stream: Stream): void {
    this.#streams.delete(stream);
  }

  beat(): void {
    for (const stream of this.#streams) stream.beat();
  }

  close(): void {
    clearTimeout(this.#timer);
    for (const stop of this.#stops) stop();
    for (const stream of this.#streams) stream.end();
    this.#streams.clear();
  }

  #schedule(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const change = this.#pending.take();
      const text = frame('change', change, change.revision);
      for (const stream of this.#streams) stream.send(text);
    }, this.#coalesceMs);
  }
}
