/**
 * `npm run bench -- reach`: verdicts of the forwarding engine among 10,000 pods, 300 isolated namespaces and 100
 * network policies of one namespace. Aim: a verdict ≤ 50 µs of processor time.
 */

import { forwardingFacts } from '../derived/forwarding/live-facts.ts';
import { judge } from '../engine/forwarding/judge.ts';
import type { Flow } from '../engine/forwarding/verdict.ts';
import { createKubeObject } from '../kube/operations.ts';
import { addressOf, type Address } from '../model/net/address.ts';
import { createInMemorySystem } from '../testing/in-memory-system.ts';

const PODS = 10_000;
const ISOLATED = 300;
const POLICIES = 100;
const VERDICTS = 40_000;

export async function run(print: (line: string) => void): Promise<void> {
  const system = createInMemorySystem();
  const spec = { containers: [{ name: 'c', image: 'i', ports: [{ containerPort: 80 }] }] };
  const isolation = { 'opencontrail.org/isolation': 'true' };
  system.do((context) => {
    for (let n = 0; n < ISOLATED; n++)
      createKubeObject(context, 'Namespace', { metadata: { name: `isolated-${n}`, annotations: isolation } });
  });
  system.do((context) => {
    for (let n = 0; n < PODS; n++)
      createKubeObject(context, 'Pod', {
        metadata: { namespace: 'default', name: `p${n}`, labels: { app: 'web', group: `${n % 50}` } },
        spec,
      });
    createKubeObject(context, 'Pod', { metadata: { namespace: 'isolated-0', name: 'p' }, spec });
    createKubeObject(context, 'Service', {
      metadata: { namespace: 'default', name: 'web' },
      spec: { selector: { group: '1' }, ports: [{ port: 80 }] },
    });
    for (let n = 0; n < POLICIES; n++)
      createKubeObject(context, 'NetworkPolicy', {
        metadata: { namespace: 'default', name: `policy-${n}` },
        spec: {
          podSelector: { matchLabels: { group: `${n % 50}` } },
          ingress: [{ from: [{ podSelector: { matchLabels: { app: 'web' } } }] }],
        },
      });
  });
  const addressAt = (pod: string): Address => addressOf(system.store.get('kube/Pod', pod)!.value.status!.podIP!);
  const addresses = Array.from({ length: PODS }, (_, n) => addressAt(`default/p${n}`));
  const vip = addressOf(system.store.get('kube/Service', 'default/web')!.value.spec!.clusterIP!);
  const isolated = addressAt('isolated-0/p');
  const source = (n: number) => ({ kind: 'pod', pod: `default/p${n % PODS}` }) as const;
  const other = (n: number): Address => addresses[(n * 7_919) % PODS]!;
  const flows: { readonly [what: string]: (n: number) => Flow } = {
    'ping of a pod': (n) => ({ source: source(n), destination: other(n), protocol: 'icmp' }),
    'ping of a pod that is isolated': (n) => ({ source: source(n), destination: isolated, protocol: 'icmp' }),
    'ClusterIP with 200 backends': (n) => ({
      source: source(n),
      destination: vip,
      protocol: 'tcp',
      port: 80,
      sourcePort: 1024 + (n % 60_000),
    }),
    'ping of a node': (n) => ({ source: source(n), destination: addressOf('10.169.25.20'), protocol: 'icmp' }),
    'ping from a node': (n) => ({
      source: { kind: 'node', node: 'cent222' },
      destination: other(n),
      protocol: 'icmp',
    }),
  };
  system.derived.settle();
  const facts = forwardingFacts({ read: system.store, derived: system.derived, gateways: [] });
  for (const [what, flow] of Object.entries(flows)) {
    for (let n = 0; n < VERDICTS / 4; n++) judge(facts, flow(n));
    const before = process.cpuUsage();
    for (let n = 0; n < VERDICTS; n++) judge(facts, flow(n));
    const { user, system: kernel } = process.cpuUsage(before);
    print(`${what.padEnd(34)}${((user + kernel) / VERDICTS).toFixed(1)} µs   (aim ≤ 50 µs)`);
  }
}
