/** Routes of BGP peers in VRF Explorer and search. */

import { beforeAll, describe, expect, test } from 'vitest';
import type { Derived } from '../../derived/derived.ts';
import type { Store } from '../../store/store.ts';
import { derivedStore, networkId, putNetwork, putNode, putPod, write } from '../../testing/builders/cluster.ts';
import { AnnouncedRoutes, type Announced } from '../../testing/builders/learned.ts';
import { idOf, put, record } from '../../testing/builders/records.ts';
import { pattern } from '../../testing/pattern.ts';
import { SearchIndex } from '../search/search-index.ts';
import { search } from '../search/search.ts';
import { createViewContext, type ViewContext } from '../shared/view-context.ts';
import { routeCount } from '../shared/vrf-row.ts';
import { vrfRoutes } from './vrf-routes.ts';

const PUBLIC = 'default-domain:k8s-ns-user-1:k8s-vn-ns-default-pod-network';
const CAMARO = 'default-domain:default-project:ip-fabric:__default__:camaro';
const DEFAULT: Announced = {
  rd: '192.168.0.204:500',
  prefix: '0.0.0.0/0',
  targets: ['target:60100:100'],
  from: idOf('bgp-router', CAMARO),
  since: 1_700_000_000_000,
  attributes: { extendedCommunities: ['030c000000000002'] },
};

let store: Store;
let derived: Derived;
let routes: AnnouncedRoutes;
let context: ViewContext;

beforeAll(() => {
  ({ store, derived } = derivedStore());
  write(store, (transaction) => {
    put(
      transaction,
      record('bgp-router', CAMARO.split(':'), {
        props: {
          bgp_router_parameters: { router_type: 'router', address: '192.168.0.204', autonomous_system: 60_100 },
        },
      }),
    );
    putNode(transaction, 'cent222', '10.169.25.20');
    putNetwork(transaction, PUBLIC, { number: 1, both: ['target:60100:100'] });
    putPod(transaction, {
      namespace: 'default',
      name: 'web',
      network: PUBLIC,
      address: '101.101.101.2',
      node: 'cent222',
      label: 47,
    });
  });
  routes = new AnnouncedRoutes();
  derived.learnFrom(routes);
  routes.announce(
    DEFAULT,
    { ...DEFAULT, rd: '192.168.0.205:500', stale: true },
    { ...DEFAULT, prefix: '101.101.101.2/32' },
    { ...DEFAULT, prefix: '8.8.8.0/24' },
  );
  context = createViewContext(store, derived);
});

const ask = (query: object = {}) => vrfRoutes(context, networkId(PUBLIC), query);

describe('learned routes in a VRF', () => {
  test('say from whom they came, by which target, and what else was announced', () => {
    const { rows, counts, total } = ask();
    expect(rows.map((row) => `${row.prefix} ${row.source.kind} ${row.best}`)).toEqual([
      '0.0.0.0/0 bgp true',
      '0.0.0.0/0 bgp false',
      '8.8.8.0/24 bgp true',
      '101.101.101.2/32 pod true',
      '101.101.101.2/32 bgp false',
    ]);
    expect(counts).toEqual({ inet: 4, inet6: 0 });
    expect([total, routeCount(context, networkId(PUBLIC))]).toEqual([4, 4]);
    expect(rows[0]).toMatchObject({
      why:
        `Learned from ${DEFAULT.from} (192.168.0.204), imported because this VRF imports target:60100:100, from ` +
        'its import and export list.',
      source: { kind: 'bgp', router: { uuid: DEFAULT.from, name: 'camaro' } },
      rd: '192.168.0.204:500',
      label: 299_776,
      nextHop: { address: '192.168.0.204' },
      tunnels: ['gre'],
      localPreference: 100,
      routeTargets: ['target:60100:100'],
      learned: {
        speaker: 'cent111',
        asPath: 'I',
        communities: ['target:60100:100', 'encapsulation:gre'],
        since: 1_700_000_000_000,
        stale: false,
      },
    });
    expect(rows[1]!.why).toMatch(
      pattern(
        /It is not used: it is stale and another path is fresh\. /,
        /It is stale: .* restarts, and has not announced it again yet\.$/,
      ),
    );
    expect(rows[4]!.why).toContain('It is not used: a route of this system has the same prefix.');
    expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length);
  });

  test.each([
    [{ source: 'bgp' }, 3, ['0.0.0.0/0', '0.0.0.0/0', '8.8.8.0/24', '101.101.101.2/32']],
    [{ source: 'own' }, 1, ['101.101.101.2/32']],
    [{ source: 'leaked' }, 0, []],
    [{ source: 'bgp', prefix: '101.0.0.0/8' }, 1, ['101.101.101.2/32']],
    [{ prefix: '8.8.8.8' }, 1, ['8.8.8.0/24']],
    [{ prefix: '9.9.9.9' }, 2, ['0.0.0.0/0', '0.0.0.0/0']],
  ])('asked for %j', (query, matched, prefixes) => {
    const page = ask(query);
    expect([page.matched, page.rows.map((row) => row.prefix)]).toEqual([matched, prefixes]);
  });
});

test.each([
  ['8.8.8.8', '8.8.8.0/24 learned from', 'contains'],
  ['8.8.8.0/24', '8.8.8.0/24 learned from', 'exact'],
  ['8.0.0.0/8', '8.8.8.0/24 learned from', 'contains'],
  ['0.0.0.0/0', '0.0.0.0/0 learned from', 'exact'],
])('search for %s finds the network that learned it', (text, why, match) => {
  const found = search(context, new SearchIndex(store), text).results.find(
    (result) => result.kind === 'virtual-network',
  );
  expect(found).toMatchObject({ key: networkId(PUBLIC), match, detail: expect.stringContaining(why) });
});

test('a default route says nothing about an address', () => {
  expect(search(context, new SearchIndex(store), '9.9.9.9').results).toEqual([]);
});
