/** Tasks that are wanted often and done now and then. */

import type { Timer, Timers } from '../model/timers.ts';

/** Milliseconds between two notices of what changes all the time: counts, routes, the topology. */
export const SELDOM_MS = 1000;

/** At once, then at most once in `SELDOM_MS`; the last call is never lost. */
export function seldom(timers: Timers, task: () => void): { readonly call: () => void; readonly stop: () => void } {
  let resting: Timer | undefined;
  let again = false;
  const call = (): void => {
    if (resting !== undefined) {
      again = true;
      return;
    }
    task();
    resting = timers.after(SELDOM_MS, () => {
      resting = undefined;
      if (!again) return;
      again = false;
      call();
    });
  };
  return { call, stop: () => resting?.stop() };
}
