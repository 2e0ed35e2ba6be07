/**
 * Hands out numbers of a range: VRF ids and labels (a pool per compute node), network ids,
 * security-group ids, the numbers of automatic route targets.
 *
 * The lowest number that was never used comes first. A released number comes back only when all
 * others have been used, the longest released first, because a late packet or a slow reader may
 * still know it by its former owner.
 *
 * The durable facts are the numbers in the records, not this pool. `NumberPool.withUsed` rebuilds
 * it: what lies above the highest number in use counts as never used, the gaps below as released
 * before all else.
 */

import {
  EMPTY,
  fromSorted,
  intervalAround,
  lowest,
  withNumber,
  withoutNumber,
  type Interval,
  type IntervalTree,
} from '../ipam/interval-tree.ts';
import { ReleaseQueue } from './release-queue.ts';

export class NumberPool {
  readonly first: number;
  readonly last: number;
  /** Never used. */
  private fresh: IntervalTree;
  /** Free, below the highest in use when the pool was rebuilt. */
  private gaps: IntervalTree;
  private released: ReleaseQueue;
  private usedCount: number;

  private constructor(
    first: number,
    last: number,
    fresh: IntervalTree,
    gaps: IntervalTree,
    released: ReleaseQueue,
    used: number,
  ) {
    if (!Number.isSafeInteger(first) || !Number.isSafeInteger(last) || first > last) {
      throw new Error(`BUG: ${first}..${last} is not a range of numbers`);
    }
    this.first = first;
    this.last = last;
    this.fresh = fresh;
    this.gaps = gaps;
    this.released = released;
    this.usedCount = used;
  }

  /** Both ends included. */
  static of(first: number, last: number): NumberPool {
    return new NumberPool(first, last, whole(first, last), EMPTY, new ReleaseQueue(), 0);
  }

  /** With these numbers in use (those outside the range are ignored). */
  static withUsed(first: number, last: number, used: Iterable<number>): NumberPool {
    const taken = [...new Set(used)]
      .filter((n) => Number.isInteger(n) && n >= first && n <= last)
      .sort((a, b) => a - b);
    const gaps: Interval[] = [];
    let from = first;
    for (const n of taken) {
      if (from < n) gaps.push({ first: BigInt(from), last: BigInt(n - 1) });
      from = n + 1;
    }
    const fresh = from <= last ? whole(from, last) : EMPTY;
    return new NumberPool(first, last, fresh, fromSorted(gaps), new ReleaseQueue(), taken.length);
  }

  /** Takes the next number; undefined if all are in use, which is a condition to report, not a crash. */
  allocate(): number | undefined {
    const next = lowest(this.fresh) ?? lowest(this.gaps);
    if (next === undefined) {
      const oldest = this.released.shift();
      if (oldest !== undefined) this.usedCount++;
      return oldest;
    }
    this.fresh = withoutNumber(this.fresh, next);
    this.gaps = withoutNumber(this.gaps, next);
    this.usedCount++;
    return Number(next);
  }

  /** Takes a particular number; false if it is in use or outside the range. */
  reserve(n: number): boolean {
    if (!this.inRange(n) || this.has(n)) return false;
    this.fresh = withoutNumber(this.fresh, BigInt(n));
    this.gaps = withoutNumber(this.gaps, BigInt(n));
    this.released.remove(n);
    this.usedCount++;
    return true;
  }

  /** Gives a number back; false if it was not in use. */
  release(n: number): boolean {
    if (!this.has(n)) return false;
    this.released.push(n);
    this.usedCount--;
    return true;
  }

  /** Undoes `allocate` or `reserve` of a number nobody has seen: it is never-used again. */
  restore(n: number): boolean {
    if (!this.has(n)) return false;
    this.fresh = withNumber(this.fresh, BigInt(n));
    this.usedCount--;
    return true;
  }

  /** Is the number in use? */
  has(n: number): boolean {
    if (!this.inRange(n) || this.released.has(n)) return false;
    return intervalAround(this.fresh, BigInt(n)) === undefined && intervalAround(this.gaps, BigInt(n)) === undefined;
  }

  get used(): number {
    return this.usedCount;
  }

  get total(): number {
    return this.last - this.first + 1;
  }

  /**
   * An independent pool in the same state; only the queue of released numbers is copied, when one of the two changes
   * it.
   */
  clone(): NumberPool {
    return new NumberPool(this.first, this.last, this.fresh, this.gaps, this.released.clone(), this.usedCount);
  }

  private inRange(n: number): boolean {
    return Number.isInteger(n) && n >= this.first && n <= this.last;
  }
}

function whole(first: number, last: number): IntervalTree {
  return fromSorted([{ first: BigInt(first), last: BigInt(last) }]);
}
