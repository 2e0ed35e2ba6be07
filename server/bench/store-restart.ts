/** Opens a data directory and prints how long that took: `node store-restart.ts <directory>`. */

import { openDataDirectory } from '../persistence/open-data-directory.ts';

const start = performance.now();
const { store, close } = openDataDirectory(process.argv[2] ?? '', {
  clock: Date.now,
  onFatal: (error) => {
    throw error;
  },
});
const seconds = (performance.now() - start) / 1_000;
const rss = process.memoryUsage.rss();
const records = store.count('instance-ip');
const paging = performance.now();
for (let page = 0, after: string | undefined; page < 1_000; page += 1) {
  after = store.page('instance-ip', { limit: 100, ...(after !== undefined && { after }) }).at(-1)?.key;
}
const page = (performance.now() - paging) / 1_000;
process.stdout.write(JSON.stringify({ records, seconds, rss, page }));
await close();
