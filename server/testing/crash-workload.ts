/**
 * The process that is killed, and how what it left is checked. A workload is a child process that prints what it
 * promised: `ack <revision> <digest>` once a write is confirmed, `saw <revision> <digest>` for what a watcher was told,
 * and any line of its own. After each kill the workload looks at what the restart has.
 */

import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { parseVrfIdKey } from '../model/oper/vrf-id.ts';
import { openDataDirectory } from '../persistence/open-data-directory.ts';
import type { ChangeSet, Store } from '../store/store.ts';

export interface CrashWorkload {
  readonly name: string;
  /** The process of one life: a .ts file for Node and its arguments. */
  command(directory: string, seed: number): { readonly file: string; readonly args: readonly string[] };
  /** Longest time between the first acknowledgement and the kill, milliseconds; 350 unless given. */
  readonly longestLife?: number;
  /** Acknowledgements that a kill waits for at most; 60 unless given. */
  readonly mostAwaited?: number;
  /**
   * For a process that promises nothing on its own stdout: called when that says `ready <url>`, uses it from outside,
   * and says what it was promised. `before` are the lines of earlier lives.
   */
  drive?(url: string, seed: number, before: readonly string[], say: (line: string) => void): { stop(): Promise<void> };
  /** What the restart got wrong, as sentences, given every line printed in all lives so far. */
  verify(directory: string, lines: readonly string[]): Promise<readonly string[]>;
}

/** Options under which folding, copying of the log and trimming happen many times in a short life. */
export const BUSY_DISK = { foldAfter: 150, walPages: 60, ringSize: 1_000_000, ringBytes: Infinity } as const;

/** What a change set did, in short. */
export function digest({ changes }: ChangeSet): string {
  const said = changes.map(({ kind, key, new: record }) => [kind, key, record?.value ?? null]);
  return createHash('sha256').update(JSON.stringify(said)).digest('base64url').slice(0, 16);
}

/**
 * Transactions on the store itself: `crash-child.ts` draws numbers and addresses, frees them, and fails now and
 * then.
 */
export const storeWorkload: CrashWorkload = {
  name: 'store',
  command: (directory, seed) => ({
    file: fileURLToPath(new URL('crash-child.ts', import.meta.url)),
    args: [directory, String(seed)],
  }),
  verify: async (directory, lines) => {
    const { store, close } = openDataDirectory(directory, {
      clock: Date.now,
      onFatal: (error) => {
        throw error;
      },
      ...BUSY_DISK,
    });
    try {
      const journal = await readJournal(store);
      return [...promisesBroken(journal, lines), ...replayDiffers(store, journal), ...numbersWrong(store)];
    } finally {
      await close();
    }
  },
};

/** What a start leaves free, at least. */
const LEAST_GAP = 2 ** 16;

/** Everything from revision 1 on; the ring has to be long enough. */
export async function readJournal(store: Store): Promise<readonly ChangeSet[]> {
  const journal: ChangeSet[] = [];
  const head = store.revision;
  const watch = store.watch(0, (changeSet) => journal.push(changeSet));
  if (watch.gone) throw new Error('BUG: the ring of the verifying store does not reach back to revision 0.');
  while ((journal.at(-1)?.revision ?? 0) < head) await new Promise((resolve) => setImmediate(resolve));
  watch.stop();
  return journal;
}

/** Acknowledged or seen, and not there, or not as it was. */
export function promisesBroken(journal: readonly ChangeSet[], lines: readonly string[]): string[] {
  const digests = new Map(journal.map((changeSet) => [changeSet.revision, digest(changeSet)]));
  return lines.flatMap((line) => {
    const [promise, revision, said] = line.split(' ');
    if (promise !== 'ack' && promise !== 'saw') return [];
    const found = digests.get(Number(revision));
    if (found === said) return [];
    return [
      `Revision ${revision} was ${promise === 'ack' ? 'acknowledged' : 'shown to a watcher'} as ${said}; after ` +
        `the restart it is ${found ?? 'gone'} (head ${journal.at(-1)?.revision ?? 0}).`,
    ];
  });
}

/**
 * The journal, replayed, must give the state; revisions have no gaps but those of starts, and time does not go
 * back.
 */
function replayDiffers(store: Store, journal: readonly ChangeSet[]): string[] {
  const problems: string[] = [];
  const state = new Map<string, unknown>();
  journal.forEach((changeSet, index) => {
    const step = changeSet.revision - (journal[index - 1]?.revision ?? 0);
    if (step !== 1 && step < LEAST_GAP)
      problems.push(
        `Revision ${changeSet.revision} stands ${step} after the one before: neither next to it nor behind the ` +
          'gap of a start.',
      );
    if (index > 0 && changeSet.time < journal[index - 1]!.time)
      problems.push(`Time goes back at revision ${changeSet.revision}.`);
    for (const { kind, key, new: record } of changeSet.changes) {
      if (record === undefined) state.delete(`${kind} ${key}`);
      else state.set(`${kind} ${key}`, JSON.stringify([record.value, record.created, record.revision]));
    }
  });
  for (const kind of ['vrf-id', 'number-pool', 'key-value'] as const) {
    for (const { key, value, created, revision } of store.scan(kind)) {
      if (state.get(`${kind} ${key}`) !== JSON.stringify([value, created, revision]))
        problems.push(`${kind} ${key} differs from what the journal says.`);
      state.delete(`${kind} ${key}`);
    }
  }
  for (const key of state.keys()) problems.push(`${key} is in the journal and not in the state.`);
  return problems;
}

/** No number twice on a node, no address twice, none held by nobody, none past its cursor. */
function numbersWrong(store: Store): string[] {
  const problems: string[] = [];
  const holders = new Map<string, string>();
  for (const { key, value } of store.scan('vrf-id')) {
    const node = parseVrfIdKey(key).node;
    const place = `${node} number ${value.id}`;
    const other = holders.get(place);
    if (other !== undefined) problems.push(`The number ${value.id} of ${node} is held by ${other} and ${key}.`);
    holders.set(place, key);
    if (value.id >= (store.get('number-pool', `vrf-id:${node}`)?.value.next ?? 0))
      problems.push(`The number ${value.id} of ${key} is past the cursor.`);
    if (store.get('key-value', `owner/${key}`)?.value.value !== String(value.id))
      problems.push(`${key} and its owner do not agree.`);
  }
  const addresses = new Set<string>();
  for (const { key, value } of store.scan('key-value')) {
    if (key.startsWith('owner/') && store.get('vrf-id', key.slice('owner/'.length)) === undefined)
      problems.push(`${key} leaked: what it belongs to is gone.`);
    if (!key.startsWith('address/')) continue;
    if (addresses.has(value.value)) problems.push(`${value.value} holds two addresses.`);
    addresses.add(value.value);
    if (store.get('vrf-id', value.value) === undefined)
      problems.push(`The address ${key.slice('address/'.length)} leaked: ${value.value} is gone.`);
  }
  if (addresses.size !== store.count('vrf-id'))
    problems.push(`${store.count('vrf-id')} holders have ${addresses.size} addresses.`);
  return problems;
}
