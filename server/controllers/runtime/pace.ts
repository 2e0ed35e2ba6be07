/**
 * How long one turn of the controllers may last. While nobody asks for anything, long turns: what is done together
 * costs less. While requests are answered they come first: the controllers have what time is left over, and a small
 * part of the time that requests take. The longer the controllers are behind, the larger that part: a burst is answered
 * at once and worked off after it, and under a steady stream both get what they need, with a lag of a second or two.
 *
 * What follows from what the controllers write has its time from theirs: the tables of an isolated namespace cost more
 * than the namespace.
 */

/** The longest turn of the controllers, in ms: what a request may have to wait for. */
const LONGEST_TURN_MS = 8;
/** The shortest turn, in ms: enough to reconcile one or two names. */
const SHORTEST_TURN_MS = 0.5;
/** The part of the processor time of others that controllers get when they are not behind. */
const SMALLEST_PART = 0.1;
/** ms of backlog at which controllers get as much time as others; with twice that, four times as much. */
const EVEN_AT_MS = 1_000;
/** ms: a shorter turn of the event loop had no work. */
const NOTHING_MS = 0.05;
/** ms: the longest time that controllers wait for derived tables before they go on. */
const MOST_OWED_MS = 50;
/** ms: a client that sent a request this recently is expected to send another. */
const MOMENT_MS = 5;

export class Pace {
  #over = 0;
  #asked = -Infinity;
  #followed = 0;
  /** What the controllers have coming, ms; less than 0 while what follows from them has taken more. */
  #due = 0;

  /**
   * How long the turn that begins at `now` may last, ms; 0 = others have not had their time yet. `asked`: requests are
   * being answered. `behind`: how long the oldest work waits, ms. `followed`: how long all that follows from changes
   * has taken so far, ms.
   */
  turn(now: number, asked: boolean, behind: number, followed: number): number {
    if (asked) this.#asked = now;
    const followedSince = followed - this.#followed;
    const others = Math.max(0, now - this.#over - followedSince);
    this.#over = now;
    this.#followed = followed;
    if (now - this.#asked > MOMENT_MS) {
      this.#due = 0;
      return LONGEST_TURN_MS;
    }
    this.#due += others * (SMALLEST_PART + (behind / EVEN_AT_MS) ** 2) - followedSince;
    this.#due = Math.max(-MOST_OWED_MS, this.#due);
    if (others >= NOTHING_MS && this.#due < SHORTEST_TURN_MS) return 0;
    const length = Math.min(LONGEST_TURN_MS, Math.max(SHORTEST_TURN_MS, this.#due));
    this.#due = Math.min(0, this.#due);
    return length;
  }

  /** The turn is over. */
  over(now: number): void {
    this.#over = now;
  }
}
