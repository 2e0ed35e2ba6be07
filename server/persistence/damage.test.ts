/**
 * Flipped bytes, cut, missing and exchanged files: nothing damaged is served, and what is intact is exactly what was
 * acknowledged.
 */

import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '../store/store.ts';
import { pattern } from '../testing/pattern.ts';
import { DataDirectoryError } from './data-directory-error.ts';
import { databaseFile } from './database.ts';
import { headFile } from './head-file.ts';
import { openDataDirectory, type DataDirectory, type DataDirectoryOptions } from './open-data-directory.ts';
import { verifyDirectory } from './verify.ts';

const ORIGIN = { actor: 'operator', source: 'ui' } as const;
const WRITES = 160;
const root = mkdtempSync(join(tmpdir(), 'overlay-'));
/** A directory as `kill -9` leaves it, one that was stopped cleanly, and one whose history was trimmed. */
const killed = join(root, 'killed');
const stopped = join(root, 'stopped');
const trimmed = join(root, 'trimmed');
/** What was served after each revision. */
const states = new Map<number, string>();
let copies = 0;

const open = (directory: string, options: Partial<DataDirectoryOptions> = {}): DataDirectory =>
  openDataDirectory(directory, {
    clock: Date.now,
    onFatal: (error) => {
      throw error;
    },
    ...options,
  });

function shown(store: Store): string {
  return JSON.stringify(
    [...store.scan('vrf-id')].map(({ key, value, created, revision }) => [key, value.id, created, revision]).sort(),
  );
}

async function fill(directory: string, options: Partial<DataDirectoryOptions>): Promise<DataDirectory> {
  const data = open(directory, options);
  const { store } = data;
  states.set(0, '[]');
  for (let step = 1; step <= WRITES; step += 1) {
    const { revision } = store.transact(ORIGIN, (t) => {
      t.put('vrf-id', `n${step % 3}/${step % 17}`, { id: step });
      t.put('vrf-id', `n/${step % 40}`, { id: step });
      t.delete('vrf-id', `n/${(step * 7) % 40}`);
    });
    states.set(revision, shown(store));
    if (step % 3 === 0) await store.durable(revision);
  }
  await store.durable(store.revision);
  return data;
}

/** Another process copies: closing the file in this one would drop the lock. */
function copy(from: string): string {
  const at = join(root, `copy-${(copies += 1)}`);
  execFileSync('cp', ['-rp', from, at]);
  return at;
}

function flip(file: string, at: number): void {
  const bytes = readFileSync(file);
  bytes[at] = bytes[at]! ^ (1 << (at % 8));
  writeFileSync(file, bytes);
}

function isRefusal(error: unknown, sentence: RegExp): boolean {
  return error instanceof DataDirectoryError && sentence.test(error.message);
}

/** Refused with a sentence, or served as it was written; never anything else. Gives whether it was refused. */
async function refusedOrTrue(directory: string, why: string): Promise<boolean> {
  let data: DataDirectory;
  try {
    data = open(directory);
  } catch (error) {
    if (isRefusal(error, /^The (data directory|file|database) .*\.$/)) return true;
    throw new Error(why, { cause: error });
  }
  expect(data.store.revision, why).toBe(WRITES);
  expect(shown(data.store), why).toBe(states.get(WRITES));
  for (let key = 0; key < 17; key += 1) {
    const revisions = (await data.store.history('vrf-id', `n1/${key}`, { limit: 1_000 })).map(
      ({ revision }) => revision,
    );
    expect(revisions, why).toEqual(
      Array.from({ length: WRITES }, (_, index) => WRITES - index).filter(
        (step) => step % 3 === 1 && step % 17 === key,
      ),
    );
  }
  await data.close();
  return false;
}

/**
 * With `--accept-damage`: a prefix, whole, of what was acknowledged; gives its last revision, or undefined where too
 * little is left.
 */
async function accepted(directory: string, why: string): Promise<number | undefined> {
  let data: DataDirectory;
  try {
    data = open(directory, { acceptDamage: true });
  } catch (error) {
    if (isRefusal(error, /beyond what --accept-damage can do|belongs to another program|has format \d+|is missing,/))
      return undefined;
    throw new Error(why, { cause: error });
  }
  const { store } = data;
  const { revision } = store;
  expect(shown(store), why).toBe(states.get(revision));
  await store.durable(store.transact(ORIGIN, (t) => t.put('vrf-id', 'n/later', { id: 7 })).revision);
  await data.close();
  expect(verifyDirectory(directory), why).toMatchObject({ whole: true });
  return revision;
}

beforeAll(async () => {
  const data = await fill(killed, { foldAfter: 30, walPages: 1_000 });
  execFileSync('cp', ['-rp', killed, stopped]);
  await data.close();
  execFileSync('cp', ['-rp', killed, `${stopped}-cleanly`]);
  rmSync(killed, { recursive: true });
  renameSync(stopped, killed);
  renameSync(`${stopped}-cleanly`, stopped);
  await (await fill(trimmed, { foldAfter: 10, history: { revisions: 60, age: 1e12 } })).close();
}, 60_000);
afterAll(() => rmSync(root, { recursive: true, force: true }));

test('undamaged, both serve everything, and are found whole', async () => {
  expect([statSync(`${databaseFile(killed)}-wal`).size > 100_000, existsSync(`${databaseFile(stopped)}-wal`)]).toEqual([
    true,
    false,
  ]);
  for (const one of [killed, stopped]) {
    expect(verifyDirectory(copy(one))).toMatchObject({ whole: true });
    expect(await refusedOrTrue(copy(one), one)).toBe(false);
  }
});

test('all objects are counted, also those that only the journal has', async () => {
  const young = join(root, 'young');
  const data = await fill(young, { foldAfter: 1e9 });
  const counts = [copy(young), copy(killed), copy(stopped)].map((at) =>
    /^objects +(\d+): (\d+) folded.*; (.*)$/m.exec(verifyDirectory(at).lines.join('\n'))!.slice(1),
  );
  await data.close();
  const all = String((JSON.parse(states.get(WRITES)!) as unknown[]).length);
  expect(counts).toEqual([
    [all, '0', `what changed since stands in the last ${WRITES} entries of the journal`],
    [
      all,
      expect.any(String),
      expect.stringMatching(/^what changed since stands in the last \d+ entries of the journal$|^nothing/),
    ],
    [all, all, 'nothing in the journal after them'],
  ]);
});

describe('a flipped byte', () => {
  // What the log has again, and a line of the head that its other line makes up for, need not be refused.
  const places: readonly [string, () => string, (directory: string) => string, refused: number][] = [
    ['the database, stopped cleanly', () => stopped, databaseFile, 3],
    ['the database, killed', () => killed, databaseFile, 0],
    ['the write-ahead log', () => killed, (directory) => `${databaseFile(directory)}-wal`, 3],
    ['the file head', () => stopped, headFile, 0],
  ];
  test.each(places)('in %s is never served: 16 places', { timeout: 120_000 }, async (name, from, file, least) => {
    let random = 4_711;
    let refusals = 0;
    for (let round = 0; round < 16; round += 1) {
      random = (random * 48_271) % 2_147_483_647;
      const at = copy(from());
      const size = statSync(file(at)).size;
      const place = random % size;
      const why = `${name}, byte ${place} of ${size}`;
      flip(file(at), place);
      if (!(await refusedOrTrue(at, why))) continue;
      refusals += 1;
      // A refusal leaves everything as it was found: the byte put right, all of it is there again.
      const restored = copy(at);
      flip(file(restored), place);
      expect(await refusedOrTrue(restored, `${why}, flipped back`)).toBe(false);
      if (round % 4 === 0) await accepted(at, why);
    }
    expect(refusals).toBeGreaterThanOrEqual(least);
  });

  test('in an entry of the journal cuts it there, when that is accepted', async () => {
    const at = copy(killed);
    const bytes = readFileSync(`${databaseFile(at)}-wal`);
    const place = bytes.indexOf('"revision":100,');
    expect(place).toBeGreaterThan(0);
    flip(`${databaseFile(at)}-wal`, place + 14);
    expect(() => open(at)).toThrow(
      pattern(
        /is damaged: the journal ends at revision \d+, but everything up to revision 160 was on disk: /,
        /\d+ changes are missing \(a changed or missing overlay\.sqlite-wal.*Intact are .*--accept-damage/,
      ),
    );
    const revision = (await accepted(at, 'entry 100'))!;
    expect(revision).toBeLessThan(100);
    expect(revision).toBeGreaterThan(90);
    expect(existsSync(`${databaseFile(at)}-wal.damaged`)).toBe(true);
  });

  test('in an object is restored from its entry, when history still goes back far enough', async () => {
    const at = copy(stopped);
    const bytes = readFileSync(databaseFile(at));
    let place = bytes.indexOf('{"id":120}');
    // In entries of the journal a colon is before it.
    while (bytes[place - 1] === ':'.charCodeAt(0)) place = bytes.indexOf('{"id":120}', place + 1);
    flip(databaseFile(at), place + 7);
    expect(() => open(at)).toThrow(/is damaged: .*the object vrf-id n\S+ is not as it was written/);
    expect(await accepted(at, 'object')).toBe(WRITES);
  });

  test('in an object of a directory with trimmed history: the rest is served, and what is lost is named', async () => {
    const at = copy(trimmed);
    const told: string[] = [];
    const data = open(at);
    const [oldest] = [...data.store.scan('vrf-id')].sort((a, b) => a.revision - b.revision);
    const count = data.store.count('vrf-id');
    await data.close();
    flip(databaseFile(at), readFileSync(databaseFile(at)).lastIndexOf(`{"id":${oldest!.value.id}}`) + 6);
    expect(() => open(at)).toThrow(/is damaged/);
    const saved = open(at, { acceptDamage: true, tell: (sentence) => told.push(sentence) });
    const lost = count - saved.store.count('vrf-id');
    expect([0, 1]).toContain(lost);
    expect([told.join().includes(`vrf-id ${oldest!.key}`), saved.store.revision]).toEqual([lost === 1, WRITES]);
    await saved.close();
  });
});

describe('files', () => {
  /** What is lost; the refusal; and what `--accept-damage` gives: its last revision, or another refusal. */
  const lost: readonly [string, (directory: string) => void, RegExp, left: number | undefined][] = [
    [
      'the write-ahead log is missing',
      (at) => rmSync(`${databaseFile(at)}-wal`),
      /is damaged: the (journal ends at revision 0, but everything up to revision 160 was|database file is empty)/,
      0,
    ],
    [
      'the database is missing',
      (at) => rmSync(databaseFile(at)),
      pattern(
        /The database \S+ is missing, but the file head beside it says that there was one\. /,
        /It held everything up to revision 160/,
      ),
      undefined,
    ],
    [
      'the database is empty',
      (at) => {
        truncateSync(databaseFile(at), 0);
        rmSync(`${databaseFile(at)}-wal`);
      },
      /is damaged: the database file is empty/,
      undefined,
    ],
    ['the head is missing', (at) => rmSync(headFile(at)), /is damaged: the file head is missing/, WRITES],
    [
      'the head is of another directory',
      (at) => cpSync(headFile(trimmed), headFile(at)),
      /is damaged: the file head is of another data directory/,
      WRITES,
    ],
    [
      'the head is garbage',
      (at) => writeFileSync(headFile(at), 'x'.repeat(512)),
      /is damaged: the file head is not as it was written/,
      WRITES,
    ],
  ];
  test.each(lost)('%s: refused, and --accept-damage serves what is intact', async (_name, lose, sentence, left) => {
    const at = copy(killed);
    lose(at);
    expect(() => open(at)).toThrow(sentence);
    expect(() => open(at)).toThrow(sentence);
    expect(await accepted(at, sentence.source)).toBe(left);
  });

  test('a head that lags, as after a power cut, or of which one line is torn, does no harm', async () => {
    const at = copy(stopped);
    const early = readFileSync(headFile(at));
    const data = open(at);
    const { revision } = data.store.transact(ORIGIN, (t) => t.put('vrf-id', 'n/later', { id: 5 }));
    await data.store.durable(revision);
    await data.close();
    writeFileSync(headFile(at), early);
    const again = open(at);
    expect(again.store.revision).toBe(revision);
    await again.close();
    const torn = readFileSync(headFile(at));
    writeFileSync(headFile(at), Buffer.concat([torn.subarray(0, 256), Buffer.alloc(256)]));
    const whole = open(at);
    expect([whole.store.revision, whole.store.get('vrf-id', 'n/later')?.value.id]).toEqual([revision, 5]);
    await whole.close();
  });

  test(
    'what is left of a process that ended while it made a database is made anew; beside a head that knows of one ' +
      'it is refused',
    async () => {
      const at = join(root, 'unfinished');
      await open(at).close();
      renameSync(databaseFile(at), `${databaseFile(at)}.new`);
      const data = open(at);
      expect([data.store.revision, existsSync(`${databaseFile(at)}.new`)]).toEqual([0, false]);
      await data.close();
      const lost = copy(stopped);
      renameSync(databaseFile(lost), `${databaseFile(lost)}.new`);
      expect(() => open(lost)).toThrow(/is missing, but the file head beside it says that there was one/);
    },
  );

  test('an old database under a newer head is refused; an old copy of all is served, no revision reused', async () => {
    const at = copy(stopped);
    const early = copy(stopped);
    let data = open(at);
    const seen: number[] = [];
    for (let step = 0; step < 5; step += 1)
      seen.push(data.store.transact(ORIGIN, (t) => t.put('vrf-id', 'n/seen', { id: step + 1 })).revision);
    await data.store.durable(seen[4]!);
    await data.close();
    const mixed = copy(at);
    cpSync(databaseFile(early), databaseFile(mixed));
    expect(() => open(mixed)).toThrow(
      pattern(
        /the journal ends at revision 160, but everything up to revision \d+ was on disk: /,
        /5 changes are missing .*an older file in its place/,
      ),
    );
    data = open(early);
    const { store } = data;
    expect(store.revision).toBe(WRITES);
    for (const revision of seen) expect(store.watch(revision, () => {})).toEqual({ gone: true });
    const later = store.transact(ORIGIN, (t) => t.put('vrf-id', 'n/seen', { id: 99 })).revision;
    await store.durable(later);
    expect(seen).not.toContain(later);
    for (const revision of [...seen, WRITES + 1, later - 1])
      expect(
        store.watch(revision, () => {}),
        `revision ${revision}`,
      ).toEqual({ gone: true });
    const told: number[] = [];
    expect(store.watch(WRITES, (changeSet) => told.push(changeSet.revision)).gone).toBe(false);
    while (told.length === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(told).toEqual([later]);
    await data.close();
  });

  test('damaged history of a large directory is reported when it is read, and found by verify', async () => {
    const at = copy(stopped);
    // Pages keep remains of what was moved: every place that has the entry.
    for (let place = -1; (place = readFileSync(databaseFile(at)).indexOf('{"revision":3,"time"', place + 1)) >= 0;)
      flip(databaseFile(at), place + 30);
    const data = open(at, { smallBytes: 0, ringSize: 5 });
    await expect(data.store.history('vrf-id', 'n/3', { limit: 1_000 })).rejects.toThrow(
      /The history cannot be shown: the journal's entry of revision \d+ is not as it was written/,
    );
    await expect(data.store.changeSet(3)).rejects.toThrow(/the journal's entry of revision 3 is not as it was written/);
    expect((await data.store.changeSet(2))?.revision).toBe(2);
    expect(shown(data.store)).toBe(states.get(WRITES));
    await data.close();
    const { whole, lines } = verifyDirectory(at);
    expect([whole, lines.join('\n')]).toEqual([
      false,
      expect.stringMatching(/DAMAGED: the journal's entry of revision 3 is not as it was written/),
    ]);
    expect(await accepted(at, 'history')).toBe(WRITES);
  });
});
