import { expect, test } from 'vitest';
import { addressOrder, prefixOrder, routeTargetOrder } from './address-order.ts';

test.each([
  [addressOrder, ['9.1.1.1', '10.0.0.9', '10.0.0.10', '100.0.0.1', '2001:db8::9', '2001:db8::10']],
  [
    prefixOrder,
    ['9.0.0.0/24', '10.0.0.0/8', '10.0.0.0/16', '10.0.2.0/24', '10.0.10.0/24', '101.101.101.0/24', '2001:db8::/64'],
  ],
  [
    routeTargetOrder,
    [
      'target:9:1',
      'target:100:5',
      'target:100L:5',
      'target:60100:9',
      'target:60100:100',
      'target:60101:1',
      'target:1.45:55',
      'target:10.0.0.1:1',
    ],
  ],
] as const)('%o', (order, texts) => {
  expect([...texts].reverse().sort((a, b) => (order(a)! < order(b)! ? -1 : 1))).toEqual(texts);
});

test('what is no address, prefix or route target has no order', () => {
  expect([addressOrder('net'), prefixOrder('10.0.0.0'), prefixOrder(undefined), routeTargetOrder('10.0.0.0')]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
