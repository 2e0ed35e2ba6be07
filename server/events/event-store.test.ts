import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { validateRecord } from '../contract/record/validate.ts';
import { readLines, writeLines } from '../persistence/lines-file.ts';
import { createMemoryEvents } from '../testing/memory-events.ts';
import type { EventLimits, EventStore } from './event-store.ts';
import { parseSavedLines, savedLines } from './saved-lines.ts';

const NOON = Date.UTC(2026, 0, 31, 12);
const LIMITS: EventLimits = { age: 60_000, ofObject: 3, ofClient: 4, ofClients: 6, inAll: 10 };
const ORIGIN = { actor: 'operator', source: 'kube' };
const directory = mkdtempSync(join(tmpdir(), 'events-'));
afterEach(() => rmSync(join(directory, 'events'), { force: true }));

function put(events: EventStore, name: string, about: string): string {
  const key = `default/${name}`;
  events.store.transact(ORIGIN, (transaction) =>
    transaction.put('kube/Event', key, {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name, namespace: 'default', uid: `uid-${name}`, creationTimestamp: '2026-01-31T12:00:00Z' },
      involvedObject: { kind: 'Pod', namespace: 'default', name: about, uid: about },
      reason: 'Test',
      count: 1,
    }),
  );
  return key;
}

const names = (events: EventStore): string[] =>
  Array.from(events.store.scan('kube/Event'), ({ value }) => value.metadata.name).sort();

test('the oldest go: of an object, of a client, of all clients, and in all', () => {
  const events = createMemoryEvents({ limits: LIMITS });
  for (let at = 0; at < 5; at++) put(events, `a${at}`, 'a');
  expect(names(events)).toEqual(['a2', 'a3', 'a4']);
  for (let at = 0; at < 9; at++)
    events.createdBy(put(events, `c${at}`, `c${at}`), at < 6 ? '10.0.0.1' : `10.0.0.${at}`);
  // Four of the one client, then six of all.
  expect(names(events)).toEqual(['a2', 'a3', 'a4', 'c3', 'c4', 'c5', 'c6', 'c7', 'c8']);
  for (let at = 0; at < 5; at++) put(events, `p${at}`, `p${at}`);
  expect(names(events)).toHaveLength(10);
  expect(names(events)).not.toContain('a4');
});

test('an event is kept for the time after its last change', () => {
  let now = NOON;
  const events = createMemoryEvents({ limits: LIMITS, clock: () => now });
  put(events, 'old', 'a');
  put(events, 'again', 'b');
  now += 40_000;
  events.store.transact(ORIGIN, (transaction) => {
    const { key, value } = transaction.get('kube/Event', 'default/again')!;
    transaction.put('kube/Event', key, { ...value, count: 2 });
  });
  now += 30_000;
  expect(events.expire()).toBe(false);
  expect(names(events)).toEqual(['again']);
});

test('a clean stop writes them down, and a start reads them back, with revisions that go on', () => {
  const before = createMemoryEvents({ limits: LIMITS });
  put(before, 'a', 'a');
  before.createdBy(put(before, 'c', 'c'), '10.0.0.1');
  writeLines(directory, 'events', savedLines(before.saved()));
  const saved = parseSavedLines(readLines(directory, 'events')!, validateRecord)!;
  expect(saved).toEqual(before.saved());
  const after = createMemoryEvents({ limits: LIMITS, saved, floor: saved.revision + 1000 });
  expect(names(after)).toEqual(['a', 'c']);
  // A client that knew everything goes on; one that knew less lists again.
  expect(after.store.changesAfter(saved.revision, 1)).toEqual([]);
  expect(after.store.changesAfter(saved.revision - 1, 1)).toBeUndefined();
  put(after, 'd', 'd');
  expect(after.store.revision).toBe(saved.revision + 1001);
  // The limits hold for those that were read back.
  for (let at = 0; at < 5; at++) after.createdBy(put(after, `e${at}`, `e${at}`), '10.0.0.1');
  expect(names(after)).not.toContain('c');
  expect(createMemoryEvents({ limits: LIMITS, saved, clock: () => NOON + 61_000 }).saved().events).toEqual([]);
});

test('a damaged file, another format and an invalid event are as none', () => {
  const events = createMemoryEvents();
  put(events, 'a', 'a');
  put(events, 'b', 'b');
  writeLines(directory, 'events', savedLines(events.saved()));
  const file = join(directory, 'events');
  writeFileSync(file, readFileSync(file, 'utf8').replace('"a"', '"x"'));
  expect(readLines(directory, 'events')).toBeUndefined();
  expect(readLines(join(directory, 'none'), 'events')).toBeUndefined();
  expect(parseSavedLines(['{"format":2,"revision":1}'], validateRecord)).toBeUndefined();
  expect(parseSavedLines(['}'], validateRecord)).toBeUndefined();
  const lines = [...savedLines(events.saved())];
  const damaged = [lines[0]!, lines[1]!.replace('"count":1', '"count":"many"'), lines[2]!];
  expect(parseSavedLines(damaged, validateRecord)?.events.map(({ record }) => record.key)).toEqual(['default/b']);
});
