/** Directories that the last version of format 1 wrote are taken over once, with a copy first. */

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { databaseFile } from './database.ts';
import { openDataDirectory, type DataDirectoryOptions } from './open-data-directory.ts';
import { verifyDirectory } from './verify.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures');
let directory: string;
beforeEach(() => {
  directory = join(mkdtempSync(join(tmpdir(), 'overlay-')), 'data');
});
afterEach(() => rmSync(join(directory, '..'), { recursive: true, force: true }));

/** As an old version has left it: open to everybody. */
function unpack(name: string): void {
  mkdirSync(directory, { mode: 0o755 });
  for (const file of readdirSync(join(FIXTURES, name)))
    writeFileSync(join(directory, basename(file, '.gz')), gunzipSync(readFileSync(join(FIXTURES, name, file))), {
      mode: 0o644,
    });
}

const open = (options: Partial<DataDirectoryOptions> = {}) =>
  openDataDirectory(directory, {
    clock: Date.now,
    onFatal: (error) => {
      throw error;
    },
    ...options,
  });
const mode = (file: string): string => (statSync(file).mode & 0o777).toString(8);

test.each(['format-1', 'format-1-killed'])('%s: its state, revisions, history and key are all there', async (name) => {
  unpack(name);
  expect(verifyDirectory(directory).lines.join()).toContain('format 1');
  const told: string[] = [];
  const { store, close } = open({ tell: (sentence) => told.push(sentence) });
  expect([store.revision, store.oldestRevision, store.historyStartsAt, store.epoch]).toEqual([27, 0, 1, 2]);
  expect(store.dataDirectoryId).toBe('ee173ffb-5c7b-4f74-b854-7231bb675fc0');
  expect([
    store.count('virtual-network'),
    store.count('kube/Pod'),
    store.get('kube/Deployment', 'ns-kept/webserver')?.value.spec?.replicas,
  ]).toEqual([9, 2, 2]);
  const kept = [...store.scan('virtual-network')].find(({ value }) => value.fq_name.at(-1) === 'kept')!;
  expect([kept.value.display_name, kept.revision]).toEqual(['three', 25]);
  expect((await store.history('virtual-network', kept.key, { limit: 20 })).map(({ revision }) => revision)).toEqual([
    25, 24, 23, 22, 21, 18, 13,
  ]);
  const camaro = [...store.scan('bgp-router')].find(({ value }) => value.fq_name.at(-1) === 'camaro')!;
  expect(JSON.stringify(camaro.value)).toContain('kept-in-the-fixture');
  const later = store.transact({ actor: 'operator', source: 'ui' }, (t) =>
    t.put('key-value', 'later', { value: 'x' }),
  ).revision;
  expect(later).toBeGreaterThan(27 + 2 ** 16);
  await store.durable(later);
  await close();
  expect([
    mode(directory),
    mode(databaseFile(directory)),
    mode(join(directory, 'head')),
    mode(`${databaseFile(directory)}.format-1`),
  ]).toEqual(['700', '600', '600', '600']);
  expect(
    told.some((sentence) =>
      /had format 1 and has format 2 now, with checksums\. As it was, it is kept as \S+overlay\.sqlite\.format-1;/.test(
        sentence,
      ),
    ),
  ).toBe(true);
  expect(told.some((sentence) => /could be read by other users \(mode 0755\)/.test(sentence))).toBe(true);
  const copy = new DatabaseSync(`${databaseFile(directory)}.format-1`, { readOnly: true });
  expect(copy.prepare('SELECT count(*) AS entries, max(revision) AS head FROM journal').get()).toEqual({
    entries: 27,
    head: 27,
  });
  copy.close();
  expect(verifyDirectory(directory)).toMatchObject({ whole: true });
  const again: string[] = [];
  const second = open({ tell: (sentence) => again.push(sentence) });
  expect([again, second.store.revision, second.store.epoch, second.store.watch(27, () => {}).gone]).toEqual([
    [],
    later,
    3,
    false,
  ]);
  await second.close();
});

test('one that is damaged is not taken over, and nothing of it is changed', () => {
  unpack('format-1');
  const sql = new DatabaseSync(databaseFile(directory));
  sql.exec(`UPDATE object SET value = '{"cut' WHERE rowid = 5`);
  sql.close();
  const before = readFileSync(databaseFile(directory));
  expect(() => open()).toThrow(
    /has format 1 and is damaged \(the object \S+ \S+ is not JSON\), so that it is not taken over/,
  );
  const after = new DatabaseSync(databaseFile(directory));
  expect(after.prepare('SELECT count(*) AS entries FROM journal').get()).toEqual({ entries: 27 });
  after.close();
  expect(before.length).toBe(statSync(databaseFile(directory)).size);
});
