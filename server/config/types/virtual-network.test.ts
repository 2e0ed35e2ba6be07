import { describe, expect, test } from 'vitest';
import type { VirtualNetworkProps } from '../../model/config/virtual-network.ts';
import { DP, refusalOf, startBench, subnetRef, to } from '../../testing/config-bench.ts';
import { deleteObject, updateObject } from '../operations/operations.ts';
import { findByFqName } from '../records.ts';

const BAND =
  'Configured route target must use ASN that is different from global ASN or route target value must be less ' +
  'than 8000000 and greater than 16777216';
const FORMAT = "Route target must be of the format 'target:<asn>:<number>' or 'target:<ip>:<number>'";

describe('numbers', () => {
  test('network id from 1 and automatic route target from 8000000; freed ones come back last', () => {
    const bench = startBench();
    const [first, second] = [bench.network('a', []), bench.network('b', [])];
    const id = first.props.virtual_network_network_id!;
    expect([second.props.virtual_network_network_id, second.allocated!['route_target']]).toEqual([
      id + 1,
      Number(first.allocated!['route_target']) + 1,
    ]);
    expect(findByFqName(bench.store, 'virtual-network', [...DP, 'ip-fabric'])!.allocated).toMatchObject({
      network_id: 1,
      route_target: 8_000_000,
    });
    bench.run((context) => deleteObject(context, 'virtual-network', first.uuid));
    expect(bench.network('c', []).props.virtual_network_network_id).toBe(id + 2);
  });

  test('the id is the system’s; sending back the same is no change', () => {
    const bench = startBench();
    const network = bench.network('a', []);
    const set = (id: number): string =>
      refusalOf(() =>
        bench.run((context) =>
          updateObject(context, 'virtual-network', network.uuid, { props: { virtual_network_network_id: id } }),
        ),
      );
    expect(set(network.props.virtual_network_network_id!)).toBe('accepted');
    expect(set(99)).toBe('403 Cannot set the virtual network ID');
  });
});

describe('route targets', () => {
  const lists = ['route_target_list', 'import_route_target_list', 'export_route_target_list'] as const;
  test.each([
    [60_100, 'target:60100:100', 'accepted'],
    [60_100, 'target:60100:7999999', 'accepted'],
    [60_100, 'target:60100:8000000', `400 ${BAND}`],
    [60_100, 'target:60100:16777216', `400 ${BAND}`],
    [60_100, 'target:60100:16777217', 'accepted'],
    [60_100, 'target:60101:8000000', 'accepted'],
    [60_100, 'target:192.168.0.204:65535', 'accepted'],
    [
      60_100,
      'target:192.168.0.204:65536',
      '400 Route target target:192.168.0.204:65536: after an IP address the number must be between 0 and 65535',
    ],
    [
      60_100,
      'target:70000:1',
      '400 ASN out of range, should be between 1-0xFFFF: 70000 needs four bytes, and enable_4byte_as of the ' +
        'global system config is off',
    ],
    [60_100, 'target:0:1', '400 Route target target:0:1: the ASN must be between 1 and 4294967295'],
    [60_100, '60100:1', `400 ${FORMAT}`],
    [60_100, 'target:x:1', `400 ${FORMAT}`],
    [
      70_000,
      'target:70000:8000',
      '400 Configured route target must use ASN that is different from global ASN or route target value must be ' +
        'less than 8000 and greater than 32768',
    ],
    [70_000, 'target:70000:7999', 'accepted'],
    [
      70_000,
      'target:70000:65536',
      '400 Route target target:70000:65536: after a 4-byte ASN the number must be between 0 and 65535',
    ],
  ])('under ASN %i: %s is %s, in each of the three lists', (asn, target, expected) => {
    const bench = startBench(asn);
    for (const list of lists)
      expect(refusalOf(() => bench.network(list, [], { props: { [list]: { route_target: [target] } } }))).toBe(
        expected,
      );
  });

  test('one target is one element, however it is written', () => {
    const bench = startBench(70_000);
    const network = bench.network('a', [], {
      props: { route_target_list: { route_target: ['target:1.10:5', 'target:65546:5'] } },
    });
    expect(network.props.route_target_list).toEqual({ route_target: ['target:65546:5'] });
  });

  test('multiple service chains and one-way targets both ways', () => {
    const bench = startBench();
    const props = {
      multi_policy_service_chains_enabled: true,
      import_route_target_list: { route_target: ['target:1:1'] },
      export_route_target_list: { route_target: ['target:1:2'] },
    };
    expect(refusalOf(() => bench.network('a', [], { props }))).toBe(
      '409 Multi policy service chains are not supported, with both import export external route targets',
    );
  });
});

describe('external and shared', () => {
  type Step = { readonly props?: VirtualNetworkProps; readonly global_access?: number };
  test.each<[string, Step[], number | string]>([
    ['external', [{ props: { router_external: true } }], 5],
    ['shared', [{ props: { is_shared: true } }], 7],
    ['external and shared', [{ props: { router_external: true, is_shared: true } }], 7],
    ['external, no longer', [{ props: { router_external: true } }, { props: { router_external: false } }], 0],
    [
      'shared, then only external',
      [{ props: { is_shared: true, router_external: true } }, { props: { is_shared: false } }],
      5,
    ],
    ['access alone', [{ global_access: 7 }], 7],
    [
      'access against shared',
      [{ global_access: 5, props: { is_shared: true } }],
      '400 Inconsistent is_shared (true) and global_access (5)',
    ],
    [
      'access against not shared',
      [{ global_access: 7, props: { is_shared: false } }],
      '400 Inconsistent is_shared (false) and global_access (7)',
    ],
    [
      'access taken from an external network',
      [{ props: { router_external: true } }, { global_access: 0 }],
      '400 Inconsistent router_external (true) and global_access (0)',
    ],
    ['something else changes', [{ props: { router_external: true } }, { props: { flood_unknown_unicast: true } }], 5],
  ])('%s', (_name, [first, ...then], expected) => {
    const bench = startBench();
    const requested = (step: Step): object => ({
      props: step.props ?? {},
      ...(step.global_access === undefined ? {} : { perms2: { global_access: step.global_access } }),
    });
    let uuid = '';
    const outcome = refusalOf(() => {
      uuid = bench.network('a', [], requested(first!)).uuid;
      for (const step of then) bench.run((context) => updateObject(context, 'virtual-network', uuid, requested(step)));
    });
    const accepted = outcome === 'accepted';
    expect(accepted ? bench.get('virtual-network', uuid).perms2.global_access : outcome).toBe(expected);
  });

  test('access alone marks the network as shared', () => {
    expect(startBench().network('a', [], { perms2: { global_access: 7 } }).props.is_shared).toBe(true);
  });
});

describe('subnets', () => {
  const first = (bench: ReturnType<typeof startBench>, subnet: Parameters<typeof bench.network>[1][number]): unknown =>
    (
      bench.network('a', [subnet]).refs['network-ipam']![0]!.attr as unknown as {
        readonly ipam_subnets: readonly unknown[];
      }
    ).ipam_subnets[0];
  test.each([
    [
      '101.101.101.0/24',
      {
        default_gateway: '101.101.101.254',
        dns_server_address: '101.101.101.253',
        enable_dhcp: true,
        addr_from_start: false,
      },
    ],
    [
      { cidr: '101.101.101.0/24', addr_from_start: true },
      { default_gateway: '101.101.101.1', dns_server_address: '101.101.101.2', addr_from_start: true },
    ],
    [
      { cidr: '101.101.101.0/24', default_gateway: '101.101.101.7' },
      { default_gateway: '101.101.101.7', dns_server_address: '101.101.101.253' },
    ],
    [{ cidr: '101.101.101.0/24', default_gateway: '0.0.0.0' }, { default_gateway: '0.0.0.0' }],
    [
      '2001:db8:0:0::/64',
      { subnet: { ip_prefix: '2001:db8::', ip_prefix_len: 64 }, default_gateway: '2001:db8::ffff:ffff:ffff:fffe' },
    ],
  ])('defaults of %j', (subnet, expected) => {
    expect(first(startBench(), subnet)).toMatchObject(expected);
  });

  test.each([
    [['10.1.0.1/24'], '400 Invalid subnet 10.1.0.1/24: bits beyond the prefix length are set'],
    [['10.1.0.0/33'], '400 Invalid subnet 10.1.0.0/33: write it as 10.1.0.0/16 or 2001:db8::/64'],
    [['10.1.0.0/24', '10.1.0.128/25'], '409 Overlapping addresses: 10.1.0.0/24 and 10.1.0.128/25'],
    [[{ cidr: '10.1.0.0/24', default_gateway: '10.2.0.1' }], '400 gateway-ip 10.2.0.1 not in cidr 10.1.0.0/24'],
    [[{ cidr: '10.1.0.0/24', dns_server_address: '10.2.0.1' }], '400 service address 10.2.0.1 not in cidr 10.1.0.0/24'],
    [
      [{ cidr: '10.1.0.0/24', allocation_pools: [{ start: '10.1.0.5', end: '10.1.1.9' }] }],
      '400 allocation pool 10.1.0.5-10.1.1.9 out of cidr:10.1.0.0/24',
    ],
    [
      [{ cidr: '10.1.0.0/24', allocation_pools: [{ start: '10.1.0.9', end: '10.1.0.5' }] }],
      '400 allocation pool 10.1.0.9-10.1.0.5: the first address comes after the last',
    ],
    [[{ cidr: '10.1.0.0/24', alloc_unit: 3 }], '400 alloc_unit 3 must be a power of two'],
  ])('%j is refused', (subnets, expected) => {
    const bench = startBench();
    expect(refusalOf(() => bench.network('a', subnets))).toBe(expected);
  });

  test('a subnet that stays keeps its uuid; its gateway cannot change; one in use cannot be removed', () => {
    const bench = startBench();
    const network = bench.network('a', ['10.1.0.0/24', '10.2.0.0/24']);
    const put = (...subnets: Parameters<typeof subnetRef>[1]): string =>
      refusalOf(() =>
        bench.run((context) =>
          updateObject(context, 'virtual-network', network.uuid, {
            refs: { 'network-ipam': [subnetRef(bench.store, subnets)] },
          }),
        ),
      );
    const revision = bench.store.revision;
    expect(put('10.1.0.0/24', '10.2.0.0/24')).toBe('accepted');
    expect(bench.store.revision, 'the same again is no change').toBe(revision);
    expect(put({ cidr: '10.1.0.0/24', default_gateway: '10.1.0.1' }, '10.2.0.0/24')).toBe(
      '400 default gateway change is not allowed: subnet 10.1.0.0/24 has 10.1.0.254',
    );
    bench.create('instance-ip', 'i', { refs: { 'virtual-network': [to(network)] } });
    expect(put('10.2.0.0/24')).toBe('409 Cannot Delete IP Block, IP(10.1.0.252) is in use');
    expect(put('10.1.0.0/24')).toBe('accepted');
    expect(put()).toBe('409 Cannot Delete IP Block, IP(10.1.0.252) is in use');
  });

  test('a flat-subnet IPAM needs an l3 network, and no subnets in the reference', () => {
    const bench = startBench();
    const ipam = bench.create('network-ipam', [...DP, 'flat'], {
      props: {
        ipam_subnet_method: 'flat-subnet',
        ipam_subnets: { subnets: [{ subnet: { ip_prefix: '10.32.0.0', ip_prefix_len: 12 }, subnet_uuid: '' }] },
      },
    });
    const make = (mode: 'l2_l3' | 'l3', subnets: readonly object[]): string =>
      refusalOf(() =>
        bench.create('virtual-network', [...DP, `v${mode}`], {
          props: { virtual_network_properties: { forwarding_mode: mode } },
          refs: { 'network-ipam': [to(ipam, { ipam_subnets: subnets } as never)] },
        }),
      );
    expect(make('l2_l3', [])).toBe('400 flat-subnet is allowed only with l3 network');
    expect(make('l3', [{ subnet: { ip_prefix: '10.1.0.0', ip_prefix_len: 24 } }])).toBe(
      '400 with flat-subnet, network can not have user-defined subnet',
    );
    expect(make('l3', [])).toBe('accepted');
    const network = findByFqName(bench.store, 'virtual-network', [...DP, 'vl3'])!;
    expect(network.refs['network-ipam']![0]!.attr).toEqual({
      ipam_subnets: [{ subnet_uuid: expect.stringMatching(/^[0-9a-f-]{36}$/) }],
    });
  });

  test('a VxLAN id belongs to one network', () => {
    const bench = startBench();
    const requested = { props: { virtual_network_properties: { vxlan_network_identifier: 77 } } };
    bench.network('a', [], requested);
    expect(refusalOf(() => bench.network('b', [], requested))).toBe(
      '400 VxLAN id 77 is taken by virtual-network default-domain:default-project:a',
    );
  });
});
