import { describe, expect, test } from 'vitest';
import type { BgpRouterParameters } from '../../model/config/bgp-router.ts';
import type { ConfigType } from '../../model/config/types.ts';
import { DP, refusalOf, startBench, to } from '../../testing/config-bench.ts';
import { pattern } from '../../testing/pattern.ts';
import { deleteObject, updateObject } from '../operations/operations.ts';
import { BGP_ROUTERS_PARENT } from '../operations/system-objects.ts';
import { findByFqName } from '../records.ts';

describe('BGP routers', () => {
  const router = (parameters: BgpRouterParameters) => ({ props: { bgp_router_parameters: parameters } });
  const gateway = { router_type: 'router' as const, autonomous_system: 60_100, address: '192.168.0.204' };
  test('defaults of a control node and of a gateway', () => {
    const bench = startBench();
    expect(
      bench.create(
        'bgp-router',
        [...BGP_ROUTERS_PARENT, 'cn'],
        router({ address: '10.169.25.19', autonomous_system: 1 }),
      ).props.bgp_router_parameters,
    ).toEqual({
      router_type: 'control-node',
      vendor: 'contrail',
      autonomous_system: 60_100,
      address: '10.169.25.19',
      identifier: '10.169.25.19',
      port: 179,
      address_families: { family: ['route-target', 'inet-vpn', 'e-vpn', 'erm-vpn', 'inet6-vpn'] },
    });
    expect(
      bench.create('bgp-router', [...BGP_ROUTERS_PARENT, 'camaro'], router(gateway)).props.bgp_router_parameters,
    ).toEqual({
      ...gateway,
      identifier: '192.168.0.204',
      port: 179,
      address_families: { family: ['route-target', 'inet-vpn', 'e-vpn', 'inet6-vpn'] },
    });
  });

  test.each<[object, string]>([
    [{ autonomous_system: 0 }, '400 ASN out of range, should be between 1-0xFFFF'],
    [
      { autonomous_system: 65_536 },
      '400 ASN out of range, should be between 1-0xFFFF: 65536 needs four bytes, and enable_4byte_as of the ' +
        'global system config is off',
    ],
    [{ autonomous_system: 65_535 }, '400 AS 65535 is reserved and must not be used (RFC 7300)'],
    [{ local_autonomous_system: 65_535 }, '400 AS 65535 is reserved and must not be used (RFC 7300)'],
    [
      { local_autonomous_system: 70_000 },
      '400 ASN out of range, should be between 1-0xFFFF: 70000 needs four bytes, and enable_4byte_as of the ' +
        'global system config is off',
    ],
    [{ autonomous_system: undefined }, '400 A BGP router needs its autonomous system number'],
    [{ hold_time: 2 }, '400 BGP Hold Time MUST be either zero or at least three seconds'],
    [{ hold_time: 0 }, 'accepted'],
    [{ hold_time: 3 }, 'accepted'],
    [{ port: 0 }, '400 Port 0 is outside of 1–65535'],
    [{ port: 65_535 }, 'accepted'],
    [{ port: 65_536 }, '400 Port 65536 is outside of 1–65535'],
    [
      { address_families: { family: ['inet-vpn', 'erm-vpn'] } },
      "400 Only contrail bgp routers can support family 'erm-vpn'",
    ],
    [
      { address_families: { family: ['ipv4'] } },
      '400 Address family "ipv4" is none of inet, inet-labeled, inet-vpn, e-vpn, erm-vpn, route-target, inet6, ' +
        'inet-mvpn, inet6-vpn',
    ],
    [{ address: 'camaro' }, '400 "camaro" is not an IP address'],
    [{ auth_data: { key_type: 'md5', key_items: [{ key_id: 64, key: 'k' }] } }, '400 Key id 64 is outside of 0–63'],
    [{ address: undefined }, '400 BGP router r needs its address: its peers connect to it'],
    [{ router_type: 'bgpaas-client', address: undefined }, 'accepted'],
    [
      { identifier: '0.0.0.0' },
      '400 Router ID 0.0.0.0 is not valid: it identifies the speaker and must not be zero (RFC 6286)',
    ],
    [{ address: 'fd00::204', identifier: '192.168.0.204' }, 'accepted'],
    [{ address: 'fd00::204' }, 'accepted'],
    [
      { router_type: 'control-node', address: 'fd00::204' },
      '400 Control node r needs a Router ID, an IPv4 address: its own address is not one',
    ],
    [
      { router_type: 'switch' },
      '400 router_type "switch" is none of control-node, external-control-node, router, bgpaas-server, bgpaas-client',
    ],
  ])('a gateway with %j: %s', (parameters, expected) => {
    const bench = startBench();
    expect(
      refusalOf(() => bench.create('bgp-router', [...BGP_ROUTERS_PARENT, 'r'], router({ ...gateway, ...parameters }))),
    ).toBe(expected);
  });

  test('a change that does not mention the type leaves a gateway a gateway', () => {
    const bench = startBench();
    const { uuid } = bench.create(
      'bgp-router',
      [...BGP_ROUTERS_PARENT, 'camaro'],
      router({ ...gateway, vendor: 'mx' }),
    );
    const change = (parameters: BgpRouterParameters): string =>
      refusalOf(() => bench.run((context) => updateObject(context, 'bgp-router', uuid, router(parameters))));
    expect(change({ autonomous_system: 65_000 })).toBe(
      '400 BGP router camaro needs its address: its peers connect to it',
    );
    expect(change({ autonomous_system: 65_000, address: '192.168.0.204' })).toBe('accepted');
    expect(bench.get('bgp-router', uuid).props.bgp_router_parameters).toEqual({
      router_type: 'router',
      autonomous_system: 65_000,
      address: '192.168.0.204',
      identifier: '192.168.0.204',
      port: 179,
      address_families: { family: ['route-target', 'inet-vpn', 'e-vpn', 'inet6-vpn'] },
    });
  });

  test.each([
    [
      { session: [{ attributes: [{ hold_time: 1 }] }] },
      '400 BGP Hold Time MUST be either zero or at least three seconds',
    ],
    [{ session: [{ attributes: [{ loop_count: 17 }] }] }, '400 Loop count 17 is outside of 0–16'],
    [{ session: [{ attributes: [{ loop_count: 16, hold_time: 30 }] }] }, 'accepted'],
    [
      { session: [{ attributes: [{ route_origin_override: { origin_override: true, origin: 'BGP' } }] }] },
      '400 Origin "BGP" is none of IGP, EGP, INCOMPLETE',
    ],
    [{ session: [{ attributes: [{ route_origin_override: { origin_override: true, origin: 'EGP' } }] }] }, 'accepted'],
    [
      {
        session: [
          { attributes: [{ family_attributes: [{ address_family: 'inet-vpn', prefix_limit: { maximum: -1 } }] }] },
        ],
      },
      '400 Prefix limit -1 is outside of 0–4294967295',
    ],
    [
      {
        session: [
          {
            attributes: [
              {
                family_attributes: [{ address_family: 'inet-vpn', prefix_limit: { maximum: 5, idle_timeout: 86_401 } }],
              },
            ],
          },
        ],
      },
      '400 Idle timeout 86401 is outside of 0–86400',
    ],
  ])('a peering with %j: %s', (attr, expected) => {
    const bench = startBench();
    const other = bench.create('bgp-router', [...BGP_ROUTERS_PARENT, 'cn'], router({ address: '10.0.0.1' }));
    expect(
      refusalOf(() =>
        bench.create('bgp-router', [...BGP_ROUTERS_PARENT, 'r'], {
          ...router(gateway),
          refs: { 'bgp-router': [to(other, attr)] },
        }),
      ),
    ).toBe(expected);
  });
});

describe('global ASN', () => {
  const set = (bench: ReturnType<typeof startBench>, props: object): string =>
    refusalOf(() =>
      bench.run((context) =>
        updateObject(
          context,
          'global-system-config',
          findByFqName(context.transaction, 'global-system-config', ['default-global-system-config'])!.uuid,
          { props },
        ),
      ),
    );

  test('changes the ASN of control nodes with it, not that of gateways', () => {
    const bench = startBench();
    const cn = bench.create('bgp-router', [...BGP_ROUTERS_PARENT, 'cn'], {
      props: { bgp_router_parameters: { address: '10.0.0.1' } },
    });
    const gw = bench.create('bgp-router', [...BGP_ROUTERS_PARENT, 'gw'], {
      props: { bgp_router_parameters: { address: '10.0.0.2', router_type: 'router', autonomous_system: 60_100 } },
    });
    expect(set(bench, { autonomous_system: 65_000 })).toBe('accepted');
    expect(
      [cn, gw].map(({ uuid }) => bench.get('bgp-router', uuid).props.bgp_router_parameters!.autonomous_system),
    ).toEqual([65_000, 60_100]);
  });

  test('is refused while a route target would collide, naming the networks', () => {
    const bench = startBench();
    bench.network('a', [], { props: { export_route_target_list: { route_target: ['target:65000:8000001'] } } });
    expect(set(bench, { autonomous_system: 65_000 })).toBe(
      '400 Virtual networks default-domain:default-project:a are configured with a route target with this ASN ' +
        '65000 and route target value in the same range as used by automatically allocated route targets',
    );
  });

  test('of four bytes needs them enabled, and numbers route targets anew', () => {
    const bench = startBench();
    const network = bench.network('a', []);
    expect(set(bench, { autonomous_system: 70_000 })).toBe(
      '400 ASN out of range, should be between 1-0xFFFF: 70000 needs four bytes, and enable_4byte_as of the ' +
        'global system config is off',
    );
    expect(set(bench, { autonomous_system: 65_535 })).toBe('400 AS 65535 is reserved and must not be used (RFC 7300)');
    expect(set(bench, { autonomous_system: 70_000, enable_4byte_as: true })).toBe('accepted');
    const after = bench.get('virtual-network', network.uuid).allocated!;
    expect([
      Number(after['route_target']) >= 8000 && Number(after['route_target']) <= 32_768,
      after['network_id'],
    ]).toEqual([true, network.allocated!['network_id']]);
    expect(set(bench, { enable_4byte_as: false })).toBe(
      '400 ASN out of range, should be between 1-0xFFFF: 70000 needs four bytes, and enable_4byte_as of the ' +
        'global system config is off',
    );
  });

  test.each([
    [{ graceful_restart_parameters: { restart_time: 4096 } }, '400 restart_time 4096 is outside of 0–4095 seconds'],
    [
      { bgpaas_parameters: { port_start: 6, port_end: 5 } },
      '400 BGP as a Service ports 6-5: give two ports of 1–65535, the lower first',
    ],
    [
      { ip_fabric_subnets: { subnet: [{ ip_prefix: '10.0.0.1', ip_prefix_len: 8 }] } },
      '400 Invalid subnet 10.0.0.1/8: bits beyond the prefix length are set',
    ],
  ])('%j: %s', (props, expected) => {
    expect(set(startBench(), props)).toBe(expected);
  });
});

describe('policies and security groups', () => {
  const any = [{ virtual_network: 'any' }];
  const ports = [{ start_port: -1, end_port: -1 }];
  const rule = {
    direction: '<>' as const,
    protocol: 'any',
    src_addresses: any,
    dst_addresses: any,
    src_ports: ports,
    dst_ports: ports,
    action_list: { simple_action: 'pass' as const },
  };
  const local = {
    ...rule,
    direction: '>' as const,
    src_addresses: [{ security_group: 'local' }],
    dst_addresses: [{ subnet: { ip_prefix: '0.0.0.0', ip_prefix_len: 0 } }],
    action_list: undefined,
  };
  test.each<[string, readonly object[], string]>([
    ['a rule', [rule], 'accepted'],
    [
      'the same rule twice',
      [
        { ...rule, rule_uuid: 'u1' },
        { ...rule, rule_uuid: 'u2' },
      ],
      '409 Rule already exists : u1',
    ],
    ['a protocol by number', [{ ...rule, protocol: '6' }], 'accepted'],
    ['an unknown protocol', [{ ...rule, protocol: 'tpc' }], '400 Rule with invalid protocol: tpc'],
    ['a protocol number too high', [{ ...rule, protocol: '256' }], '400 Rule with invalid protocol: 256'],
    ['no action', [{ ...rule, action_list: undefined }], '400 Action is required'],
    [
      'a port too high',
      [{ ...rule, dst_ports: [{ start_port: 80, end_port: 65_536 }] }],
      '400 Rule with invalid ports 80-65536: ports are 0–65535, or -1 for any',
    ],
    [
      'two kinds of address',
      [{ ...rule, src_addresses: [{ virtual_network: 'any', network_policy: 'x' }] }],
      '400 Rule address must have exactly one of virtual_network, network_policy, subnet, subnet_list, ' +
        'security_group, not virtual_network and network_policy',
    ],
    [
      'a security group',
      [{ ...rule, src_addresses: [{ security_group: 'local' }] }],
      '400 Config Error: policy rule refering to security group is not allowed',
    ],
  ])('network policy with %s', (_name, rules, expected) => {
    const bench = startBench();
    expect(
      refusalOf(() =>
        bench.create('network-policy', [...DP, 'p'], {
          props: { network_policy_entries: { policy_rule: rules as never } },
        }),
      ),
    ).toBe(expected);
  });

  test.each<[string, object, string]>([
    ['local', local, 'accepted'],
    [
      'nothing local',
      { ...local, src_addresses: [{ security_group: 'other' }] },
      "400 At least one of source or destination addresses must be 'local'",
    ],
    ['another ethertype', { ...local, ethertype: 'IPv6' }, "400 Rule subnet doesn't match with ethertype"],
  ])('security group with %s', (_name, each, expected) => {
    const bench = startBench();
    expect(
      refusalOf(() =>
        bench.create('security-group', [...DP, 's'], {
          props: { security_group_entries: { policy_rule: [each as never] } },
        }),
      ),
    ).toBe(expected);
  });

  test('security groups are numbered from 8000000, or by configuration', () => {
    const bench = startBench();
    expect(findByFqName(bench.store, 'security-group', [...DP, '__no_rule__'])!.props.security_group_id).toBe(
      8_000_000,
    );
    const group = bench.create('security-group', [...DP, 's'], { props: { configured_security_group_id: 7 } });
    expect(group.props.security_group_id).toBe(7);
    expect(
      refusalOf(() =>
        bench.run((context) =>
          updateObject(context, 'security-group', group.uuid, { props: { security_group_id: 9 } }),
        ),
      ),
    ).toBe('403 Cannot set the security group ID');
    bench.run((context) =>
      updateObject(context, 'security-group', group.uuid, { props: { configured_security_group_id: 0 } }),
    );
    expect(bench.get('security-group', group.uuid).props.security_group_id).toBe(8_000_001);
  });
});

describe('places and deletions', () => {
  test.each<[string, ConfigType, readonly string[], string]>([
    [
      'a root child with two parts',
      'virtual-machine',
      ['a', 'b'],
      '400 Invalid fq-name a:b: a virtual-machine has no parent, its name has one part',
    ],
    [
      'an empty part',
      'project',
      ['default-domain', ''],
      '400 Invalid fq-name ["default-domain",""]: a project needs a name whose parts are not empty',
    ],
    [
      'a colon',
      'virtual-network',
      [...DP, 'a:b'],
      '400 Invalid fq-name default-domain:default-project:a:b: the name of a virtual-network may not contain a colon',
    ],
    [
      'several kinds of parent',
      'virtual-machine-interface',
      ['x', 'y', 'z'],
      '400 Missing parent type: a virtual-machine-interface may stand under several kinds of parent. Allowed ' +
        "types: ['project', 'virtual-machine', 'virtual-router']",
    ],
    [
      'a routing instance',
      'routing-instance',
      [...DP, 'ip-fabric', 'x'],
      '403 routing-instance default-domain:default-project:ip-fabric:x is made by the system; edit the route ' +
        'targets and policies of its virtual-network instead',
    ],
    [
      'a second global configuration',
      'global-system-config',
      ['other'],
      '403 There is one global-system-config, default-global-system-config; edit that',
    ],
    ['a route target', 'route-target', ['target:1:2'], 'accepted'],
    [
      'a route target that is none',
      'route-target',
      ['1:2'],
      "400 Route target must be of the format 'target:<asn>:<number>' or 'target:<ip>:<number>'",
    ],
    ['a tag of no type', 'tag', ['a=b'], '400 Tag must be created with a type and a value'],
  ])('%s', (_name, type, name, expected) => {
    const bench = startBench();
    expect(refusalOf(() => bench.create(type, name))).toBe(expected);
  });

  test("system objects cannot be deleted; a project's policy set goes with it", () => {
    const bench = startBench();
    const fabric = findByFqName(bench.store, 'virtual-network', [...DP, 'ip-fabric'])!;
    expect(refusalOf(() => bench.run((context) => deleteObject(context, 'virtual-network', fabric.uuid)))).toBe(
      '403 virtual-network default-domain:default-project:ip-fabric is a system object and cannot be deleted',
    );
    const project = bench.create('project', ['default-domain', 'p']);
    expect(
      findByFqName(bench.store, 'application-policy-set', ['default-domain', 'p', 'default-application-policy-set']),
    ).toBeDefined();
    bench.run((context) => deleteObject(context, 'project', project.uuid));
    expect(bench.store.count('application-policy-set')).toBe(2);
  });

  test('tags are numbered by type and value, and do not change', () => {
    const bench = startBench();
    const tag = bench.create('tag', 'application=web', { props: { tag_type_name: 'application', tag_value: 'web' } });
    expect(tag.props['tag_id']).toBe('0x00010001');
    expect(tag.refs['tag-type']).toHaveLength(1);
    expect(
      refusalOf(() => bench.run((context) => updateObject(context, 'tag', tag.uuid, { props: { tag_value: 'db' } }))),
    ).toBe('400 Tag tag_value can not be changed: delete the tag and make another');
  });

  test('the revision that was last seen', () => {
    const bench = startBench();
    const project = bench.create('project', ['default-domain', 'p']);
    const { revision } = bench.store.get('project', project.uuid)!;
    const rename = (name: string): string =>
      refusalOf(() =>
        bench.run((context) =>
          updateObject(context, 'project', project.uuid, { display_name: name, expectedRevision: revision }),
        ),
      );
    expect(rename('a')).toBe('accepted');
    expect(rename('b')).toMatch(
      pattern(
        /^412 project default-domain:p has changed since revision \d+: it now has revision \d+\. /,
        /Read it again and repeat the change\.$/,
      ),
    );
  });

  test('compute nodes have addresses of their own', () => {
    const bench = startBench();
    const make = (name: string): string =>
      refusalOf(() =>
        bench.create('virtual-router', ['default-global-system-config', name], {
          props: { virtual_router_ip_address: '10.0.0.1' },
        }),
      );
    expect([make('a'), make('b')]).toEqual([
      'accepted',
      '409 10.0.0.1 is the address of virtual-router default-global-system-config:a; two compute nodes cannot share it',
    ]);
  });
});

describe('route tables', () => {
  const gateway = { prefix: '10.1.0.0/16', next_hop: '10.0.0.9', next_hop_type: 'ip-address' };
  test.each<[string, readonly object[], string]>([
    ['a route', [gateway], 'accepted'],
    ['a service instance', [{ ...gateway, next_hop: 'd:p:s', next_hop_type: 'service-instance' }], 'accepted'],
    [
      'host bits',
      [{ ...gateway, prefix: '10.1.2.3/16' }],
      '400 Invalid prefix 10.1.2.3/16: bits beyond the prefix length are set',
    ],
    ['a name as address', [{ ...gateway, next_hop: 'gw' }], '400 Next hop gw of 10.1.0.0/16 must be an IP address'],
    [
      'the same prefix twice',
      [gateway, { ...gateway, next_hop: '10.0.0.10' }],
      '400 10.1.0.0/16 stands twice in the table: a prefix has one next hop',
    ],
  ])('%s', (_name, route, expected) => {
    const bench = startBench();
    const props = { routes: { route: route as never } };
    expect(refusalOf(() => bench.create('route-table', [...DP, 't'], { props }))).toBe(expected);
  });
});
