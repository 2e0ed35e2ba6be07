/** Indexes of references against going through all records: loaded ones, made bit by bit while records change. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { holds } from '../testing/seed.ts';
import { IndexSet } from './index-set.ts';
import { refIndex } from './schema.ts';
import type { Stored } from './store.ts';

const TYPES = ['virtual-network', 'virtual-machine', 'security-group'];
const UUIDS = ['u1', 'u2', 'u3'];
const KEYS = ['a', 'b', 'c', 'd'];

const list = fc.oneof(
  { weight: 8, arbitrary: fc.array(fc.record({ uuid: fc.constantFrom(...UUIDS) }), { maxLength: 3 }) },
  // As an older version may have left them.
  { weight: 1, arbitrary: fc.constantFrom(null, 'no list', [null], [{ uuid: 5 }], [{ uuid: 'u1' }, {}]) },
);
const refs = fc.oneof(
  { weight: 8, arbitrary: fc.dictionary(fc.constantFrom(...TYPES), list, { maxKeys: 3, noNullPrototype: true }) },
  { weight: 1, arbitrary: fc.constantFrom(null, undefined) },
);
const step = fc.oneof(
  fc.record({ key: fc.constantFrom(...KEYS), refs: fc.option(refs, { nil: 'gone' as const }) }),
  fc.record({ ask: fc.constantFrom(...TYPES) }),
  fc.record({ catchUp: fc.integer({ min: 1, max: 9 }) }),
);

function record(key: string, references: unknown): Stored {
  const value = { fq_name: [key], refs: references };
  return { kind: 'virtual-machine-interface', key, value: value as never, created: 1, revision: 1 };
}

function uuidsIn(references: unknown, type: string): readonly unknown[] {
  const found = (references as { readonly [type: string]: unknown } | null | undefined)?.[type];
  return Array.isArray(found) ? found.map((ref) => (ref as { readonly uuid?: unknown } | null)?.uuid) : [];
}

test('whoever refers to an object is found under its uuid, whatever was asked for when', () => {
  holds(
    fc.property(fc.array(fc.tuple(fc.constantFrom(...KEYS), refs)), fc.array(step), (loaded, steps) => {
      const records = new Map(loaded.map(([key, references]) => [key, record(key, references)]));
      const indexes = new IndexSet('virtual-machine-interface');
      if (records.size > 0) indexes.load({ [Symbol.iterator]: () => records.values() });
      const later = indexes.catchUp();
      const check = (type: string): void => {
        for (const uuid of UUIDS)
          expect([...indexes.named(refIndex(type)).keys(uuid)].sort(), `${type} ${uuid}`).toEqual(
            [...records.values()]
              .filter(({ value }) => uuidsIn((value as { readonly refs: unknown }).refs, type).includes(uuid))
              .map(({ key }) => key)
              .sort(),
          );
      };
      for (const each of steps) {
        if ('ask' in each) check(each.ask);
        else if ('catchUp' in each) for (let left = each.catchUp; left > 0; left--) later.next();
        else {
          const old = records.get(each.key);
          const next = each.refs === 'gone' ? undefined : record(each.key, each.refs);
          indexes.replace(each.key, old, next);
          if (next === undefined) records.delete(each.key);
          else records.set(each.key, next);
        }
      }
      for (const _step of later) continue;
      for (const type of TYPES) check(type);
    }),
    { numRuns: 500 },
  );
});
