/** Import by route target, hidden routes, tunnels, the choice among route distinguishers, totals. */

import { describe, expect, test } from 'vitest';
import type { BgpDestination } from '../../model/oper/bgp-facts.ts';
import type { GatewayRoute } from '../../model/oper/gateway.ts';
import { announcedRoute, hexTarget, type Announced } from '../../testing/builders/learned.ts';
import type { GatewayConfig } from './gateway-config.ts';
import { GatewayTables } from './gateway-tables.ts';

const CONFIG: GatewayConfig = {
  vrfs: [
    {
      name: 'k8s-test',
      routeDistinguisher: '192.168.0.204:500',
      imports: ['target:60100:100'],
      exports: ['target:60100:100'],
      label: 299_776,
      routes: [
        { prefix: '0.0.0.0/0', protocol: 'Static', via: 'ge-0/0/1.500' },
        { prefix: '10.85.190.0/24', protocol: 'Direct', via: 'ge-0/0/1.500' },
      ],
    },
    {
      name: 'both',
      routeDistinguisher: '192.168.0.204:501',
      imports: ['target:60100:100', 'target:60100:200'],
      exports: [],
      label: 299_777,
      routes: [],
    },
  ],
  tunnels: {
    source: '192.168.0.204',
    networks: ['10.169.25.0/24'],
    encapsulation: 'gre',
    device: 'gr-2/3/0',
    firstUnit: 32_769,
  },
};
const TARGETS = ['target:60100:100', 'target:60100:200'] as const;
const ALL = new Set(TARGETS.map(hexTarget));

interface Fip extends Partial<Omit<Announced, 'attributes'>> {
  readonly nextHop?: string;
  readonly med?: number;
  readonly localPreference?: number;
}

/** As the control node sends it: MED 200, LOCAL_PREF 100, label 47, by compute node 10.169.25.20. */
const fip = ({ nextHop = '10.169.25.20', med = 200, localPreference = 100, ...rest }: Fip = {}): BgpDestination =>
  announcedRoute({
    rd: '10.169.25.20:5',
    prefix: '101.101.101.2/32',
    targets: ['target:60100:100'],
    label: 47,
    from: 'cent111',
    ...rest,
    attributes: { origin: 'incomplete', nextHop, med, localPreference, extendedCommunities: ['030c000000000002'] },
  });

function tables() {
  const gateway = new GatewayTables(CONFIG, 1_000);
  let routes: readonly BgpDestination[] = [];
  let turn = 0;
  // Alternately with the routes that changed, and with "too many to name": the result must be the same.
  const learn = (...next: readonly BgpDestination[]): void => {
    const changed = new Set([...routes, ...next].map(({ key }) => key));
    routes = next;
    const source = {
      with: (target: string) => routes.filter(({ paths }) => paths[0]!.attributes.extendedCommunities.includes(target)),
      one: (key: string) => routes.find((route) => route.key === key),
      addressOf: (peer: string) => (peer === 'cent111' ? '10.169.25.19' : peer),
    };
    gateway.refresh(source, ALL, turn++ % 2 === 0 ? changed : 'many');
  };
  return { gateway, learn };
}

const line = ({ prefix, protocol, preference, active, hidden, bgp }: GatewayRoute): string =>
  `${active ? '*' : ' '}${prefix} ` +
  `${protocol}/${preference}${bgp === undefined ? '' : ` ${bgp.routeDistinguisher} ${bgp.tunnel ?? hidden}`}`;
const vrf = (gateway: GatewayTables, name = 'k8s-test') => gateway.routes(name)!.map(line);
const OWN = ['*0.0.0.0/0 Static/5', '*10.85.190.0/24 Direct/0'];

describe('VRF table of a gateway', () => {
  test('a floating IP as in the chapter', () => {
    const { gateway, learn } = tables();
    expect(vrf(gateway)).toEqual(OWN);
    learn(fip({ since: 2_000 }));
    expect(gateway.routes('k8s-test')![2]).toEqual({
      prefix: '101.101.101.2/32',
      protocol: 'BGP',
      preference: 170,
      since: 2_000,
      active: true,
      bgp: {
        routeDistinguisher: '10.169.25.20:5',
        label: 47,
        protocolNextHop: '10.169.25.20',
        med: 200,
        localPreference: 100,
        from: '10.169.25.19',
        asPath: '?',
        communities: ['target:60100:100', 'encapsulation:gre'],
        tunnel: 'gr-2/3/0.32769',
        stale: false,
      },
    });
    expect(gateway.tunnels()).toEqual([
      {
        name: 'gr-2/3/0.32769',
        remote: '10.169.25.20',
        local: '192.168.0.204',
        encapsulation: 'gre',
        protocol: 47,
        ttl: 64,
        routes: 2,
        since: 2_000,
      },
    ]);
    learn();
    expect(vrf(gateway)).toEqual(OWN);
    expect(gateway.tunnels()).toEqual([]);
    expect(gateway.routes('nowhere')).toBeUndefined();
  });

  test.each<[string, readonly BgpDestination[], readonly string[], readonly string[]]>([
    [
      'a target that only one VRF imports',
      [fip({ targets: ['target:60100:200'] })],
      OWN,
      ['*101.101.101.2/32 BGP/170 10.169.25.20:5 gr-2/3/0.32769'],
    ],
    ['a target that none imports', [fip({ targets: ['target:60100:8000005'] })], OWN, []],
    [
      'a next hop that no tunnel network covers',
      [fip({ nextHop: '10.1.1.1' })],
      [...OWN, ' 101.101.101.2/32 BGP/170 10.169.25.20:5 unusable: no tunnel to 10.1.1.1'],
      [' 101.101.101.2/32 BGP/170 10.169.25.20:5 unusable: no tunnel to 10.1.1.1'],
    ],
    [
      'an IPv6 route over the IPv4 fabric',
      [fip({ prefix: '2001:db8::2/128', nextHop: '::ffff:10.169.25.20' })],
      [...OWN, '*2001:db8::2/128 BGP/170 10.169.25.20:5 gr-2/3/0.32769'],
      ['*2001:db8::2/128 BGP/170 10.169.25.20:5 gr-2/3/0.32769'],
    ],
    [
      'a static route before BGP',
      [fip({ prefix: '0.0.0.0/0' })],
      ['*0.0.0.0/0 Static/5', ' 0.0.0.0/0 BGP/170 10.169.25.20:5 gr-2/3/0.32769', OWN[1]!],
      ['*0.0.0.0/0 BGP/170 10.169.25.20:5 gr-2/3/0.32769'],
    ],
  ])('%s', (_case, routes, first, second) => {
    const { gateway, learn } = tables();
    learn(...routes);
    expect(vrf(gateway)).toEqual(first);
    expect(vrf(gateway, 'both')).toEqual(second);
  });

  test.each<[string, readonly Fip[], readonly string[]]>([
    ['equal: by route distinguisher', [{}, {}], ['*10.169.25.20:5', ' 10.169.25.21:7']],
    ['lower MED', [{ med: 200 }, { med: 100 }], ['*10.169.25.21:7', ' 10.169.25.20:5']],
    [
      'higher LOCAL_PREF before MED',
      [{ localPreference: 200, med: 100 }, { med: 0 }],
      ['*10.169.25.20:5', ' 10.169.25.21:7'],
    ],
    ['hidden last', [{ nextHop: '10.1.1.1', localPreference: 900 }, {}], ['*10.169.25.21:7', ' 10.169.25.20:5']],
    ['fresh before stale', [{ stale: true }, {}], ['*10.169.25.21:7', ' 10.169.25.20:5']],
  ])('two route distinguishers, %s', (_case, [a, b], expected) => {
    const { gateway, learn } = tables();
    learn(fip({ ...a, rd: '10.169.25.20:5' }), fip({ nextHop: '10.169.25.21', ...b, rd: '10.169.25.21:7' }));
    expect(
      gateway
        .routes('k8s-test')!
        .slice(2)
        .map((route) => `${route.active ? '*' : ' '}${route.bgp!.routeDistinguisher}`),
    ).toEqual(expected);
    expect(new Set(vrf(gateway).map((text) => text.split(' ')[0]!.replace('*', ''))).size).toBeGreaterThanOrEqual(3);
  });
});

describe('dynamic tunnels', () => {
  const names = (gateway: GatewayTables) =>
    gateway.tunnels().map(({ name, remote, routes }) => `${name} ${remote} ${routes}`);
  const via = (host: number, since: number, prefix = `101.101.101.${host}/32`) =>
    fip({ rd: `10.169.25.${host}:1`, prefix, nextHop: `10.169.25.${host}`, since, targets: ['target:60100:200'] });

  test('are made in the order in which routes came, keep their name, and free ones are taken again', () => {
    const { gateway, learn } = tables();
    learn(via(22, 2), via(21, 1), via(23, 3));
    expect(names(gateway)).toEqual([
      'gr-2/3/0.32769 10.169.25.21 1',
      'gr-2/3/0.32770 10.169.25.22 1',
      'gr-2/3/0.32771 10.169.25.23 1',
    ]);
    learn(via(23, 3), via(23, 4, '101.101.101.99/32'));
    expect(names(gateway)).toEqual(['gr-2/3/0.32771 10.169.25.23 2']);
    learn(via(23, 3), via(24, 5));
    expect(names(gateway)).toEqual(['gr-2/3/0.32769 10.169.25.24 1', 'gr-2/3/0.32771 10.169.25.23 1']);
  });

  test('a route that moves to another compute node takes the tunnel there', () => {
    const { gateway, learn } = tables();
    learn(fip({ since: 1 }));
    learn(fip({ nextHop: '10.169.25.21', since: 2 }));
    expect(names(gateway)).toEqual(['gr-2/3/0.32770 10.169.25.21 2']);
    expect(gateway.routes('k8s-test')!.at(-1)).toMatchObject({
      active: true,
      bgp: { protocolNextHop: '10.169.25.21', tunnel: 'gr-2/3/0.32770' },
    });
    learn(fip({ nextHop: '10.1.1.1', since: 3 }));
    expect(names(gateway)).toEqual([]);
    expect(gateway.routes('k8s-test')!.at(-1)).toMatchObject({
      active: false,
      hidden: 'unusable: no tunnel to 10.1.1.1',
    });
  });
});

test('only VRFs of the targets that changed are looked at again; unchanged tables stay the same value', () => {
  const { gateway, learn } = tables();
  const route = fip();
  learn(route);
  const before = gateway.routes('k8s-test');
  learn(route, fip({ prefix: '101.101.101.3/32', targets: ['target:60100:200'] }));
  expect(gateway.routes('k8s-test')).toBe(before);
});

test('10,000 routes come, change and go', () => {
  const { gateway, learn } = tables();
  const routes = Array.from({ length: 10_000 }, (_, i) =>
    fip({ prefix: `101.${i >> 8}.${i & 255}.1/32`, nextHop: `10.169.25.${20 + (i % 50)}`, label: 16 + i, since: i }),
  );
  learn(...routes);
  expect(gateway.routes('k8s-test')!.filter(({ active }) => active)).toHaveLength(10_002);
  expect(gateway.tunnels()).toHaveLength(50);
  const names = gateway.tunnels().map(({ name, remote }) => `${name} ${remote}`);
  learn(...routes.slice(5_000).reverse());
  expect(gateway.routes('k8s-test')).toHaveLength(5_002);
  expect(gateway.tunnels().map(({ name, remote }) => `${name} ${remote}`)).toEqual(names);
  learn();
  expect(gateway.routes('both')).toEqual([]);
});
