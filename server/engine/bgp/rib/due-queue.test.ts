/** What is due comes out once and in order; what changes often while nobody takes it does not pile up. */

import { expect, test } from 'vitest';
import { createDueQueue } from './due-queue.ts';
import { createOutbox } from './outbox.ts';
import type { Destination } from './paths.ts';

const destination = (key: string): Destination => ({
  key,
  first: undefined,
  best: undefined,
  carrier: undefined,
  before: undefined,
  after: undefined,
});
const outbox = () =>
  createOutbox('inet', {
    key: '',
    uses: 1,
    family: 'inet',
    internal: true,
    client: false,
    clusterId: undefined,
    routerId: '1.1.1.1',
    localAsn: 1,
    peerAsn: 0,
    asOverride: false,
    privateAs: 'keep',
    originOverride: undefined,
    localAddress: '1.1.1.1',
  });

test('what is no longer due is skipped, and can be due again once', () => {
  const box = outbox();
  for (const key of ['a', 'b', 'c']) box.changed(destination(key));
  box.gone('b');
  box.changed(destination('a'));
  expect(box.changes).toBe(2);
  box.changed(destination('b'));
  const taken = [box.nextChange(), box.nextChange(), box.nextChange(), box.nextChange()].map((route) => route?.key);
  expect(taken).toEqual(['a', 'c', 'b', undefined]);
  expect(box.changes).toBe(0);
});

test('a peer that takes nothing costs an entry a destination, however often they come and go', () => {
  const standing = new Set<object>();
  const queue = createDueQueue<{ due: boolean }>(
    (one) => one.due,
    (one) => standing.delete(one),
  );
  for (let round = 0; round < 100_000; round += 1) {
    const one = { due: true };
    queue.add(one, false);
    standing.add(one);
    one.due = false;
    queue.cancel();
  }
  expect(queue.size).toBe(0);
  expect(standing.size).toBeLessThan(3000);
  expect(queue.next()).toBeUndefined();
});
