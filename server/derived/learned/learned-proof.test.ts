/**
 * Learned routes over random histories: tables that were looked at in between are as if rebuilt, in pages and by
 * look-up too.
 */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addressOf } from '../../model/net/address.ts';
import { contains, prefixFrom } from '../../model/net/prefix.ts';
import type { VrfRow } from '../../model/oper/route.ts';
import { DATA_DIRECTORY } from '../../testing/builders/cluster.ts';
import { AnnouncedRoutes, type Announced } from '../../testing/builders/learned.ts';
import { anyHistory, type Write } from '../../testing/builders/random-changes.ts';
import { write } from '../../testing/builders/records.ts';
import { createMemoryStore } from '../../testing/memory-store.ts';
import { holds } from '../../testing/seed.ts';
import { createDerived, type Derived } from '../derived.ts';

const ADDRESSES = ['10.32.0.1', '10.33.0.1', '101.101.101.2', '9.9.9.9', 'fd00::2', '2001:db8::1'].map(addressOf);

const route: fc.Arbitrary<Announced> = fc.record({
  rd: fc.constantFrom('192.168.0.204:500', '192.168.0.205:500'),
  prefix: fc.constantFrom('0.0.0.0/0', '10.32.0.0/16', '10.32.0.1/32', '101.101.101.2/32', '::/0', 'fd00::2/128'),
  targets: fc.subarray(['target:60100:100', 'target:60100:101', 'target:10.0.0.1:7', 'target:60100:8000002'], {
    minLength: 1,
  }),
  stale: fc.boolean(),
  attributes: fc.record({ localPreference: fc.constantFrom(100, 200), med: fc.constantFrom(0, 100) }),
});
const step = fc.oneof(
  { weight: 3, arbitrary: route.map((announced) => ({ announced })) },
  { weight: 1, arbitrary: route.map((withdrawn) => ({ withdrawn })) },
);

function rowsInPages(derived: Derived, key: string, limit: number): readonly VrfRow[] {
  const rows: VrfRow[] = [];
  for (let after: string | undefined; ;) {
    const page = derived.vrfPage(key, { limit, ...(after === undefined ? {} : { after }) })!;
    rows.push(...page.rows);
    if (page.next === undefined) return rows;
    after = page.next;
  }
}

const tablesOf = (derived: Derived): unknown =>
  [...derived.routingInstances()]
    .map(({ key }) => key)
    .sort()
    .map((key) => ({
      key,
      rows: [...derived.vrfRows(key)],
      counts: derived.vrfCounts(key),
      looked: ADDRESSES.map((address) => derived.vrfLookup(key, address)),
      learns: [...derived.learningInstances()].includes(key),
    }));

test('equal rebuilt tables; pages, counts and look-ups agree with the rows', () => {
  holds(
    fc.property(
      anyHistory,
      fc.array(step, { minLength: 1, maxLength: 30 }),
      (history: readonly { readonly writes: readonly Write[] }[], steps) => {
        const store = createMemoryStore({ dataDirectoryId: DATA_DIRECTORY });
        const derived = createDerived(store, { dataDirectoryId: DATA_DIRECTORY, schedule: () => undefined });
        const routes = new AnnouncedRoutes();
        derived.learnFrom(routes);
        for (let at = 0; at < Math.max(history.length, steps.length); at++) {
          const announcement = steps[at];
          if (announcement !== undefined && 'announced' in announcement) routes.announce(announcement.announced);
          else if (announcement !== undefined)
            routes.withdraw(announcement.withdrawn.rd, announcement.withdrawn.prefix);
          write(store, (transaction) => history[at]?.writes.forEach((one) => one(transaction)));
          tablesOf(derived);
        }
        const anew = createDerived(store, {
          dataDirectoryId: DATA_DIRECTORY,
          schedule: () => undefined,
          learned: routes,
        });
        expect(tablesOf(derived)).toEqual(tablesOf(anew));
        for (const { key } of derived.routingInstances()) {
          const rows = [...derived.vrfRows(key)];
          expect(rowsInPages(derived, key, 2)).toEqual(rows);
          const counts = derived.vrfCounts(key)!;
          const learned = rows.filter((row) => row.kind === 'learned');
          expect([counts.learnedPrefixes, counts.learnedPaths]).toEqual([
            learned.length,
            learned.reduce((sum, row) => sum + row.paths.length, 0),
          ]);
          for (const { prefix, paths } of learned) {
            const best = paths.filter((path) => path.best);
            expect(best.length > 0).toBe(!rows.some((row) => row.kind !== 'learned' && row.prefix === prefix));
            expect(paths.every((path) => path.via.length > 0)).toBe(true);
          }
          for (const address of ADDRESSES) {
            const covering = rows.filter((row) => contains(prefixFrom(row.prefix), address));
            const longest = Math.max(...covering.map((row) => prefixFrom(row.prefix).length));
            expect(new Set(derived.vrfLookup(key, address))).toEqual(
              new Set(covering.filter((row) => prefixFrom(row.prefix).length === longest)),
            );
          }
        }
      },
    ),
    { numRuns: 60 },
  );
});
