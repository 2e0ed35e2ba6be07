/** Whatever clients take and give back: none has more than its share, and one that has nothing gets something. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { holds } from '../testing/seed.ts';
import { Shares, type Client, type Lease } from './shares.ts';

const connections = Array.from({ length: 24 }, (_, index): Client => ({
  address: `10.0.0.${index % 3}`,
  connection: { index },
}));
const step = fc.record({
  who: fc.nat(connections.length - 1),
  amount: fc.integer({ min: 0, max: 20 }),
  act: fc.constantFrom('take', 'take', 'take', 'release', 'stalled', 'idle', 'busy'),
});

function sum(leases: Iterable<Lease>, of: (lease: Lease) => boolean): number {
  let held = 0;
  for (const lease of leases) if (of(lease)) held += lease.amount;
  return held;
}

describe('shares', () => {
  test('no step exceeds the total, a share or the common part; the figures are what is held', () => {
    holds(
      fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
        const shares = new Shares(160);
        const leases = new Set<Lease>();
        for (const { who, amount, act } of steps) {
          const client = connections[who]!;
          const own = [...leases].filter((lease) => lease.client === client);
          const busyOfOthers = [...leases].filter((lease) => lease.client !== client && lease.state === 'busy');
          if (act === 'take') {
            let taken: Lease | undefined;
            const lease = shares.take(client, amount, () => {
              if (taken !== undefined) leases.delete(taken);
            });
            if (lease !== undefined) leases.add((taken = lease));
          } else if (act === 'release') own[0]?.release();
          else own[0]?.mark(act);
          expect(busyOfOthers.filter((lease) => lease.released)).toEqual([]);
          for (const lease of leases) if (lease.released) leases.delete(lease);
          expect(shares.figures().held).toBe(sum(leases, () => true));
          expect(shares.figures().held).toBeLessThanOrEqual(160);
          expect(shares.active).toBe(sum(leases, (lease) => lease.state !== 'stalled'));
          expect(sum(leases, (lease) => !lease.reserve)).toBeLessThanOrEqual(120);
          for (const { connection, address } of connections) {
            expect(shares.heldBy(connection)).toBe(sum(leases, (lease) => lease.client.connection === connection));
            expect(shares.heldBy(connection)).toBeLessThanOrEqual(20);
            expect(sum(leases, (lease) => lease.client.address === address && !lease.reserve)).toBeLessThanOrEqual(20);
          }
        }
        for (const lease of leases) lease.release();
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

  test('what one address does costs the others nothing', () => {
    const shares = new Shares(160);
    for (let count = 0; count < 1000; count++) shares.take({ address: 'greedy', connection: {} });
    const held = shares.figures().held;
    expect(held).toBe(20 + 40);
    expect(shares.take({ address: 'other', connection: {} }, 20)).toBeDefined();
  });

  test('a newcomer displaces what has waited longest; whoever holds something displaces only its own', () => {
    const shares = new Shares(160);
    const cut: number[] = [];
    const leases = Array.from({ length: 60 }, (_, index) =>
      shares.take({ address: 'one', connection: { index } }, 1, () => cut.push(index))!,
    );
    expect(shares.take({ address: 'one', connection: {} })).toBeUndefined();
    for (const index of [7, 3, 5]) leases[index]!.mark('idle');
    leases[9]!.mark('stalled');
    expect(shares.take({ address: 'one', connection: {} })).toBeDefined();
    expect(shares.take({ address: 'one', connection: {} })).toBeDefined();
    expect(cut).toEqual([9, 7]);
    // Anew, so that 3 has waited less than 5.
    leases[3]!.mark('idle');
    expect(shares.take({ address: 'one', connection: {} })).toBeDefined();
    expect(cut).toEqual([9, 7, 5]);
    expect(shares.take(leases[10]!.client)).toBeUndefined();
    leases[10]!.mark('idle');
    expect(shares.take(leases[10]!.client)).toBeDefined();
    expect(cut).toEqual([9, 7, 5, 10]);
  });
});
