/** Who may read what is kept, what is written through, and whether there is room. */

import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { databaseFile } from './database.ts';
import { openDataDirectory, type DataDirectoryOptions } from './open-data-directory.ts';
import { exportState, importState } from './transfer.ts';

let root: string;
let umask: number;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'overlay-'));
  umask = process.umask?.() ?? 0;
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const open = (directory: string, options: Partial<DataDirectoryOptions> = {}) =>
  openDataDirectory(directory, {
    clock: Date.now,
    onFatal: (error) => {
      throw error;
    },
    ...options,
  });
const mode = (file: string): string => (statSync(file).mode & 0o777).toString(8);

test('everything is made for its owner alone, the write-ahead log too', async () => {
  expect(umask & 0o077).not.toBe(0o077);
  const directory = join(root, 'a', 'data');
  const { store, close } = open(directory);
  await store.durable(
    store.transact({ actor: 'operator', source: 'ui' }, (t) => t.put('key-value', 'k', { value: 'v' })).revision,
  );
  expect(
    [directory, databaseFile(directory), `${databaseFile(directory)}-wal`, join(directory, 'head')].map(mode),
  ).toEqual(['700', '600', '600', '600']);
  await close();
});

test('loose permissions are tightened with a warning; a directory of other files is left alone', async () => {
  const directory = join(root, 'data');
  await open(directory).close();
  chmodSync(directory, 0o750);
  chmodSync(databaseFile(directory), 0o664);
  const told: string[] = [];
  await open(directory, { tell: (sentence) => told.push(sentence) }).close();
  expect(told).toEqual([
    expect.stringMatching(
      /overlay\.sqlite could be read by other users \(mode 0664\); it is its owner's alone from now on\./,
    ),
    expect.stringMatching(/data could be read by other users \(mode 0750\)/),
  ]);
  expect([directory, databaseFile(directory)].map(mode)).toEqual(['700', '600']);
  const shared = join(root, 'shared');
  mkdirSync(shared, { mode: 0o755 });
  writeFileSync(join(shared, 'notes'), '');
  told.length = 0;
  await open(shared, { tell: (sentence) => told.push(sentence) }).close();
  expect([told, mode(shared), mode(databaseFile(shared)), mode(join(shared, 'notes'))]).toEqual([
    [expect.stringContaining('is left so, because it holds other things (notes)')],
    '755',
    '600',
    '644',
  ]);
});

test('an export is a new file of its owner, never through a link', async () => {
  const { store, close } = open(join(root, 'data'));
  store.transact({ actor: 'operator', source: 'ui' }, (t) => t.put('key-value', 'k', { value: 'v' }));
  const file = join(root, 'state.jsonl');
  writeFileSync(file, 'open to all', { mode: 0o666 });
  chmodSync(file, 0o666);
  exportState(store, file, '2026-01-31T12:00:00.000Z');
  expect([mode(file), readFileSync(file, 'utf8').includes('"key":"k"')]).toEqual(['600', true]);
  const target = join(root, 'target');
  writeFileSync(target, 'untouched');
  symlinkSync(target, join(root, 'link'));
  symlinkSync(join(root, 'nowhere'), join(root, 'dangling'));
  for (const link of ['link', 'dangling'])
    expect(() => exportState(store, join(root, link), '')).toThrow(
      /it is a link, and what it leads to may be anybody's/,
    );
  expect([readFileSync(target, 'utf8'), existsSync(join(root, 'nowhere'))]).toEqual(['untouched', false]);
  await close();
});

test('a head that is a link is not written through', async () => {
  const directory = join(root, 'data');
  await open(directory).close();
  const target = join(root, 'target');
  writeFileSync(target, readFileSync(join(directory, 'head')));
  rmSync(join(directory, 'head'));
  symlinkSync(target, join(directory, 'head'));
  expect(() => open(directory)).toThrow(/the file head is not as it was written/);
});

test('a full disk is reported before anything is served', () => {
  const directory = join(root, 'data');
  const opening = JSON.stringify(join(import.meta.dirname, 'open-data-directory.ts'));
  const script = `import { openDataDirectory } from ${opening};
    process.on('SIGXFSZ', () => {});
    try {
      openDataDirectory(${JSON.stringify(directory)}, { clock: Date.now, onFatal() {} });
      console.log('opened');
    } catch (error) { console.log(error.message); }`;
  const { stdout } = spawnSync(
    '/bin/sh',
    ['-c', 'ulimit -f 100; exec "$0" --input-type=module -e "$1"', process.execPath, script],
    { encoding: 'utf8' },
  );
  expect(stdout).toMatch(/^The data directory \S+ cannot be used: .*(full|may not grow).*\n$/);
});

test('an import is refused beside a database, and beside what is left of one', async () => {
  const directory = join(root, 'data');
  const { store, close } = open(directory);
  store.transact({ actor: 'operator', source: 'ui' }, (t) => t.put('key-value', 'k', { value: 'v' }));
  const file = join(root, 'state.jsonl');
  exportState(store, file, '');
  await close();
  await expect(importState(file, directory)).rejects.toThrow(/is not empty/);
  rmSync(databaseFile(directory));
  await expect(importState(file, directory)).rejects.toThrow(/is not empty/);
});
