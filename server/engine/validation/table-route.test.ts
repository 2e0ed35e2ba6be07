import { expect, test } from 'vitest';
import type { TableRoute } from '../../model/config/route-table.ts';
import { routeTableFault } from './table-route.ts';

const to = (prefix: string, next_hop?: string): TableRoute => ({
  prefix,
  next_hop_type: 'ip-address',
  ...(next_hop === undefined ? {} : { next_hop }),
});
const service: TableRoute = {
  prefix: '10.2.0.0/16',
  next_hop: 'default-domain:p:firewall',
  next_hop_type: 'service-instance',
};

test.each<[string, readonly TableRoute[], object | undefined]>([
  [
    'both families, and a service instance',
    [to('10.1.0.0/16', '10.0.0.9'), to('fd00::/64', 'fd01::1'), service],
    undefined,
  ],
  ['a next hop of no type', [{ prefix: '0.0.0.0/0', next_hop: 'anything' }], undefined],
  ['no prefix', [to('10.1.0.0', '10.0.0.9')], { index: 0, code: 'route/prefix', field: 'prefix' }],
  [
    'host bits',
    [service, to('10.1.2.3/16', '10.0.0.9')],
    { index: 1, code: 'route/host-bits', field: 'prefix', suggestion: '10.1.0.0/16' },
  ],
  ['no next hop', [to('10.1.0.0/16')], { index: 0, code: 'route/next-hop', field: 'next_hop' }],
  ['a name for an address', [to('10.1.0.0/16', 'gw')], { index: 0, code: 'route/next-hop', field: 'next_hop' }],
  ['two families', [to('fd00::/64', '10.0.0.9')], { index: 0, code: 'route/next-hop-family', field: 'next_hop' }],
  [
    'one prefix, written in two ways',
    [to('fd00::/64', 'fd01::1'), to('fd00:0::/64', 'fd01::2')],
    { index: 1, code: 'route/prefix-twice', field: 'prefix' },
  ],
])('%s', (_name, routes, expected) => {
  const wrong = routeTableFault(routes);
  const faults = wrong === undefined ? [] : [{ index: wrong.index, ...wrong.fault }];
  expect(faults).toMatchObject(expected === undefined ? [] : [expected]);
});
