/** The engine over a real composed directory: the chapter's namespaces. */

import { expect, test } from 'vitest';
import { interfacesOf } from '../../engine/forwarding/egress.ts';
import { judge } from '../../engine/forwarding/judge.ts';
import type { Flow, Verdict } from '../../engine/forwarding/verdict.ts';
import { createKubeObject, patchKubeObject } from '../../kube/operations.ts';
import { addressOf, formatAddress } from '../../model/net/address.ts';
import { CountingTransactor } from '../../testing/counting-transactor.ts';
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

test('a verdict reads the same among few pods, namespaces and policies and among many', () => {
  const system = cluster();
  system.do((context) =>
    createKubeObject(context, 'Service', {
      metadata: { namespace: 'default', name: 'web' },
      spec: { selector: { app: 'web' }, ports: [{ port: 80 }] },
    }),
  );
  system.do((context) =>
    patchKubeObject(context, 'Pod', 'default/web', { metadata: { labels: { app: 'web' } } }, { type: 'merge' }),
  );
  const [pod, vip] = [
    addressOfPod(system, 'ns-non-isolated/web'),
    system.store.get('kube/Service', 'default/web')!.value.spec!.clusterIP!,
  ];
  const source = { kind: 'pod', pod: 'default/web' } as const;
  const flows: readonly Flow[] = [
    { source, destination: addressOf(pod), protocol: 'icmp' },
    { source, destination: addressOf(vip), protocol: 'tcp', port: 80 },
    { source, destination: addressOf('10.169.25.20'), protocol: 'icmp' },
    { source, destination: addressOf(addressOfPod(system, 'ns-isolated/web')), protocol: 'icmp' },
    { source: { kind: 'node', node: 'cent222' }, destination: addressOf(pod), protocol: 'icmp' },
  ];
  const counts = (): readonly number[] => {
    system.derived.settle();
    return flows.map((flow) => {
      const read = new CountingTransactor(system.store);
      const facts = forwardingFacts({ read, derived: system.derived, gateways: [] });
      judge(facts, flow);
      return read.records;
    });
  };
  const few = counts();
  system.do((context) => {
    for (let n = 0; n < 100; n++) {
      createKubeObject(context, 'Namespace', { metadata: { name: `more-${n}`, annotations: ISOLATED } });
      createKubeObject(context, 'Pod', {
        metadata: { namespace: 'ns-non-isolated', name: `more-${n}` },
        spec: { containers: [{ name: 'c', image: 'i' }] },
      });
      createKubeObject(context, 'NetworkPolicy', {
        metadata: { namespace: 'ns-isolated', name: `more-${n}` },
        spec: { podSelector: {} },
      });
    }
  });
  expect(counts()).toEqual(few);
  expect(Math.min(...few)).toBeGreaterThan(5);
});
