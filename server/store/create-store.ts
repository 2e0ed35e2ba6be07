/** The store: state, transactions, journal and ring put together. */

import type { Kind } from '../model/kinds.ts';
import { DelegatedRead } from './delegated-read.ts';
import type { Journal } from './journal.ts';
import { redactChangeSet } from './redact.ts';
import { State } from './state.ts';
import { SteadyTime } from './steady-time.ts';
import { stopping } from './stopping.ts';
import type {
  Aggregate,
  ChangeSet,
  Committed,
  ValidateRecord,
  Origin,
  PastChangeSet,
  Store,
  Stored,
  Transaction,
  Transactor,
} from './store.ts';
import { Transactions } from './transactions.ts';
import { WatchRing } from './watch-ring.ts';

/** What the journal had on disk. */
export interface Loaded {
  readonly records: Iterable<Stored>;
  readonly revision: number;
  /** The last change sets, oldest first, ending at `revision`. */
  readonly tail: readonly ChangeSet[];
  /** Revision of the change set before the tail. */
  readonly before: number;
  /**
   * Revisions of this start are above it: lower ones may have been used by a newer copy of the directory that was
   * lost.
   */
  readonly floor: number;
}

export interface StoreOptions {
  readonly journal: Journal;
  /** Milliseconds since 1970, UTC, or a `SteadyTime` over such a clock. */
  readonly clock: (() => number) | SteadyTime;
  readonly dataDirectoryId: string;
  readonly epoch: number;
  /** Random id of this start. */
  readonly epochId?: string;
  readonly loaded?: Loaded;
  /** Change sets that a watch can go back. */
  readonly ringSize?: number;
  /** Called for every record before it is put, in the store and in its forks; without it, records are not validated. */
  readonly validate?: ValidateRecord;
  /** Called once when nothing can be made durable any more; the process has to end with the error's message. */
  readonly onFatal: (error: Error) => void;
  /** Called with what a listener has thrown; without it, the error is thrown outside of any caller. */
  readonly onFault?: (error: unknown) => void;
}

/** Change sets that a watch can go back, unless told otherwise. */
export const RING_SIZE = 10_000;

export function createStore(options: StoreOptions): Store {
  return new RevisionedStore(options);
}

class RevisionedStore extends DelegatedRead implements Store {
  readonly dataDirectoryId: string;
  readonly epoch: number;
  readonly epochId: string;
  readonly #state: State;
  readonly #transactions: Transactions;
  readonly #journal: Journal;
  readonly #ring: WatchRing;
  #waiting: { readonly revision: number; readonly resolve: () => void }[] = [];
  #failed: Error | undefined;
  #closing: Promise<void> | undefined;

  constructor({
    journal,
    clock,
    dataDirectoryId,
    epoch,
    epochId = `${epoch}`,
    loaded,
    ringSize = RING_SIZE,
    validate = () => {},
    onFatal,
    onFault = raise,
  }: StoreOptions) {
    super();
    this.dataDirectoryId = dataDirectoryId;
    this.epoch = epoch;
    this.epochId = epochId;
    const state = new State(undefined, loaded?.revision ?? 0, loaded?.floor ?? 0);
    for (const record of loaded?.records ?? []) state.load(record);
    this.#state = state;
    this.#ring = new WatchRing(ringSize, loaded?.before ?? 0, loaded?.tail ?? [], onFault);
    const time = clock instanceof SteadyTime ? clock : new SteadyTime({ clock });
    const fatal = (error: Error): void => {
      if (this.#failed !== undefined) return;
      this.#failed = error;
      this.#ring.close();
      onFatal(error);
    };
    this.#transactions = new Transactions(state, () => time.next(), validate, onFault, {
      format: (changeSet) => journal.format(changeSet),
      committed: (changeSet, entry) => {
        this.#ring.append(changeSet, entry.text.length);
        journal.append(changeSet, entry);
      },
      broken: (error) =>
        fatal(
          new Error(
            'A change could be neither kept nor undone, so nothing more can be kept: ' +
              `${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
          ),
        ),
    });
    this.#journal = journal;
    journal.start({ durable: (revision) => this.#durable(revision), fatal });
  }

  protected get answering(): Transactions {
    return this.#transactions;
  }
  fork(): Transactor {
    return this.#transactions.fork();
  }
  catchUp(aggregates: readonly Aggregate<unknown>[]): Generator<number, void, undefined> {
    return this.#state.catchUp(aggregates);
  }
  onCommit(listener: (changeSet: ChangeSet) => void): () => void {
    return this.#transactions.onCommit(listener);
  }

  transact<T>(origin: Origin, body: (transaction: Transaction) => T): Committed<T> {
    if (this.#failed !== undefined) throw this.#failed;
    if (this.#closing !== undefined) throw stopping();
    return this.#transactions.transact(origin, body);
  }

  get durableRevision(): number {
    return this.#ring.durableRevision;
  }
  get oldestRevision(): number {
    return this.#ring.oldestRevision;
  }
  get historyStartsAt(): number {
    return this.#journal.historyStartsAt;
  }

  durable(revision: number): Promise<void> {
    if (revision <= this.#ring.durableRevision) return Promise.resolve();
    this.#journal.wanted(revision);
    return new Promise((resolve) => this.#waiting.push({ revision, resolve }));
  }

  room(): Promise<void> | undefined {
    return this.#journal.room();
  }

  watch(revision: number, listener: (changeSet: ChangeSet) => void): ReturnType<Store['watch']> {
    return this.#ring.watch(revision, listener);
  }

  changesAfter(revision: number, limit: number): readonly ChangeSet[] | undefined {
    return this.#ring.after(revision, limit);
  }

  history(
    kind: Kind,
    key: string,
    options: { readonly before?: number; readonly limit: number },
  ): Promise<readonly PastChangeSet[]> {
    return this.#journal.history(kind, key, options).then((changeSets) => changeSets.map(redactChangeSet));
  }

  async changeSet(revision: number): Promise<ChangeSet | undefined> {
    const [found] = await this.#journal.read(revision - 1, 1);
    return found?.revision === revision ? found : undefined;
  }

  close(): Promise<void> {
    this.#closing ??= this.#journal.close().then(() => this.#ring.close());
    return this.#closing;
  }

  #durable(revision: number): void {
    this.#ring.durable(revision);
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const waiter of waiting) {
      if (waiter.revision <= revision) waiter.resolve();
      else this.#waiting.push(waiter);
    }
  }
}

function raise(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
