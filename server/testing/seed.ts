/**
 * With which seeds properties are tried. Three quarters of the runs have a seed that is the same for everybody, so that
 * a failure is one everywhere; the others have one that is drawn anew each time the tests run, and looks further
 * (`fresh-seed.ts` draws and prints it). `npm run test:seeded -- SEED` tries everything with one seed.
 */

import fc from 'fast-check';
import { inject } from 'vitest';

const FIXED = 20_261_123;

interface Share {
  readonly seed: number;
  readonly runs: number;
  readonly fresh: boolean;
}

/** How many of `runs` have which seed; `fixed` is a seed by which something was once found. */
export function shares(runs: number, fixed = FIXED): readonly Share[] {
  const { seed, alone, times } = inject('freshSeed');
  if (alone) return [{ seed, runs: runs * times, fresh: true }];
  const further = Math.floor(runs / 4);
  return [
    { seed: fixed, runs: runs - further, fresh: false },
    { seed, runs: further, fresh: true },
  ];
}

type Parameters<Ts> = Pick<fc.Parameters<Ts>, 'numRuns' | 'seed' | 'endOnFailure'>;

/** Fails with the smallest values found for which the property does not hold, and with the seed that led there. */
export function holds<Ts>(property: fc.IAsyncProperty<Ts>, parameters?: Parameters<Ts>): Promise<void>;
export function holds<Ts>(property: fc.IProperty<Ts>, parameters?: Parameters<Ts>): void;
export function holds<Ts>(property: fc.IRawProperty<Ts>, parameters: Parameters<Ts> = {}): Promise<void> | void {
  const { numRuns = 100, seed: fixed, ...more } = parameters;
  const tried = shares(numRuns, fixed).map(({ seed, runs, fresh }) => () => {
    const again = (error: unknown): never => {
      if (fresh && error instanceof Error)
        error.message = `With the seed of this run; again: npm run test:seeded -- ${seed}\n${error.message}`;
      throw error;
    };
    try {
      return fc.assert(property, { ...more, seed, numRuns: runs })?.catch(again);
    } catch (error) {
      return again(error);
    }
  });
  if (property.isAsync()) return tried.reduce((before, next) => before.then(next), Promise.resolve());
  // Nothing to wait for: the property is synchronous.
  for (const one of tried) void one();
}
