/** Draws the seed of this run of the tests, and prints it at the end (`seed.ts` says what it is for). */

import { randomInt } from 'node:crypto';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** `alone`: no other seed is to be tried. `times`: as often as is written in a test. */
    readonly freshSeed: { readonly seed: number; readonly alone: boolean; readonly times: number };
  }
}

export default function setup({ provide }: TestProject): () => void {
  const asked = process.env.OVERLAY_SEED;
  const seed = asked === undefined ? randomInt(2 ** 31) : Number(asked);
  provide('freshSeed', { seed, alone: asked !== undefined, times: Number(process.env.OVERLAY_TIMES ?? 1) });
  const tried = asked === undefined ? `with the seed of everybody and with ${seed}` : `with seed ${seed}`;
  return () => void process.stdout.write(`Properties were tried ${tried}: npm run test:seeded -- ${seed}\n`);
}
