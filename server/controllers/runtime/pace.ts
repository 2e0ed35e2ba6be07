/**
 * How long one turn of the controllers may last. Without requests, turns are long, because larger batches cost less.
 * Requests come first: while some are answered, controllers get the idle time and a small part of the time that
 * requests take. The longer the controllers are behind, the larger that part: a burst of requests is answered at once
 * and its changes reconciled afterwards, and under steady load both get what they need, with a lag of a second or
 * two.
 *
 * Computing the derived tables counts as time of the controllers: for an isolated namespace it takes longer than the
 * reconciliation itself.
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
  /** ms that the controllers may still use; negative while derived tables have taken more. */
  #due = 0;

  /**
   * ms that the turn that begins at `now` may last; 0: it is the turn of others. `asked`: requests are being
   * answered. `behind`: ms that the oldest work has waited. `followed`: ms that computing derived tables has taken so
   * far.
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
