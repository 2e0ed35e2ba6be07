/**
 * The phases of a start with a data directory, in processor time of the main thread: `node start-phases.ts <directory>`
 * runs the longest ones one after the other and prints the ms of each as JSON. Verification is part of reading; it is
 * measured once more on its own, at the end.
 */

import { validateRecord } from '../contract/record/validate.ts';
import { createDerived } from '../derived/derived.ts';
import { objectSum } from '../persistence/checksums.ts';
import { lockDatabase } from '../persistence/database.ts';
import { openDataDirectory } from '../persistence/open-data-directory.ts';
import { createViewsApi } from '../views-api/views-api.ts';

const [directory = ''] = process.argv.slice(2);
const phases = new Map<string, number>();

function phase<T>(name: string, body: () => T): T {
  const begun = process.threadCpuUsage();
  const result = body();
  const { user, system } = process.threadCpuUsage(begun);
  phases.set(name, Math.round((user + system) / 1_000));
  return result;
}

const { store, close } = phase('read and verified', () =>
  openDataDirectory(directory, {
    clock: Date.now,
    onFatal: (error) => {
      throw error;
    },
    validate: validateRecord,
  }),
);
const derived = phase('consequences', () =>
  createDerived(store, { dataDirectoryId: store.dataDirectoryId, schedule: () => undefined }),
);
const views = phase('views', () => createViewsApi({ store, derived, knownHosts: [] }));
phase('indexes, after ready', () => {
  for (const _step of store.catchUp([])) continue;
});
views.close();
derived.close();
await close();
const { sql } = lockDatabase(directory);
const rows = sql.prepare('SELECT kind, key, created, revision, sum, value FROM object ORDER BY rowid');
rows.setReturnArrays(true);
const read = (take: (row: readonly [string, string, number, number, number, string]) => void): void => {
  for (const row of rows.iterate() as Iterable<unknown> as Iterable<
    readonly [string, string, number, number, number, string]
  >)
    take(row);
};
phase('rows alone', () => read(() => undefined));
phase('checksums of rows', () =>
  read(([kind, key, created, revision, sum, value]) => {
    if (objectSum(kind, key, created, revision, value) !== sum)
      throw new Error(`BUG: ${kind} ${key} is not as it was written`);
  }),
);
phases.set('checksums of rows', Math.max(0, phases.get('checksums of rows')! - phases.get('rows alone')!));
sql.close();
process.stdout.write(JSON.stringify(Object.fromEntries(phases)));
