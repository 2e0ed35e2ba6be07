/** The engine over a real composed directory: the chapter's namespaces. */

import { expect, test } from 'vitest';
import { interfacesOf } from '../../engine/forwarding/egress.ts';
import { judge } from '../../engine/forwarding/judge.ts';
import type { Verdict } from '../../engine/forwarding/verdict.ts';
import { createKubeObject } from '../../kube/operations.ts';
import { addressOf, formatAddress } from '../../model/net/address.ts';
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
  return judge(forwardingFacts({ read: system.store, derived: system.derived, gateways: [] }), {
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

test('a pod has its interfaces, with a route for each subnet and a default one', () => {
  const system = cluster();
  system.do((context) =>
    createKubeObject(context, 'NetworkAttachmentDefinition', {
      metadata: { namespace: 'default', name: 'left', annotations: { 'opencontrail.org/cidr': '50.1.1.0/24' } },
      spec: { config: '{}' },
    }),
  );
  system.do((context) =>
    createKubeObject(context, 'Pod', {
      metadata: {
        namespace: 'default',
        name: 'two',
        annotations: { 'k8s.v1.cni.cncf.io/networks': '[{"name": "left", "interface": "net1"}]' },
      },
      spec: { containers: [{ name: 'c', image: 'i' }] },
    }),
  );
  const facts = forwardingFacts({ read: system.store, derived: system.derived, gateways: [] });
  const { interfaces, routes } = interfacesOf(facts, 'default/two')!;
  const own = addressOfPod(system, 'default/two');
  expect(
    interfaces.map(({ name, mtu, addresses }) => [
      name,
      mtu,
      ...addresses.map(({ address, length }) => `${formatAddress(address)}/${length}`),
    ]),
  ).toEqual([
    ['lo', 65_536, '127.0.0.1/8', '::1/128'],
    ['eth0', 1500, `${own}/12`],
    ['net1', 1500, '50.1.1.252/24'],
  ]);
  expect(interfaces.map(({ mac }) => mac).slice(1)).toEqual([
    expect.stringMatching(/^02(:[0-9a-f]{2}){5}$/),
    expect.stringMatching(/^02(:[0-9a-f]{2}){5}$/),
  ]);
  expect(
    routes.map(({ prefix, gateway, interface: name, source }) => [
      prefix ?? 'default',
      gateway && formatAddress(gateway),
      name,
      formatAddress(source),
    ]),
  ).toEqual([
    ['default', '10.47.255.254', 'eth0', own],
    ['10.32.0.0/12', undefined, 'eth0', own],
    ['50.1.1.0/24', undefined, 'net1', '50.1.1.252'],
  ]);
  expect(interfacesOf(facts, 'default/none')).toBeUndefined();
});
