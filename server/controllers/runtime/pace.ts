/**
 * How long one turn of the controllers may last. Without requests, turns are long, because larger batches cost less.
 * Requests come first: while some are answered, controllers get a part of the time that requests take, and rest until
 * that is enough for a turn. They do not fill every moment in which requests wait for the disk: such a moment is
 * shorter than a turn. The longer the controllers are behind, the larger their part: a burst of requests is answered at
 * once and its changes reconciled afterwards, and under steady load both get what they need, with a lag of some
 * seconds.
 *
 * Computing the derived tables counts as time of the controllers: for an isolated namespace it takes longer than the
 * reconciliation itself.
 */

/** The longest turn of the controllers, in ms: what a request may have to wait for. */
const LONGEST_TURN_MS = 8;
/** The shortest turn, in ms: enough to reconcile several names in one transaction. */
const SHORTEST_TURN_MS = 2;
/** The part of the time of requests that controllers get when they are not behind. */
const SMALLEST_PART = 0.1;
/** ms of backlog at which controllers get as much time as requests; with twice that, four times as much. */
const EVEN_AT_MS = 2_000;
/** ms: the shortest and the longest rest between two turns. */
const SHORTEST_REST_MS = 1;
const LONGEST_REST_MS = 5;
/** ms: the longest time that controllers can owe. */
const MOST_OWED_MS = 50;

/** What the controllers may do now: work for `length` ms, or, with 0, ask again after `rest` ms. */
export interface Allotted {
  readonly length: number;
  readonly rest: number;
}

export class Pace {
  /** When the last turn ended; during a turn, when it began. */
  #since = 0;
  #followed = 0;
  /** ms that the controllers may use, in a turn its length; negative while they or the tables have taken more. */
  #due = SHORTEST_TURN_MS;

  /**
   * What the controllers may do at `now`. `asked`: requests are being answered. `behind`: ms that the oldest work has
   * waited. `followed`: ms that computing derived tables has taken so far.
   */
  turn(now: number, asked: boolean, behind: number, followed: number): Allotted {
    const followedSince = followed - this.#followed;
    const others = Math.max(0, now - this.#since - followedSince);
    this.#since = now;
    this.#followed = followed;
    if (!asked) {
      this.#due = LONGEST_TURN_MS;
      return { length: this.#due, rest: 0 };
    }
    const part = SMALLEST_PART + (behind / EVEN_AT_MS) ** 2;
    this.#due = Math.max(-MOST_OWED_MS, this.#due + others * part - followedSince);
    if (this.#due < SHORTEST_TURN_MS) {
      const rest = (SHORTEST_TURN_MS - this.#due) / part;
      return { length: 0, rest: Math.min(LONGEST_REST_MS, Math.max(SHORTEST_REST_MS, rest)) };
    }
    this.#due = Math.min(LONGEST_TURN_MS, this.#due);
    return { length: this.#due, rest: 0 };
  }

  /**
   * The turn is over; what it took beyond its length is owed. `idle`: nothing is left, so the controllers may begin at
   * once with what comes next.
   */
  over(now: number, idle: boolean): void {
    const left = this.#due - (now - this.#since);
    this.#since = now;
    this.#due = idle ? SHORTEST_TURN_MS : Math.max(-MOST_OWED_MS, Math.min(0, left));
  }
}
