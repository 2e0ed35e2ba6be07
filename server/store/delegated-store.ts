/** Another store, read only, of which every change set is shown as `shown` has it. */

import type { Kind } from '../model/kinds.ts';
import { DelegatedRead } from './delegated-read.ts';
import type { ChangeSet, Committed, PastChangeSet, Store, Transactor } from './store.ts';

export abstract class DelegatedStore extends DelegatedRead implements Store {
  protected abstract override readonly answering: Store;

  /** What of the change set is shown; one without changes is left out of history. */
  protected abstract shown<C extends ChangeSet>(changeSet: C): C;

  get durableRevision(): number {
    return this.answering.durableRevision;
  }
  get oldestRevision(): number {
    return this.answering.oldestRevision;
  }
  get dataDirectoryId(): string {
    return this.answering.dataDirectoryId;
  }
  get epoch(): number {
    return this.answering.epoch;
  }
  get epochId(): string {
    return this.answering.epochId;
  }
  get historyStartsAt(): number {
    return this.answering.historyStartsAt;
  }
  durable(revision: number): Promise<void> {
    return this.answering.durable(revision);
  }
  room(): Promise<void> | undefined {
    return this.answering.room();
  }

  onCommit(listener: (changeSet: ChangeSet) => void): () => void {
    return this.answering.onCommit((changeSet) => listener(this.shown(changeSet)));
  }

  watch(revision: number, listener: (changeSet: ChangeSet) => void): ReturnType<Store['watch']> {
    return this.answering.watch(revision, (changeSet) => listener(this.shown(changeSet)));
  }

  changesAfter(revision: number, limit: number): readonly ChangeSet[] | undefined {
    return this.answering.changesAfter(revision, limit)?.map((changeSet) => this.shown(changeSet));
  }

  /** Skips what is not shown, so that only the last page is empty. */
  async history(
    kind: Kind,
    key: string,
    options: { readonly before?: number; readonly limit: number },
  ): Promise<readonly PastChangeSet[]> {
    for (let before = options.before; ;) {
      const past = await this.answering.history(kind, key, { ...options, ...(before === undefined ? {} : { before }) });
      const seen = past.map((changeSet) => this.shown(changeSet)).filter(({ changes }) => changes.length > 0);
      if (seen.length > 0 || past.length === 0) return seen;
      before = past.at(-1)!.revision;
    }
  }

  async changeSet(revision: number): Promise<ChangeSet | undefined> {
    const changeSet = await this.answering.changeSet(revision);
    if (changeSet === undefined) return undefined;
    const seen = this.shown(changeSet);
    return seen.changes.length === 0 ? undefined : seen;
  }

  transact<T>(): Committed<T> {
    throw new Error('BUG: what somebody sees is only read; writes go to the store');
  }
  fork(): Transactor {
    throw new Error('BUG: what somebody sees is only read; forks are made of the store');
  }
  *catchUp(): Generator<number, void, undefined> {
    // The store itself does.
  }
  async close(): Promise<void> {
    // The store is somebody else's.
  }
}
