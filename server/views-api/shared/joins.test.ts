/** A change of another kind reaches the rows that it concerns, although what they are filtered by is kept. */

import { expect, test } from 'vitest';
import type { Transaction } from '../../store/store.ts';
import {
  derivedStore,
  networkId,
  nodeId,
  PODS,
  putFloatingIp,
  putNetwork,
  putNode,
  putPod,
  putPool,
  replicaSetUid,
} from '../../testing/builders/cluster.ts';
import { idOf, meta, write } from '../../testing/builders/records.ts';
import { readTableQuery } from '../tables/read-query.ts';
import { TopologySource } from '../topology/topology-facts.ts';
import { topology } from '../topology/topology-view.ts';
import { ViewState } from '../view-state.ts';

const LATER = 'default-domain:k8s-default:later';
const PORT = idOf('virtual-machine-interface', 'default-domain:k8s-default:web-1__0');
const ADDRESS = idOf('instance-ip', 'default-web-1__0');

/** Pod default/web-1 in the pod network and default/web-2 in a network that does not exist yet. */
function context() {
  const { store, derived } = derivedStore();
  write(store, (transaction) => {
    putNode(transaction, 'cent222', '10.169.25.20');
    putNetwork(transaction, PODS, { number: 1 });
    putPool(transaction, PODS, 'pool');
    putReplicaSet(transaction, undefined);
    putPod(transaction, {
      namespace: 'default',
      name: 'web-1',
      network: PODS,
      address: '10.32.0.1',
      node: 'cent222',
      replicaSet: 'web-rs',
    });
    putPod(transaction, { namespace: 'default', name: 'web-2', network: LATER, address: '10.32.0.2', node: 'cent222' });
  });
  return { store, state: new ViewState(store, derived, '2026-01-31T12:00:00.000Z') };
}

function putReplicaSet(transaction: Transaction, deployment: string | undefined): void {
  const owners =
    deployment === undefined
      ? []
      : [
          {
            apiVersion: 'apps/v1',
            kind: 'Deployment',
            name: deployment,
            uid: idOf('deployment', deployment),
            controller: true,
          },
        ];
  transaction.put('kube/ReplicaSet', 'default/web-rs', {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: meta('web-rs', 'default', { uid: replicaSetUid('default', 'web-rs'), ownerReferences: owners }),
  });
}

const associate = (transaction: Transaction): void =>
  void putFloatingIp(transaction, `${PODS}:pool`, '101.101.101.1', { interfaces: [PORT] });

test.each<readonly [string, 'pods' | 'ports', string, (transaction: Transaction) => void, readonly [number, number]]>([
  ['a floating IP is associated', 'pods', 'address:101.101.101.1', associate, [0, 1]],
  ['a floating IP is associated', 'ports', 'address:101.101.101.1', associate, [0, 1]],
  ['an address goes', 'pods', 'address:10.32.0.1', (transaction) => transaction.delete('instance-ip', ADDRESS), [1, 0]],
  [
    'an address goes',
    'ports',
    'address:10.32.0.1',
    (transaction) => transaction.delete('instance-ip', ADDRESS),
    [1, 0],
  ],
  [
    'an interface goes',
    'pods',
    'network:k8s-default-pod-network',
    (transaction) => transaction.delete('virtual-machine-interface', PORT),
    [1, 0],
  ],
  [
    'a network comes',
    'pods',
    'network:later',
    (transaction) => void putNetwork(transaction, LATER, { number: 2 }),
    [0, 1],
  ],
  [
    'a network comes',
    'ports',
    'network:later',
    (transaction) => void putNetwork(transaction, LATER, { number: 2 }),
    [0, 1],
  ],
  [
    'a network goes',
    'ports',
    'network:k8s-default-pod-network',
    (transaction) => transaction.delete('virtual-network', networkId(PODS)),
    [1, 0],
  ],
  [
    'a pod goes',
    'ports',
    'pod:default/web-1',
    (transaction) => transaction.delete('kube/Pod', 'default/web-1'),
    [1, 0],
  ],
  [
    'a compute node goes',
    'ports',
    'node:cent222',
    (transaction) => transaction.delete('virtual-router', nodeId('cent222')),
    [2, 0],
  ],
  ['a ReplicaSet gets a Deployment', 'pods', 'owner:web', (transaction) => putReplicaSet(transaction, 'web'), [0, 1]],
  [
    'a pod is put on another node',
    'pods',
    'node:cent333',
    (transaction) =>
      void putPod(transaction, {
        namespace: 'default',
        name: 'web-1',
        network: PODS,
        address: '10.32.0.1',
        node: 'cent333',
      }),
    [0, 1],
  ],
])('%s: %s by %s', (_what, noun, filter, change, [before, after]) => {
  const { store, state } = context();
  const matched = () =>
    state.table(noun).page(state.context(), readTableQuery(state.table(noun).definition, { filter }), '').matched;
  expect(matched()).toBe(before);
  write(store, change);
  expect(matched()).toBe(after);
});

test('the topology puts a pod into the network that comes, and drops the pod that goes', () => {
  const { store, state } = context();
  const source = new TopologySource([], state.podFacts);
  const draw = () => topology(state.context(), source, [], { level: 'pods' });
  const vrfOf = (name: string) => draw().nodes.find((node) => node.label === name)?.vrf;
  expect(vrfOf('web-2')).toBeUndefined();
  write(store, (transaction) => putNetwork(transaction, LATER, { number: 2 }));
  expect(vrfOf('web-2')).toBe(LATER);
  write(store, (transaction) => transaction.delete('kube/Pod', 'default/web-2'));
  expect(draw().nodes.map((node) => node.label)).not.toContain('web-2');
});
