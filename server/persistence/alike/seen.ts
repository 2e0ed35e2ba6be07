/** A cache of recent results that is abandoned if it is rarely hit. */

/** Entries at most. */
const MOST = 1_024;
/** Lookups after which at least half must have been hits. */
const TRIAL = 64;

export class Seen<K, V> {
  #made: Map<K, V> | undefined = new Map();
  #asked = 0;
  #answered = 0;

  get(from: K): V | undefined {
    if (this.#made === undefined) return undefined;
    const made = this.#made.get(from);
    this.#asked += 1;
    if (made !== undefined) this.#answered += 1;
    if (this.#asked === TRIAL) {
      if (this.#answered * 2 < TRIAL) this.#made = undefined;
      this.#asked = this.#answered = 0;
    }
    return made;
  }

  /** Whether anything more is remembered. */
  get takes(): boolean {
    return this.#made !== undefined && this.#made.size < MOST;
  }

  set(from: K, made: V): void {
    if (this.takes) this.#made!.set(from, made);
  }
}
