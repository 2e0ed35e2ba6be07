/**
 * One process that writes and confirms, to be watched or hindered from outside: `node durability-child.ts <directory>
 * <transactions> [maxPages] [at once]`. Prints `ack <revision>` after each durable transaction, or after each so many
 * that were begun at once; ends with 74 and a sentence when the disk fails it.
 */

import { writeSync } from 'node:fs';
import { openDataDirectory } from './open-data-directory.ts';

const [directory = '', count = '0', maxPages, atOnce = '1'] = process.argv.slice(2);
// A file-size limit sends this signal, which would end the process before it can say why.
process.on('SIGXFSZ', () => {});
const { store, close } = openDataDirectory(directory, {
  clock: Date.now,
  onFatal: (error) => {
    writeSync(2, `${error.message}\n`);
    process.exit(74);
  },
  ...(maxPages !== undefined && { maxPages: Number(maxPages), walPages: 20 }),
});
for (let step = 0; step < Number(count); step += 1) {
  const { revision } = store.transact({ actor: 'operator', source: 'ui' }, (t) =>
    t.put('key-value', `k${step}`, { value: 'x'.repeat(2_000) }),
  );
  if ((step + 1) % Number(atOnce) !== 0) continue;
  await store.durable(revision);
  writeSync(1, `ack ${revision}\n`);
}
await close();
