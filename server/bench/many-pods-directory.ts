/**
 * A data directory as months of use leave it: 100,000 pods that kube-manager has given interfaces and addresses, made by
 * the real controllers. `node many-pods-directory.ts <directory> <pods> [pods a deployment]` fills one and prints how many records it has.
 */
import { randomUUID } from 'node:crypto';
import { bootstrap } from '../bootstrap.ts';
import { ALL_CONTROLLERS } from '../controllers/all-controllers.ts';
import { runControllers } from '../controllers/runtime/run.ts';
import { createKubeObject } from '../kube/operations.ts';
import { provisionComputeNode } from '../lab/provision.ts';
import { openDataDirectory } from '../persistence/open-data-directory.ts';
import { SCHEMA } from '../store/schema.ts';

const NODES = 500;
const NAMESPACES = 50;
/** Pods that are made at a time: what waits for the disk stays small. */
const SLICE = 2_000;
const ORIGIN = { actor: 'bench', source: 'system' } as const;

const [directory = '', podsText = '100000', perDeployment = String(SLICE)] = process.argv.slice(2);
const pods = Number(podsText);
const size = Math.min(SLICE, Number(perDeployment));
const mint = { uuid: randomUUID };
const { store, close } = openDataDirectory(directory, { clock: Date.now, onFatal: (error) => { throw error; } });
bootstrap(store, mint, { lab: 'none' }, ({ error }) => { throw error; });
store.transact(ORIGIN, (transaction) => {
  for (let node = 0; node < NODES; node += 1) {
    const place = `${1 + (node >> 8)}.${node & 255}`;
    provisionComputeNode({ transaction, mint }, { name: `node${String(node).padStart(3, '0')}`, management: `10.85.${place}`, fabric: `10.169.${place}` });
  }
  for (let number = 0; number < NAMESPACES; number += 1) createKubeObject({ transaction, mint }, 'Namespace', { metadata: { name: `bench-${number}` } });
});
const running = runControllers(store, ALL_CONTROLLERS, {
  mint,
  timers: { now: () => performance.now(), soon: (task) => void setImmediate(task), after: (delay, task) => {
    const timer = setTimeout(task, delay);
    return () => clearTimeout(timer);
  } },
  report: ({ controller, key, error }) => {
    throw new Error(`${controller} ${key} failed`, { cause: error });
  },
});
for (let made = 0, number = 0; made < pods;) {
  const slice = Math.min(SLICE, pods - made);
  store.transact(ORIGIN, (transaction) => {
    for (let begun = 0; begun < slice; begun += size, number += 1) {
      createKubeObject({ transaction, mint }, 'Deployment', {
        metadata: { name: `web-${number}`, namespace: `bench-${number % NAMESPACES}` },
        spec: { replicas: Math.min(size, slice - begun), selector: { matchLabels: { app: `web-${number}` } }, template: { metadata: { labels: { app: `web-${number}` } }, spec: { containers: [{ name: 'web', image: 'nginx' }] } } },
      });
    }
  });
  made += slice;
  do {
    await running.idle();
    await store.durable(store.revision);
  } while (running.backlog().ready > 0);
}
running.stop();
const notRunning = [...store.scan('kube/Pod')].filter(({ value }) => value.status?.phase !== 'Running').length;
if (notRunning > 0 || store.count('kube/Pod') !== pods) throw new Error(`BUG: ${notRunning} of ${store.count('kube/Pod')} pods do not run`);
process.stdout.write(JSON.stringify({ pods, records: [...SCHEMA.keys()].reduce((sum, kind) => sum + store.count(kind), 0) }));
await close();
