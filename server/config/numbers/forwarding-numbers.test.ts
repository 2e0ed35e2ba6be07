import { expect, test } from 'vitest';
import { vrfIdKey } from '../../model/oper/vrf-id.ts';
import { DP, startBench, to } from '../../testing/config-bench.ts';
import { updateRef } from '../operations/element-operations.ts';
import { deleteObject, updateObject } from '../operations/operations.ts';

test('label and VRF ids are allocated with the node and freed with it', () => {
  const bench = startBench();
  const network = bench.network('pods', ['10.1.0.0/24']);
  const external = bench.network('ext', ['101.101.101.0/24']);
  const pool = bench.create('floating-ip-pool', [...DP, 'ext', 'p']);
  const node = bench.create('virtual-router', ['default-global-system-config', 'cent222'], {
    props: { virtual_router_ip_address: '10.169.25.20' },
  });
  const workload = (name: string) => {
    const vm = bench.create('virtual-machine', name);
    return {
      vm,
      vmi: bench.create('virtual-machine-interface', [...DP, name], {
        parent_type: 'project',
        refs: { 'virtual-network': [to(network)], 'virtual-machine': [to(vm)] },
      }),
    };
  };
  const place = (vm: { readonly uuid: string }, operation: 'ADD' | 'DELETE') =>
    bench.run((context) =>
      updateRef(context, {
        type: 'virtual-router',
        uuid: node.uuid,
        refType: 'virtual-machine',
        refUuid: vm.uuid,
        operation,
      }),
    );
  const vrf = (of: { readonly uuid: string }): number | undefined =>
    bench.store.get('vrf-id', vrfIdKey(node.uuid, of.uuid))?.value.id;
  const [a, b] = [workload('a'), workload('b')];
  expect([a.vmi.props.virtual_machine_interface_mac_addresses!.mac_address[0], a.vmi.allocated]).toEqual([
    expect.stringMatching(/^02:/),
    undefined,
  ]);

  place(a.vm, 'ADD');
  place(b.vm, 'ADD');
  expect([
    bench.get('virtual-machine-interface', a.vmi.uuid).allocated,
    bench.get('virtual-machine-interface', b.vmi.uuid).allocated,
  ]).toEqual([
    { node: node.uuid, label: 16 },
    { node: node.uuid, label: 17 },
  ]);
  expect([vrf(network), vrf(external)]).toEqual([1, undefined]);

  const fip = bench.create('floating-ip', [...DP, 'ext', 'p', 'f'], {
    refs: { 'virtual-machine-interface': [to(a.vmi)] },
  });
  expect(vrf(external)).toBe(2);
  bench.run((context) => updateObject(context, 'floating-ip', fip.uuid, { refs: { 'virtual-machine-interface': [] } }));
  expect(vrf(external)).toBeUndefined();
  bench.run((context) =>
    updateObject(context, 'floating-ip', fip.uuid, { refs: { 'virtual-machine-interface': [to(b.vmi)] } }),
  );
  expect(vrf(external), 'the freed id comes back last').toBe(3);

  place(b.vm, 'DELETE');
  expect([vrf(network), vrf(external)], 'a is still there').toEqual([1, undefined]);
  expect(bench.get('virtual-machine-interface', b.vmi.uuid).allocated).toBeUndefined();
  place(b.vm, 'ADD');
  expect([bench.get('virtual-machine-interface', b.vmi.uuid).allocated!['label'], vrf(external)]).toEqual([18, 4]);

  bench.run((context) => {
    deleteObject(context, 'floating-ip', fip.uuid);
    for (const { vmi } of [a, b]) deleteObject(context, 'virtual-machine-interface', vmi.uuid);
  });
  expect([...bench.store.scan('vrf-id')]).toEqual([]);
  expect(pool.uuid).toBeDefined();
});

test('when numbers have run out the object has none', () => {
  const bench = startBench();
  bench.run((context) => context.transaction.put('number-pool', 'network-id', { next: 16_777_216 }));
  expect(bench.network('last', []).props.virtual_network_network_id).toBe(16_777_216);
  expect(bench.network('around', []).props.virtual_network_network_id, 'starts over at the first free one').toBe(5);
});
