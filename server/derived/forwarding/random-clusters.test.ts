/**
 * The verdicts between random pods of random clusters, held against another: who may exchange packets, read naively
 * off networks and policies. And policies that decide are deleted: another verdict has to follow.
 */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createObject, updateObject } from '../../config/operations/operations.ts';
import { findByFqName } from '../../config/records.ts';
import { judge } from '../../engine/forwarding/judge.ts';
import type { Flow, Verdict } from '../../engine/forwarding/verdict.ts';
import { createKubeObject, deleteKubeObject } from '../../kube/operations.ts';
import type { NetworkPolicySpec } from '../../model/kube/network-policy.ts';
import { addressOf } from '../../model/net/address.ts';
import { contains, prefixFrom } from '../../model/net/prefix.ts';
import { createInMemorySystem, type InMemorySystem } from '../../testing/in-memory-system.ts';
import { holds } from '../../testing/seed.ts';
import { forwardingFacts } from './live-facts.ts';

const NAMESPACES = ['a', 'b', 'c', 'd'] as const;
const NETWORKS = ['left', 'right'] as const;
const PODS = 16;
const APPS = ['web', 'db'] as const;

const one = <T>(...values: readonly T[]) => fc.constantFrom(...values);
const selector = one<{ readonly matchLabels?: { readonly app: string } }>(
  {},
  ...APPS.map((app) => ({ matchLabels: { app } })),
);
const peer = fc.oneof(
  selector.map((podSelector) => ({ podSelector })),
  one(...NAMESPACES).map((name) => ({
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } },
  })),
  one('10.47.255.240/28', '50.1.0.0/16').map((cidr) => ({ ipBlock: { cidr } })),
);
const ports = fc.array(one({ port: 80 }, { protocol: 'UDP' as const }, { port: 81, endPort: 90 }), { maxLength: 1 });
const policy = fc.record({
  namespace: one(...NAMESPACES),
  spec: fc.record(
    {
      podSelector: selector,
      policyTypes: fc.subarray(['Ingress' as const, 'Egress' as const], { minLength: 1 }),
      ingress: fc.array(fc.record({ from: fc.array(peer, { maxLength: 2 }), ports }), { maxLength: 2 }),
      egress: fc.array(fc.record({ to: fc.array(peer, { maxLength: 2 }), ports }), { maxLength: 1 }),
    },
    { requiredKeys: ['podSelector', 'policyTypes'] },
  ),
});
const cluster = fc.record({
  isolated: fc.subarray([...NAMESPACES]),
  pods: fc.array(
    fc.record({ namespace: one(...NAMESPACES), app: one(...APPS), network: one(undefined, undefined, ...NETWORKS) }),
    { minLength: PODS, maxLength: PODS },
  ),
  /** Which of the two networks have the policy that connects them. */
  attached: fc.subarray([...NETWORKS]),
  policies: fc.array(policy, { maxLength: 3 }),
});
const probe = fc.record({
  from: fc.nat(PODS - 1),
  to: fc.nat(PODS - 1),
  protocol: one('icmp' as const, 'tcp' as const, 'udp' as const),
  port: one(80, 85),
});

type Cluster = typeof cluster extends fc.Arbitrary<infer C> ? C : never;

const ANY_PORT = [{ start_port: -1, end_port: -1 }];
const podKey = ({ pods }: Cluster, n: number): string => `${pods[n]!.namespace}/p${n}`;
const networkName = (name: string): string => `default-domain:default-project:${name}`;

function build({ isolated, pods, attached, policies }: Cluster): InMemorySystem {
  const system = createInMemorySystem();
  system.do((context) => {
    for (const name of NAMESPACES)
      createKubeObject(context, 'Namespace', {
        metadata: { name, annotations: isolated.includes(name) ? { 'opencontrail.org/isolation': 'true' } : {} },
      });
    const ipam = findByFqName(context.transaction, 'network-ipam', [
      'default-domain',
      'default-project',
      'default-network-ipam',
    ])!;
    const link = createObject(context, 'network-policy', {
      fq_name: ['default-domain', 'default-project', 'link'],
      props: {
        network_policy_entries: {
          policy_rule: [
            {
              direction: '<>',
              protocol: 'any',
              src_addresses: [{ virtual_network: networkName('left') }],
              src_ports: ANY_PORT,
              dst_addresses: [{ virtual_network: networkName('right') }],
              dst_ports: ANY_PORT,
              action_list: { simple_action: 'pass' },
            },
          ],
        },
      },
    });
    const tag = findByFqName(context.transaction, 'tag', ['application=k8s'])!;
    NETWORKS.forEach((name, nth) =>
      createObject(context, 'virtual-network', {
        fq_name: ['default-domain', 'default-project', name],
        refs: {
          tag: [{ uuid: tag.uuid, attr: null }],
          'network-ipam': [
            {
              uuid: ipam.uuid,
              attr: { ipam_subnets: [{ subnet: { ip_prefix: `50.${nth + 1}.0.0`, ip_prefix_len: 24 } }] },
            },
          ],
          'network-policy': attached.includes(name)
            ? [{ uuid: link.uuid, attr: { sequence: { major: 0, minor: 0 }, timer: null } }]
            : [],
        },
      }),
    );
  });
  system.do((context) => {
    pods.forEach(({ namespace, app, network }, n) =>
      createKubeObject(context, 'Pod', {
        metadata: {
          namespace,
          name: `p${n}`,
          labels: { app },
          annotations:
            network === undefined
              ? {}
              : {
                  'opencontrail.org/network': JSON.stringify({
                    domain: 'default-domain',
                    project: 'default-project',
                    name: network,
                  }),
                },
        },
        spec: {
          containers: [
            { name: 'c', image: 'i', ports: [{ containerPort: 80 }, { containerPort: 80, protocol: 'UDP' }] },
          ],
        },
      }),
    );
    policies.forEach(({ namespace, spec }, n) =>
      createKubeObject(context, 'NetworkPolicy', {
        metadata: { namespace, name: `np${n}` },
        spec: spec as NetworkPolicySpec & object,
      }),
    );
  });
  return system;
}

/** Of one network, or of two that are connected. */
function connected({ isolated, pods, attached }: Cluster, from: number, to: number): boolean {
  const [one, other] = [from, to].map(
    (n) => pods[n]!.network ?? (isolated.includes(pods[n]!.namespace) ? `ns ${pods[n]!.namespace}` : 'default'),
  );
  return one === other || (NETWORKS.every((name) => attached.includes(name)) && [one, other].every(isCustom));
}

interface Peer {
  readonly namespace: string;
  readonly app: string;
  readonly address: string;
}

/** Egress of the one and ingress of the other, each by the union of the rules of all that select the pod. */
function passesPolicies({ policies }: Cluster, from: Peer, to: Peer, protocol: string, port: number): boolean {
  const isSelected = ({ matchLabels }: { matchLabels?: { app?: string } }, { app }: Peer): boolean =>
    matchLabels?.app === undefined || matchLabels.app === app;
  const isPeer = (peers: readonly Partial<PeerForm>[], own: string, other: Peer): boolean =>
    peers.length === 0 ||
    peers.some(({ podSelector, namespaceSelector, ipBlock }) => {
      if (ipBlock !== undefined) return contains(prefixFrom(ipBlock.cidr), addressOf(other.address));
      if (namespaceSelector !== undefined)
        return namespaceSelector.matchLabels['kubernetes.io/metadata.name'] === other.namespace;
      return own === other.namespace && isSelected(podSelector!, other);
    });
  const isPort = (among: readonly Partial<PortForm>[]): boolean =>
    among.length === 0 ||
    among.some(
      ({ protocol: named = 'TCP', port: first = 0, endPort = first === 0 ? 65_535 : first }) =>
        named.toLowerCase() === protocol && port >= first && port <= endPort,
    );
  const way = (type: 'Ingress' | 'Egress', self: Peer, other: Peer): boolean => {
    const isolating = policies.filter(
      ({ namespace, spec }) =>
        namespace === self.namespace && spec.policyTypes.includes(type) && isSelected(spec.podSelector, self),
    );
    return (
      isolating.length === 0 ||
      isolating.some(({ spec, namespace }) =>
        type === 'Ingress'
          ? (spec.ingress ?? []).some((rule) => isPeer(rule.from, namespace, other) && isPort(rule.ports))
          : (spec.egress ?? []).some((rule) => isPeer(rule.to, namespace, other) && isPort(rule.ports)),
      )
    );
  };
  return way('Egress', from, to) && way('Ingress', to, from);
}

interface PeerForm {
  readonly podSelector: { readonly matchLabels?: { readonly app?: string } };
  readonly namespaceSelector: { readonly matchLabels: { readonly 'kubernetes.io/metadata.name': string } };
  readonly ipBlock: { readonly cidr: string };
}
interface PortForm {
  readonly protocol: string;
  readonly port: number;
  readonly endPort: number;
}

const isCustom = (network: string | undefined): boolean => NETWORKS.some((name) => name === network);

const deciding = (verdict: Verdict): string =>
  'obstacle' in verdict
    ? `${verdict.disposition} ${verdict.obstacle.code} ${verdict.obstacle.object.name}`
    : 'delivered';

test('verdicts are those of a naive reading; without the policy that decides there is another', () => {
  const met = new Set<string>();
  holds(
    fc.property(cluster, fc.array(probe, { minLength: 100, maxLength: 100 }), (of, probes) => {
      const system = build(of);
      const verdictOf = (flow: Flow): Verdict =>
        judge(forwardingFacts({ read: system.store, derived: system.derived, gateways: [] }), flow);
      const ends = of.pods.map((_pod, n) => {
        const key = podKey(of, n);
        const address = system.store.get('kube/Pod', key)!.value.status!.podIP!;
        return { key, address, namespace: of.pods[n]!.namespace as string, app: of.pods[n]!.app as string };
      });
      const denied: Flow[] = [];
      for (const { from, to, protocol, port } of probes) {
        if (from === to) continue;
        const flow: Flow = {
          source: { kind: 'pod', pod: ends[from]!.key },
          destination: addressOf(ends[to]!.address),
          protocol,
          port,
        };
        const verdict = verdictOf(flow);
        const code = 'obstacle' in verdict ? verdict.obstacle.code : verdict.disposition;
        met.add(code);
        const allowed = passesPolicies(of, ends[from]!, ends[to]!, protocol, port);
        const expected = !connected(of, from, to)
          ? 'no-route'
          : !allowed
            ? 'kubernetes-network-policy'
            : protocol !== 'icmp' && port !== 80
              ? 'nobody-listens'
              : 'delivered';
        expect([flow, code]).toEqual([flow, expected]);
        if (code === 'kubernetes-network-policy') denied.push(flow);
      }
      for (const flow of denied.slice(0, 2)) {
        const verdict = verdictOf(flow);
        if (!('obstacle' in verdict) || verdict.obstacle.code !== 'kubernetes-network-policy') continue;
        const { by } = verdict.obstacle;
        system.do((context) => {
          for (const { namespace, name } of by) deleteKubeObject(context, 'NetworkPolicy', `${namespace}/${name}`);
        });
        expect(deciding(verdictOf(flow))).not.toBe(deciding(verdict));
      }
      const partial = of.attached.length === 1 ? NETWORKS.find((name) => !of.attached.includes(name)) : undefined;
      if (partial === undefined) return;
      // The other half of the connection.
      const crossing = probes.find(
        ({ from, to }) =>
          isCustom(of.pods[from]!.network) && isCustom(of.pods[to]!.network) && !connected(of, from, to),
      );
      if (crossing === undefined) return;
      const flow: Flow = {
        source: { kind: 'pod', pod: ends[crossing.from]!.key },
        destination: addressOf(ends[crossing.to]!.address),
        protocol: 'icmp',
      };
      expect(deciding(verdictOf(flow))).toMatch(/no-route/);
      system.do((context) => {
        const at = (type: 'virtual-network' | 'network-policy', name: string) =>
          findByFqName(context.transaction, type, ['default-domain', 'default-project', name])!.uuid;
        updateObject(context, 'virtual-network', at('virtual-network', partial), {
          refs: {
            'network-policy': [
              { uuid: at('network-policy', 'link'), attr: { sequence: { major: 0, minor: 0 }, timer: null } },
            ],
          },
        });
      });
      expect(deciding(verdictOf(flow))).not.toMatch(/no-route/);
    }),
    { numRuns: 12, endOnFailure: true },
  );
  expect([...met].sort()).toEqual(['delivered', 'kubernetes-network-policy', 'no-route', 'nobody-listens']);
});
