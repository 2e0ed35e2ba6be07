import { describe, expect, it } from 'vitest';
import type { BgpRoutePath } from '../../../../server/contract/views/bgp.ts';
import { destinationsOf, pathWord, shortTable, splitVpnPrefix, vrfOfPath, vrfOfTable } from './bgp-destinations.ts';

const path = (more: Partial<BgpRoutePath>): BgpRoutePath => ({
  id: '1',
  table: 'bgp.l3vpn.0',
  family: 'inet-vpn',
  prefix: '10.169.25.20:1:101.101.101.2/32',
  protocol: 'BGP',
  source: 'camaro',
  nextHop: '10.169.25.20',
  origin: 'incomplete',
  asPath: '?',
  routeTargets: [],
  communities: [],
  tunnels: [],
  securityGroups: [],
  best: true,
  decidedBy: 'only-path',
  why: '',
  stale: false,
  since: 0,
  ...more,
});

describe('destinations', () => {
  const rows = destinationsOf([
    path({ id: 'a', best: false, decidedBy: 'med' }),
    path({ id: 'b' }),
    path({ id: 'c', prefix: '10.169.25.21:1:0.0.0.0/0' }),
    path({ id: 'd', table: 'bgp.rtarget.0', family: 'route-target' }),
  ]);
  it('are one row each, the best path leading', () =>
    expect(rows.map((row) => [row.id, row.others.map((other) => other.id)])).toEqual([
      ['b', ['a']],
      ['c', []],
      ['d', []],
    ]));
  it('are named by their prefix', () => expect(rows[0]!.name).toBe('10.169.25.20:1:101.101.101.2/32'));
  it('without a best path the first one leads', () =>
    expect(destinationsOf([path({ id: 'x', best: false }), path({ id: 'y', best: false })])).toMatchObject([
      { id: 'x', others: [{ id: 'y' }] },
    ]));
  it('nothing is nothing', () => expect(destinationsOf([])).toEqual([]));
});

it.each([
  ['default-domain:k8s-ns-user-1:net.inet.0', 'net.inet.0', 'default-domain:k8s-ns-user-1:net'],
  ['default-domain:k8s-ns-user-1:net:net.inet6.0', 'net.inet6.0', 'default-domain:k8s-ns-user-1:net'],
  ['bgp.l3vpn.0', 'bgp.l3vpn.0', undefined],
  ['inet.0', 'inet.0', undefined],
])('%s', (table, short, vrf) => expect([shortTable(table), vrfOfTable(table)]).toEqual([short, vrf]));

it.each([
  ['10.169.25.20:1:101.101.101.2/32', '10.169.25.20:1', ['10.169.25.20:1:', '101.101.101.2', '/32']],
  ['64512:7:2001:db8::1/128', '64512:7', ['64512:7:', '2001:db8::1', '/128']],
  ['101.101.101.0/24', undefined, ['', '101.101.101.0', '/24']],
  ['60100:target:60100:100', undefined, ['', '60100:target:60100:100', '']],
])('%s has three parts', (prefix, rd, parts) => expect(Object.values(splitVpnPrefix(prefix, rd))).toEqual(parts));

it.each([
  [{}, 'best'],
  [{ decidedBy: 'med' as const }, 'best, med'],
  [{ best: false, decidedBy: 'local-preference' as const }, 'lost by local preference'],
  [{ best: false, infeasible: 'as-loop' }, 'as loop'],
  [{ stale: true }, 'stale'],
])('%o', (more, word) => expect(pathWord(path(more)).word).toBe(word));

it('a path leads to the VRF of its table, or of the network that it comes from', () => {
  const networks = new Map([[14, 'default-domain:k8s-ns-user-1:net']]);
  expect(vrfOfPath(path({ table: 'd:p:other:other.inet.0', originVn: '60100:14' }), networks)).toBe('d:p:other');
  expect(vrfOfPath(path({ originVn: '60100:14' }), networks)).toBe('default-domain:k8s-ns-user-1:net');
  expect([vrfOfPath(path({ originVn: '60100:15' }), networks), vrfOfPath(path({}), networks)]).toEqual([
    undefined,
    undefined,
  ]);
});
