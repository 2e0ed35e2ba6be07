/** Random writes over a small set of objects that refer to each other, often to objects that do not exist. */

import fc from 'fast-check';
import type { PolicyAddress } from '../../model/config/policy.ts';
import { vrfIdKey } from '../../model/oper/vrf-id.ts';
import type { Transaction } from '../../store/store.ts';
import {
  FABRIC,
  networkId,
  nodeId,
  PODS,
  putFloatingIp,
  putNetwork,
  putNode,
  putPod,
  putPolicy,
  putPool,
} from './cluster.ts';
import { idOf, meta, put, record } from './records.ts';

/** One write; applying it twice is the same as once. */
export type Write = (transaction: Transaction) => void;

const NETWORKS = [FABRIC, PODS, 'default-domain:k8s-a:k8s-a-pod-network', 'default-domain:k8s-a:k8s-x-pod-network'];
const POLICIES = ['default-domain:k8s-a:p', 'default-domain:k8s-a:q'];
const TARGETS = ['target:60100:100', 'target:60100:101', 'target:10.0.0.1:7', 'target:60100:8000002'];
const NODES = ['cent222', 'cent333'];
const NAMESPACES = ['a', 'default'];
const POD_NAMES = ['web-1', 'web-2', 'web-3'];
const ROUTERS = ['control', 'control-2', 'camaro'];
const POOL = `{'domain': 'default-domain', 'project': 'k8s-a', 'network': 'x', 'name': 'pool'}`;

const oneOf = <T>(...values: readonly T[]) => fc.constantFrom(...values);
const some = <T>(values: readonly T[]) => fc.subarray([...values]);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

const networkWrite = fc
  .record({
    name: oneOf(...NETWORKS),
    policies: some(POLICIES),
    both: some(TARGETS),
    import: some(TARGETS),
    export: some(TARGETS),
    stamped: fc.boolean(),
  })
  .map((spec): Write => (transaction) => {
    const uuid = putNetwork(transaction, spec.name, { ...spec, number: NETWORKS.indexOf(spec.name) + 1 });
    const value = transaction.get('virtual-network', uuid)!.value;
    if (spec.stamped)
      transaction.put('virtual-network', uuid, {
        ...value,
        annotations: { key_value_pair: [{ key: 'cluster', value: 'k8s' }] },
      });
  });

const address: fc.Arbitrary<PolicyAddress> = fc.oneof(
  oneOf(...NETWORKS, 'any', 'local').map((virtual_network) => ({ virtual_network })),
  oneOf(...POLICIES, 'default-domain:k8s-a:nowhere').map((network_policy) => ({ network_policy })),
  fc.constant({ subnet: { ip_prefix: '10.0.0.0', ip_prefix_len: 8 } }),
);
const policyWrite = fc
  .tuple(
    oneOf(...POLICIES),
    fc.array(fc.tuple(address, address, oneOf('pass' as const, 'pass' as const, 'deny' as const)), { maxLength: 2 }),
  )
  .map(
    ([name, rules]): Write =>
      (transaction) =>
        void putPolicy(transaction, name, rules),
  );

const podWrite = fc
  .record({
    namespace: oneOf(...NAMESPACES),
    name: oneOf(...POD_NAMES),
    network: oneOf(...NETWORKS),
    node: maybe(oneOf(...NODES)),
    label: maybe(fc.integer({ min: 16, max: 18 })),
    last: fc.integer({ min: 1, max: 4 }),
    six: fc.boolean(),
    replicaSet: maybe(fc.constant('web-rs')),
  })
  .map(
    (spec): Write =>
      (transaction) =>
        void putPod(transaction, { ...spec, address: spec.six ? `fd00::${spec.last}` : `10.32.0.${spec.last}` }),
  );

const interfaceOf = (namespace: string, name: string): string =>
  idOf('virtual-machine-interface', `default-domain:k8s-${namespace}:${name}__0`);
const floatingIpWrite = fc
  .record({
    network: oneOf(...NETWORKS),
    last: fc.integer({ min: 1, max: 3 }),
    pods: some(POD_NAMES),
    project: maybe(oneOf('default-domain:k8s-a', 'default-domain:k8s-default')),
  })
  .map(
    ({ network, last, pods, project }): Write =>
      (transaction) =>
        void putFloatingIp(transaction, `${network}:pool`, `101.101.101.${last}`, {
          interfaces: pods.map((pod) => interfaceOf('a', pod)),
          ...(project === undefined ? {} : { project }),
        }),
  );

const router = (name: string): string => idOf('bgp-router', `${FABRIC}:__default__:${name}`);
const routerWrite = fc
  .record({
    name: oneOf(...ROUTERS),
    peers: some(ROUTERS),
    asn: oneOf(60_100, 64_512),
    hold: oneOf(0, 30),
    families: some(['inet-vpn', 'inet6-vpn', 'erm-vpn']),
    attribute: oneOf(0, 40),
    cluster: fc.boolean(),
  })
  .map(
    ({ name, peers, asn, hold, families, attribute, cluster }): Write =>
      (transaction) =>
        void put(
          transaction,
          record('bgp-router', [...FABRIC.split(':'), '__default__', name], {
            refs: {
              'bgp-router': peers
                .filter((peer) => peer !== name)
                .map((peer) => ({
                  uuid: router(peer),
                  attr: { session: [{ attributes: [{ hold_time: attribute }] }] },
                })),
            },
            props: {
              bgp_router_parameters: {
                router_type: name.startsWith('control') ? 'control-node' : 'router',
                autonomous_system: asn,
                hold_time: hold,
                address_families: { family: families },
                ...(cluster ? { cluster_id: 1 } : {}),
              },
            },
          }),
        ),
  );

const kubeWrite = fc.oneof(
  fc
    .tuple(
      oneOf(...NAMESPACES),
      maybe(oneOf(POOL, '{}', 'x')),
      maybe(oneOf(`{'domain':'default-domain','project':'k8s-a','name':'k8s-x-pod-network'}`, '?')),
      fc.boolean(),
    )
    .map(
      ([name, pool, wanted, terminating]): Write =>
        (transaction) =>
          transaction.put('kube/Namespace', name, {
            apiVersion: 'v1',
            kind: 'Namespace',
            metadata: meta(name, undefined, {
              annotations: {
                ...(pool === undefined ? {} : { 'opencontrail.org/fip-pool': pool }),
                ...(wanted === undefined ? {} : { 'opencontrail.org/network': wanted }),
              },
            }),
            status: { phase: terminating ? 'Terminating' : 'Active' },
          }),
    ),
  fc.tuple(oneOf('LoadBalancer' as const, 'ClusterIP' as const), maybe(oneOf(POOL, '?'))).map(
    ([type, pool]): Write =>
      (transaction) =>
        transaction.put('kube/Service', 'a/web', {
          apiVersion: 'v1',
          kind: 'Service',
          metadata: meta('web', 'a', pool === undefined ? {} : { annotations: { 'opencontrail.org/fip-pool': pool } }),
          spec: { type },
        }),
  ),
  maybe(fc.constant(POOL)).map(
    (pool): Write =>
      (transaction) =>
        transaction.put('kube/ConfigMap', 'contrail/contrail-kubernetes-config', {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: meta('contrail-kubernetes-config', 'contrail'),
          data: { KUBERNETES_CLUSTER_NAME: 'k8s', ...(pool === undefined ? {} : { KUBERNETES_PUBLIC_FIP_POOL: pool }) },
        }),
  ),
  fc.tuple(oneOf('x', 'a'), maybe(oneOf('101.101.101.0/24', '?'))).map(
    ([name, cidr]): Write =>
      (transaction) =>
        transaction.put('kube/NetworkAttachmentDefinition', `a/${name}`, {
          apiVersion: 'k8s.cni.cncf.io/v1',
          kind: 'NetworkAttachmentDefinition',
          metadata: meta(name, 'a', cidr === undefined ? {} : { annotations: { 'opencontrail.org/cidr': cidr } }),
        }),
  ),
  fc.boolean().map(
    (owned): Write =>
      (transaction) =>
        transaction.put('kube/ReplicaSet', 'a/web-rs', {
          apiVersion: 'apps/v1',
          kind: 'ReplicaSet',
          metadata: meta(
            'web-rs',
            'a',
            owned
              ? {
                  ownerReferences: [
                    { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', uid: idOf('d', 'web'), controller: true },
                  ],
                }
              : {},
          ),
        }),
  ),
  fc.tuple(oneOf(...POD_NAMES), oneOf('x', 'a/a, gone', '[')).map(
    ([name, networks]): Write =>
      (transaction) =>
        transaction.put('kube/Pod', `a/${name}`, {
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: meta(name, 'a', {
            uid: idOf('pod', `a/${name}`),
            annotations: { 'k8s.v1.cni.cncf.io/networks': networks },
          }),
          spec: { containers: [], nodeName: 'cent222' },
        }),
  ),
);

const otherWrite = fc.oneof(
  fc.tuple(oneOf(60_100, 70_000), fc.boolean()).map(
    ([asn, mesh]): Write =>
      (transaction) =>
        void put(
          transaction,
          record('global-system-config', ['default-global-system-config'], {
            props: { autonomous_system: asn, ibgp_auto_mesh: mesh },
          }),
        ),
  ),
  fc.tuple(oneOf(...NODES), maybe(oneOf('10.169.25.20', '10.169.25.21'))).map(
    ([name, nodeAddress]): Write =>
      (transaction) =>
        void putNode(transaction, name, nodeAddress),
  ),
  oneOf(...NETWORKS).map(
    (name): Write =>
      (transaction) =>
        void putPool(transaction, name, 'pool'),
  ),
  fc.tuple(oneOf('default-domain:k8s-a', 'default-domain:k8s-default'), fc.boolean()).map(
    ([name, stamped]): Write =>
      (transaction) =>
        void put(
          transaction,
          record(
            'project',
            name.split(':'),
            stamped ? { annotations: { key_value_pair: [{ key: 'cluster', value: 'k8s' }] } } : {},
          ),
        ),
  ),
  fc.tuple(oneOf(...NODES), oneOf(...NETWORKS)).map(
    ([node, name]): Write =>
      (transaction) =>
        transaction.put('vrf-id', vrfIdKey(nodeId(node), networkId(name)), { id: 1 + NETWORKS.indexOf(name) }),
  ),
  oneOf(...TARGETS).map(
    (target): Write =>
      (transaction) =>
        void put(transaction, record('route-target', [target])),
  ),
  oneOf(...NETWORKS).map(
    (name): Write =>
      (transaction) =>
        void put(
          transaction,
          record('routing-instance', [...name.split(':'), name.split(':').at(-1)!], {
            parent_type: 'virtual-network',
            parent_uuid: networkId(name),
          }),
        ),
  ),
  fc.integer({ min: 1, max: 3 }).map(
    (id): Write =>
      (transaction) =>
        void put(
          transaction,
          record('security-group', ['default-domain', 'k8s-a', 'sg'], {
            allocated: { id },
            props: {
              security_group_entries: {
                policy_rule: [
                  {
                    protocol: 'any',
                    direction: '>',
                    src_addresses: [{ security_group: 'default-domain:k8s-a:sg' }],
                    src_ports: [],
                    dst_addresses: [{ security_group: 'local' }],
                    dst_ports: [],
                  },
                ],
              },
            },
          }),
        ),
  ),
);

/** Deletes one of what there is; `pick` chooses. */
const deletion = fc.nat().map((pick): Write => (transaction) => {
  const all = KINDS.flatMap((kind) =>
    [...transaction.scan(kind)]
      .map((found) => found.key)
      .sort()
      .map((key) => ({ kind, key })),
  );
  const victim = all[pick % Math.max(all.length, 1)];
  if (victim !== undefined) transaction.delete(victim.kind, victim.key);
});

export const KINDS = [
  'virtual-network',
  'network-policy',
  'virtual-machine-interface',
  'instance-ip',
  'floating-ip',
  'floating-ip-pool',
  'virtual-router',
  'virtual-machine',
  'bgp-router',
  'project',
  'global-system-config',
  'route-target',
  'routing-instance',
  'security-group',
  'vrf-id',
  'kube/Pod',
  'kube/Namespace',
  'kube/Service',
  'kube/ConfigMap',
  'kube/NetworkAttachmentDefinition',
  'kube/ReplicaSet',
] as const;

export const anyWrite: fc.Arbitrary<Write> = fc.oneof(
  { weight: 4, arbitrary: networkWrite },
  { weight: 3, arbitrary: policyWrite },
  { weight: 4, arbitrary: podWrite },
  { weight: 3, arbitrary: floatingIpWrite },
  { weight: 3, arbitrary: routerWrite },
  { weight: 5, arbitrary: kubeWrite },
  { weight: 5, arbitrary: otherWrite },
  { weight: 5, arbitrary: deletion },
);

/** Transactions, and how many rows of the tables are computed after each of them: none, some, or all there are. */
export const anyHistory: fc.Arbitrary<readonly { readonly writes: readonly Write[]; readonly drain: number }[]> =
  fc.array(
    fc.record({
      writes: fc.array(anyWrite, { minLength: 1, maxLength: 4 }),
      drain: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 20 }), fc.constant(Infinity)),
    }),
    { minLength: 1, maxLength: 25 },
  );
