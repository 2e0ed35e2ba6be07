/** Conditions: what operators see, and that each goes away when its cause is fixed. */

import { describe, expect, test } from 'vitest';
import { vrfIdKey } from '../model/oper/vrf-id.ts';
import {
  derivedStore,
  networkId,
  nodeId,
  PODS,
  putCluster,
  putFloatingIp,
  putNetwork,
  putNode,
  putPod,
  putPolicy,
  putPool,
  write,
} from '../testing/builders/cluster.ts';
import { idOf, meta, network, put, record } from '../testing/builders/records.ts';

const NETWORK = 'default-domain:k8s-ns-user-1:k8s-vn-ns-default-pod-network';

function setup() {
  const { store, derived } = derivedStore();
  write(store, (transaction) => putCluster(transaction, ['ns-user-1']));
  return {
    store,
    derived,
    reasons: (kind: Parameters<typeof derived.conditions>[0], key: string) =>
      derived.conditions(kind, key).map(({ severity, reason }) => `${severity} ${reason}`),
  };
}

test("the chapter's namespace names a pool by its attachment definition before it exists", () => {
  const { store, derived, reasons } = setup();
  write(store, (transaction) =>
    transaction.put('kube/Namespace', 'ns-user-1', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: meta('ns-user-1', undefined, {
        annotations: {
          'opencontrail.org/fip-pool':
            `{'domain': 'default-domain', 'project': 'k8s-ns-user-1', 'network': 'vn-ns-default', 'name': ` +
            `'pool-ns-default'}`,
        },
      }),
    }),
  );
  expect(derived.conditions('kube/Namespace', 'ns-user-1')[0]?.message).toBe(
    'Pool default-domain:k8s-ns-user-1:vn-ns-default:pool-ns-default is wanted by namespace ns-user-1 but does ' +
      'not exist. Its network default-domain:k8s-ns-user-1:vn-ns-default does not exist either: create the network ' +
      'first, then pool pool-ns-default under Overlay > Floating IP.',
  );
  write(store, (transaction) => putNetwork(transaction, NETWORK, { number: 60 }));
  expect(derived.conditions('kube/Namespace', 'ns-user-1')[0]?.message).toContain(
    `Create pool pool-ns-default on network ${NETWORK}`,
  );
  const pool = write(store, (transaction) => putPool(transaction, NETWORK, 'pool-ns-default'));
  expect(reasons('kube/Namespace', 'ns-user-1')).toEqual(['info ResolvedByAttachment']);
  expect(derived.poolOfNamespace('ns-user-1')?.decision.resolution).toMatchObject({
    kind: 'resolved',
    poolUid: pool,
    level: 'namespace',
  });
});

describe('floating IP', () => {
  test('not associated, not shared, not routed; each condition goes when it is fixed', () => {
    const { store, reasons } = setup();
    const name = `${NETWORK}:pool`;
    const pool = write(store, (transaction) => {
      putNetwork(transaction, NETWORK, { number: 60 });
      return putPool(transaction, NETWORK, 'pool');
    });
    const fip = write(store, (transaction) =>
      putFloatingIp(transaction, name, '101.101.101.2', { project: 'default-domain:k8s-default' }),
    );
    expect(reasons('floating-ip', fip)).toEqual(['warning PoolNotShared', 'info NotAssociated']);
    write(store, (transaction) => {
      const value = transaction.get('floating-ip-pool', pool)!.value;
      transaction.put('floating-ip-pool', pool, {
        ...value,
        perms2: {
          ...value.perms2,
          share: [{ tenant: idOf('project', 'default-domain:k8s-default'), tenant_access: 7 }],
        },
      });
    });
    expect(reasons('floating-ip', fip)).toEqual(['info NotAssociated']);
    const pod = { namespace: 'default', name: 'web', network: PODS, address: '10.47.255.252', label: 25 };
    write(store, (transaction) => {
      const vmi = putPod(transaction, pod);
      putFloatingIp(transaction, name, '101.101.101.2', { project: 'default-domain:k8s-default', interfaces: [vmi] });
    });
    expect(reasons('floating-ip', fip)).toEqual(['error NoNode']);
    write(store, (transaction) => putPod(transaction, { ...pod, node: 'cent222' }));
    expect(reasons('floating-ip', fip)).toEqual([]);
    write(store, (transaction) => putNode(transaction, 'cent222', undefined));
    expect(reasons('floating-ip', fip)).toEqual(['error NodeWithoutAddress']);
  });
});

test('a floating IP of a family that its interface has no address of is not routed, and is when there is one', () => {
  const { store, reasons } = setup();
  const fip = write(store, (transaction) => {
    putNetwork(transaction, NETWORK, { number: 60 });
    putPool(transaction, NETWORK, 'pool');
    const vmi = putPod(transaction, {
      namespace: 'default',
      name: 'web',
      network: PODS,
      address: '10.47.255.252',
      label: 25,
      node: 'cent222',
    });
    transaction.put('vrf-id', vrfIdKey(nodeId('cent222'), networkId(PODS)), { id: 1 });
    return putFloatingIp(transaction, `${NETWORK}:pool`, '2001:db8::2', { interfaces: [vmi] });
  });
  expect(reasons('floating-ip', fip)).toEqual(['error OtherFamily']);
  write(store, (transaction) =>
    putPod(transaction, {
      namespace: 'default',
      name: 'web',
      network: PODS,
      address: '2001:db8:1::2',
      label: 25,
      node: 'cent222',
    }),
  );
  expect(reasons('floating-ip', fip)).toEqual([]);
});

test('an interface without a VRF number on its node', () => {
  const { store, reasons } = setup();
  const vmi = write(store, (transaction) =>
    putPod(transaction, {
      namespace: 'default',
      name: 'web',
      network: PODS,
      address: '10.47.255.252',
      node: 'cent222',
      label: 25,
    }),
  );
  expect(reasons('virtual-machine-interface', vmi)).toEqual(['error NoVrfId']);
  write(store, (transaction) => transaction.put('vrf-id', vrfIdKey(nodeId('cent222'), networkId(PODS)), { id: 1 }));
  expect(reasons('virtual-machine-interface', vmi)).toEqual([]);
});

test('a policy on one side only is partially connected, seen from both sides', () => {
  const { store, derived, reasons } = setup();
  const [left, right] = ['default-domain:k8s-ns-user-1:left', 'default-domain:k8s-ns-user-1:right'] as const;
  const policy = 'default-domain:k8s-ns-user-1:left-right';
  write(store, (transaction) => {
    putPolicy(transaction, policy, [[network(left), network(right)]]);
    putNetwork(transaction, left, { number: 70, policies: [policy] });
    putNetwork(transaction, right, { number: 71 });
  });
  expect(reasons('virtual-network', networkId(left))).toEqual(['warning PeerDoesNotConnect']);
  expect(reasons('virtual-network', networkId(right))).toEqual(['warning OnlyPeerConnects']);
  expect(derived.leaksInto(networkId(left))).toEqual([]);
  write(store, (transaction) => putNetwork(transaction, right, { number: 71, policies: [policy] }));
  expect(reasons('virtual-network', networkId(left))).toEqual([]);
  expect(derived.leaksInto(networkId(left))).toHaveLength(1);
});

test('peering: mismatched routers, attributes on both sides, a peer that is gone', () => {
  const { store, derived, reasons } = setup();
  const router = (name: string, peer: string, asn: number, hold: number) =>
    record('bgp-router', ['default-domain', 'default-project', 'ip-fabric', '__default__', name], {
      refs: {
        'bgp-router': [
          {
            uuid: idOf('bgp-router', `default-domain:default-project:ip-fabric:__default__:${peer}`),
            attr: { session: [{ attributes: [{ hold_time: hold }] }] },
          },
        ],
      },
      props: {
        bgp_router_parameters: {
          router_type: name === 'camaro' ? 'router' : 'control-node',
          autonomous_system: asn,
          address_families: { family: ['inet-vpn', 'route-target'] },
        },
      },
    });
  const camaro = write(store, (transaction) => put(transaction, router('camaro', 'control', 64_512, 30)));
  expect(reasons('bgp-router', camaro)).toEqual(['error PeerNotFound']);
  const control = write(store, (transaction) => put(transaction, router('control', 'camaro', 60_100, 40)));
  expect(reasons('bgp-router', camaro)).toEqual(['warning AttributesDiffer', 'warning AsnDiffers']);
  expect(reasons('bgp-router', control)).toEqual(['warning AttributesDiffer', 'warning AsnDiffers']);
  write(store, (transaction) => put(transaction, router('camaro', 'control', 60_100, 40)));
  expect(derived.peeringsOf(control)).toMatchObject([
    {
      automatic: false,
      storedOn: expect.arrayContaining([camaro, control]),
      families: ['inet-vpn', 'route-target'],
      holdTime: 40,
      mismatches: [],
    },
  ]);
});

test('what is kept when its namespace is gone', () => {
  const { store, derived } = setup();
  const cluster = { key_value_pair: [{ key: 'cluster', value: 'k8s' }] };
  write(store, (transaction) => {
    putNetwork(transaction, NETWORK, { number: 60 });
    transaction.put('virtual-network', networkId(NETWORK), {
      ...transaction.get('virtual-network', networkId(NETWORK))!.value,
      annotations: cluster,
    });
    putPool(transaction, NETWORK, 'pool-ns-default');
    put(transaction, record('project', ['default-domain', 'k8s-ns-user-1'], { annotations: cluster }));
  });
  expect(derived.conditions('virtual-network', networkId(NETWORK))[0]?.message).toContain(
    'is kept: holds pool pool-ns-default',
  );
  expect(derived.conditions('project', idOf('project', 'default-domain:k8s-ns-user-1'))[0]?.reason).toBe(
    'HoldsNetwork',
  );
});
