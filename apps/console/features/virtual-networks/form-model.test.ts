import { describe, expect, it } from 'vitest';
import { faultsOf, countBySection, targetFault } from './form-checks.ts';
import { changesOf, digestOf } from './form-digest.ts';
import { blank, blankSubnet, fromRecord, type NetworkForm, type StoredNetwork } from './form-model.ts';
import { newPools, toCreate, toUpdate } from './form-request.ts';
import { defaultsOf, draftMap, faultsOfSubnet, follow } from './subnet-form.ts';
import { changedFields } from './use-network-form.ts';

const lab = { asn: 60100, fourByte: false };
const uuid = '0d4c6b9e-3b1f-4f6e-9d8a-2f5c7b1a9e01';
const form = (more: Partial<NetworkForm> = {}): NetworkForm => ({
  ...blank('default-domain:k8s-ns-user-1'),
  name: 'red',
  ...more,
});

/** As kube-manager makes it from the chapter's attachment definition. */
const chapter: StoredNetwork = {
  uuid,
  fq_name: ['default-domain', 'k8s-ns-user-1', 'k8s-vn-ns-default-pod-network'],
  display_name: 'k8s-vn-ns-default-pod-network',
  network_ipam_refs: [
    {
      uuid: 'ipam-1',
      to: ['default-domain', 'k8s-ns-user-1', 'k8s-vn-ns-default-pod-ipam'],
      attr: {
        ipam_subnets: [
          {
            subnet: { ip_prefix: '101.101.101.0', ip_prefix_len: 24 },
            subnet_uuid: 's-1',
            default_gateway: '101.101.101.254',
            dns_server_address: '101.101.101.253',
            addr_from_start: false,
            enable_dhcp: true,
            alloc_unit: 1,
          },
        ],
      },
    },
  ],
  virtual_network_properties: { forwarding_mode: 'l3', mtu: 1450 },
};

describe('allocation fills gateway and service address', () => {
  it.each([
    ['101.101.101.0/24', 'top', '101.101.101.254', '101.101.101.253'],
    ['101.101.101.0/24', 'bottom', '101.101.101.1', '101.101.101.2'],
    ['10.32.0.0/12', 'top', '10.47.255.254', '10.47.255.253'],
    ['2001:db8::/64', 'bottom', '2001:db8::1', '2001:db8::2'],
  ] as const)('%s from the %s', (cidr, from, gateway, serviceAddress) => {
    expect(defaultsOf(cidr, from)).toEqual({ gateway, serviceAddress });
  });
  it('follows while it is the default, and stays once it was typed', () => {
    const typed = follow(follow(blankSubnet('a'), { cidr: '10.1.0.0/24' }), { allocateFrom: 'bottom' });
    expect([typed.gateway, typed.serviceAddress]).toEqual(['10.1.0.1', '10.1.0.2']);
    expect(follow({ ...typed, gateway: '10.1.0.9' }, { allocateFrom: 'top' })).toMatchObject({
      gateway: '10.1.0.9',
      serviceAddress: '10.1.0.253',
    });
  });
  it('draws what it would set aside', () => {
    expect(draftMap(follow(blankSubnet('a'), { cidr: '10.1.0.0/24' }))?.addresses.map((used) => used.address)).toEqual([
      '10.1.0.0',
      '10.1.0.253',
      '10.1.0.254',
      '10.1.0.255',
    ]);
  });
});

describe('a subnet is refused', () => {
  const row = (more: object) => ({ ...follow(blankSubnet('a'), { cidr: '10.1.0.0/24' }), ...more });
  it.each([
    [{ cidr: '' }, 'cidr', 'needs a prefix'],
    [{ cidr: '10.1.0.5/24' }, 'cidr', 'beyond the prefix length'],
    [{ cidr: '10.1.0.0' }, 'cidr', 'is not a prefix'],
    [{ gateway: '10.2.0.1' }, 'gateway', 'not in cidr 10.1.0.0/24'],
    [{ gateway: '10.1.0.0' }, 'gateway', 'network address'],
    [{ gateway: 'x' }, 'gateway', 'not in cidr'],
    [{ gateway: '10.1.0.255' }, 'gateway', 'broadcast address'],
    [{ cidr: '127.0.0.0/8', gateway: '', serviceAddress: '' }, 'cidr', 'cannot be a network'],
    [{ serviceAddress: '10.1.0.254' }, 'serviceAddress', 'is also the gateway'],
    [{ pools: '10.1.0.9\nx-y' }, 'pools', 'x-y is not a range'],
    [{ pools: '10.1.0.200-10.1.1.4' }, 'pools', 'out of cidr:10.1.0.0/24'],
    [{ pools: '10.1.0.9-10.1.0.20\n10.1.0.20-10.1.0.30' }, 'pools', 'overlaps the allocation pool 10.1.0.9-10.1.0.20'],
    [{ pools: '10.1.0.10-10.1.0.254' }, 'pools', 'contains the gateway'],
  ] as const)('%j', (more, field, told) => {
    expect(faultsOfSubnet([row(more)], 0)[field]?.message).toContain(told);
  });
  it('that overlaps one above', () =>
    expect(
      faultsOfSubnet([row({}), { ...row({ cidr: '10.1.0.128/25', gateway: '', serviceAddress: '' }), key: 'b' }], 1)
        .cidr?.message,
    ).toBe('Overlapping addresses: 10.1.0.0/24 and 10.1.0.128/25.'));
  it('a valid one is not', () =>
    expect(faultsOfSubnet([row({ pools: '10.1.0.10-10.1.0.99\n10.1.0.120 - 10.1.0.130' })], 0)).toEqual({}));
});

describe('route targets', () => {
  it.each([
    ['target:60100:100', undefined, undefined],
    ['target:60100:8000004', expect.stringContaining('automatic'), 'target:60100:7999999'],
    ['target:60100:16777216', expect.stringContaining('automatic'), 'target:60100:16777217'],
    ['target:64512:8000004', undefined, undefined],
    ['target:192.168.0.204:5', undefined, undefined],
    ['target:192.168.0.204:70000', expect.stringContaining('65535'), undefined],
    ['target:700000:5', expect.stringContaining('4-byte AS'), undefined],
    ['ten', expect.stringContaining('is not a route target'), undefined],
  ])('%s', (target, told, suggestion) => {
    const fault = targetFault(target, lab);
    expect(fault?.message).toEqual(told);
    expect(fault?.suggestion).toBe(suggestion);
  });
  it('all three lists are validated, and counted in their section', () => {
    const faults = faultsOf(
      form({ both: ['target:60100:8000000'], imports: ['x'], exports: ['target:60100:9000000'] }),
      lab,
      false,
    );
    expect(Object.keys(faults)).toEqual(['both', 'imports', 'exports']);
    expect(countBySection(faults)).toEqual({ 'routing-bridging-and-policies': 3 });
  });
});

it.each([
  [form({ name: '' }), 'name'],
  [form({ project: '' }), 'project'],
  [form({ name: 'a:b' }), 'name'],
  [form({ pools: [{ key: 'p', name: '' }] }), 'pool.p'],
  [
    form({
      pools: [
        { key: 'p', name: 'a', uuid: 'u' },
        { key: 'q', name: 'a' },
      ],
    }),
    'pool.q',
  ],
])('%# is refused at its field', (given, field) => {
  expect(Object.keys(faultsOf(given, lab, false))).toEqual([field]);
});

describe('what is sent', () => {
  it('a new network: only what differs from the defaults', () => {
    expect(
      toCreate(
        form({ subnets: [follow(blankSubnet('a'), { cidr: '103.103.103.0/24' })], both: ['target:60100:100'] }),
        uuid,
      ),
    ).toEqual([
      {
        method: 'POST',
        path: '/config/virtual-networks',
        body: {
          'virtual-network': {
            uuid,
            fq_name: ['default-domain', 'k8s-ns-user-1', 'red'],
            parent_type: 'project',
            network_ipam_refs: [
              {
                to: ['default-domain', 'default-project', 'default-network-ipam'],
                attr: {
                  ipam_subnets: [
                    {
                      subnet: { ip_prefix: '103.103.103.0', ip_prefix_len: 24 },
                      default_gateway: '103.103.103.254',
                      dns_server_address: '103.103.103.253',
                      addr_from_start: false,
                      enable_dhcp: true,
                    },
                  ],
                },
              },
            ],
            route_target_list: { route_target: ['target:60100:100'] },
          },
        },
      },
    ]);
  });
  it('External creates the pool public in the same transaction, unless there is one', () => {
    expect(toCreate(form({ external: true }), uuid).map((write) => write.path)).toEqual([
      '/config/virtual-networks',
      '/config/floating-ip-pools',
    ]);
    expect(toCreate(form({ external: true }), uuid)[1]?.body).toEqual({
      'floating-ip-pool': {
        fq_name: ['default-domain', 'k8s-ns-user-1', 'red', 'public'],
        parent_type: 'virtual-network',
      },
    });
    expect(newPools(form({ external: true, pools: [{ key: 'p', name: 'mine' }] }))).toEqual(['mine']);
    expect(newPools(form({ external: true, pools: [{ key: 'p', name: 'mine', uuid: 'u' }] }))).toEqual([]);
  });
  it('an edit: changed fields only, with the ETag; hidden properties stay', () => {
    const edited = { ...fromRecord(chapter), both: ['target:60100:100'], reversePathForwarding: false };
    expect(toUpdate(edited, chapter, '"41"')).toEqual([
      {
        method: 'PUT',
        path: `/config/virtual-network/${uuid}`,
        ifMatch: '"41"',
        body: {
          'virtual-network': {
            route_target_list: { route_target: ['target:60100:100'] },
            virtual_network_properties: { mtu: 1450, forwarding_mode: 'l3', rpf: 'disable', allow_transit: false },
          },
        },
      },
    ]);
  });
  it('an added subnet: the stored one goes back whole, the reference to its IPAM stays', () => {
    const was = fromRecord(chapter);
    const [put] = toUpdate(
      { ...was, subnets: [...was.subnets, follow(blankSubnet('b'), { cidr: '2001:db8::/64' })] },
      chapter,
      undefined,
    );
    const refs = (put!.body as { 'virtual-network': { network_ipam_refs: { attr: { ipam_subnets: unknown[] } }[] } })[
      'virtual-network'
    ].network_ipam_refs;
    expect(refs[0]).toEqual({
      uuid: 'ipam-1',
      attr: { ipam_subnets: [chapter.network_ipam_refs![0]!.attr!.ipam_subnets[0]] },
    });
    expect(refs).toHaveLength(2);
  });
  it('nothing changed, nothing sent', () => expect(toUpdate(fromRecord(chapter), chapter, '"41"')).toEqual([]));
  it('policies keep the order in which they stand', () => {
    const [put] = toUpdate({ ...fromRecord(chapter), policies: ['b', 'a'] }, chapter, undefined);
    expect(put?.body).toEqual({
      'virtual-network': {
        network_policy_refs: [
          { uuid: 'b', attr: { sequence: { major: 0, minor: 0 }, timer: null } },
          { uuid: 'a', attr: { sequence: { major: 1, minor: 0 }, timer: null } },
        ],
      },
    });
    expect(
      fromRecord({
        ...chapter,
        network_policy_refs: [
          { uuid: 'a', attr: { sequence: { major: 1, minor: 0 } } },
          { uuid: 'b', attr: { sequence: { major: 0, minor: 0 } } },
        ],
      }).policies,
    ).toEqual(['b', 'a']);
  });
});

it('closed sections inform', () => {
  const read = fromRecord(chapter);
  expect(digestOf('subnets', read)).toBe('101.101.101.0/24, gateway 101.101.101.254');
  expect(digestOf('routing-bridging-and-policies', { ...read, both: ['a', 'b'], imports: ['c'] })).toBe(
    '2 both, 1 import',
  );
  expect(digestOf('floating-ip-pools', { ...read, external: true })).toBe('public (new)');
  expect(digestOf('advanced', read)).toBe('All defaults');
});

it('changes are listed with both values', () => {
  const was = fromRecord(chapter);
  expect(
    changesOf({ ...was, both: ['target:60100:100'], forwardingMode: 'l2' }, was).map((change) => [
      change.op,
      change.label,
      change.op === 'chg' ? `${change.from} → ${change.to}` : change.value,
    ]),
  ).toEqual([
    ['add', 'Route target', '60100:100'],
    ['chg', 'Forwarding mode', 'L3 only → L2 only'],
  ]);
  expect(changesOf(was, was)).toEqual([]);
});

it('a list of route targets is counted as one changed field', () => {
  const was = fromRecord(chapter);
  const targets = Array.from({ length: 16 }, (_, index) => `target:60100:${100 + index}`);
  const form: NetworkForm = { ...was, both: targets, imports: targets.slice(0, 2), forwardingMode: 'l2' };
  expect(changesOf(form, was)).toHaveLength(19);
  expect(changedFields(form, was)).toEqual(['both', 'imports', 'forwardingMode']);
});
