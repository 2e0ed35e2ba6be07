import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { byAddress } from '../../store/indexes.ts';
import { DP, refusalOf, startBench, to, type Bench } from '../../testing/config-bench.ts';
import { holds } from '../../testing/seed.ts';
import { createObject, deleteObject, updateObject } from '../operations/operations.ts';
import { allocateClusterIp } from './cluster-ip.ts';

const instance = (bench: Bench, network: { readonly uuid: string }, name: string, props = {}): string =>
  bench.create('instance-ip', name, { props, refs: { 'virtual-network': [to(network)] } }).props.instance_ip_address!;

describe('instance IPs', () => {
  test('top-down, lowest number of slots first: freed ones come back first', () => {
    const bench = startBench();
    const network = bench.network('a', ['101.101.101.0/24']);
    expect([instance(bench, network, 'i1'), instance(bench, network, 'i2')]).toEqual([
      '101.101.101.252',
      '101.101.101.251',
    ]);
    const first = [...bench.store.lookup(byAddress('instance-ip'), '101.101.101.252')][0]!;
    bench.run((context) => deleteObject(context, 'instance-ip', first.key));
    expect(instance(bench, network, 'i3')).toBe('101.101.101.252');
  });

  test('bottom-up, from pools, by unit, IPv6', () => {
    const bench = startBench();
    expect(instance(bench, bench.network('up', [{ cidr: '10.1.0.0/24', addr_from_start: true }]), 'a')).toBe(
      '10.1.0.3',
    );
    expect(
      instance(
        bench,
        bench.network('pools', [{ cidr: '10.2.0.0/24', allocation_pools: [{ start: '10.2.0.10', end: '10.2.0.20' }] }]),
        'b',
      ),
    ).toBe('10.2.0.20');
    expect(instance(bench, bench.network('units', [{ cidr: '10.3.0.0/24', alloc_unit: 4 }]), 'c')).toBe('10.3.0.248');
    expect(instance(bench, bench.network('six', ['2001:db8::/64']), 'd')).toBe('2001:db8::ffff:ffff:ffff:fffc');
    const both = bench.network('both', ['10.4.0.0/24', '2001:db8:4::/64']);
    expect([instance(bench, both, 'e'), instance(bench, both, 'f', { instance_ip_family: 'v6' })]).toEqual([
      '10.4.0.252',
      '2001:db8:4:0:ffff:ffff:ffff:fffc',
    ]);
  });

  test('one allocator per flat IPAM: 10.32.0.0/12 begins at 10.47.255.252, no two networks share an address', () => {
    const bench = startBench();
    const ipam = bench.create('network-ipam', [...DP, 'pod-ipam'], {
      props: {
        ipam_subnet_method: 'flat-subnet',
        ipam_subnets: { subnets: [{ subnet: { ip_prefix: '10.32.0.0', ip_prefix_len: 12 }, subnet_uuid: '' }] },
      },
    });
    const flat = (name: string) =>
      bench.create('virtual-network', [...DP, name], {
        props: { address_allocation_mode: 'flat-subnet-only', virtual_network_properties: { forwarding_mode: 'l3' } },
        refs: { 'network-ipam': [to(ipam, { ipam_subnets: [] })] },
      });
    const [one, two] = [flat('one'), flat('two')];
    const known = (one.refs['network-ipam']![0]!.attr as unknown as { ipam_subnets: { subnet_uuid: string }[] })
      .ipam_subnets[0]!.subnet_uuid;
    expect([
      instance(bench, one, 'a', { subnet_uuid: known }),
      instance(bench, two, 'b'),
      instance(bench, one, 'c'),
    ]).toEqual(['10.47.255.252', '10.47.255.251', '10.47.255.250']);
    expect(
      refusalOf(() =>
        bench.run((context) =>
          updateObject(context, 'network-ipam', ipam.uuid, { props: { ipam_subnets: { subnets: [] } } }),
        ),
      ),
    ).toBe('409 Cannot Delete IP Block, IP(10.47.255.250) is in use');
    expect(
      refusalOf(() =>
        bench.run((context) => updateObject(context, 'virtual-network', one.uuid, { refs: { 'network-ipam': [] } })),
      ),
    ).toMatch(/^409 Cannot Delete IP Block, IP\(10\.47\.255\.25[02]\) is in use$/);
  });

  test('refusals', () => {
    const bench = startBench();
    const network = bench.network('a', ['10.1.0.0/29']);
    let asked = 0;
    const ask = (address: string | undefined, machine = false): string =>
      refusalOf(() =>
        bench.run((context) => {
          const name = String(++asked);
          const vm = createObject(context, 'virtual-machine', { fq_name: [name] });
          const vmi = createObject(context, 'virtual-machine-interface', {
            fq_name: [...DP, name],
            parent_type: 'project',
            refs: { 'virtual-network': [to(network)], ...(machine ? { 'virtual-machine': [to(vm)] } : {}) },
          });
          return createObject(context, 'instance-ip', {
            fq_name: [name],
            props: { instance_ip_address: address },
            refs: { 'virtual-network': [to(network)], 'virtual-machine-interface': [to(vmi)] },
          });
        }),
      );
    const exhausted =
      "400 Virtual-Network(['default-domain', 'default-project', 'a']) has exhausted subnet(['10.1.0.0/29'])";
    expect(ask('10.1.0.3')).toBe('accepted');
    expect(ask('10.1.0.3')).toBe('409 IP address already in use');
    expect(ask('10.1.0.6')).toBe('409 IP address already in use');
    expect(ask('10.1.0.6', true)).toBe('400 Gateway IP cannot be used by VM port');
    expect(ask('10.9.0.1')).toBe(
      "400 10.9.0.1 is in none of the subnets of Virtual-Network(['default-domain', 'default-project', 'a']), " +
        'which are 10.1.0.0/29',
    );
    expect(ask('x')).toBe('400 "x" is not an IP address');
    for (let i = 0; i < 3; i++) instance(bench, network, `fill${i}`);
    expect(refusalOf(() => instance(bench, network, 'more'))).toBe(exhausted);
    expect(refusalOf(() => instance(bench, bench.network('none', []), 'none'))).toBe(
      "400 Virtual-Network(['default-domain', 'default-project', 'none']) has no defined subnets",
    );
    const [one] = bench.store.scan('instance-ip');
    expect(
      refusalOf(() =>
        bench.run((context) =>
          updateObject(context, 'instance-ip', one!.key, { props: { instance_ip_address: '10.1.0.9' } }),
        ),
      ),
    ).toBe('400 Instance IP Address can not be changed');
  });

  test('family and subnet follow from the address: others are refused; left out, they stay', () => {
    const bench = startBench();
    const network = bench.network('both', ['10.4.0.0/24', '2001:db8:4::/64']);
    instance(bench, network, 'i');
    const { key, value } = [...bench.store.scan('instance-ip')][0]!;
    const put = (props: object): string =>
      refusalOf(() => bench.run((context) => updateObject(context, 'instance-ip', key, { props })));
    expect(put({ instance_ip_family: 'v6' })).toBe(
      '400 10.4.0.252 is an IPv4 address: give v4, or leave the family out',
    );
    expect(put({ subnet_uuid: '00000000-0000-4000-8000-000000000000' })).toBe(
      `400 The subnet of 10.4.0.252 can not be changed, it is ${value.props.subnet_uuid}. Release the address ` +
        'and allocate another.',
    );
    expect(put({ instance_ip_family: null, subnet_uuid: null })).toBe('accepted');
    expect(bench.get('instance-ip', key).props).toEqual(value.props);
    bench.create('floating-ip-pool', [...DP, 'both', 'p']);
    const { uuid } = bench.create('floating-ip', [...DP, 'both', 'p', '1']);
    expect(
      refusalOf(() =>
        bench.run((context) =>
          updateObject(context, 'floating-ip', uuid, { props: { floating_ip_address_family: 'v6' } }),
        ),
      ),
    ).toMatch(/is an IPv4 address: give v4/);
    expect(
      refusalOf(() =>
        bench.create('floating-ip', ['i', 'vip'], {
          parent_type: 'instance-ip',
          props: { floating_ip_address_family: 'v6' },
        }),
      ),
    ).toMatch(/is an IPv4 address: give v4/);
  });
});

describe('floating IPs', () => {
  const pool = (bench: Bench, network: string, name: string, subnets?: readonly string[]) =>
    bench.create('floating-ip-pool', [...DP, network, name], {
      props: subnets === undefined ? {} : { floating_ip_pool_subnets: { subnet_uuid: subnets } },
    });
  const floating = (bench: Bench, name: readonly string[], requested = {}) =>
    bench.create('floating-ip', [...DP, ...name], requested);
  const uuids = (network: { readonly refs: { readonly [t: string]: unknown } }): string[] =>
    (network.refs['network-ipam'] as { attr: { ipam_subnets: { subnet_uuid: string }[] } }[])[0]!.attr.ipam_subnets.map(
      (subnet) => subnet.subnet_uuid,
    );

  test('automatic and specific, with the project of its name', () => {
    const bench = startBench();
    bench.network('a', ['101.101.101.0/24']);
    pool(bench, 'a', 'p');
    expect(floating(bench, ['a', 'p', '1']).props).toMatchObject({
      floating_ip_address: '101.101.101.252',
      floating_ip_address_family: 'v4',
    });
    const two = floating(bench, ['a', 'p', '2'], { props: { floating_ip_address: '101.101.101.2' } });
    expect(two.props.floating_ip_address).toBe('101.101.101.2');
    expect(bench.get('project', two.refs.project![0]!.uuid).fq_name).toEqual(DP);
    expect(refusalOf(() => floating(bench, ['a', 'p', '3'], { props: { floating_ip_address: '101.101.101.2' } }))).toBe(
      '409 IP address already in use',
    );
    expect(
      refusalOf(() => floating(bench, ['a', 'p', '3'], { props: { floating_ip_address: '101.101.101.254' } })),
    ).toBe('409 IP address already in use');
    expect(refusalOf(() => floating(bench, ['a', 'p', '3'], { props: { floating_ip_address: '9.9.9.9' } }))).toBe(
      "400 9.9.9.9 is in none of the subnets of Virtual-Network(['default-domain', 'default-project', 'a']), " +
        'which are 101.101.101.0/24',
    );
  });

  test('the pool’s subnets in their order, and not those of the network beside them', () => {
    const bench = startBench();
    const [first, second, third] = uuids(bench.network('a', ['10.1.0.0/30', '10.2.0.0/29', '10.3.0.0/24']));
    pool(bench, 'a', 'p', [second!, first!]);
    expect(['1', '2', '3', '4'].map((name) => floating(bench, ['a', 'p', name]).props.floating_ip_address)).toEqual([
      '10.2.0.4',
      '10.2.0.3',
      '10.2.0.2',
      '10.2.0.1',
    ]);
    expect(refusalOf(() => floating(bench, ['a', 'p', '5']))).toMatch(/^500 .* has exhausted subnet/);
    expect(refusalOf(() => pool(bench, 'a', 'q', [third!, '00000000-0000-4000-8000-000000000000']))).toMatch(
      /^400 Subnet 00000000-0000-4000-8000-000000000000 was not found in virtual-network /,
    );
  });

  test('associated: fixed address of the interface, a foreign one refused; disassociated: none', () => {
    const bench = startBench();
    const network = bench.network('pods', ['10.1.0.0/24']);
    bench.network('a', ['101.101.101.0/24']);
    pool(bench, 'a', 'p');
    const vmi = bench.create('virtual-machine-interface', [...DP, 'vmi'], {
      parent_type: 'project',
      refs: { 'virtual-network': [to(network)] },
    });
    bench.create('instance-ip', 'i', {
      refs: { 'virtual-network': [to(network)], 'virtual-machine-interface': [to(vmi)] },
    });
    const fip = floating(bench, ['a', 'p', '1'], { refs: { 'virtual-machine-interface': [to(vmi)] } });
    expect(fip.props.floating_ip_fixed_ip_address).toBe('10.1.0.252');
    expect(
      refusalOf(() => floating(bench, ['a', 'p', 'alone'], { props: { floating_ip_fixed_ip_address: '10.1.0.252' } })),
    ).toBe(
      '400 Fixed IP 10.1.0.252 is not an address of the interface: there is none: name it in ' +
        'virtual_machine_interface_refs, or leave the fixed IP out',
    );
    const update = (patch: object): string =>
      refusalOf(() => bench.run((context) => updateObject(context, 'floating-ip', fip.uuid, patch)));
    expect(update({ props: { floating_ip_fixed_ip_address: '10.1.0.9' } })).toBe(
      '400 Fixed IP 10.1.0.9 is not an address of the interface: 10.1.0.252',
    );
    expect(update({ props: { floating_ip_address: '101.101.101.9' } })).toMatch(
      /^400 Floating IP Address can not be changed/,
    );
    expect(
      refusalOf(() => bench.run((context) => deleteObject(context, 'virtual-machine-interface', vmi.uuid))),
    ).toMatch(/^409 Delete when resource still referred: \['floating-ip .*:1', 'instance-ip i'\]$/);
    expect(update({ refs: { 'virtual-machine-interface': [] } })).toBe('accepted');
    expect(bench.get('floating-ip', fip.uuid).props).not.toHaveProperty('floating_ip_fixed_ip_address');
  });
});

test('ClusterIPs: from the service IPAM, one record for each, .1 can be asked for', () => {
  const bench = startBench();
  expect(refusalOf(() => bench.run((context) => allocateClusterIp(context)))).toMatch(/^503 No ClusterIP can be drawn/);
  bench.create('network-ipam', [...DP, 'k8s-service-ipam'], {
    props: {
      ipam_subnet_method: 'flat-subnet',
      ipam_subnets: { subnets: [{ subnet: { ip_prefix: '10.96.0.0', ip_prefix_len: 12 }, subnet_uuid: '' }] },
    },
  });
  const service = (name: string, requested?: string): string =>
    bench.run((context) => {
      const clusterIP = allocateClusterIp(context, requested);
      context.transaction.put('kube/Service', `default/${name}`, {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name, namespace: 'default', uid: context.mint.uuid(), creationTimestamp: '' },
        spec: { clusterIP, clusterIPs: [clusterIP] },
      });
      return clusterIP;
    });
  expect([service('a', '10.96.0.1'), service('b'), service('c')]).toEqual([
    '10.96.0.1',
    '10.111.255.252',
    '10.111.255.251',
  ]);
  expect(refusalOf(() => service('d', '10.96.0.1'))).toBe(
    '409 ClusterIP 10.96.0.1 cannot be used: provided IP is already allocated',
  );
  expect(refusalOf(() => service('d', '10.1.1.1'))).toBe(
    '400 ClusterIP 10.1.1.1 is not in the service range 10.96.0.0/12',
  );
  bench.run((context) => context.transaction.delete('kube/Service', 'default/b'));
  expect(service('e')).toBe('10.111.255.252');
});

test('whatever is made, deleted or rolled back, no address is given twice and none is lost', () => {
  const action = fc.record({
    kind: fc.constantFrom('instance', 'floating', 'delete', 'rollback'),
    pick: fc.nat(30),
    address: fc.option(fc.integer({ min: 1, max: 14 })),
  });
  holds(
    fc.property(fc.array(action, { maxLength: 40 }), (actions) => {
      const bench = startBench();
      const network = bench.network('a', ['10.1.0.0/28']);
      bench.create('floating-ip-pool', [...DP, 'a', 'p']);
      let count = 0;
      const make = (kind: 'instance' | 'floating', address: number | null): void =>
        bench.run((context) => {
          const text = address === null ? undefined : `10.1.0.${address}`;
          if (kind === 'instance')
            createObject(context, 'instance-ip', {
              fq_name: [`i${++count}`],
              props: { instance_ip_address: text },
              refs: { 'virtual-network': [to(network)] },
            });
          else
            createObject(context, 'floating-ip', {
              fq_name: [...DP, 'a', 'p', `f${++count}`],
              props: { floating_ip_address: text },
            });
        });
      const held = (): { kind: 'instance-ip' | 'floating-ip'; key: string; address: string }[] => [
        ...[...bench.store.scan('instance-ip')].map((each) => ({
          kind: 'instance-ip' as const,
          key: each.key,
          address: each.value.props.instance_ip_address!,
        })),
        ...[...bench.store.scan('floating-ip')].map((each) => ({
          kind: 'floating-ip' as const,
          key: each.key,
          address: each.value.props.floating_ip_address!,
        })),
      ];
      let made = 0;
      const deleted = new Set<string>();
      for (const { kind, pick, address } of actions) {
        if (kind === 'instance' || kind === 'floating') {
          if (refusalOf(() => make(kind, address)) === 'accepted') made += 1;
        } else {
          const victim = held()[pick];
          if (victim === undefined) continue;
          try {
            bench.run((context) => {
              deleteObject(context, victim.kind, victim.key);
              if (kind === 'rollback') throw new RangeError('rolled back');
            });
            deleted.add(victim.key);
          } catch (error) {
            if (!(error instanceof RangeError)) throw error;
          }
        }
        const addresses = held().map((each) => each.address);
        expect(new Set(addresses).size).toBe(addresses.length);
        expect(held().length).toBe(made - deleted.size);
      }
      // A /28 has 16 addresses less network, broadcast, gateway and service address.
      const free = 12 - held().length;
      for (let i = 0; i < free; i++) make('instance', null);
      expect(refusalOf(() => make('instance', null))).toMatch(/^400 .*exhausted/);
      expect(new Set(held().map((each) => each.address)).size).toBe(12);
    }),
    { numRuns: 60 },
  );
});

test('a fork allocates on its own', () => {
  const bench = startBench();
  const network = bench.network('a', ['10.1.0.0/24']);
  instance(bench, network, 'one');
  const fork = bench.store.fork();
  let n = 0;
  const mint = { uuid: () => `00000000-0000-4000-8000-${String(++n).padStart(12, '0')}` };
  const drawn = fork.transact({ actor: 'a', source: 'ui' }, (transaction) =>
    createObject({ transaction, mint }, 'instance-ip', {
      fq_name: ['fork'],
      refs: { 'virtual-network': [to(network)] },
    }),
  ).result;
  expect(drawn.props.instance_ip_address).toBe('10.1.0.251');
  expect(instance(bench, network, 'two')).toBe('10.1.0.251');
});
