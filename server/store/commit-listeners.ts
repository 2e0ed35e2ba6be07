/**
 * Listeners that are called right after each transaction. Every listener gets every change set in order; if a
 * listener writes itself, that change set follows the one that it was called with.
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

/** Called with what a listener has thrown. */
export type ListenerFault = (error: unknown) => void;

/**
 * Calls a listener. An error in it cannot undo the transaction, and must not affect others: a listener that would be
 * wrong after missing a change must catch its own errors and recover.
 */
export function callSafely(listener: ChangeSetListener, changeSet: ChangeSet, onFault: ListenerFault): void {
  try {
    listener(changeSet);
  } catch (error) {
    onFault(error);
  }
}
