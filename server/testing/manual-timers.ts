/** For tests: time that passes when the test says so. */

import type { Timers } from '../model/timers.ts';

export interface ManualTimers extends Timers {
  /** Fires what is due within so many seconds, in order. */
  pass(seconds: number): void;
  /** ms that have passed. */
  now(): number;
  /** How many are due some time. */
  waiting(): number;
}

export function manualTimers(): ManualTimers {
  let now = 0;
  const due = new Map<object, { at: number; readonly fire: () => void }>();
  return {
    after(milliseconds, fire) {
      const key = {};
      const entry = { at: now + milliseconds, fire };
      due.set(key, entry);
      return {
        restart() {
          entry.at = now + milliseconds;
          due.set(key, entry);
        },
        stop: () => void due.delete(key),
      };
    },
    now: () => now,
    waiting: () => due.size,
    pass(seconds) {
      const end = now + seconds * 1000;
      for (;;) {
        const next = [...due].sort(([, a], [, b]) => a.at - b.at)[0];
        if (next === undefined || next[1].at > end) break;
        now = next[1].at;
        due.delete(next[0]);
        next[1].fire();
      }
      now = end;
    },
  };
}
