/** Seeded pseudo-random numbers (mulberry32): the same seed gives the same inputs for ever. */
export interface Random {
  /** 0 ≤ n < below. */
  below(below: number): number;
  pick<T>(from: readonly T[]): T;
  bytes(length: number): Uint8Array;
}

export function createRandom(seed: number): Random {
  let state = seed | 0;
  const next = (): number => {
    state = (state + 0x6d2b_79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const below = (limit: number): number => next() % limit;
  return {
    below,
    pick: (from) => {
      if (from.length === 0) throw new Error('BUG: nothing to pick from');
      return from[below(from.length)]!;
    },
    bytes: (length) => Uint8Array.from({ length }, () => below(256)),
  };
}
