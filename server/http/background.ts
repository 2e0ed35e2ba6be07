/** Work that no request waits for: what a start has postponed, and the pods of the topology. */

import { LongTask, TURN_BUDGET, type Work } from './turn-budget.ts';

/** Part of a turn that background work takes at a time, about a millisecond: what a request that arrives waits for. */
const PIECE = 0.1;
/** ms of pause after each such part while others wait: it takes a tenth of the time, like the sweep and the audit. */
const REST_MS = 9;

/**
 * A task with low priority: small pieces of turns, with pauses in between while somebody waits.
 */
export class BackgroundTask extends LongTask {
  readonly #othersWait: () => boolean;
  readonly #rest: number;
  #piece = 0;
  #hurried = false;

  /** `rest`: ms of pause after each piece while others wait. */
  constructor(othersWait: () => boolean, rest = REST_MS) {
    super();
    this.#othersWait = othersWait;
    this.#rest = rest;
  }

  override spend(work: Work, amount: number): boolean {
    this.#piece += amount / TURN_BUDGET[work];
    return super.spend(work, amount) || (this.#piece >= PIECE && !this.#hurried);
  }

  /** Raises the priority, because somebody waits for the result now. */
  override hurry(): void {
    this.#hurried = true;
  }

  override async nextTurn(): Promise<void> {
    this.#piece = 0;
    if (this.#givesWay()) await new Promise<void>((resolve) => setTimeout(resolve, this.#rest).unref());
    await super.nextTurn();
  }

  #givesWay(): boolean {
    return !this.#hurried && this.#othersWait();
  }
}
