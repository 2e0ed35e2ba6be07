/**
 * A data directory like one after months of use: 100,000 pods that kube-manager has given interfaces and addresses,
 * made by the real controllers. `node many-pods-directory.ts <directory> <pods> [pods a deployment]` fills one and
 * prints how many records it has.
 */

import { randomUUID } from 'node:crypto';
import { bootstrap } from '../bootstrap.ts';
import { createKubeObject } from '../kube/operations.ts';
import { openDataDirectory } from '../persistence/open-data-directory.ts';
import { SCHEMA } from '../store/schema.ts';
import { provisionNodes, startControllers } from './filling.ts';

const NODES = 500;
const NAMESPACES = 50;
/** Pods created at a time, so that little waits for the disk. */
const SLICE = 2_000;
const ORIGIN = { actor: 'bench', source: 'system' } as const;

const [directory = '', podsText = '100000', perDeployment = String(SLICE)] = process.argv.slice(2);
const pods = Number(podsText);
const size = Math.min(SLICE, Number(perDeployment));
const mint = { uuid: randomUUID };
const { store, close } = openDataDirectory(directory, {
  clock: Date.now,
  onFatal: (error) => {
    throw error;
  },
});
bootstrap(store, mint, { lab: 'none' }, ({ error }) => {
  throw error;
});
store.transact(ORIGIN, (transaction) => {
  provisionNodes({ transaction, mint }, NODES);
  for (let number = 0; number < NAMESPACES; number += 1)
    createKubeObject({ transaction, mint }, 'Namespace', { metadata: { name: `bench-${number}` } });
});
const { rest, stop } = startControllers(store, mint);
for (let made = 0, number = 0; made < pods;) {
  const slice = Math.min(SLICE, pods - made);
  store.transact(ORIGIN, (transaction) => {
    for (let begun = 0; begun < slice; begun += size, number += 1) {
      createKubeObject({ transaction, mint }, 'Deployment', {
        metadata: { name: `web-${number}`, namespace: `bench-${number % NAMESPACES}` },
        spec: {
          replicas: Math.min(size, slice - begun),
          selector: { matchLabels: { app: `web-${number}` } },
          template: {
            metadata: { labels: { app: `web-${number}` } },
            spec: { containers: [{ name: 'web', image: 'nginx' }] },
          },
        },
      });
    }
  });
  made += slice;
  await rest();
}
stop();
const notRunning = [...store.scan('kube/Pod')].filter(({ value }) => value.status?.phase !== 'Running').length;
if (notRunning > 0 || store.count('kube/Pod') !== pods)
  throw new Error(`BUG: ${notRunning} of ${store.count('kube/Pod')} pods do not run`);
process.stdout.write(
  JSON.stringify({ pods, records: [...SCHEMA.keys()].reduce((sum, kind) => sum + store.count(kind), 0) }),
);
await close();
