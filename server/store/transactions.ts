/**
 * Runs transactions on a state: steps are applied at once and undone in reverse if the body throws; a transaction
 * that changed something gets a revision.
 */

import { deepEqual } from '../model/json.ts';
import type { Kind, ValueOf } from '../model/kinds.ts';
import { CommitListeners, type ListenerFault } from './commit-listeners.ts';
import { DelegatedRead } from './delegated-read.ts';
import { deepFreeze } from './freeze.ts';
import type { FormattedEntry } from './journal.ts';
import { State } from './state.ts';
import type { Change, ChangeSet, Committed, ValidateRecord, Origin, Stored, Transaction, Transactor } from './store.ts';

/** Gives the time of the next transaction, UTC ISO 8601 with milliseconds. */
export type NextTime = () => string;

/** Where change sets are kept: the store's journal and ring; for a fork, nowhere. */
export interface Keeping {
  /** What will be written. A throw rolls the transaction back: what cannot be written is not committed. */
  format(changeSet: ChangeSet): FormattedEntry;
  /** Called with a change set before any listener. */
  committed(changeSet: ChangeSet, entry: FormattedEntry): void;
  /** The state differs from what is stored, and cannot be repaired. */
  broken(error: unknown): void;
}

const FORGOTTEN: Keeping = { format: () => ({ text: '', places: [] }), committed: () => {}, broken: () => {} };

export class Transactions extends DelegatedRead implements Transactor {
  readonly #state: State;
  readonly #nextTime: NextTime;
  readonly #listeners: CommitListeners;
  readonly #onFault: ListenerFault;
  readonly #keeping: Keeping;
  /** Called for every record before it is put, so that indexes and aggregates never see a malformed one. */
  readonly #validate: ValidateRecord;
  #running = false;

  constructor(state: State, nextTime: NextTime, validate: ValidateRecord, onFault: ListenerFault, keeping: Keeping) {
    super();
    this.#onFault = onFault;
    this.#listeners = new CommitListeners(onFault);
    this.#state = state;
    this.#nextTime = nextTime;
    this.#validate = validate;
    this.#keeping = keeping;
  }

  protected get answering(): State {
    return this.#state;
  }

  /** An overlay over this state as it stands now; it does not see later changes. */
  fork(): Transactions {
    return new Transactions(
      new State(this.#state, this.#state.revision, this.#state.nextRevision - 1),
      this.#nextTime,
      this.#validate,
      this.#onFault,
      FORGOTTEN,
    );
  }

  onCommit(listener: (changeSet: ChangeSet) => void): () => void {
    return this.#listeners.add(listener);
  }

  /** Runs a step after whose failure the state would differ from what is stored, so that nobody may continue. */
  #whole(step: () => void): void {
    try {
      step();
    } catch (error) {
      this.#keeping.broken(error);
      throw error;
    }
  }

  transact<T>(origin: Origin, body: (transaction: Transaction) => T): Committed<T> {
    if (this.#running) throw new Error('BUG: a transaction was started inside a transaction.');
    const running = new RunningTransaction(this.#state, origin, this.#nextTime(), this.#validate);
    this.#running = true;
    let result: T;
    try {
      result = body(running);
      if (typeof result === 'object' && result !== null && 'then' in result && typeof result.then === 'function') {
        throw new Error('BUG: a transaction must not be asynchronous.');
      }
    } catch (error) {
      this.#whole(() => running.undo());
      throw error;
    } finally {
      running.end();
      this.#running = false;
    }
    const changes = running.netChanges();
    if (changes.length === 0) return { result, revision: this.#state.revision, changes };
    const changeSet: ChangeSet = Object.freeze({
      revision: this.#state.nextRevision,
      time: running.time,
      origin: Object.freeze({ ...origin }),
      changes,
    });
    let entry: FormattedEntry;
    try {
      entry = this.#keeping.format(changeSet);
    } catch (error) {
      this.#whole(() => running.undo());
      throw error;
    }
    this.#state.revision = changeSet.revision;
    this.#whole(() => this.#keeping.committed(changeSet, entry));
    this.#listeners.tell(changeSet);
    return { result, revision: changeSet.revision, changes };
  }
}

/** One transaction while its body runs. */
class RunningTransaction extends DelegatedRead implements Transaction {
  readonly origin: Origin;
  readonly time: string;
  readonly #state: State;
  readonly #validate: ValidateRecord;
  /** Each step with what it replaced, to be undone in reverse. */
  readonly #steps: { readonly kind: Kind; readonly key: string; readonly old: Stored | undefined }[] = [];
  #ended = false;

  constructor(state: State, origin: Origin, time: string, validate: ValidateRecord) {
    super();
    this.#state = state;
    this.#validate = validate;
    this.origin = origin;
    this.time = time;
  }

  protected get answering(): State {
    return this.#live();
  }
  override get revision(): number {
    return this.#steps.length > 0 ? this.#live().nextRevision : this.#live().revision;
  }
  put<K extends Kind>(kind: K, key: string, value: ValueOf<K>): void {
    const old = this.#live().get(kind, key);
    if (old !== undefined && deepEqual(old.value, value)) return;
    this.#validate(kind, key, value, old?.value);
    const revision = this.#state.nextRevision;
    const record = Object.freeze({
      kind,
      key,
      value: deepFreeze(value, `${kind} ${key}`),
      created: old?.created ?? revision,
      revision,
    });
    this.#step(kind, key, old, record as Stored);
  }

  delete(kind: Kind, key: string): void {
    const old = this.#live().get(kind, key);
    if (old !== undefined) this.#step(kind, key, old, undefined);
  }

  end(): void {
    this.#ended = true;
  }

  undo(): void {
    for (let step = this.#steps.pop(); step !== undefined; step = this.#steps.pop())
      this.#state.set(step.kind, step.key, step.old);
  }

  /**
   * The difference from before the first step to after the last. A record put with an equal value is put back as it
   * was.
   */
  netChanges(): readonly Change[] {
    const seen = new Set<string>();
    const changes: Change[] = [];
    for (const { kind, key, old } of this.#steps) {
      const identity = `${kind}\n${key}`;
      if (seen.has(identity)) continue;
      seen.add(identity);
      const record = this.#state.get(kind, key);
      if (record === old) continue;
      if (record !== undefined && old !== undefined && deepEqual(record.value, old.value))
        this.#state.set(kind, key, old);
      else changes.push(Object.freeze({ kind, key, ...(old && { old }), ...(record && { new: record as Stored }) }));
    }
    return Object.freeze(changes);
  }

  #step(kind: Kind, key: string, old: Stored | undefined, record: Stored | undefined): void {
    this.#steps.push({ kind, key, old });
    this.#state.set(kind, key, record);
  }

  #live(): State {
    if (this.#ended) throw new Error('BUG: a transaction was used after it had ended.');
    return this.#state;
  }
}
