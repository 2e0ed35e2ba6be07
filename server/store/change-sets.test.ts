/** Change sets are read by their revision, and undone by their inverse. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createMemoryStore } from '../testing/memory-store.ts';
import { holds } from '../testing/seed.ts';
import { applyChanges, inverse } from './change-sets.ts';
import { redactChangeSet } from './redact.ts';
import type { ChangeSet, Read, Store } from './store.ts';
import { visibleBy } from './visible.ts';

const ORIGIN = { actor: 'operator', source: 'system' };
const KEYS = ['n1/a', 'n1/b', 'n2/a', 'n2/b'];

const steps = fc.array(
  fc.record({
    key: fc.constantFrom(...KEYS),
    id: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
  }),
  { maxLength: 6 },
);

const stateOf = (read: Read) => new Map([...read.scan('vrf-id')].map(({ key, value }) => [key, value.id]));

function write(store: Store, made: readonly { readonly key: string; readonly id: number | undefined }[]): number {
  return store.transact(ORIGIN, (transaction) => {
    for (const { key, id } of made) {
      if (id === undefined) transaction.delete('vrf-id', key);
      else transaction.put('vrf-id', key, { type: 'vrf-id', id } as never);
    }
  }).revision;
}

describe('inverse', () => {
  test('a change set and then its inverse gives the state before, all the way back', async () => {
    await holds(
      fc.asyncProperty(fc.array(steps, { maxLength: 8 }), async (writes) => {
        const store = createMemoryStore({ validate: () => {} });
        const states = [stateOf(store)];
        const revisions: number[] = [];
        for (const made of writes) {
          const { revision: before } = store;
          const revision = write(store, made);
          if (revision === before) continue;
          revisions.push(revision);
          states.push(stateOf(store));
        }
        await store.durable(store.revision);
        for (const revision of revisions.toReversed()) {
          expect(stateOf(store)).toEqual(states.pop());
          const changeSet = (await store.changeSet(revision))!;
          expect(changeSet.revision).toBe(revision);
          expect(inverse({ changes: inverse(changeSet) })).toEqual(changeSet.changes);
          store.transact(ORIGIN, (transaction) => applyChanges(transaction, inverse(changeSet)));
        }
        expect(stateOf(store)).toEqual(states.pop());
        await store.close();
      }),
    );
  });

  test('is a value: nothing is written, and the change set stays as it is', async () => {
    const store = createMemoryStore({ validate: () => {} });
    const revision = write(store, [{ key: 'n1/a', id: 1 }]);
    await store.durable(revision);
    const changeSet = (await store.changeSet(revision))!;
    const before = structuredClone(changeSet);
    const [back] = inverse(changeSet);
    expect(back).toEqual({ kind: 'vrf-id', key: 'n1/a', old: changeSet.changes[0]!.new });
    expect([changeSet, store.revision]).toEqual([before, revision]);
  });
});

describe('a change set by its revision', () => {
  test('there is none of a revision at which nothing was written', async () => {
    const store = createMemoryStore({ validate: () => {} });
    const revision = write(store, [{ key: 'n1/a', id: 1 }]);
    await store.durable(revision);
    expect(await store.changeSet(revision + 1)).toBeUndefined();
    expect(await store.changeSet(0)).toBeUndefined();
  });

  test('has its secrets, so that it can be undone; they are removed where it leaves the process', async () => {
    const store = createMemoryStore({ validate: () => {} });
    const secret = { auth_data: { key_type: 'md5', key_items: [{ key: 'hush', key_id: 0 }] } };
    const { revision } = store.transact(ORIGIN, (transaction) => transaction.put('key-value', 'k', secret as never));
    await store.durable(revision);
    const changeSet: ChangeSet = (await store.changeSet(revision))!;
    expect(JSON.stringify(changeSet)).toContain('hush');
    expect(JSON.stringify(redactChangeSet(changeSet))).not.toContain('hush');
  });

  test('shows an actor who sees a part only that part', async () => {
    const store = createMemoryStore({ validate: () => {} });
    const seen = visibleBy(
      () =>
        ({ key }) =>
          key.startsWith('n1/'),
    )(store, 'limited');
    const both = write(store, [
      { key: 'n1/a', id: 1 },
      { key: 'n2/a', id: 2 },
    ]);
    const other = write(store, [{ key: 'n2/a', id: 3 }]);
    await store.durable(other);
    expect((await seen.changeSet(both))?.changes.map(({ key }) => key)).toEqual(['n1/a']);
    expect(await seen.changeSet(other)).toBeUndefined();
  });
});
