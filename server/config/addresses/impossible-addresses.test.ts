/** Impossible subnets, pools and addresses, and those without an assignable address. */

import { describe, expect, test } from 'vitest';
import { createKubeObject } from '../../kube/operations.ts';
import { DP, refusalOf, startBench, subnetRef, to, type Bench } from '../../testing/config-bench.ts';
import { createInMemorySystem } from '../../testing/in-memory-system.ts';
import { pattern } from '../../testing/pattern.ts';
import { createObject, updateObject } from '../operations/operations.ts';
import { findByFqName } from '../records.ts';
import type { WriteContext } from '../write-context.ts';

const pool = (bench: Bench, network: string, subnets?: readonly string[]) =>
  bench.create('floating-ip-pool', [...DP, network, 'pool'], {
    props: subnets === undefined ? {} : { floating_ip_pool_subnets: { subnet_uuid: subnets } },
  });
const floating = (bench: Bench, network: string, name: string, requested = {}) =>
  bench.create('floating-ip', [...DP, network, 'pool', name], requested);

describe('impossible networks are refused by every API', () => {
  test.each([
    ['0.0.0.0/0', 'contains 0.0.0.0/8'],
    ['0.0.0.0/8', 'is "this network"'],
    ['127.0.0.0/8', 'loopback'],
    ['127.1.0.0/16', 'lies in 127.0.0.0/8'],
    ['126.0.0.0/7', 'contains 127.0.0.0/8'],
    ['224.0.0.0/24', 'multicast'],
    ['255.255.255.0/24', 'broadcast'],
    ['::ffff:10.0.0.0/120', 'mapped into IPv6'],
    ['::/0', 'contains ::/96'],
    ['::1/128', 'loopback'],
    ['fe80::/64', 'link-local'],
    ['ff02::/64', 'multicast'],
  ])('%s', (cidr, why) => {
    const bench = startBench();
    const expected = new RegExp(`^400 Invalid subnet: .*cannot be a network: .*${why.replace(/[.]/g, '\\.')}`);
    expect(refusalOf(() => bench.network('a', [cidr]))).toMatch(expected);
    const [prefix = '', length] = cidr.split('/');
    expect(
      refusalOf(() =>
        bench.create('network-ipam', [...DP, 'flat'], {
          props: {
            ipam_subnet_method: 'flat-subnet',
            ipam_subnets: {
              subnets: [{ subnet: { ip_prefix: prefix, ip_prefix_len: Number(length) }, subnet_uuid: '' }],
            },
          },
        }),
      ),
    ).toMatch(expected);
  });

  test.each(['0.0.0.0/0', '127.0.0.0/8', '224.0.0.0/24', '::ffff:10.0.0.0/120', 'fe80::/64', '255.255.255.0/24'])(
    'an attachment definition for %s',
    (cidr) => {
      const system = createInMemorySystem();
      expect(
        refusalOf(() =>
          system.do((context) =>
            createKubeObject(context, 'NetworkAttachmentDefinition', {
              metadata: { name: 'a', namespace: 'default', annotations: { 'opencontrail.org/cidr': cidr } },
            }),
          ),
        ),
      ).toMatch(/^422 .*metadata\.annotations\[opencontrail\.org\/cidr\]: Invalid value: .*cannot be a network/);
    },
  );

  test.each(['10.0.0.0/8', '169.254.0.0/24', '2001:db8::/64', '240.1.0.0/16', '64:ff9b::/96'])(
    '%s is none of them',
    (cidr) => {
      expect(refusalOf(() => startBench().network('a', [cidr]))).toBe('accepted');
    },
  );
});

describe('what overlaps the addresses of the cluster', () => {
  const setUp = () => {
    const system = createInMemorySystem();
    const warnings: string[] = [];
    const network = (name: string, cidr: string, more = {}) =>
      system.do((context) =>
        createObject({ ...context, warn: (sentence) => void warnings.push(sentence) }, 'virtual-network', {
          fq_name: [...DP, name],
          ...more,
          refs: { 'network-ipam': [subnetRef(system.store, [cidr])], ...(more as { refs?: object }).refs },
        }),
      );
    const pods = findByFqName(system.store, 'virtual-network', [
      'default-domain',
      'k8s-default',
      'k8s-default-pod-network',
    ])!;
    return { system, warnings, network, pods };
  };

  test.each([
    ['10.40.0.0/16', 'pods'],
    ['10.96.0.0/24', 'services'],
    ['10.64.0.0/12', 'the fabric'],
  ])('an attachment definition with %s: refused, its addresses are those of %s', (cidr, of) => {
    const { system } = setUp();
    expect(
      refusalOf(() =>
        system.do((context) =>
          createKubeObject(context, 'NetworkAttachmentDefinition', {
            metadata: { name: 'a', namespace: 'default', annotations: { 'opencontrail.org/cidr': cidr } },
          }),
        ),
      ),
    ).toContain(`from which the addresses of ${of} come`);
  });

  test('a network of the config API: a warning, and no policy or target may connect it', () => {
    const { system, warnings, network, pods } = setUp();
    const made = network('mine', '10.40.0.0/16');
    expect(warnings).toEqual([
      'virtual-network default-domain:default-project:mine: its subnet 10.40.0.0/16 overlaps 10.32.0.0/12, from ' +
        'which the addresses of pods come. The two cannot be connected by a policy or a route target.',
    ]);
    const any = [{ start_port: -1, end_port: -1 }];
    const policy = system.do((context) =>
      createObject(context, 'network-policy', {
        fq_name: [...DP, 'between'],
        props: {
          network_policy_entries: {
            policy_rule: [
              {
                direction: '<>',
                protocol: 'any',
                src_addresses: [{ virtual_network: made.fq_name.join(':') }],
                src_ports: any,
                dst_addresses: [{ virtual_network: pods.fq_name.join(':') }],
                dst_ports: any,
                action_list: { simple_action: 'pass' },
              },
            ],
          },
        },
      }),
    );
    const attach = (uuid: string) =>
      refusalOf(() =>
        system.do((context) => {
          const now = system.store.get('virtual-network', uuid)!.value;
          return updateObject(context, 'virtual-network', uuid, {
            refs: { 'network-policy': [...(now.refs['network-policy'] ?? []), to(policy)] },
          });
        }),
      );
    expect(attach(made.uuid)).toBe('accepted');
    expect(attach(pods.uuid)).toMatch(
      pattern(
        /^409 virtual-network default-domain:default-project:mine: /,
        /its subnet 10\.40\.0\.0\/16 overlaps 10\.32\.0\.0\/12.*; /,
        /network-policy default-domain:default-project:between would connect it /,
        /with virtual-network default-domain:k8s-default:k8s-default-pod-network/,
      ),
    );
    const target = { props: { route_target_list: { route_target: ['target:60100:7'] } } };
    expect(refusalOf(() => system.do((context) => updateObject(context, 'virtual-network', made.uuid, target)))).toBe(
      'accepted',
    );
    expect(
      refusalOf(() => system.do((context) => updateObject(context, 'virtual-network', pods.uuid, target))),
    ).toMatch(/^409 .*route target target:60100:7 would connect it/);
  });

  test('two policies, each naming the other network, connect as one does; one that names its own does not', () => {
    const { system, network, pods } = setUp();
    const made = network('mine', '10.40.0.0/16');
    const any = [{ start_port: -1, end_port: -1 }];
    const policy = (name: string, from: string, to: string) =>
      system.do((context) =>
        createObject(context, 'network-policy', {
          fq_name: [...DP, name],
          props: {
            network_policy_entries: {
              policy_rule: [
                {
                  direction: '<>',
                  protocol: 'any',
                  src_addresses: [{ virtual_network: from }],
                  src_ports: any,
                  dst_addresses: [{ virtual_network: to }],
                  dst_ports: any,
                  action_list: { simple_action: 'pass' },
                },
              ],
            },
          },
        }),
      );
    const attach = (uuid: string, attached: { readonly uuid: string }) =>
      refusalOf(() =>
        system.do((context) =>
          updateObject(context, 'virtual-network', uuid, {
            refs: {
              'network-policy': [
                ...(system.store.get('virtual-network', uuid)!.value.refs['network-policy'] ?? []),
                to(attached),
              ],
            },
          }),
        ),
      );
    const itself = policy('itself', 'local', 'local');
    expect([attach(made.uuid, itself), attach(pods.uuid, itself)]).toEqual(['accepted', 'accepted']);
    expect(attach(made.uuid, policy('one', 'local', pods.fq_name.join(':')))).toBe('accepted');
    expect(attach(pods.uuid, policy('two', made.fq_name.join(':'), 'local'))).toMatch(
      /^409 .*network-policy .*:one would connect it/,
    );
  });

  test("flat subnets of an IPAM are the network's as well: whichever of IPAM, network and target comes last", () => {
    const { system, pods } = setUp();
    const target = { route_target_list: { route_target: ['target:60100:7'] } };
    system.do((context) => updateObject(context, 'virtual-network', pods.uuid, { props: target }));
    const flat = (prefix: string) => ({
      ipam_subnets: { subnets: [{ subnet: { ip_prefix: prefix, ip_prefix_len: 24 }, subnet_uuid: '' }] },
    });
    const ipam = system.do((context) =>
      createObject(context, 'network-ipam', {
        fq_name: [...DP, 'flat'],
        props: { ipam_subnet_method: 'flat-subnet', ...flat('10.40.0.0') } as never,
      }),
    );
    const warnings: string[] = [];
    const requested = (props: object) => (context: WriteContext) =>
      createObject({ ...context, warn: (sentence) => void warnings.push(sentence) }, 'virtual-network', {
        fq_name: [...DP, 'on-flat'],
        props: { virtual_network_properties: { forwarding_mode: 'l3' }, ...props },
        refs: { 'network-ipam': [to(ipam, { ipam_subnets: [] })] },
      });
    expect(refusalOf(() => system.do(requested(target)))).toMatch(
      /^409 .*10\.40\.0\.0\/24 overlaps .*route target target:60100:7 would connect it/,
    );
    const made = system.do(requested({}));
    expect(warnings.at(-1)).toMatch(/its subnet 10\.40\.0\.0\/24 overlaps 10\.32\.0\.0\/12/);
    expect(
      refusalOf(() => system.do((context) => updateObject(context, 'virtual-network', made.uuid, { props: target }))),
    ).toMatch(/^409 .*would connect it/);
    system.do((context) => updateObject(context, 'network-ipam', ipam.uuid, { props: flat('172.30.0.0') as never }));
    system.do((context) => updateObject(context, 'virtual-network', made.uuid, { props: target }));
    expect(
      refusalOf(() =>
        system.do((context) => updateObject(context, 'network-ipam', ipam.uuid, { props: flat('10.41.0.0') as never })),
      ),
    ).toMatch(/^409 .*10\.41\.0\.0\/24 overlaps .*would connect it/);
  });

  test('a policy that would connect them by a change of its rules is refused', () => {
    const { system, network, pods } = setUp();
    const made = network('mine', '10.40.0.0/16');
    const any = [{ start_port: -1, end_port: -1 }];
    const rules = (name: string) => ({
      network_policy_entries: {
        policy_rule: [
          {
            direction: '<>' as const,
            protocol: 'any',
            src_addresses: [{ virtual_network: name }],
            src_ports: any,
            dst_addresses: [{ virtual_network: pods.fq_name.join(':') }],
            dst_ports: any,
            action_list: { simple_action: 'pass' as const },
          },
        ],
      },
    });
    const policy = system.do((context) =>
      createObject(context, 'network-policy', {
        fq_name: [...DP, 'between'],
        props: rules('default-domain:default-project:other'),
      }),
    );
    for (const uuid of [made.uuid, pods.uuid])
      system.do((context) =>
        updateObject(context, 'virtual-network', uuid, {
          refs: {
            'network-policy': [
              ...(system.store.get('virtual-network', uuid)!.value.refs['network-policy'] ?? []),
              to(policy),
            ],
          },
        }),
      );
    expect(
      refusalOf(() =>
        system.do((context) =>
          updateObject(context, 'network-policy', policy.uuid, { props: rules(made.fq_name.join(':')) }),
        ),
      ),
    ).toMatch(/^409 .*would connect it/);
  });
});

describe('subnets', () => {
  test.each<[object, string]>([
    [{ default_gateway: '10.1.0.0' }, 'gateway-ip 10.1.0.0 is the network address of 10.1.0.0/24'],
    [{ default_gateway: '10.1.0.255' }, 'gateway-ip 10.1.0.255 is the broadcast address of 10.1.0.0/24'],
    [{ dns_server_address: '10.1.0.255' }, 'service address 10.1.0.255 is the broadcast address'],
    [{ default_gateway: '10.1.0.9', dns_server_address: '10.1.0.9' }, 'service address 10.1.0.9 is also the gateway'],
    [
      {
        allocation_pools: [
          { start: '10.1.0.10', end: '10.1.0.20' },
          { start: '10.1.0.20', end: '10.1.0.30' },
        ],
      },
      'overlaps the allocation pool 10.1.0.10-10.1.0.20',
    ],
    [
      { default_gateway: '10.1.0.15', allocation_pools: [{ start: '10.1.0.10', end: '10.1.0.20' }] },
      'contains the gateway 10.1.0.15',
    ],
    [
      { alloc_unit: 4, allocation_pools: [{ start: '10.1.0.8', end: '10.1.0.249' }] },
      'the end must be the last address of an alloc_unit of 4',
    ],
    [
      { alloc_unit: 4, allocation_pools: [{ start: '10.1.0.9', end: '10.1.0.251' }] },
      'the start must be aligned to alloc_unit 4',
    ],
  ])('%j is refused', (members, why) => {
    expect(refusalOf(() => startBench().network('a', [{ cidr: '10.1.0.0/24', ...members }]))).toMatch(
      new RegExp(`^400 .*${why.replace(/[./]/g, '\\$&')}`),
    );
  });

  test('a gateway where the service address would be: that one moves; 0.0.0.0 as name server is not given', () => {
    const bench = startBench();
    const subnetOf = (network: ReturnType<Bench['network']>) =>
      (network.refs['network-ipam']![0]!.attr as unknown as { ipam_subnets: object[] }).ipam_subnets[0];
    expect(subnetOf(bench.network('a', [{ cidr: '10.1.0.0/24', default_gateway: '10.1.0.253' }]))).toMatchObject({
      default_gateway: '10.1.0.253',
      dns_server_address: '10.1.0.254',
    });
    expect(subnetOf(bench.network('b', [{ cidr: '10.2.0.0/24', dns_server_address: '0.0.0.0' }]))).toMatchObject({
      dns_server_address: '10.2.0.253',
    });
  });

  test('a flat IPAM does not gain a subnet that overlaps one of its networks, nor the network one of the IPAM', () => {
    const bench = startBench();
    const subnet = (prefix: string) => ({ subnet: { ip_prefix: prefix, ip_prefix_len: 24 }, subnet_uuid: '' });
    const ipam = bench.create('network-ipam', [...DP, 'flat'], {
      props: { ipam_subnet_method: 'flat-subnet', ipam_subnets: { subnets: [subnet('10.9.0.0')] } },
    });
    const network = bench.network('a', ['10.8.0.0/24'], {
      props: { virtual_network_properties: { forwarding_mode: 'l3' } },
    });
    const own = network.refs['network-ipam']![0]!;
    bench.run((context) =>
      updateObject(context, 'virtual-network', network.uuid, {
        refs: { 'network-ipam': [own, to(ipam, { ipam_subnets: [] })] },
      }),
    );
    const now = bench.get('network-ipam', ipam.uuid).props.ipam_subnets!.subnets;
    expect(
      refusalOf(() =>
        bench.run((context) =>
          updateObject(context, 'network-ipam', ipam.uuid, {
            props: { ipam_subnets: { subnets: [...now, subnet('10.8.0.0')] } },
          }),
        ),
      ),
    ).toBe('409 Overlapping addresses: 10.8.0.0/24 and 10.8.0.0/24');
    expect(
      refusalOf(() =>
        bench.run((context) =>
          updateObject(context, 'virtual-network', network.uuid, {
            refs: {
              'network-ipam': [subnetRef(bench.store, ['10.8.0.0/24', '10.9.0.0/25']), to(ipam, { ipam_subnets: [] })],
            },
          }),
        ),
      ),
    ).toBe('409 Overlapping addresses: 10.9.0.0/25 and 10.9.0.0/24');
  });
});

describe('prefixes without an assignable address', () => {
  test.each(['10.1.0.0/30', '10.1.0.0/31', '10.1.0.0/32', '2001:db8::/126', '2001:db8::/127', '2001:db8::/128'])(
    '%s',
    (cidr) => {
      const bench = startBench();
      const network = bench.network('small', [cidr]);
      expect(refusalOf(() => pool(bench, 'small'))).toMatch(
        /^400 virtual-network .*:small: .* leaves no address to give/,
      );
      const ask = (props: { readonly instance_ip_address?: string }): string =>
        refusalOf(() => bench.create('instance-ip', 'i', { props, refs: { 'virtual-network': [to(network)] } }));
      expect(ask({})).toContain('leaves no address to give');
      expect(ask({ instance_ip_address: cidr.startsWith('10') ? cidr.split('/')[0] : '2001:db8::' })).toContain(
        'leaves no address to give',
      );
    },
  );

  test('beside a subnet that has addresses, and on a network that has none yet, a pool is made', () => {
    const bench = startBench();
    bench.network('both', ['10.1.0.0/30', '10.2.0.0/24']);
    pool(bench, 'both');
    expect(floating(bench, 'both', 'f').props.floating_ip_address).toBe('10.2.0.252');
    bench.network('later', []);
    expect(refusalOf(() => pool(bench, 'later'))).toBe('accepted');
  });
});

describe('floating IPs', () => {
  test('outside of all subnets: one sentence that names them', () => {
    const bench = startBench();
    const network = bench.network('a', ['10.1.0.0/24', '10.2.0.0/24']);
    pool(bench, 'a');
    expect(refusalOf(() => floating(bench, 'a', 'f', { props: { floating_ip_address: '10.9.0.1' } }))).toBe(
      "400 10.9.0.1 is in none of the subnets of Virtual-Network(['default-domain', 'default-project', 'a']), " +
        'which are 10.1.0.0/24, 10.2.0.0/24',
    );
    const [, second] = (
      network.refs['network-ipam']![0]!.attr as unknown as { ipam_subnets: { subnet_uuid: string }[] }
    ).ipam_subnets;
    bench.create('floating-ip-pool', [...DP, 'a', 'two'], {
      props: { floating_ip_pool_subnets: { subnet_uuid: [second!.subnet_uuid] } },
    });
    expect(
      refusalOf(() =>
        bench.create('floating-ip', [...DP, 'a', 'two', 'f'], { props: { floating_ip_address: '10.1.0.1' } }),
      ),
    ).toMatch(/which are 10\.2\.0\.0\/24$/);
  });

  test('in no allocation pool, and not the first of its unit', () => {
    const bench = startBench();
    bench.network('a', [{ cidr: '10.1.0.0/24', allocation_pools: [{ start: '10.1.0.10', end: '10.1.0.20' }] }]);
    pool(bench, 'a');
    expect(refusalOf(() => floating(bench, 'a', 'f', { props: { floating_ip_address: '10.1.0.9' } }))).toBe(
      '400 10.1.0.9 is in none of the allocation pools of 10.1.0.0/24, which are 10.1.0.10-10.1.0.20',
    );
    bench.network('b', [{ cidr: '10.3.0.0/24', alloc_unit: 4 }]);
    pool(bench, 'b');
    expect(refusalOf(() => floating(bench, 'b', 'f', { props: { floating_ip_address: '10.3.0.249' } }))).toBe(
      '400 10.3.0.249 is not the first address of an alloc_unit of 4 in 10.3.0.0/24',
    );
    expect(floating(bench, 'b', 'g', { props: { floating_ip_address: '10.3.0.240' } }).props.floating_ip_address).toBe(
      '10.3.0.240',
    );
  });

  test.each([
    ['2001:db8::/64', '10.1.0.0/24', 6, 4],
    ['10.1.0.0/24', '2001:db8::/64', 4, 6],
  ])('of %s on an interface in %s', (outside, inside, wanted, has) => {
    const bench = startBench();
    bench.network('out', [outside]);
    pool(bench, 'out');
    const network = bench.network('in', [inside]);
    const port = bench.create('virtual-machine-interface', [...DP, 'port'], {
      parent_type: 'project',
      refs: { 'virtual-network': [to(network)] },
    });
    expect(
      refusalOf(() => floating(bench, 'out', 'early', { refs: { 'virtual-machine-interface': [to(port)] } })),
    ).toBe('accepted');
    bench.create('instance-ip', 'i', {
      refs: { 'virtual-network': [to(network)], 'virtual-machine-interface': [to(port)] },
    });
    expect(refusalOf(() => floating(bench, 'out', 'f', { refs: { 'virtual-machine-interface': [to(port)] } }))).toMatch(
      new RegExp(
        `^400 Floating IP [0-9a-f.:]+ is IPv${wanted}, but virtual-machine-interface ` +
          `default-domain:default-project:port has IPv${has} only: `,
      ),
    );
  });
});
