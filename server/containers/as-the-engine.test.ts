/** What commands in a pod say of a packet is what the engine says of it: 1,000 random pairs, among policies. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { forwardingFacts } from '../derived/forwarding/live-facts.ts';
import { judge } from '../engine/forwarding/judge.ts';
import type { FlowProtocol, Verdict } from '../engine/forwarding/verdict.ts';
import { createKubeObject, type KubeManifest } from '../kube/operations.ts';
import { addressOf } from '../model/net/address.ts';
import { createInMemorySystem } from '../testing/in-memory-system.ts';
import { podRunner } from '../testing/run-in-pod.ts';
import { holds } from '../testing/seed.ts';

const ISOLATED = { 'opencontrail.org/isolation': 'true' };
const NAMESPACES = ['default', 'open', 'closed', 'other'];
const NAMES = ['a', 'b', 'c'];
const PODS = NAMESPACES.flatMap((namespace) => NAMES.map((name) => `${namespace}/${name}`));

const POLICIES = [
  {
    namespace: 'open',
    name: 'only-from-b',
    spec: { podSelector: {}, ingress: [{ from: [{ podSelector: { matchLabels: { app: 'b' } } }] }] },
  },
  {
    namespace: 'default',
    name: 'no-way-out',
    spec: { podSelector: { matchLabels: { app: 'a' } }, policyTypes: ['Egress'] },
  },
  {
    namespace: 'default',
    name: 'port-80',
    spec: {
      podSelector: { matchLabels: { app: 'c' } },
      policyTypes: ['Ingress'],
      ingress: [{ from: [{ namespaceSelector: {} }], ports: [{ port: 80, protocol: 'TCP' }] }],
    },
  },
];

const cluster = () => {
  const system = createInMemorySystem();
  const ports = (['TCP', 'UDP', 'SCTP'] as const).map((protocol) => ({ containerPort: 80, protocol }));
  system.do((context) => {
    for (const name of NAMESPACES.slice(1))
      createKubeObject(context, 'Namespace', {
        metadata: { name, ...(name === 'closed' || name === 'other' ? { annotations: ISOLATED } : {}) },
      });
  });
  system.do((context) => {
    for (const pod of PODS) {
      const [namespace = '', name = ''] = pod.split('/');
      createKubeObject(context, 'Pod', {
        metadata: { namespace, name, labels: { app: name } },
        spec: { containers: [{ name: 'web', image: 'web', ports }] },
      });
    }
    for (const { namespace, name, spec } of POLICIES)
      createKubeObject(context, 'NetworkPolicy', { metadata: { namespace, name }, spec } as unknown as KubeManifest);
  });
  return system;
};

/** How each disposition shows: the exit code, and what is printed. */
function shown({ disposition }: Verdict, protocol: FlowProtocol): string {
  if (protocol === 'icmp') return disposition === 'delivered' ? '0 1 packets received' : '1 0 packets received';
  return disposition === 'delivered' ? '0 ' : `1 ${disposition === 'refused' ? 'REFUSED' : 'TIMEOUT'}`;
}

test('1,000 random pairs', async () => {
  const system = cluster();
  const runner = podRunner(system);
  const facts = forwardingFacts({ read: system.store, derived: system.derived, gateways: [] });
  const seen = new Map<string, number>();
  await holds(
    fc.asyncProperty(
      fc.constantFrom(...PODS),
      fc.constantFrom(...PODS),
      fc.constantFrom<FlowProtocol>('icmp', 'tcp', 'udp', 'sctp'),
      fc.constantFrom(80, 81),
      async (from, to, protocol, port) => {
        const address = system.store.get('kube/Pod', to)!.value.status!.podIP!;
        const flow = { destination: addressOf(address), protocol, ...(protocol === 'icmp' ? {} : { port }) };
        const verdict = judge(facts, { source: { kind: 'pod', pod: from }, ...flow });
        const { code, stdout, stderr } = await runner.run(
          from,
          protocol === 'icmp'
            ? `ping -c 1 -W 1 ${address}`
            : `/agnhost connect ${address}:${port} --timeout=1s --protocol=${protocol}`,
        );
        const said = protocol === 'icmp' ? (/\d packets received/.exec(stdout)?.[0] ?? '') : stderr.trim();
        seen.set(verdict.disposition, (seen.get(verdict.disposition) ?? 0) + 1);
        expect(`${code} ${said}`).toBe(shown(verdict, protocol));
      },
    ),
    { numRuns: 1000 },
  );
  // All of them come up, so that the comparison is of something.
  for (const disposition of ['delivered', 'refused', 'dropped'])
    expect(seen.get(disposition) ?? 0, disposition).toBeGreaterThan(50);
});
