/** What nobody waits for (what a start has left, the picture's pods), done beside what somebody does. */

import { Stint, TURN_BUDGET, type Work } from './turn-budget.ts';

/** Part of a turn that is done at a time while others wait, */
const PIECE = 0.1;
/** and how long it rests after it, ms: a tenth of the time, as the sweep and the audit have. */
const REST_MS = 9;

/** A stint that gives way: whole turns while nobody waits, small pieces with rests in between while anybody does. */
export class Beside extends Stint {
  readonly #othersWait: () => boolean;
  #piece = 0;
  #hurried = false;

  constructor(othersWait: () => boolean) {
    super();
    this.#othersWait = othersWait;
  }

  override spend(work: Work, amount: number): boolean {
    this.#piece += amount / TURN_BUDGET[work];
    return super.spend(work, amount) || (this.#piece >= PIECE && this.#givesWay());
  }

  /** From now on it is somebody's who waits. */
  override hurry(): void {
    this.#hurried = true;
  }

  override async next(): Promise<void> {
    this.#piece = 0;
    if (this.#givesWay()) await new Promise<void>((resolve) => setTimeout(resolve, REST_MS).unref());
    await super.next();
  }

  #givesWay(): boolean {
    return !this.#hurried && this.#othersWait();
  }
}
