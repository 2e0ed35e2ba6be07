import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EventRow } from '../../contract/views/rows/workload-rows.ts';
import { bgpFactsOf } from '../../testing/builders/bgp-facts.ts';
import { chapterViews, type ChapterViews } from '../../testing/builders/views.ts';

let views: ChapterViews;
beforeAll(async () => {
  views = await chapterViews(() => ({ bgp: bgpFactsOf(), gateways: [], clock: Date.now }));
});
afterAll(() => views.close());

test('a row of the table of events says what happened to which object', async () => {
  const { rows, revision } = await views.get('/tables/events');
  expect(revision).toBe(views.system.store.revision);
  const [row] = rows as readonly EventRow[];
  expect(row).toMatchObject({
    namespace: 'ns-user-1',
    type: 'Normal',
    reason: 'Started',
    message: 'Started container web',
    object: { kind: 'Pod', namespace: 'ns-user-1', part: 'spec.containers{web}' },
    source: 'kubelet, cent111',
    count: 1,
    lastSeen: '2026-01-31T12:00:00Z',
  });
  const { row: alone } = await views.get(`/tables/events/${encodeURIComponent(row!.id)}`);
  expect(alone).toEqual(row);
  for (const [filter, found] of [
    [`object:Pod ${row!.object.namespace}/${row!.object.name}`, 1],
    ['namespace:ns-user-1,type:Normal,reason:Started,kind:Pod', 1],
    ['type:Warning', 0],
  ] as const)
    expect((await views.get(`/tables/events?filter=${encodeURIComponent(filter)}`))['matched']).toBe(found);
  expect((await views.get('/tables/events?project=k8s-ns-user-1'))['total']).toBe(1);
  expect((await views.get('/tables/events?q=kubelet+container'))['matched']).toBe(1);
});
