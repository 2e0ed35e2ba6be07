/** What a change of a holder of addresses costs. */

import { expect, test } from 'vitest';
import { heldAddresses, kindsThat, partsWithAddresses } from '../../model/declared-kinds.ts';
import type { Change } from '../../store/store.ts';
import { addressUse } from './address-use.ts';

test('a network is not searched for addresses set aside when something else of it changes', () => {
  const allocated = new Proxy(
    { 'address/10.1.1.5': 'a subnet' },
    {
      ownKeys: () => {
        throw new Error('searched');
      },
    },
  );
  const changed = (now: object): Change =>
    ({
      kind: 'virtual-network',
      key: 'one',
      old: { kind: 'virtual-network', key: 'one', value: { allocated, props: {} } },
      new: { kind: 'virtual-network', key: 'one', value: now },
    }) as unknown as Change;
  const edited = changed({ allocated, props: { route_target_list: { route_target: ['target:1:1'] } } });
  const use = addressUse.create();
  addressUse.apply(use, edited);
  expect(addressUse.frees!(edited)).toBe(false);
  expect(() => addressUse.apply(use, changed({ allocated: {}, props: {} }))).toThrow('searched');
});

test.each(kindsThat(({ heldAddresses: held }) => held !== undefined))(
  'the addresses of %s follow from the members that are declared',
  (kind) => {
    const read = new Set<string>();
    const members: { readonly [member: string]: object } = { props: {}, allocated: {}, spec: {} };
    const record = new Proxy(members, {
      get: (_members, member: string) => {
        read.add(member);
        return members[member];
      },
    });
    heldAddresses(kind, record as never);
    expect([...read].sort()).toEqual([...partsWithAddresses(kind)].sort());
  },
);
