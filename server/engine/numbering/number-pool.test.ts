import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { automaticBand } from '../../model/bgp/route-target-band.ts';
import { holds } from '../../testing/seed.ts';
import { NumberPool } from './number-pool.ts';
import { LABELS, NETWORK_IDS, SECURITY_GROUP_IDS, VRF_IDS } from './ranges.ts';

const draw = (pool: NumberPool, n: number): (number | undefined)[] => Array.from({ length: n }, () => pool.allocate());

describe('numbers', () => {
  it('start where the reference system starts', () => {
    const first = [VRF_IDS, LABELS, NETWORK_IDS, SECURITY_GROUP_IDS, automaticBand(60100), automaticBand(70000)].map(
      (range) => NumberPool.of(range.first, range.last).allocate(),
    );
    expect(first).toEqual([1, 16, 1, 8_000_000, 8_000_000, 8000]);
  });

  it('lowest never used first, released ones last and in the order of their release', () => {
    const pool = NumberPool.of(1, 5);
    expect(draw(pool, 3)).toEqual([1, 2, 3]);
    pool.release(2);
    pool.release(1);
    expect(draw(pool, 5)).toEqual([4, 5, 2, 1, undefined]);
    expect([pool.used, pool.total]).toEqual([5, 5]);
  });

  it('a reserved number is passed over', () => {
    const pool = NumberPool.of(1, 5);
    expect([pool.reserve(2), pool.reserve(2), pool.reserve(6), pool.reserve(1.5), pool.release(3)]).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
    expect(draw(pool, 3)).toEqual([1, 3, 4]);
  });

  it('an allocation that was not used after all can be undone', () => {
    const pool = NumberPool.of(1, 5);
    pool.allocate();
    expect([pool.restore(1), pool.restore(1), pool.allocate()]).toEqual([true, false, 1]);
  });

  it('rebuilt from the numbers in use: above them first, then the gaps, then what is released now', () => {
    const pool = NumberPool.withUsed(1, 7, [5, 2, 2, 99]);
    expect(pool.used).toBe(2);
    pool.release(2);
    expect(draw(pool, 7)).toEqual([6, 7, 1, 3, 4, 2, undefined]);
  });

  it('an empty range is a mistake', () => {
    expect(() => NumberPool.of(5, 4)).toThrow('BUG');
  });

  it('behaves as a naive model; clones are independent', () => {
    const step = fc.oneof(
      fc.constant({ kind: 'allocate', n: 0 } as const),
      fc.record({ kind: fc.constantFrom('reserve' as const, 'release' as const), n: fc.integer({ min: 1, max: 12 }) }),
    );
    holds(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 12 })),
        fc.array(step, { maxLength: 200 }),
        (initially, steps) => {
          let pool = NumberPool.withUsed(1, 12, initially);
          const used = new Set(initially);
          const top = Math.max(0, ...initially);
          let order = [...range(top + 1, 12), ...range(1, top).filter((n) => !used.has(n))];
          const naiveStep = (kind: 'allocate' | 'reserve' | 'release', n: number) => {
            if (kind === 'allocate') {
              const number = order.shift();
              if (number !== undefined) used.add(number);
              return number;
            }
            if (kind === 'release') {
              if (used.has(n)) order.push(n);
              return used.delete(n);
            }
            const free = !used.has(n);
            used.add(n);
            order = order.filter((other) => other !== n);
            return free;
          };
          for (const { kind, n } of steps) {
            const abandoned = pool.clone();
            const next = pool.clone();
            expect(kind === 'allocate' ? next.allocate() : next[kind](n)).toBe(naiveStep(kind, n));
            while (abandoned.allocate() !== undefined);
            pool = next;
            expect(pool.used).toBe(used.size);
            for (let m = 0; m <= 13; m++) expect(pool.has(m)).toBe(used.has(m));
          }
        },
      ),
    );
  });

  it('one number taken and released 300,000 times stays quick', () => {
    const pool = NumberPool.of(1, 1);
    for (let i = 0; i < 300_000; i++) {
      if (pool.allocate() !== 1) throw new Error('lost the number');
      pool.release(1);
    }
    expect(pool.used).toBe(0);
  });
});

function range(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
}
