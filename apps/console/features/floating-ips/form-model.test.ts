import { describe, expect, it } from 'vitest';
import type { AddressMap } from '../../../../server/contract/views/pools.ts';
import type { FloatingIpPoolRow } from '../../../../server/contract/views/rows/floating-ip-rows.ts';
import {
  addressFault,
  blank,
  countOf,
  faultsOf,
  notShared,
  toAllocate,
  toAssociate,
  toDisassociate,
  toRelease,
  verbOf,
} from './form-model.ts';

const poolName = 'default-domain:k8s-ns-user-1:k8s-vn-ns-default-pod-network:pool-ns-default';
const pool = {
  id: 'pool-1',
  name: 'pool-ns-default',
  revision: 1,
  fqName: poolName,
  network: { name: 'net', uuid: 'net-1' },
  project: 'k8s-ns-user-1',
  subnets: [{ cidr: '101.101.101.0/24', uuid: 's-1' }],
  used: 1,
  capacity: 252,
  sharedWith: [{ name: 'k8s-ns-non-isolated', uuid: 'p2' }],
  sharedWithAll: false,
  wantedBy: [],
  routeTargets: [],
  state: { tone: 'ok', word: 'Ready' },
  conditions: [],
} satisfies FloatingIpPoolRow;
const map = {
  revision: 1,
  network: { name: 'net' },
  subnet: { uuid: 's-1', cidr: '101.101.101.0/24', family: 4 },
  allocateFrom: 'top',
  pools: [],
  size: 256,
  usable: 252,
  used: 2,
  free: 250,
  nextFree: '101.101.101.251',
  addresses: [
    { address: '101.101.101.0', kind: 'network' },
    { address: '101.101.101.2', kind: 'floating-ip', name: 'webserver' },
    { address: '101.101.101.252', kind: 'instance-ip', name: 'web-1' },
    { address: '101.101.101.254', kind: 'gateway' },
  ],
} satisfies AddressMap;

describe('who may take from a pool', () => {
  it.each([
    ['k8s-ns-user-1', undefined],
    ['k8s-ns-non-isolated', undefined],
    ['k8s-ns-isolated', 'pool-ns-default is not shared with k8s-ns-isolated.'],
    ['', undefined],
  ])('%s', (project, told) => expect(notShared(pool, project)).toBe(told));
  it('everybody, when it is shared with all', () =>
    expect(notShared({ ...pool, sharedWithAll: true }, 'k8s-ns-isolated')).toBeUndefined());
});

describe('a specific address', () => {
  it.each([
    ['', 'Say which'],
    ['x', 'not an IP address'],
    ['102.1.1.1', 'outside 101.101.101.0/24'],
    ['101.101.101.2', 'is a floating IP already (webserver)'],
    ['101.101.101.252', 'belongs to web-1'],
    ['101.101.101.254', 'is the gateway'],
    ['101.101.101.0', 'is the network address'],
  ])('%j: %s', (typed, told) => {
    expect(addressFault(typed, pool, [map])?.message).toContain(told);
  });
  it('a taken one offers the next free', () =>
    expect(addressFault('101.101.101.2', pool, [map])?.suggestion).toBe('101.101.101.251'));
  it('a free one is fine', () => expect(addressFault(' 101.101.101.3 ', pool, [map])).toBeUndefined());
});

it.each([
  [{ project: '' }, 'project'],
  [{ project: 'k8s-ns-isolated' }, 'pool'],
  [{ count: '0' }, 'count'],
  [{ count: '51' }, 'count'],
  [{ count: '1.5' }, 'count'],
  [{ how: 'specific' as const, address: '101.101.101.254' }, 'address'],
])('%j is refused at %s', (more, field) => {
  expect(Object.keys(faultsOf({ ...blank('k8s-ns-user-1', poolName), ...more }, pool, [map]))).toEqual([field]);
});

it.each([
  ['created', [], 'Allocated'],
  ['created', [{ path: '/refs/virtual-machine-interface/0/uuid', new: 'v' }], 'Allocated and associated'],
  ['deleted', [], 'Released'],
  ['changed', [{ path: '/refs/virtual-machine-interface/0/uuid', new: 'v' }], 'Associated'],
  ['changed', [{ path: '/refs/virtual-machine-interface/0/uuid', old: 'v' }], 'Disassociated'],
  ['changed', [{ path: '/refs/virtual-machine-interface/0/uuid', old: 'v', new: 'w' }], 'Associated elsewhere'],
  ['changed', [{ path: '/props/floating_ip_traffic_direction', new: 'both' }], 'Changed'],
] as const)('%s %j is %s', (op, leaves, word) => {
  expect(verbOf({ op, leaves })).toBe(word);
});

describe('what is sent', () => {
  const form = blank('k8s-ns-user-1', poolName);
  it('three dynamic addresses are three objects named by their uuid', () => {
    const writes = toAllocate({ ...form, count: '3', port: 'ignored' }, ['a', 'b', 'c', 'd'], 'p1');
    expect(writes.map((write) => write.body)).toEqual(
      ['a', 'b', 'c'].map((uuid) => ({
        'floating-ip': {
          uuid,
          fq_name: [...poolName.split(':'), uuid],
          parent_type: 'floating-ip-pool',
          project_refs: [{ uuid: 'p1' }],
        },
      })),
    );
    expect(countOf({ ...form, count: '500' })).toBe(50);
  });
  it('a specific one with port, fixed address and direction', () => {
    expect(
      toAllocate(
        {
          ...form,
          how: 'specific',
          address: '101.101.101.2',
          port: 'vmi',
          fixedIp: '10.47.255.248',
          direction: 'ingress',
          count: '9',
        },
        ['a'],
        'p1',
      )[0]?.body,
    ).toEqual({
      'floating-ip': {
        uuid: 'a',
        fq_name: [...poolName.split(':'), 'a'],
        parent_type: 'floating-ip-pool',
        project_refs: [{ uuid: 'p1' }],
        floating_ip_address: '101.101.101.2',
        floating_ip_traffic_direction: 'ingress',
        virtual_machine_interface_refs: [{ uuid: 'vmi' }],
        floating_ip_fixed_ip_address: '10.47.255.248',
      },
    });
  });
  it('associating is one reference', () => {
    expect(toAssociate({ id: 'f', ports: [] }, 'vmi', undefined)).toEqual([
      {
        method: 'POST',
        path: '/config/ref-update',
        body: {
          type: 'floating-ip',
          uuid: 'f',
          'ref-type': 'virtual-machine-interface',
          'ref-uuid': 'vmi',
          operation: 'ADD',
        },
      },
    ]);
  });
  it('associating elsewhere lets go of the old port first, even one that no longer exists', () => {
    const told = toAssociate({ id: 'f', ports: [{ name: 'gone' }] }, 'vmi', '10.47.255.248').map((write) => [
      write.path,
      (write.body as Record<string, unknown>)['operation'],
      (write.body as Record<string, unknown>)['ref-uuid'],
    ]);
    expect(told).toEqual([
      ['/config/ref-update', 'DELETE', 'gone'],
      ['/config/ref-update', 'ADD', 'vmi'],
      ['/config/floating-ip/f', undefined, undefined],
    ]);
  });
  it('disassociating clears the fixed address too', () => {
    expect(toDisassociate({ id: 'f', ports: [{ uuid: 'vmi', name: 'x' }] })).toHaveLength(2);
    expect(toDisassociate({ id: 'f', ports: [{ uuid: 'vmi', name: 'x' }] })[1]?.body).toEqual({
      'floating-ip': { floating_ip_fixed_ip_address: null },
    });
  });
  it('releasing deletes', () =>
    expect(toRelease([{ id: 'f' }, { id: 'g' }]).map((write) => `${write.method} ${write.path}`)).toEqual([
      'DELETE /config/floating-ip/f',
      'DELETE /config/floating-ip/g',
    ]));
});
