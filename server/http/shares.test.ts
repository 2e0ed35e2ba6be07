/** Whatever clients take and give back: nobody has more than a share, and who has nothing gets something. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { holds } from '../testing/seed.ts';
import { Shares, type Client, type Hold } from './shares.ts';

const connections = Array.from({ length: 24 }, (_, index): Client => ({
  address: `10.0.0.${index % 3}`,
  connection: { index },
}));
const step = fc.record({
  who: fc.nat(connections.length - 1),
  amount: fc.integer({ min: 0, max: 20 }),
  act: fc.constantFrom('take', 'take', 'take', 'release', 'stalled', 'idle', 'busy'),
});

function sum(holds: Iterable<Hold>, of: (hold: Hold) => boolean): number {
  let held = 0;
  for (const hold of holds) if (of(hold)) held += hold.amount;
  return held;
}

describe('shares', () => {
  test('no step leads over the total, a share, or what is for all; the figures are what is held', () => {
    holds(
      fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
        const shares = new Shares(160);
        const holds = new Set<Hold>();
        for (const { who, amount, act } of steps) {
          const client = connections[who]!;
          const own = [...holds].filter((hold) => hold.client === client);
          if (act === 'take') {
            const busyOfOthers = [...holds].filter((hold) => hold.client !== client && hold.standing === 'busy');
            let taken: Hold | undefined;
            const hold = shares.take(client, amount, () => {
              if (taken !== undefined) holds.delete(taken);
            });
            if (hold !== undefined) holds.add((taken = hold));
            for (const busy of busyOfOthers) expect(busy.released).toBe(false);
          } else if (act === 'release') own[0]?.release();
          else own[0]?.stand(act);
          for (const hold of holds) if (hold.released) holds.delete(hold);
          expect(shares.figures().held).toBe(sum(holds, () => true));
          expect(shares.figures().held).toBeLessThanOrEqual(160);
          expect(sum(holds, (hold) => !hold.reserve)).toBeLessThanOrEqual(120);
          for (const { connection, address } of connections) {
            expect(shares.heldBy(connection)).toBe(sum(holds, (hold) => hold.client.connection === connection));
            expect(shares.heldBy(connection)).toBeLessThanOrEqual(20);
            expect(sum(holds, (hold) => hold.client.address === address && !hold.reserve)).toBeLessThanOrEqual(20);
          }
        }
        for (const hold of holds) hold.release();
        expect(shares.figures().held).toBe(0);
      }),
    );
  });

  test('a connection that holds nothing is given a small part, whatever a few others of its address ask for', () => {
    holds(
      fc.property(
        fc.array(fc.record({ who: fc.nat(6), amount: fc.integer({ min: 1, max: 20 }) }), { maxLength: 200 }),
        (asked) => {
          const shares = new Shares(160);
          for (const { who, amount } of asked) shares.take({ ...connections[who]!, address: 'one' }, amount);
          expect(shares.take({ address: 'one', connection: {} }, 5)).toBeDefined();
        },
      ),
    );
  });

  test('other addresses do not feel what one of them does', () => {
    const shares = new Shares(160);
    for (let count = 0; count < 1000; count++) shares.take({ address: 'greedy', connection: {} });
    const held = shares.figures().held;
    expect(held).toBe(20 + 40);
    expect(shares.take({ address: 'other', connection: {} }, 20)).toBeDefined();
  });

  test('a newcomer displaces what has waited longest; whoever holds something displaces only its own', () => {
    const shares = new Shares(160);
    const cut: number[] = [];
    const holds = Array.from({ length: 60 }, (_, index) =>
      shares.take({ address: 'one', connection: { index } }, 1, () => cut.push(index))!,
    );
    expect(shares.take({ address: 'one', connection: {} })).toBeUndefined();
    for (const index of [7, 3, 5]) holds[index]!.stand('idle');
    holds[9]!.stand('stalled');
    expect(shares.take({ address: 'one', connection: {} })).toBeDefined();
    expect(shares.take({ address: 'one', connection: {} })).toBeDefined();
    expect(cut).toEqual([9, 7]);
    // Anew, so that 3 has waited less than 5.
    holds[3]!.stand('idle');
    expect(shares.take({ address: 'one', connection: {} })).toBeDefined();
    expect(cut).toEqual([9, 7, 5]);
    expect(shares.take(holds[10]!.client)).toBeUndefined();
    holds[10]!.stand('idle');
    expect(shares.take(holds[10]!.client)).toBeDefined();
    expect(cut).toEqual([9, 7, 5, 10]);
  });
});
