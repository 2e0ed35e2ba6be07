/** Drained rows of derived tables become names of views. */
import { expect, test } from 'vitest';
import type { LiveName } from '../contract/live/events.ts';
import { derivedStore, networkId, nodeId, PODS, putNetwork, putNode, putPod, write } from '../testing/builders/cluster.ts';
import { viewChangesOf } from './view-changes.ts';

test.each([
  ['a pod without a node: its conditions, its place', { node: undefined }, ['view/conditions', 'view/topology', 'view/vrf']],
  ['a pod that runs: its route, its place', { node: 'cent222', label: 16 }, ['view/topology', 'view/vrf']],
] as const)('%s', (_name, more, expected) => {
  const { store, derived } = derivedStore();
  write(store, (transaction) => {
    putNode(transaction, 'cent222', '10.169.25.20');
    putNetwork(transaction, PODS, { number: 1 });
    transaction.put('vrf-id', `${nodeId('cent222')}/${networkId(PODS)}`, { id: 1 });
  });
  derived.settle();
  const told: LiveName[] = [];
  viewChangesOf(derived)((_revision, names) => told.push(...names));
  write(store, (transaction) => void putPod(transaction, { namespace: 'default', name: 'web-1', network: PODS, address: '10.32.0.1', ...more }));
  derived.settle();
  expect(told.map(({ kind }) => kind).sort()).toEqual(expected);
});
