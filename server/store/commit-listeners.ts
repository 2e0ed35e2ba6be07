/**
 * Those that hear of each transaction right after it. Every listener hears every change set in order, also when one of
 * them writes in turn: what it writes is told after what it was told.
 */
import type { ChangeSet } from './store.ts';

export type ChangeSetListener = (changeSet: ChangeSet) => void;

export class CommitListeners {
  readonly #listeners = new Set<ChangeSetListener>();
  readonly #waiting: ChangeSet[] = [];
  #telling = false;

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
      for (const listener of this.#listeners) callSafely(listener, next);
    }
    this.#telling = false;
  }
}

/**
 * Calls a listener. What it throws cannot undo the transaction, and a listener that missed a change is wrong for ever:
 * the error is raised outside of any caller, where it ends the process.
 */
export function callSafely(listener: ChangeSetListener, changeSet: ChangeSet): void {
  try {
    listener(changeSet);
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
