import { expect, test } from 'vitest';
import { DP, refusalOf, startBench } from '../../testing/config-bench.ts';
import { deleteObject, updateObject } from '../operations/operations.ts';
import { findByFqName } from '../records.ts';

const UUID = '11111111-2222-4333-8444-555555555555';
const subnet = (prefix: string, uuid?: string): object => ({
  subnet: { ip_prefix: prefix, ip_prefix_len: 24 },
  ...(uuid === undefined ? {} : { subnet_uuid: uuid }),
});

test('a subnet uuid stands for one subnet: a copied network is refused, one sent back as it was read is not', () => {
  const bench = startBench();
  const ipam = findByFqName(bench.store, 'network-ipam', [...DP, 'default-network-ipam'])!.uuid;
  const refs = (...subnets: object[]): object => ({
    refs: { 'network-ipam': [{ uuid: ipam, attr: { ipam_subnets: subnets } }] },
  });
  const create = (name: string, requested: object): string =>
    refusalOf(() => bench.create('virtual-network', [...DP, name], requested));
  expect(create('one', refs(subnet('10.1.1.0', UUID)))).toBe('accepted');
  expect(create('copy', refs(subnet('10.1.2.0', UUID)))).toBe(
    `409 Subnet uuid ${UUID} belongs to virtual-network default-domain:default-project:one: leave subnet_uuid ` +
      'out, and the new subnet gets its own',
  );
  expect(create('copy', refs(subnet('10.1.2.0')))).toBe('accepted');
  const twice = UUID.replace('1', '2');
  expect(create('twice', refs(subnet('10.1.3.0', twice), subnet('10.1.4.0', twice)))).toMatch(
    /^400 Subnet uuid .* stands for two subnets/,
  );
  expect(
    refusalOf(() =>
      bench.create('network-ipam', [...DP, 'flat'], {
        props: { ipam_subnet_method: 'flat-subnet', ipam_subnets: { subnets: [subnet('10.2.0.0', UUID)] } },
      } as never),
    ),
  ).toMatch(/^409 Subnet uuid/);
  const { uuid } = findByFqName(bench.store, 'virtual-network', [...DP, 'one'])!;
  expect(
    refusalOf(() =>
      bench.run((context) =>
        updateObject(context, 'virtual-network', uuid, refs(subnet('10.1.1.0', UUID), subnet('10.1.9.0'))),
      ),
    ),
  ).toBe('accepted');
  bench.run((context) => deleteObject(context, 'virtual-network', uuid));
  expect(create('again', refs(subnet('10.1.1.0', UUID))), 'free again').toBe('accepted');
});
