/**
 * Where a start begins to count. A copy of the directory that was put back in its place knows nothing of the revisions
 * its lost future gave away, so no start goes on where it finds itself: it leaves a gap.
 *
 * Revisions of a start begin where the clock says (65,536 for each second since 2020, more than can be written), so
 * that they lie above all that any copy of the directory has given away before; and they are moved by a random number,
 * which is what there is when a clock was set back.
 */

import { randomInt } from 'node:crypto';

const SINCE = Date.UTC(2020, 0, 1);
/** Beyond it a clock is not believed: revisions stay within fifteen digits. */
const UNTIL = Date.UTC(2400, 0, 1);
/** Revisions for each second of the clock: more than any system commits. */
const PER_SECOND = 65_536;
/** The gap that a start leaves is random between these two, */
const LEAST = 2 ** 16;
/** so that two copies of a directory do not go on with the same revisions. */
const MOST = 2 ** 20;

/**
 * The revision above which a start's own are. `revision` is the last one that is stored, `now` in milliseconds
 * since 1970.
 */
export function startFloor(revision: number, now: number): number {
  // A directory in which nothing was ever written has no copies.
  if (revision === 0) return 0;
  const byClock = now >= SINCE && now < UNTIL ? Math.floor((now - SINCE) / 1_000) * PER_SECOND : 0;
  return Math.max(revision, byClock) + randomInt(LEAST, MOST);
}
