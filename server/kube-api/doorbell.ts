/** Wakes watches when something of their kind has changed and is durable; they read what it was at their own pace. */

import type { KubeKind } from '../model/kube/types.ts';
import type { Store } from '../store/store.ts';

/** Notified of the revision before the change: up to there nothing of the kind has happened since it was told last. */
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

  /** What sleepers have been told up to. */
  get revision(): number {
    return this.#revision;
  }

  /** Calls the sleeper at every change of the kind; returns the way to stop. */
  sleep(kind: KubeKind, sleeper: Sleeper): () => void {
    const name = `kube/${kind}`;
    const sleepers = this.#sleepers.get(name) ?? new Set();
    this.#sleepers.set(name, sleepers.add(sleeper));
    return () => void sleepers.delete(sleeper);
  }
}
