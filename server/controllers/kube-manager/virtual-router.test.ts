import { describe, expect, it } from 'vitest';
import { updateRef } from '../../config/operations/element-operations.ts';
import { createObject, deleteObject, updateObject } from '../../config/operations/operations.ts';
import { findByFqName } from '../../config/records.ts';
import { createKubeObject } from '../../kube/operations.ts';
import type { ValueOf } from '../../model/kinds.ts';
import { byNode } from '../../store/indexes.ts';
import { createInMemorySystem, type InMemorySystem } from '../../testing/in-memory-system.ts';

const pod = (name: string) => ({
  metadata: { name, namespace: 'default' },
  spec: { containers: [{ name: 'c', image: 'nginx' }] },
});
const router = ({ store }: InMemorySystem, name: string) =>
  findByFqName(store, 'virtual-router', ['default-global-system-config', name])!;
const machines = (system: InMemorySystem, name: string): string[] =>
  system.derived.config
    .derivedRefs('virtual-router', router(system, name).uuid)
    .map(({ uuid }) => uuid)
    .sort();
const ADDRESS = '10.169.25.20';

function withPods(count: number): InMemorySystem {
  const system = createInMemorySystem();
  for (let i = 0; i < count; i++) system.do((context) => createKubeObject(context, 'Pod', pod(`p${i}`)));
  return system;
}

const portsOfPods = (system: InMemorySystem) =>
  Array.from(system.store.scan('virtual-machine-interface'), ({ value }) => value).filter(
    ({ refs }) => refs['virtual-machine'] !== undefined,
  );

describe("a compute node's machines", () => {
  it('follow from its pods, in both directions, and are stored nowhere', () => {
    const system = withPods(3);
    const uids = (node: string) =>
      Array.from(system.store.lookup(byNode('kube/Pod'), node), ({ value }) => value.metadata.uid).sort();
    for (const node of ['cent222', 'cent333'])
      expect([machines(system, node), router(system, node).refs['virtual-machine']]).toEqual([uids(node), undefined]);
    expect(system.derived.config.refsTo('virtual-machine', uids('cent222')[0]!)).toEqual([
      { fromType: 'virtual-router', fromUuid: router(system, 'cent222').uuid, attr: null },
    ]);
    const before = system.store.get('virtual-router', router(system, 'cent222').uuid)!.revision;
    system.do((context) => createKubeObject(context, 'Pod', pod('another')));
    expect(system.store.get('virtual-router', router(system, 'cent222').uuid)!.revision).toBe(before);
  });

  it('lose their numbers with the virtual router, and get them back from another at the same address', () => {
    const system = withPods(2);
    const labels = () => portsOfPods(system).map(({ allocated }) => allocated?.['label'] !== undefined);
    system.do((context) => deleteObject(context, 'virtual-router', router(system, 'cent222').uuid));
    expect(labels().sort()).toEqual([false, true]);
    system.do((context) =>
      createObject(context, 'virtual-router', {
        fq_name: ['default-global-system-config', 'other'],
        props: { virtual_router_ip_address: ADDRESS },
      }),
    );
    expect(labels()).toEqual([true, true]);
    expect(machines(system, 'other')).toHaveLength(1);
    system.do((context) =>
      updateObject(context, 'virtual-router', router(system, 'other').uuid, {
        props: { virtual_router_ip_address: '10.169.25.99' },
      }),
    );
    expect([labels().sort(), machines(system, 'other')]).toEqual([[false, true], []]);
  });

  it('that stand in references of an old directory are taken over: numbers stay, the references go', () => {
    const system = withPods(4);
    const interfaces = () => portsOfPods(system).map(({ allocated }) => allocated);
    const before = [interfaces(), machines(system, 'cent222'), machines(system, 'cent333')];
    const foreign = system.do((context) => createObject(context, 'virtual-machine', { fq_name: ['an-appliance'] }));
    system.store.transact({ actor: 'test', source: 'system' }, (transaction) => {
      for (const { key, value } of Array.from(transaction.scan('virtual-router'))) {
        const refs = [...transaction.lookup(byNode('virtual-machine'), key)].map((machine) => ({
          uuid: machine.key,
          attr: null,
        }));
        transaction.put('virtual-router', key, {
          ...value,
          refs: { 'virtual-machine': [...refs, { uuid: foreign.uuid, attr: null }] },
        });
      }
      for (const { key, value } of Array.from(transaction.scan('virtual-machine'))) {
        const { allocated: _node, ...rest } = value;
        transaction.put('virtual-machine', key, rest as ValueOf<'virtual-machine'>);
      }
    });
    expect(machines(system, 'cent222')).toEqual([]);
    system.restart();
    expect([interfaces(), machines(system, 'cent222'), machines(system, 'cent333')]).toEqual(before);
    expect(router(system, 'cent222').refs['virtual-machine']).toEqual([{ uuid: foreign.uuid, attr: null }]);
  });

  it('are not stored when written back as read; elsewhere than where its pod is bound, a machine is refused', () => {
    const system = withPods(2);
    const [mine] = machines(system, 'cent222');
    const refer = (node: string) =>
      system.do((context) =>
        updateRef(context, {
          type: 'virtual-router',
          uuid: router(system, node).uuid,
          refType: 'virtual-machine',
          refUuid: mine!,
          operation: 'ADD',
        }),
      );
    const revision = system.store.revision;
    refer('cent222');
    expect(system.store.revision).toBe(revision);
    expect(() => refer('cent333')).toThrow(
      /virtual-machine k8s__default__p\d runs on virtual-router default-global-system-config:cent222/,
    );
  });
});
