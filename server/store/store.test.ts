import { describe, expect, test } from 'vitest';
import { createMemoryStore } from '../testing/memory-store.ts';
import type { Aggregate, ChangeSet, Origin } from './store.ts';

const ORIGIN: Origin = { actor: 'operator', source: 'ui', requestId: 'r1' };

/** Sum of all pool cursors, and how many there are. */
const cursorSum: Aggregate<{ sum: number; count: number }> = {
  name: 'cursor-sum',
  create: () => ({ sum: 0, count: 0 }),
  apply: (state, { old, new: next }) => {
    if (old?.kind === 'number-pool') {
      state.sum -= (old.value as { next: number }).next;
      state.count -= 1;
    }
    if (next?.kind === 'number-pool') {
      state.sum += (next.value as { next: number }).next;
      state.count += 1;
    }
  },
  fork: (state) => ({ ...state }),
};

function poolStore(...numbers: number[]) {
  const store = createMemoryStore();
  numbers.forEach((next, index) => store.transact(ORIGIN, (t) => t.put('number-pool', `p${index}`, { next })));
  return store;
}

const nested = (depth: number): string => {
  let value: unknown = 'x';
  for (let level = 0; level < depth; level += 1) value = [value];
  return value as string;
};

describe('a transaction', () => {
  test('is refused once the store closes, as a state of the server and not as a fault', async () => {
    const store = createMemoryStore();
    const closed = store.close();
    expect(() => store.transact(ORIGIN, (t) => t.put('number-pool', 'a', { next: 1 }))).toThrow(
      expect.objectContaining({ name: 'Problem', status: 503, reason: 'ServiceUnavailable' }),
    );
    await closed;
    expect(store.get('number-pool', 'a')).toBeUndefined();
  });

  test('takes one revision for all that it changes, and none when it changes nothing', () => {
    const store = createMemoryStore();
    expect(
      store.transact(ORIGIN, (t) => {
        t.put('number-pool', 'a', { next: 1 });
        t.put('number-pool', 'b', { next: 1 });
        return 7;
      }),
    ).toMatchObject({ result: 7, revision: 1, changes: [{ key: 'a' }, { key: 'b' }] });
    expect(store.transact(ORIGIN, (t) => t.put('number-pool', 'a', { next: 1 }))).toMatchObject({
      revision: 1,
      changes: [],
    });
    expect(store.transact(ORIGIN, (t) => t.delete('number-pool', 'absent'))).toMatchObject({
      revision: 1,
      changes: [],
    });
    const there = store.get('number-pool', 'a');
    expect(
      store.transact(ORIGIN, (t) => {
        t.put('number-pool', 'a', { next: 2 });
        t.delete('number-pool', 'a');
        t.put('number-pool', 'a', { next: 1 });
      }),
    ).toMatchObject({ revision: 1, changes: [] });
    expect(store.get('number-pool', 'a')).toBe(there);
    store.transact(ORIGIN, (t) => t.put('number-pool', 'a', { next: 2 }));
    expect(store.get('number-pool', 'a')).toMatchObject({ created: 1, revision: 2, value: { next: 2 } });
  });

  test('reads its own writes and is undone when its body throws', () => {
    const store = poolStore(5);
    store.aggregate(cursorSum);
    expect(() =>
      store.transact(ORIGIN, (t) => {
        t.put('number-pool', 'p0', { next: 6 });
        t.put('number-pool', 'new', { next: 100 });
        expect(t.get('number-pool', 'p0')?.value).toEqual({ next: 6 });
        expect(t.aggregate(cursorSum)).toEqual({ sum: 106, count: 2 });
        expect(t.page('number-pool', { limit: 9 }).map((r) => r.key)).toEqual(['new', 'p0']);
        t.delete('number-pool', 'p0');
        throw new Error('refused');
      }),
    ).toThrow('refused');
    expect(store.aggregate(cursorSum)).toEqual({ sum: 5, count: 1 });
    expect([...store.scan('number-pool')]).toMatchObject([{ key: 'p0', value: { next: 5 }, revision: 1 }]);
    expect(store.revision).toBe(1);
    expect(store.page('number-pool', { limit: 9 }).map((r) => r.key)).toEqual(['p0']);
  });

  const mistakes: readonly [string, RegExp, (store: ReturnType<typeof createMemoryStore>) => void][] = [
    ['nested', /BUG: a transaction was started inside/, (s) => s.transact(ORIGIN, () => s.transact(ORIGIN, () => 1))],
    [
      'asynchronous',
      /BUG: .*asynchronous/,
      (s) => s.transact(ORIGIN, async (t) => t.put('number-pool', 'x', { next: 1 })),
    ],
    ['after its end', /BUG: .*ended/, (s) => s.transact(ORIGIN, (t) => t).result.put('number-pool', 'x', { next: 1 })],
    [
      'a number that JSON cannot hold',
      /number-pool x holds a number that is too large/,
      (s) => s.transact(ORIGIN, (t) => t.put('number-pool', 'x', { next: NaN })),
    ],
    [
      'a date',
      /BUG: .* not plain/,
      (s) => s.transact(ORIGIN, (t) => t.put('key-value', 'x', { value: new Date() as unknown as string })),
    ],
    [
      'depth',
      /key-value x is nested more than 100 levels deep/,
      (s) => s.transact(ORIGIN, (t) => t.put('key-value', 'x', { value: nested(5_000) })),
    ],
    [
      'unknown index',
      /BUG: .* has no index colour/,
      (s) => [...s.lookup({ kind: 'vrf-id', name: 'colour', textOf: String }, 'red')],
    ],
  ];
  test.each(mistakes)('mistake: %s', (_name, message, mistake) => {
    const store = createMemoryStore({ validate: () => {} });
    expect(() => mistake(store)).toThrow(message);
    expect(store.revision).toBe(0);
    expect(store.count('number-pool')).toBe(0);
    expect(store.transact(ORIGIN, (t) => t.put('number-pool', 'x', { next: 1 })).revision).toBe(1);
  });

  test('freezes what it stores', () => {
    const store = createMemoryStore();
    store.transact(ORIGIN, (t) => t.put('key-value', 'k', { value: 'v' }));
    expect(Object.isFrozen(store.get('key-value', 'k')!.value)).toBe(true);
  });

  test('time never decreases', async () => {
    const ticks = [1_000, 500, 2_000, 1_999];
    const store = createMemoryStore({ clock: () => ticks.shift()! });
    for (let next = 1; next <= 4; next += 1) store.transact(ORIGIN, (t) => t.put('number-pool', 'a', { next }));
    await store.durable(4);
    expect((await store.history('number-pool', 'a', { limit: 9 })).map((c) => Date.parse(c.time))).toEqual([
      2_000, 2_000, 1_000, 1_000,
    ]);
  });
});

describe('commit listeners', () => {
  test('all get every change set in order, also when one of them writes', () => {
    const store = createMemoryStore();
    const heard: string[] = [];
    store.onCommit((c) => {
      heard.push(`first ${c.revision}`);
      if (c.revision === 1)
        store.transact({ actor: 'system', source: 'controller:x' }, (t) => t.put('number-pool', 'b', { next: 1 }));
    });
    const stop = store.onCommit((c) => heard.push(`second ${c.revision}`));
    store.transact(ORIGIN, (t) => t.put('number-pool', 'a', { next: 1 }));
    stop();
    store.transact(ORIGIN, (t) => t.put('number-pool', 'a', { next: 2 }));
    expect(heard).toEqual(['first 1', 'second 1', 'first 2', 'second 2', 'first 3']);
  });
});

describe('watch', () => {
  const until = async (predicate: () => boolean): Promise<void> => {
    while (!predicate()) await new Promise((resolve) => setImmediate(resolve));
  };

  test('delivers durable change sets after a revision, in order, never inside the call', async () => {
    const store = poolStore(1, 2, 3);
    await store.durable(3);
    const told: number[] = [];
    const watch = store.watch(1, (c) => told.push(c.revision));
    expect(watch.gone).toBe(false);
    expect(told).toEqual([]);
    store.transact(ORIGIN, (t) => t.put('number-pool', 'p0', { next: 9 }));
    expect(told).toEqual([]);
    await until(() => told.length === 3);
    expect(told).toEqual([2, 3, 4]);
    if (!watch.gone) watch.stop();
    store.transact(ORIGIN, (t) => t.put('number-pool', 'p0', { next: 10 }));
    const others: number[] = [];
    store.watch(4, (c) => others.push(c.revision));
    await until(() => others.includes(5));
    expect(told).toEqual([2, 3, 4]);
  });

  test('is gone before the ring and beyond the durable head', async () => {
    const store = createMemoryStore({ ringSize: 10 });
    for (let next = 1; next <= 2_000; next += 1) store.transact(ORIGIN, (t) => t.put('number-pool', 'a', { next }));
    expect(store.watch(1_999, () => {})).toEqual({ gone: true });
    await store.durable(2_000);
    await until(() => store.oldestRevision > 0);
    expect(store.oldestRevision).toBe(1_990);
    expect(store.watch(1_989, () => {})).toEqual({ gone: true });
    expect(store.watch(2_001, () => {})).toEqual({ gone: true });
    const told: number[] = [];
    store.watch(1_990, (c) => told.push(c.revision));
    await until(() => told.length === 10);
    expect(told).toEqual([1_991, 1_992, 1_993, 1_994, 1_995, 1_996, 1_997, 1_998, 1_999, 2_000]);
  });
});

describe('history', () => {
  test('newest first, paged, without secrets', async () => {
    const store = createMemoryStore();
    const keep: ChangeSet[] = [];
    store.onCommit((c) => keep.push(c));
    for (const key of ['one', 'two']) {
      store.transact(ORIGIN, (t) =>
        t.put('bgp-router', '7f0b1f3e-5a53-4c1c-9a44-0c8a1f0d6b01', {
          type: 'bgp-router',
          uuid: '7f0b1f3e-5a53-4c1c-9a44-0c8a1f0d6b01',
          fq_name: ['a', 'b'],
          display_name: 'camaro',
          refs: {},
          id_perms: { enable: true, created: '', last_modified: '', user_visible: true },
          perms2: { owner: 'x', owner_access: 7, global_access: 0, share: [] },
          props: {
            bgp_router_parameters: {
              address: '192.168.0.204',
              auth_data: { key_type: 'md5', key_items: [{ key_id: 0, key: `secret-${key}` }] },
            },
          },
        }),
      );
    }
    store.transact(ORIGIN, (t) => t.put('number-pool', 'a', { next: 1 }));
    await store.durable(3);
    const history = await store.history('bgp-router', '7f0b1f3e-5a53-4c1c-9a44-0c8a1f0d6b01', { limit: 10 });
    expect(history.map((c) => c.revision)).toEqual([2, 1]);
    expect(JSON.stringify(history)).not.toContain('secret');
    expect(JSON.stringify(history)).toContain('(redacted)');
    expect(JSON.stringify(keep)).toContain('secret-two');
    expect(
      (await store.history('bgp-router', '7f0b1f3e-5a53-4c1c-9a44-0c8a1f0d6b01', { limit: 10, before: 2 })).map(
        (c) => c.revision,
      ),
    ).toEqual([1]);
    expect(
      (await store.history('bgp-router', '7f0b1f3e-5a53-4c1c-9a44-0c8a1f0d6b01', { limit: 1 })).map((c) => c.revision),
    ).toEqual([2]);
  });
});

describe('a fork', () => {
  test('shows the state as it stood, and keeps its own writes to itself', () => {
    const store = poolStore(1, 2, 3);
    store.aggregate(cursorSum);
    const fork = store.fork();
    const committed: ChangeSet[] = [];
    fork.onCommit((c) => committed.push(c));
    fork.transact(ORIGIN, (t) => {
      t.put('number-pool', 'p9', { next: 90 });
      t.delete('number-pool', 'p0');
    });
    store.transact(ORIGIN, (t) => {
      t.put('number-pool', 'p1', { next: 200 });
      t.put('number-pool', 'p5', { next: 5 });
      t.put('number-pool', 'p9', { next: 1 });
    });
    expect(fork.page('number-pool', { limit: 9 }).map((r) => [r.key, r.value.next])).toEqual([
      ['p1', 2],
      ['p2', 3],
      ['p9', 90],
    ]);
    expect(fork.count('number-pool')).toBe(3);
    expect(fork.aggregate(cursorSum)).toEqual({ sum: 95, count: 3 });
    expect(store.aggregate(cursorSum)).toEqual({ sum: 210, count: 5 });
    expect(store.get('number-pool', 'p0')?.value).toEqual({ next: 1 });
    expect(committed.map((c) => c.revision)).toEqual([4]);
  });
});
