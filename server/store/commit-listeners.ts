/**
 * Those that hear of each transaction right after it. Every listener hears every change set in order, also when one of
 * them writes in turn: what it writes is told after what it was told.
 */

import type { ChangeSet } from './store.ts';

export type ChangeSetListener = (changeSet: ChangeSet) => void;

export class CommitListeners {
  readonly #listeners = new Set<ChangeSetListener>();
  readonly #waiting: ChangeSet[] = [];
  readonly #onFault: ListenerFault;
  #telling = false;

  constructor(onFault: ListenerFault) {
    this.#onFault = onFault;
  }

  add(listener: ChangeSetListener): () => void {
    const own: ChangeSetListener = (changeSet) => listener(changeSet);
    this.#listeners.add(own);
    return () => this.#listeners.delete(own);
  }

  tell(changeSet: ChangeSet): void {
    this.#waiting.push(changeSet);
    if (this.#telling) return;
    this.#telling = true;
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
      for (const listener of this.#listeners) callSafely(listener, next, this.#onFault);
    }
    this.#telling = false;
  }
}

/** Notified of what a listener has thrown. */
export type ListenerFault = (error: unknown) => void;

/**
 * Calls a listener. What it throws cannot undo the transaction and is nobody else's matter: whoever would be wrong
 * after missing a change catches its own faults and makes good what it missed.
 */
export function callSafely(listener: ChangeSetListener, changeSet: ChangeSet, onFault: ListenerFault): void {
  try {
    listener(changeSet);
  } catch (error) {
    onFault(error);
  }
}
