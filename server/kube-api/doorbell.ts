/** Wakes watches when a change of their kind is durable; they read the changes at their own pace. */

import type { KubeKind } from '../model/kube/types.ts';
import type { Store } from '../store/store.ts';

/**
 * Called with the revision before the change: from the previous call up to that revision, nothing of the kind changed.
 */
type Sleeper = (before: number) => void;

export class Doorbell {
  readonly #sleepers = new Map<string, Set<Sleeper>>();
  #revision: number;

  constructor(store: Store) {
    this.#revision = store.durableRevision;
    store.watch(this.#revision, ({ revision, changes }) => {
      const before = this.#revision;
      this.#revision = revision;
      let rung: string | undefined;
      for (const { kind } of changes) {
        if (kind === rung) continue;
        rung = kind;
        for (const sleeper of this.#sleepers.get(kind) ?? []) sleeper(before);
      }
    });
  }

  /** The revision up to which sleepers were notified. */
  get revision(): number {
    return this.#revision;
  }

  /** Calls the sleeper on every change of the kind; returns a function that stops it. */
  sleep(kind: KubeKind, sleeper: Sleeper): () => void {
    const name = `kube/${kind}`;
    const sleepers = this.#sleepers.get(name) ?? new Set();
    this.#sleepers.set(name, sleepers.add(sleeper));
    return () => void sleepers.delete(sleeper);
  }
}
