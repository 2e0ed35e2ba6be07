import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ChangeSet, Origin, Store } from '../store/store.ts';
import { pattern } from '../testing/pattern.ts';
import { databaseFile } from './database.ts';
import { openDataDirectory, type DataDirectory, type DataDirectoryOptions } from './open-data-directory.ts';
import { exportState, importState } from './transfer.ts';

const ORIGIN: Origin = { actor: 'operator', source: 'ui', requestId: 'r1' };
const NOON = '2026-01-31T12:00:00.000Z';
let directory: string;
const opened: DataDirectory[] = [];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'overlay-'));
});
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
  rmSync(directory, { recursive: true, force: true });
});

function open(options: Partial<DataDirectoryOptions> = {}, at = directory): DataDirectory {
  const data = openDataDirectory(at, {
    clock: () => Date.parse(NOON),
    onFatal: (error) => {
      throw error;
    },
    ...options,
  });
  opened.push(data);
  return data;
}

async function reopen(options: Partial<DataDirectoryOptions> = {}): Promise<Store> {
  await opened.pop()?.close();
  return open(options).store;
}

function content(store: Store): unknown {
  return [...store.scan('vrf-id')]
    .map(({ key, value, created, revision }) => [key, value.id, created, revision])
    .sort();
}

/** Puts and deletes that depend on the revision only. */
async function write(store: Store, count: number): Promise<void> {
  for (let step = 0; step < count; step += 1) {
    const at = store.revision;
    store.transact(ORIGIN, (t) => {
      if (at % 5 === 4) t.delete('vrf-id', `n${(at - 1) % 7}/x`);
      t.put('vrf-id', `n${at % 7}/x`, { id: at });
      t.put('vrf-id', `n/${at}`, { id: at });
    });
    if (step % 10 === 9) await store.durable(store.revision);
  }
  await store.durable(store.revision);
}

describe('a data directory', () => {
  test.each([{ foldAfter: 1 }, { foldAfter: 40 }, { foldAfter: 1e6 }])(
    'gives back what was written, with its revisions and history: $foldAfter',
    async (options) => {
      let store = open(options).store;
      await write(store, 300);
      const before = content(store);
      const history = await store.history('vrf-id', 'n1/x', { limit: 1_000 });
      expect(history.length).toBeGreaterThan(40);
      expect(history.map((c) => c.revision)).toEqual([...history.map((c) => c.revision)].sort((a, b) => b - a));
      const id = store.dataDirectoryId;
      store = await reopen(options);
      expect(content(store)).toEqual(before);
      expect({
        revision: store.revision,
        durable: store.durableRevision,
        epoch: store.epoch,
        id: store.dataDirectoryId,
      }).toEqual({ revision: 300, durable: 300, epoch: 2, id });
      expect(await store.history('vrf-id', 'n1/x', { limit: 1_000 })).toEqual(history);
      expect(await store.history('vrf-id', 'n1/x', { limit: 2, before: history[3]!.revision })).toEqual(
        history.slice(4, 6),
      );
      await write(store, 200);
      const later = content(store);
      expect(content(await reopen(options))).toEqual(later);
    },
  );

  test.each([{ foldAfter: 1 }, { foldAfter: 1e6 }])(
    'has every change set by its revision, as it was told, also over a restart: $foldAfter',
    async (options) => {
      const told = new Map<number, ChangeSet>();
      let store = open(options).store;
      store.onCommit((changeSet) => told.set(changeSet.revision, changeSet));
      await write(store, 60);
      const found = async (): Promise<readonly (ChangeSet | undefined)[]> =>
        Promise.all([...told.keys()].map((revision) => store.changeSet(revision)));
      expect(told.size).toBe(60);
      expect(await found()).toEqual([...told.values()]);
      store = await reopen(options);
      expect(await found()).toEqual([...told.values()]);
      expect(await store.changeSet(store.revision + 1)).toBeUndefined();
      // What is written and not yet durable is waited for.
      const { revision, changes } = store.transact(ORIGIN, (t) => t.put('vrf-id', 'n/later', { id: 9 }));
      expect((await store.changeSet(revision))?.changes).toEqual(changes);
    },
  );

  test('a watch continues after a restart, and is gone beyond the durable head', async () => {
    await write(open().store, 50);
    const store = await reopen();
    const told: ChangeSet[] = [];
    expect(store.watch(51, () => {})).toEqual({ gone: true });
    expect(store.watch(20, (c) => told.push(c)).gone).toBe(false);
    await write(store, 1);
    while (told.length < 31) await new Promise((resolve) => setImmediate(resolve));
    expect(told.map((c) => c.revision)).toEqual([
      ...Array.from({ length: 30 }, (_, index) => 21 + index),
      store.revision,
    ]);
    expect(told[4]).toMatchObject({ revision: 25, time: NOON, origin: ORIGIN });
  });

  test.each([
    ['by less than an hour, is waited for', 59 * 60_000, NOON],
    ['by years, is followed', 6 * 365 * 86_400_000, '2020-02-02T12:00:00.000Z'],
  ])('a clock that was set back over a restart %s', async (_name, by, time) => {
    await write(open().store, 1);
    const told: string[] = [];
    const store = await reopen({ clock: () => Date.parse(NOON) - by, tell: (sentence) => told.push(sentence) });
    store.transact(ORIGIN, (t) => t.put('vrf-id', 'n/later', { id: 9 }));
    await store.durable(store.revision);
    expect((await store.history('vrf-id', 'n/later', { limit: 1 }))[0]?.time).toBe(time);
    expect(told).toHaveLength(time === NOON ? 0 : 1);
  });

  test('keeps as much history as asked for, and says where it starts', async () => {
    const options = { foldAfter: 1, history: { revisions: 100, age: 1e12 }, ringSize: 20 };
    let store = open(options).store;
    await write(store, 400);
    expect(store.historyStartsAt).toBeGreaterThan(250);
    const before = content(store);
    expect(await store.history('vrf-id', 'n/3', { limit: 5 })).toEqual([]);
    expect(await store.changeSet(store.historyStartsAt - 1)).toBeUndefined();
    expect((await store.changeSet(store.historyStartsAt))?.revision).toBe(store.historyStartsAt);
    store = await reopen(options);
    expect(content(store)).toEqual(before);
    expect(store.historyStartsAt).toBeGreaterThan(250);
    expect(store.oldestRevision).toBe(380);
    await opened.pop()?.close();
    const sql = new DatabaseSync(databaseFile(directory));
    expect(
      sql.prepare('SELECT count(*) AS n FROM touched WHERE revision < (SELECT min(revision) FROM journal)').get(),
    ).toEqual({ n: 0 });
    sql.close();
  });

  test('drops history by age, when the clock has run evenly for an hour', async () => {
    let now = Date.parse(NOON);
    const store = open({ clock: () => now, foldAfter: 1, history: { revisions: 1e6, age: 7_200_000 } }).store;
    await write(store, 30);
    for (let minute = 0; minute < 125; minute += 5) {
      now += 5 * 60_000;
      await write(store, 1);
    }
    while (store.historyStartsAt === 1) await new Promise((resolve) => setImmediate(resolve));
    expect(store.historyStartsAt).toBe(31);
    expect(store.count('vrf-id')).toBeGreaterThan(50);
  });

  const refusals: readonly [string, RegExp, () => void][] = [
    ['in use', /is in use by another process\. Stop that one/, () => void open()],
    ['newer format', /has format 9, this version reads up to 2/, () => exec('PRAGMA user_version = 9')],
    ['of another program', /belongs to another program/, () => exec('PRAGMA application_id = 77')],
    ['not a database', /not a database/, () => writeFileSync(databaseFile(directory), 'x'.repeat(5_000))],
    [
      'a record that was not written',
      pattern(
        /is damaged: the object vrf-id n\/a is not as it was written\. /,
        /Intact are 0 objects, and no entry of the journal\..*--accept-damage/,
      ),
      () => exec(`INSERT INTO object VALUES ('vrf-id', 'n/a', 1, 1, 7, '{')`),
    ],
    [
      'not a directory',
      /cannot be used/,
      () => {
        directory = join(databaseFile(directory), 'data');
      },
    ],
  ];
  test.each(refusals)('is refused with a sentence: %s', async (_name, message, spoil) => {
    const own = directory;
    await open().close();
    spoil();
    try {
      expect(() => open()).toThrow(
        expect.objectContaining({ name: 'DataDirectoryError', message: expect.stringMatching(message) }),
      );
    } finally {
      directory = own;
    }
  });

  test('is refused to a second process while the first holds it, and free once that is dead', async () => {
    await write(open().store, 1);
    const opening = JSON.stringify(join(import.meta.dirname, 'open-data-directory.ts'));
    const script = `import { openDataDirectory } from ${opening};
      try {
        openDataDirectory(${JSON.stringify(directory)}, { clock: Date.now, onFatal() {} });
        console.log('opened');
        process.kill(process.pid, 'SIGKILL');
      }
      catch (error) { console.log(error.message); }`;
    const child = (): string => {
      try {
        return execFileSync(process.execPath, ['--input-type=module', '-e', script], {
          encoding: 'utf8',
          stdio: ['ignore', 'pipe', 'inherit'],
        });
      } catch (error) {
        return (error as { stdout: string }).stdout;
      }
    };
    expect(child()).toContain('in use by another process');
    await opened.pop()?.close();
    expect(child()).toBe('opened\n');
    expect(child()).toBe('opened\n');
    expect(open().store.epoch).toBe(4);
  });
});

function exec(statement: string): void {
  const sql = new DatabaseSync(databaseFile(directory));
  sql.exec(statement);
  sql.close();
}

describe('export and import', () => {
  test('moves the whole state to an empty directory under a new id', async () => {
    const store = open().store;
    await write(store, 60);
    const file = join(directory, 'state.jsonl');
    expect(exportState(store, file, NOON).records).toBe(store.count('vrf-id'));
    const other = join(directory, 'other');
    await importState(file, other);
    const copy = open({}, other).store;
    expect(content(copy)).toEqual(content(store));
    expect(copy.revision).toBe(60);
    expect(copy.historyStartsAt).toBe(61);
    expect(copy.dataDirectoryId).not.toBe(store.dataDirectoryId);
    await write(copy, 3);
    expect(copy.revision).toBeGreaterThan(60 + 2 ** 16);
    await expect(importState(file, other)).rejects.toThrow(/is not empty/);
  });

  const spoiled: readonly [string, (text: string) => string, RegExp][] = [
    ['cut', (text) => text.slice(0, -40), /Line \d+: it is not a JSON object/],
    ['a line short', (text) => text.split('\n').slice(0, -2).join('\n'), /is not whole: it holds \d+ of \d+ records/],
    ['newer', (text) => text.replace('"format":1', '"format":2'), /has format 2, this version reads up to 1/],
    ['something else', () => '{"apiVersion":"v1"}\n', /is not an export of Overlay Console/],
    ['unknown kind', (text) => text.replace('"kind":"vrf-id"', '"kind":"vlan"'), /Line 2: it is not a record/],
    ['empty', () => '', /is not whole/],
    [
      'twice the same',
      (text) =>
        text
          .split('\n')
          .map((line, index, all) => (index === 2 ? all[1] : line))
          .join('\n'),
      /Line 3: vrf-id .* is there twice/,
    ],
  ];
  test.each(spoiled)('refuses a file that is %s, and leaves the directory empty', async (_name, spoil, message) => {
    const store = open().store;
    await write(store, 5);
    const file = join(directory, 'state.jsonl');
    exportState(store, file, NOON);
    writeFileSync(file, spoil(readFileSync(file, 'utf8')));
    const other = join(directory, 'other');
    await expect(importState(file, other)).rejects.toThrow(message);
    expect(open({}, other).store.revision).toBe(0);
  });
});
