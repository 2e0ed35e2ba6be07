/** The engine over a real composed directory: the chapter's namespaces. */

import { expect, test } from 'vitest';
import { judge } from '../../engine/forwarding/judge.ts';
import type { Verdict } from '../../engine/forwarding/verdict.ts';
import { createKubeObject } from '../../kube/operations.ts';
import { addressOf } from '../../model/net/address.ts';
import { createInMemorySystem, type InMemorySystem } from '../../testing/in-memory-system.ts';
import { forwardingFacts } from './live-facts.ts';

const ISOLATED = { 'opencontrail.org/isolation': 'true' };

function cluster(): InMemorySystem {
  const system = createInMemorySystem();
  system.do((context) => {
    createKubeObject(context, 'Namespace', { metadata: { name: 'ns-isolated', annotations: ISOLATED } });
    createKubeObject(context, 'Namespace', { metadata: { name: 'ns-non-isolated' } });
  });
  system.do((context) => {
    for (const [namespace, name] of [
      ['default', 'web'],
      ['ns-non-isolated', 'web'],
      ['ns-isolated', 'web'],
      ['ns-isolated', 'other'],
    ] as const)
      createKubeObject(context, 'Pod', {
        metadata: { namespace, name },
        spec: { containers: [{ name: 'web', image: 'web', ports: [{ containerPort: 80 }] }] },
      });
  });
  return system;
}

const addressOfPod = (system: InMemorySystem, key: string): string =>
  system.store.get('kube/Pod', key)!.value.status!.podIP!;

function ping(system: InMemorySystem, from: string, to: string, port?: number): Verdict {
  return judge(forwardingFacts({ read: system.store, derived: system.derived }), {
    source: { kind: 'pod', pod: from },
    destination: addressOf(addressOfPod(system, to)),
    protocol: port === undefined ? 'icmp' : 'tcp',
    ...(port === undefined ? {} : { port }),
  });
}

const ends = (verdict: Verdict): string =>
  'obstacle' in verdict ? `${verdict.disposition}: ${verdict.obstacle.code}` : verdict.disposition;

test('pods of one VRF reach each other, on the ports that they declare', () => {
  const system = cluster();
  expect(ping(system, 'default/web', 'ns-non-isolated/web')).toMatchObject({
    disposition: 'delivered',
    to: { kind: 'pod', namespace: 'ns-non-isolated', name: 'web' },
    ttl: 63,
    replyTtl: 63,
    hops: [{ kind: 'vrouter', route: { source: { kind: 'own' } } }],
  });
  expect(ends(ping(system, 'ns-isolated/web', 'ns-isolated/other'))).toBe('delivered');
  expect(ends(ping(system, 'default/web', 'ns-non-isolated/web', 80))).toBe('delivered');
  expect(ends(ping(system, 'default/web', 'ns-non-isolated/web', 81))).toBe('refused: nobody-listens');
});

test('an isolated pod is out of reach, and has no way out', () => {
  const system = cluster();
  expect(ends(ping(system, 'default/web', 'ns-isolated/web'))).toBe('dropped: no-route');
  expect(ends(ping(system, 'ns-isolated/web', 'default/web'))).toBe('dropped: no-route');
});
