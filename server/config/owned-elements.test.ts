/** Two writers: a controller's elements and a person's on the same object. */
import { expect, test } from 'vitest';
import { updateRef } from './element-operations.ts';
import { createObject, updateObject } from './operations.ts';
import { setOwnedAnnotations, setOwnedRefs, setOwnedRouteTargets, setOwnedShares } from './owned-elements.ts';
import { ownerOf, refPath } from './ownership.ts';
import { DP, startBench, to } from '../testing/config-bench.ts';

const KM = 'kube-manager';

test('a controller adds and removes only its own', () => {
  const bench = startBench();
  const [mine, yours, later] = ['km', 'person', 'later'].map((name) => bench.create('network-policy', [...DP, name]));
  const { uuid } = bench.network('n', []);
  const reconcile = (policies: readonly { readonly uuid: string }[], targets: readonly string[]): void => bench.run((context) => {
    setOwnedRefs(context, 'virtual-network', uuid, 'network-policy', policies.map((policy) => to(policy)));
    setOwnedRouteTargets(context, uuid, 'route_target_list', targets);
    setOwnedAnnotations(context, 'virtual-network', uuid, { owner: 'k8s' });
    setOwnedShares(context, 'virtual-network', uuid, [{ tenant: 'a', tenant_access: 4 }]);
  }, KM);
  const policies = (): string[] => (bench.get('virtual-network', uuid).refs['network-policy'] ?? []).map((ref) => ref.uuid);

  reconcile([mine!], ['target:1:1']);
  bench.run((context) => {
    updateRef(context, { type: 'virtual-network', uuid, refType: 'network-policy', refUuid: yours!.uuid, operation: 'ADD' });
    updateObject(context, 'virtual-network', uuid, { props: { route_target_list: { route_target: ['target:1:1', 'target:60100:100'] } }, annotations: { key_value_pair: [{ key: 'owner', value: 'k8s' }, { key: 'note', value: 'mine' }] } });
  });
  const { revision } = bench.store;
  reconcile([mine!], ['target:1:1']);
  expect(bench.store.revision, 'twice changes nothing').toBe(revision);

  reconcile([later!], []);
  expect(policies()).toEqual([yours!.uuid, later!.uuid]);
  const after = bench.get('virtual-network', uuid);
  expect(after.props.route_target_list).toEqual({ route_target: ['target:60100:100'] });
  expect(after.annotations!.key_value_pair).toEqual([{ key: 'owner', value: 'k8s' }, { key: 'note', value: 'mine' }]);
  expect(after.perms2.share).toEqual([{ tenant: 'a', tenant_access: 4 }]);
});

test('an object that a controller made is its own as a whole, until a person overwrites an element', () => {
  const bench = startBench();
  const policy = bench.create('network-policy', [...DP, 'p']);
  const { uuid } = bench.run((context) => createObject(context, 'virtual-network', { fq_name: [...DP, 'n'], refs: { 'network-policy': [to(policy)] } }), KM);
  const owner = (): string | undefined => ownerOf(bench.get('virtual-network', uuid), refPath('network-policy', policy.uuid));
  const setMajor = (major: number, by?: string): void => bench.run((context) => void updateRef(context, { type: 'virtual-network', uuid, refType: 'network-policy', refUuid: policy.uuid, operation: 'ADD', attr: { sequence: { major, minor: 0 } } }), by);
  expect(owner()).toBe(KM);
  setMajor(9);
  expect(owner()).toBeUndefined();
  bench.run((context) => setOwnedRefs(context, 'virtual-network', uuid, 'network-policy', []), KM);
  expect(bench.get('virtual-network', uuid).refs['network-policy'], 'a person’s element stays').toHaveLength(1);
  setMajor(3, KM);
  expect(owner()).toBe(KM);
});
