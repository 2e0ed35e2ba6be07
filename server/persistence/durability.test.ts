/** What `kill -9` cannot show: that a sync lies before each confirmation, and that a failing disk ends the process. */

import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pattern } from '../testing/pattern.ts';
import { databaseFile } from './database.ts';
import { openDataDirectory } from './open-data-directory.ts';

const CHILD = join(import.meta.dirname, 'durability-child.ts');
const STRACE = '/usr/bin/strace';
const hasStrace = existsSync(STRACE);
let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'overlay-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function child(
  command: string,
  args: readonly string[],
): { readonly status: number | null; readonly out: string; readonly err: string } {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', timeout: 60_000 });
  return { status, out: stdout, err: stderr };
}

async function headOf(at: string): Promise<number> {
  const { store, close } = openDataDirectory(at, {
    clock: Date.now,
    onFatal: (error) => {
      throw error;
    },
  });
  const { revision } = store;
  expect(store.count('key-value')).toBe(revision);
  await close();
  return revision;
}

/** Why the directory is not opened. */
function refusalToOpen(at: string): string {
  try {
    openDataDirectory(at, {
      clock: Date.now,
      onFatal: (error) => {
        throw error;
      },
    });
  } catch (error) {
    return String(error);
  }
  return 'It was opened.';
}

function lastAck(out: string): number {
  return Number(/ack (\d+)\n$/.exec(out)?.[1] ?? 0);
}

if (!hasStrace && process.env['CI'] === undefined)
  console.warn(
    `NOT PROVEN: ${STRACE} is missing, so the order of sync and confirmation was not checked. Install the Debian ` +
      'package strace.',
  );

describe.skipIf(!hasStrace && process.env['CI'] === undefined)('seen by the system-call trace', () => {
  test('a sync of the log lies between the last write to it and each confirmation', { timeout: 90_000 }, () => {
    expect(hasStrace, `${STRACE} is needed in CI: install the Debian package strace.`).toBe(true);
    const trace = join(directory, 'trace');
    const data = join(directory, 'data');
    const { status, out } = child(STRACE, [
      '-f',
      '-y',
      '-o',
      trace,
      '-e',
      'trace=pwrite64,write,writev,fdatasync,fsync',
      '-s',
      '40',
      process.execPath,
      CHILD,
      data,
      '20',
    ]);
    expect(status).toBe(0);
    expect(lastAck(out)).toBe(20);
    let unsynced = false;
    let writes = 0;
    const confirmed: boolean[] = [];
    // A call during which another thread made one has two lines: begun, and resumed. By thread: nothing was
    // written since it began.
    const syncing = new Map<string, boolean>();
    for (const line of readFileSync(trace, 'utf8').split('\n')) {
      if (/pwrite64\(\d+<[^>]*overlay\.sqlite-wal>/.test(line)) {
        unsynced = true;
        writes += 1;
        for (const thread of syncing.keys()) syncing.set(thread, false);
      } else if (/f(data)?sync\(\d+<[^>]*overlay\.sqlite-wal>.*<unfinished/.test(line))
        syncing.set(line.split(' ', 1)[0]!, true);
      else if (/<\.\.\. f(data)?sync resumed>\)\s+= 0/.test(line)) {
        const thread = line.split(' ', 1)[0]!;
        if (syncing.get(thread) === true) unsynced = false;
        syncing.delete(thread);
      } else if (/f(data)?sync\(\d+<[^>]*overlay\.sqlite-wal>\)\s+= 0/.test(line)) unsynced = false;
      else if (/write\(1<[^>]*>, "ack /.test(line)) {
        confirmed.push(!unsynced && writes > 0);
        writes = 0;
      }
    }
    expect(confirmed).toEqual(Array.from({ length: 20 }, () => true));
  });

  const faults: readonly [string, string, RegExp][] = [
    ['a sync fails', 'fdatasync,fsync:error=EIO:when=30+', /reported an input\/output error/],
    ['a write fails', 'pwrite64:error=EIO:when=60+', /reported an input\/output error/],
    ['the disk is full', 'pwrite64:error=ENOSPC:when=60+', /is full/],
    ['the disk turns read-only', 'pwrite64:error=EROFS:when=60+', /error|read-only/],
  ];
  test.each(faults)(
    'the process ends with a sentence, and nothing confirmed is lost, when %s',
    { timeout: 90_000 },
    async (_name, fault, reason) => {
      const data = join(directory, 'data');
      const { status, out, err } = child(STRACE, [
        '-f',
        '-o',
        '/dev/null',
        '-e',
        'trace=pwrite64,fdatasync,fsync',
        '-e',
        `inject=${fault}`,
        process.execPath,
        CHILD,
        data,
        '400',
      ]);
      expect({ status, err }).toEqual({
        status: 74,
        err: expect.stringMatching(
          pattern(
            /^The journal in .* cannot be written: /,
            /.*Everything up to revision \d+ is safe and nothing later was confirmed\..*\n$/,
          ),
        ),
      });
      expect(err).toMatch(reason);
      const confirmed = lastAck(out);
      expect(confirmed).toBeGreaterThan(0);
      expect(err).toContain(`up to revision ${confirmed} is safe`);
      expect(await headOf(data)).toBeGreaterThanOrEqual(confirmed);
    },
  );
});

describe('a full disk', () => {
  const limits: readonly [string, (data: string) => readonly [string, readonly string[]], RegExp][] = [
    ['the database may not grow', (data) => [process.execPath, [CHILD, data, '2000', '100']], /is full/],
    [
      'the database may not grow, and many wait',
      (data) => [process.execPath, [CHILD, data, '20000', '1000', '150']],
      /is full/,
    ],
    [
      'the file may not grow',
      (data) => ['/bin/sh', ['-c', 'ulimit -f 600; exec "$0" "$@"', process.execPath, CHILD, data, '2000']],
      /full|input\/output/,
    ],
  ];
  test.each(limits)('ends the process with a sentence when %s', { timeout: 60_000 }, async (_name, command, reason) => {
    const data = join(directory, 'data');
    const { status, out, err } = child(...command(data));
    expect({ status, err }).toEqual({ status: 74, err: expect.stringMatching(reason) });
    expect(lastAck(out)).toBeGreaterThan(10);
    expect(await headOf(data)).toBeGreaterThanOrEqual(lastAck(out));
  });
});

test('a copy whose log is cut anywhere opens to an exact prefix of transactions', { timeout: 120_000 }, async () => {
  const data = join(directory, 'data');
  const copy = join(directory, 'copy');
  const { store, close } = openDataDirectory(data, {
    clock: Date.now,
    onFatal: (error) => {
      throw error;
    },
    foldAfter: 30,
  });
  /** State after each revision, as text. */
  const states: string[] = ['[]'];
  const shown = (of: typeof store): string =>
    JSON.stringify(
      [...of.scan('vrf-id')].map(({ key, value, created, revision }) => [key, value.id, created, revision]).sort(),
    );
  for (let step = 1; step <= 240; step += 1) {
    store.transact({ actor: 'operator', source: 'ui' }, (t) => {
      t.put('vrf-id', `n${step % 3}/${step % 17}`, { id: step });
      t.put('vrf-id', `n/${step % 40}`, { id: step });
      t.delete('vrf-id', `n/${(step * 7) % 40}`);
      if (t.count('vrf-id') === 0) t.put('vrf-id', 'n/only', { id: step });
    });
    states[store.revision] = shown(store);
    if (step % 3 === 0) await store.durable(store.revision);
  }
  await store.durable(store.revision);
  // Another process copies: closing the file in this one would drop the lock.
  mkdirSync(copy, { mode: 0o700 });
  execFileSync('cp', ['-rp', `${data}/.`, copy]);
  const log = `${databaseFile(copy)}-wal`;
  const size = statSync(log).size;
  expect(size).toBeGreaterThan(200_000);
  let seed = 11;
  const head = store.revision;
  const heads = new Set<number>();
  const refusals: string[] = [];
  for (let cut = 0; cut < 120; cut += 1) {
    seed = (seed * 48_271) % 2_147_483_647;
    const at = join(directory, `cut-${cut}`);
    execFileSync('cp', ['-rp', copy, at]);
    truncateSync(`${databaseFile(at)}-wal`, 40_000 + (seed % (size - 40_000)));
    const told: string[] = [];
    if (seed % 8 === 0) refusals.push(refusalToOpen(at));
    const opened = openDataDirectory(at, {
      clock: Date.now,
      onFatal: (error) => {
        throw error;
      },
      acceptDamage: true,
      tell: (sentence) => told.push(sentence),
    });
    const { revision } = opened.store;
    expect(told.map((sentence) => sentence.includes(`everything up to revision ${revision} is served`))).toEqual(
      revision === head ? [] : [true],
    );
    expect(shown(opened.store), `cut ${cut} opened at revision ${revision}`).toBe(states[revision]);
    heads.add(revision);
    await opened.close();
    rmSync(at, { recursive: true });
  }
  expect(heads.size).toBeGreaterThan(30);
  expect(refusals).not.toEqual([]);
  for (const refusal of refusals)
    expect(refusal).toMatch(
      /is damaged: the journal ends at revision \d+, but everything up to revision \d+ was on disk/,
    );
  await close();
});
