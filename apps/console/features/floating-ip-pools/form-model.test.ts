import { describe, expect, it } from 'vitest';
import { blank, changesOf, faultsOf, fromRecord, ownerOf, toCreate, toUpdate, type StoredPool } from './form-model.ts';

const network = 'default-domain:k8s-ns-user-1:k8s-vn-ns-default-pod-network';
const project = '6f0c51e2-0000-4000-8000-000000009ad1';
const stored: StoredPool = {
  uuid: 'pool-1',
  fq_name: [...network.split(':'), 'pool-ns-default'],
  id_perms: { enable: true, user_visible: true, description: 'public' },
  perms2: { owner: 'cloud-admin', owner_access: 7, global_access: 0, share: [{ tenant: project, tenant_access: 7 }] },
};

describe('a new pool', () => {
  it('sends the network as its parent, and each share as an entry of its own', () => {
    expect(
      toCreate(
        {
          ...blank(network),
          name: ' pool-ns-default ',
          shares: [project, 'p2'],
          subnets: ['s-1'],
          description: 'public',
        },
        'u',
      ),
    ).toEqual([
      {
        method: 'POST',
        path: '/config/floating-ip-pools',
        body: {
          'floating-ip-pool': {
            uuid: 'u',
            fq_name: ['default-domain', 'k8s-ns-user-1', 'k8s-vn-ns-default-pod-network', 'pool-ns-default'],
            parent_type: 'virtual-network',
            id_perms: { enable: true, description: 'public' },
            floating_ip_pool_subnets: { subnet_uuid: ['s-1'] },
            perms2: {
              share: [
                { tenant: project, tenant_access: 7 },
                { tenant: 'p2', tenant_access: 7 },
              ],
            },
          },
        },
      },
    ]);
  });
  it('leaves out what is the default', () => {
    expect(
      Object.keys(
        (toCreate({ ...blank(network), name: 'a' }, 'u')[0]!.body as { 'floating-ip-pool': object })[
          'floating-ip-pool'
        ],
      ),
    ).toEqual(['uuid', 'fq_name', 'parent_type']);
  });
  it.each([
    ['', 'a', 'network'],
    [network, '', 'name'],
    [network, 'a:b', 'name'],
    [network, 'taken', 'name'],
    [network, 'x'.repeat(1025), 'name'],
  ])('network %j, name %j is refused at %s', (net, name, field) => {
    expect(Object.keys(faultsOf({ ...blank(net), name }, ['taken'], false))).toEqual([field]);
  });
  it('a colon has a fix', () =>
    expect(faultsOf({ ...blank(network), name: 'a:b' }, [], false).name?.suggestion).toBe('a-b'));
});

describe('an edit', () => {
  const form = fromRecord(stored);
  it('reads what is stored', () =>
    expect(form).toEqual({ network, name: 'pool-ns-default', description: 'public', subnets: [], shares: [project] }));
  it('nothing changed, nothing sent', () =>
    expect([toUpdate(form, stored, '"3"'), changesOf(form, form)]).toEqual([[], []]));
  it('an added share: the list as a whole, under the ETag, and nothing else', () => {
    expect(toUpdate({ ...form, shares: [project, 'p2'] }, stored, '"3"')).toEqual([
      {
        method: 'PUT',
        path: '/config/floating-ip-pool/pool-1',
        ifMatch: '"3"',
        body: {
          'floating-ip-pool': {
            perms2: {
              ...stored.perms2,
              share: [
                { tenant: project, tenant_access: 7 },
                { tenant: 'p2', tenant_access: 7 },
              ],
            },
          },
        },
      },
    ]);
  });
  it('back to all subnets is an empty list', () => {
    const narrowed = { ...stored, floating_ip_pool_subnets: { subnet_uuid: ['s-1'] } };
    expect(toUpdate({ ...fromRecord(narrowed), subnets: [] }, narrowed, undefined)[0]?.body).toEqual({
      'floating-ip-pool': { floating_ip_pool_subnets: { subnet_uuid: [] } },
    });
  });
  it('the order of shares is no change', () =>
    expect(changesOf({ ...form, shares: ['b', 'a'] }, { ...form, shares: ['a', 'b'] })).toEqual([]));
});

it("the network's project owns the pool", () => expect(ownerOf(network)).toBe('default-domain:k8s-ns-user-1'));
