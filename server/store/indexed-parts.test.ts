import { expect, test } from 'vitest';
import { createObject } from '../config/operations/operations.ts';
import { createKubeObject } from '../kube/operations.ts';
import { createInMemorySystem } from '../testing/in-memory-system.ts';
import { IndexSet } from './index-set.ts';
import { INDEXED_PARTS, SCHEMA } from './schema.ts';

test('an index reads only the named parts of a record, so that one that shares them need not be moved', () => {
  const system = createInMemorySystem();
  system.do((context) => {
    createKubeObject(context, 'Namespace', {
      metadata: { name: 'web', annotations: { 'opencontrail.org/isolation': 'true' } },
    });
    createKubeObject(context, 'Deployment', {
      metadata: { name: 'web', namespace: 'default' },
      spec: {
        replicas: 1,
        selector: { matchLabels: { app: 'web' } },
        template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'web' }] } },
      },
    });
    createKubeObject(context, 'Service', {
      metadata: { name: 'web', namespace: 'default' },
      spec: { selector: { app: 'web' }, ports: [{ port: 80 }] },
    });
    createObject(context, 'network-ipam', {
      fq_name: ['default-domain', 'default-project', 'flat'],
      props: {
        ipam_subnet_method: 'flat-subnet',
        ipam_subnets: { subnets: [{ subnet: { ip_prefix: '101.0.0.0', ip_prefix_len: 16 } }] },
      } as never,
    });
  });
  let asked = 0;
  for (const kind of SCHEMA.keys()) {
    const parts = INDEXED_PARTS.get(kind)!;
    for (const { key, value } of system.store.scan(kind)) {
      const read = new Set<string>();
      const watched = new Proxy(value as object, {
        get: (target, part) => (read.add(String(part)), (target as { readonly [part: string]: unknown })[String(part)]),
      });
      for (const _place of new IndexSet(kind).places({ kind, key, value: watched as never, created: 1, revision: 1 }))
        continue;
      expect(parts, `${kind} ${key}`).toEqual(expect.arrayContaining([...read]));
      asked += 1;
    }
  }
  expect(asked).toBeGreaterThan(60);
});
