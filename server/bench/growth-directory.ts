/**
 * A data directory with so many objects of every kind, made by the real controllers, for `growth.ts`: `node
 * growth-directory.ts <directory> <pods>`. The pods are of deployments; beside each 100 of them there are two
 * namespaces, two isolated ones, two networks and two floating IPs. Always 500 nodes, a namespace `bench`, and a pool
 * `default-domain:default-project:bench-public:pool`.
 */

import { randomUUID } from 'node:crypto';
import { bootstrap } from '../bootstrap.ts';
import { createObject } from '../config/operations/operations.ts';
import { findByFqName } from '../config/records.ts';
import type { WriteContext } from '../config/write-context.ts';
import { createKubeObject } from '../kube/operations.ts';
import { openDataDirectory } from '../persistence/open-data-directory.ts';
import { provisionNodes, startControllers } from './filling.ts';

const NODES = 500;
const NAMESPACES = 50;
/** Objects created at a time, so that little waits for the disk. */
const SLICE = 1_000;
const OTHERS_BESIDE_100 = 2;
const ORIGIN = { actor: 'bench', source: 'system' } as const;
const PROJECT = ['default-domain', 'default-project'] as const;

const [directory = '', podsText = '0'] = process.argv.slice(2);
const pods = Number(podsText);
const others = Math.floor((pods * OTHERS_BESIDE_100) / 100);
const mint = { uuid: randomUUID };
const { store, close } = openDataDirectory(directory, {
  clock: Date.now,
  onFatal: (error) => {
    throw error;
  },
});
const within = (body: (context: WriteContext) => void): void =>
  void store.transact(ORIGIN, (transaction) => body({ transaction, mint }));
bootstrap(store, mint, { lab: 'none' }, ({ error }) => {
  throw error;
});
within((context) => {
  provisionNodes(context, NODES);
  createKubeObject(context, 'Namespace', { metadata: { name: 'bench' } });
  for (let number = 0; number < Math.min(NAMESPACES, pods); number += 1)
    createKubeObject(context, 'Namespace', { metadata: { name: `bench-${number}` } });
  const ipam = findByFqName(context.transaction, 'network-ipam', [...PROJECT, 'default-network-ipam'])!;
  createObject(context, 'virtual-network', {
    fq_name: [...PROJECT, 'bench-public'],
    refs: {
      'network-ipam': [
        { uuid: ipam.uuid, attr: { ipam_subnets: [{ subnet: { ip_prefix: '100.64.0.0', ip_prefix_len: 10 } }] } },
      ],
    },
  });
  createObject(context, 'floating-ip-pool', { fq_name: [...PROJECT, 'bench-public', 'pool'] });
});
const { rest, stop } = startControllers(store, mint);
const inSlices = async (count: number, make: (context: WriteContext, number: number) => void): Promise<void> => {
  for (let made = 0; made < count; made += SLICE) {
    within((context) => {
      for (let number = made; number < Math.min(count, made + SLICE); number += 1) make(context, number);
    });
    await rest();
  }
};
await rest();
await inSlices(
  others,
  (context, number) => void createKubeObject(context, 'Namespace', { metadata: { name: `plain-${number}` } }),
);
await inSlices(
  others,
  (context, number) =>
    void createKubeObject(context, 'Namespace', {
      metadata: { name: `isolated-${number}`, annotations: { 'opencontrail.org/isolation': 'true' } },
    }),
);
await inSlices(
  others,
  (context, number) => void createObject(context, 'virtual-network', { fq_name: [...PROJECT, `network-${number}`] }),
);
await inSlices(
  others,
  (context, number) =>
    void createObject(context, 'floating-ip', { fq_name: [...PROJECT, 'bench-public', 'pool', `other-${number}`] }),
);
for (let made = 0, number = 0; made < pods; number += 1) {
  const replicas = Math.min(SLICE, pods - made);
  within(
    (context) =>
      void createKubeObject(context, 'Deployment', {
        metadata: { name: `web-${number}`, namespace: `bench-${number % NAMESPACES}` },
        spec: {
          replicas,
          selector: { matchLabels: { app: `web-${number}` } },
          template: {
            metadata: { labels: { app: `web-${number}` } },
            spec: { containers: [{ name: 'web', image: 'nginx' }] },
          },
        },
      }),
  );
  made += replicas;
  await rest();
}
stop();
const notRunning = [...store.scan('kube/Pod')].filter(({ value }) => value.status?.phase !== 'Running').length;
if (notRunning > 0 || store.count('kube/Pod') !== pods)
  throw new Error(`BUG: ${notRunning} of ${store.count('kube/Pod')} pods do not run`);
await close();
