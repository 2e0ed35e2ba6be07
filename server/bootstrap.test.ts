/** A start on a directory in which anybody has changed anything. */

import { expect, test } from 'vitest';
import { bootstrap } from './bootstrap.ts';
import { allocateClusterIp } from './config/addresses/cluster-ip.ts';
import { createObject } from './config/operations/operations.ts';
import type { Failure } from './controllers/runtime/loop.ts';
import { createDerived } from './derived/derived.ts';
import { deleteKubeObject } from './kube/deletion.ts';
import { createKubeObject } from './kube/operations.ts';
import { countingMint } from './testing/in-memory-system.ts';
import { createMemoryStore } from './testing/memory-store.ts';

const ORIGIN = { actor: 'operator', source: 'kube' };

test('a service keeps the address of the service kubernetes; the rest is served and the log says so', () => {
  const store = createMemoryStore();
  const mint = countingMint();
  const failures: Failure[] = [];
  const start = (): unknown => bootstrap(store, mint, { lab: 'chapter' }, (failure) => failures.push(failure));
  start();
  store.transact(ORIGIN, (transaction) => {
    const context = { transaction, mint, allocateClusterIp };
    deleteKubeObject(context, 'Service', 'default/kubernetes', {});
    createKubeObject(context, 'Service', {
      metadata: { namespace: 'default', name: 'other' },
      spec: { clusterIP: '10.96.0.1', ports: [{ port: 80 }] },
    });
  });
  start();
  expect(failures.map(({ key }) => key)).toEqual(['service kubernetes']);
  expect(String(failures[0]!.error)).toContain('10.96.0.1');
  store.transact(ORIGIN, (transaction) =>
    deleteKubeObject({ transaction, mint, allocateClusterIp }, 'Service', 'default/other', {}),
  );
  start();
  expect(failures).toHaveLength(1);
  expect(store.get('kube/Service', 'default/kubernetes')?.value.spec?.clusterIP).toBe('10.96.0.1');
});

test('a second object of a global type has no effect', () => {
  const store = createMemoryStore();
  const mint = countingMint();
  bootstrap(store, mint, { lab: 'chapter' }, ({ error }) => {
    throw error;
  });
  const derived = createDerived(store, { dataDirectoryId: store.dataDirectoryId, schedule: () => {} });
  const before = derived.settings();
  for (const name of ['a', 'z']) {
    store.transact(ORIGIN, (transaction) =>
      createObject({ transaction, mint }, 'global-vrouter-config', {
        fq_name: ['default-global-system-config', name],
        props: { encapsulation_priorities: { encapsulation: ['VXLAN'] } },
      }),
    );
  }
  expect(derived.settings()).toEqual(before);
});
