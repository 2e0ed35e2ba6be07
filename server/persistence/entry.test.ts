/** What cannot be written to the journal is not committed: the transaction is refused, and everything is as it was. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Problem } from '../model/problem.ts';
import type { ChangeSet, Origin } from '../store/store.ts';
import { pattern } from '../testing/pattern.ts';
import { formatEntry } from './entry.ts';
import { openDataDirectory } from './open-data-directory.ts';

const ORIGIN: Origin = { actor: 'operator', source: 'ui' };
let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'overlay-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const open = () =>
  openDataDirectory(directory, {
    clock: Date.now,
    onFatal: (error) => {
      throw error;
    },
    largestEntry: 1_000,
  });

test('a change too large for the journal is refused by object and size, and rolled back alone', async () => {
  let { store, close } = open();
  store.transact(ORIGIN, (t) => t.put('key-value', 'a', { value: 'small' }));
  const told: number[] = [];
  store.onCommit(({ revision }) => told.push(revision));
  const large = () =>
    store.transact(ORIGIN, (t) => {
      t.put('key-value', 'a', { value: 'x'.repeat(1_000) });
      t.put('key-value', 'b', { value: 'beside it' });
    });
  expect(large).toThrow(
    expect.objectContaining({
      name: 'Problem',
      status: 413,
      detail: expect.stringMatching(
        pattern(
          /^What would be changed cannot be kept: 2 objects, key-value a among them, /,
          /take \d+ characters of 1000 at most\. Change fewer/,
        ),
      ),
    }),
  );
  expect([store.revision, store.get('key-value', 'a')?.value.value, store.count('key-value'), told]).toEqual([
    1,
    'small',
    1,
    [],
  ]);
  expect(store.transact(ORIGIN, (t) => t.delete('key-value', 'a')).revision).toBe(2);
  await close();
  ({ store, close } = open());
  expect(store.count('key-value')).toBe(0);
  await close();
});

test('nesting that overflows the stack is refused too', () => {
  let value: unknown = 1;
  for (let level = 0; level < 100_000; level += 1) value = [value];
  const changeSet = {
    revision: 1,
    time: '',
    origin: ORIGIN,
    changes: [
      { kind: 'key-value', key: 'deep', new: { kind: 'key-value', key: 'deep', value, created: 1, revision: 1 } },
    ],
  } as unknown as ChangeSet;
  expect(() => formatEntry(changeSet)).toThrow(
    expect.objectContaining({ status: 413, detail: expect.stringContaining('key-value deep is nested too deep') }),
  );
  expect(() => formatEntry(changeSet)).toThrow(Problem);
});

test('an entry is the JSON of its change set, whatever was written before', () => {
  const record = (value: unknown, revision: number) => ({
    kind: 'key-value',
    key: 'a "quoted" \u2028 key',
    value: Object.freeze(value),
    created: 1,
    revision,
  });
  const [metadata, spec] = [
    { name: 'web', labels: { 'a "b"': 'c', __proto__: null } },
    { containers: [{ name: 'web', command: undefined }] },
  ];
  const steps = [
    { kind: 'Pod', metadata, spec, status: { phase: 'Pending' } },
    { kind: 'Pod', metadata, spec, status: undefined },
    { kind: 'Pod', metadata, spec: { ...spec, nodeName: 'n' }, status: [] },
    { metadata: null, spec, 7: 'first of all' },
    { spec: 'none', metadata: 'none' },
    { metadata: undefined, spec: undefined, status: 1 },
    { metadata: undefined, spec: undefined },
  ];
  const values = [
    { value: 'one\n\ud800' },
    { value: 'two', more: [1, null, { deep: true }] },
    { value: 'x'.repeat(3_000_000) },
    { value: 'y'.repeat(3_000_000) },
    { value: 'last' },
    ...steps,
  ];
  for (let round = 0; round < 2; round += 1) {
    for (let at = 0; at <= values.length; at += 1) {
      const [before, after] = [values[at - 1], values[at]];
      const changeSet = {
        revision: at + 1,
        time: '2026-01-31T12:00:00.000Z',
        origin: at % 2 === 0 ? ORIGIN : { ...ORIGIN, requestId: 'r-1' },
        changes: [
          {
            kind: 'key-value',
            key: 'a "quoted" \u2028 key',
            ...(before && { old: record(before, at) }),
            ...(after && { new: record(after, at + 1) }),
          },
        ],
      } as unknown as ChangeSet;
      const { revision, time, origin, changes } = changeSet;
      expect(
        formatEntry(changeSet).text ===
          JSON.stringify({
            revision,
            time,
            ...origin,
            changes: changes.map(({ kind, key, old, new: next }) => ({
              kind,
              key,
              op: old === undefined ? 'create' : next === undefined ? 'delete' : 'update',
              ...(old && { old: { created: old.created, revision: old.revision, value: old.value } }),
              ...(next && { new: { created: next.created, value: next.value } }),
            })),
          }),
      ).toBe(true);
    }
  }
});
