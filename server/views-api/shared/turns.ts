/**
 * A view that reads many records does so over several turns of the event loop. After each turn it gets a new context:
 * the newest state, with all its consequences computed. A record is shown as it is at the time when it is read.
 */

import type { LongTask } from '../../http/turn-budget.ts';
import type { Kind } from '../../model/kinds.ts';
import type { Stored } from '../../store/store.ts';
import type { ViewContext } from './view-context.ts';

export class Turns {
  readonly #currentContext: () => ViewContext;
  readonly task: LongTask;
  #context: ViewContext;

  constructor(currentContext: () => ViewContext, task: LongTask) {
    this.#currentContext = currentContext;
    this.task = task;
    this.#context = currentContext();
  }

  get context(): ViewContext {
    return this.#context;
  }

  /** To be called after other work has yielded the event loop. */
  again(): ViewContext {
    return (this.#context = this.#currentContext());
  }

  /**
   * Counts rows that were read, and yields the event loop when the budget is spent. True: it did, and `context` is a
   * new one.
   */
  async looked(rows = 1): Promise<boolean> {
    if (!this.task.spend('rows', rows)) return false;
    await this.task.nextTurn();
    this.again();
    return true;
  }

  /** The records of a kind that existed at the start and still exist, each as it is when it is read. */
  async *records<K extends Kind>(kind: K): AsyncGenerator<Stored<K>, void, undefined> {
    const keys = Array.from(this.#context.read.scan(kind), ({ key }) => key);
    for (const key of keys) {
      const record = this.#context.read.get(kind, key);
      if (record !== undefined) yield record;
      await this.looked();
    }
  }
}
