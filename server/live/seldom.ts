/** Tasks that are wanted often and done now and then. */

/** Milliseconds between two notices of what changes all the time: counts, routes, the topology. */
export const SELDOM_MS = 1000;

/** `after` runs a task once, milliseconds later; gives the way to call it off. */
export type After = (delay: number, task: () => void) => () => void;

/** At once, then at most once in `SELDOM_MS`; the last call is never lost. */
export function seldom(after: After, task: () => void): { readonly call: () => void; readonly stop: () => void } {
  let resting: (() => void) | undefined;
  let again = false;
  const call = (): void => {
    if (resting !== undefined) {
      again = true;
      return;
    }
    task();
    resting = after(SELDOM_MS, () => {
      resting = undefined;
      if (!again) return;
      again = false;
      call();
    });
  };
  return { call, stop: () => resting?.() };
}
