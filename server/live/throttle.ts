/** Limits how often a task runs. */

import type { Timer, Timers } from '../model/timers.ts';

/** ms between two notifications of what changes all the time: counts, routes, the topology. */
export const THROTTLE_MS = 1000;

/** Runs the task at once, then at most once in `THROTTLE_MS`; after the last call it always runs once more. */
export function throttle(timers: Timers, task: () => void): { readonly call: () => void; readonly stop: () => void } {
  let resting: Timer | undefined;
  let again = false;
  const call = (): void => {
    if (resting !== undefined) {
      again = true;
      return;
    }
    task();
    resting = timers.after(THROTTLE_MS, () => {
      resting = undefined;
      if (!again) return;
      again = false;
      call();
    });
  };
  return { call, stop: () => resting?.stop() };
}
