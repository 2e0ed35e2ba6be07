/** Routes of BGP peers in the VRF tables that import them. */

import { describe, expect, test, vi } from 'vitest';
import { addressOf } from '../../model/net/address.ts';
import { prefixFrom } from '../../model/net/prefix.ts';
import type { LearnedPath, VrfRow } from '../../model/oper/route.ts';
import { derivedStore, networkId, putNetwork, putNode, putPod, write } from '../../testing/builders/cluster.ts';
import { AnnouncedRoutes, hexTarget, type Announced } from '../../testing/builders/learned.ts';
import { learnedBy } from './learned-by.ts';

const [PUBLIC, OTHER, PODS] = ['d:p:vn-ns-default', 'd:p:other', 'd:p:pods'] as const;
const RD = '192.168.0.204:500';
const DEFAULT: Announced = { rd: RD, prefix: '0.0.0.0/0', targets: ['target:60100:100'] };

/**
 * A network that exchanges target:60100:100 with the gateway, one that imports 60100:200 and leaks from the first,
 * pods.
 */
function setup() {
  const { store, derived } = derivedStore();
  const routes = new AnnouncedRoutes();
  derived.learnFrom(routes);
  write(store, (transaction) => {
    putNode(transaction, 'cent222', '10.169.25.20');
    putNetwork(transaction, PUBLIC, { number: 1, both: ['target:60100:100'], import: ['target:60100:300'] });
    putNetwork(transaction, OTHER, { number: 2, import: ['target:60100:200'] });
    putNetwork(transaction, PODS, { number: 3 });
    putPod(transaction, {
      namespace: 'default',
      name: 'web',
      network: PUBLIC,
      address: '101.101.101.2',
      node: 'cent222',
      label: 47,
    });
  });
  return { store, derived, routes };
}

const pathLine = ({ routeDistinguisher, best, decidedBy, via }: LearnedPath): string =>
  `${routeDistinguisher}${best ? '*' : ''} ${decidedBy} by ${via.map((use) => use.target).join('+')}`;
const line = (row: VrfRow): string =>
  row.kind !== 'learned' ? `${row.prefix} ${row.kind}` : `${row.prefix} learned ${row.paths.map(pathLine).join(', ')}`;

function table({ derived }: ReturnType<typeof setup>, network: string, limit?: number): readonly string[] {
  if (limit === undefined) return [...derived.vrfRows(networkId(network))].map(line);
  const seen: string[] = [];
  for (let after: string | undefined; ;) {
    const page = derived.vrfPage(networkId(network), { limit, ...(after === undefined ? {} : { after }) })!;
    seen.push(...page.rows.map(line));
    if (page.next === undefined) return seen;
    after = page.next;
  }
}

describe('learned routes', () => {
  test("the gateway's default route is in the table of the network that imports its target, and nowhere else", () => {
    const lab = setup();
    lab.routes.announce(DEFAULT);
    expect(table(lab, PUBLIC)).toEqual([
      `0.0.0.0/0 learned ${RD}* only-path by target:60100:100`,
      '101.101.101.2/32 own',
    ]);
    expect(table(lab, OTHER)).toEqual([]);
    expect(table(lab, PODS)).toEqual([]);
    const [row] = lab.derived.vrfRows(networkId(PUBLIC));
    expect(row).toMatchObject({
      kind: 'learned',
      paths: [
        {
          id: `bgp:${RD}:0.0.0.0/0`,
          speakerName: 'cent111',
          nextHop: '192.168.0.204',
          label: 299_776,
          localPreference: 100,
          asPath: 'I',
          communities: ['target:60100:100'],
          via: [{ target: 'target:60100:100', why: [{ kind: 'both-list' }] }],
          stale: false,
        },
      ],
    });
    expect(lab.derived.vrfCounts(networkId(PUBLIC))).toMatchObject({
      ownPrefixes: 1,
      learnedPrefixes: 1,
      learnedPaths: 1,
      learnedByFamily: { inet: 1, inet6: 0 },
    });
    lab.routes.withdraw(RD, '0.0.0.0/0');
    expect(table(lab, PUBLIC)).toEqual(['101.101.101.2/32 own']);
  });

  test('the import list decides as it stands: a target added or removed later', () => {
    const lab = setup();
    lab.routes.announce(DEFAULT);
    write(lab.store, (transaction) => putNetwork(transaction, OTHER, { number: 2, import: ['target:60100:100'] }));
    expect(table(lab, OTHER)).toContain(`0.0.0.0/0 learned ${RD}* only-path by target:60100:100`);
    write(lab.store, (transaction) => putNetwork(transaction, OTHER, { number: 2, import: ['target:60100:200'] }));
    expect(table(lab, OTHER)).toEqual([]);
  });

  test.each<[string, readonly Announced[], readonly string[]]>([
    [
      'by two targets once',
      [{ ...DEFAULT, targets: ['target:60100:100', 'target:60100:300'] }],
      [`0.0.0.0/0 learned ${RD}* only-path by target:60100:100+target:60100:300`, '101.101.101.2/32 own'],
    ],
    [
      'two distinguishers: equal ones are used together',
      [DEFAULT, { ...DEFAULT, rd: '192.168.0.205:500' }],
      [
        `0.0.0.0/0 learned ${RD}* equal-paths by target:60100:100, 192.168.0.205:500* equal-paths by target:60100:100`,
        '101.101.101.2/32 own',
      ],
    ],
    [
      'two distinguishers by different targets: the higher LOCAL_PREF',
      [
        DEFAULT,
        { ...DEFAULT, rd: '192.168.0.205:500', targets: ['target:60100:300'], attributes: { localPreference: 200 } },
      ],
      [
        `0.0.0.0/0 learned 192.168.0.205:500* local-preference by target:60100:300, ${RD} local-preference by ` +
          'target:60100:100',
        '101.101.101.2/32 own',
      ],
    ],
    [
      'an own route wins',
      [{ ...DEFAULT, prefix: '101.101.101.2/32' }],
      ['101.101.101.2/32 own', `101.101.101.2/32 learned ${RD} local-route by target:60100:100`],
    ],
    [
      'an IPv6 route',
      [{ ...DEFAULT, prefix: '2001:db8::/32' }],
      ['101.101.101.2/32 own', `2001:db8::/32 learned ${RD}* only-path by target:60100:100`],
    ],
  ])('%s', (_case, announced, expected) => {
    const lab = setup();
    lab.routes.announce(...announced);
    expect(table(lab, PUBLIC)).toEqual(expected);
    expect(table(lab, PUBLIC, 1)).toEqual(expected);
  });

  test('pages of any size show every row once, within a prefix too', () => {
    const lab = setup();
    lab.routes.announce(
      DEFAULT,
      ...Array.from({ length: 20 }, (_, i) => ({ ...DEFAULT, prefix: `101.101.${90 + i}.0/24` })),
      { ...DEFAULT, prefix: '101.101.101.2/32' },
    );
    const all = table(lab, PUBLIC);
    expect(all).toHaveLength(23);
    for (const limit of [1, 2, 5, 22, 23, 24]) expect(table(lab, PUBLIC, limit)).toEqual(all);
    expect(
      [...lab.derived.vrfRows(networkId(PUBLIC), prefixFrom('101.101.101.0/24'))].map(
        ({ kind, prefix }) => `${prefix} ${kind}`,
      ),
    ).toEqual(['101.101.101.0/24 learned', '101.101.101.2/32 own', '101.101.101.2/32 learned']);
  });

  test('longest match falls back to the default route', () => {
    const lab = setup();
    lab.routes.announce(DEFAULT, { ...DEFAULT, prefix: '8.8.8.0/24' });
    const found = (address: string) =>
      lab.derived.vrfLookup(networkId(PUBLIC), addressOf(address)).map(({ prefix, kind }) => `${prefix} ${kind}`);
    expect(found('101.101.101.2')).toEqual(['101.101.101.2/32 own']);
    expect(found('8.8.8.8')).toEqual(['8.8.8.0/24 learned']);
    expect(found('9.9.9.9')).toEqual(['0.0.0.0/0 learned']);
    expect(found('2001:db8::1')).toEqual([]);
  });

  test('a cursor that stands on a learned row holds when it is withdrawn', () => {
    const lab = setup();
    lab.routes.announce({ ...DEFAULT, prefix: '101.101.101.2/32' });
    const page = lab.derived.vrfPage(networkId(PUBLIC), { limit: 1 })!;
    expect(page.rows.map(line)).toEqual(['101.101.101.2/32 own']);
    lab.routes.announce({ ...DEFAULT, prefix: '102.0.0.0/8' });
    const second = lab.derived.vrfPage(networkId(PUBLIC), { limit: 1, after: page.next! })!;
    lab.routes.withdraw(RD, '101.101.101.2/32');
    lab.routes.withdraw(RD, '102.0.0.0/8');
    expect(lab.derived.vrfPage(networkId(PUBLIC), { limit: 1, after: second.next! })).toEqual({
      rows: [],
      next: undefined,
    });
  });
});

test('reports whose tables changed, until it is closed', () => {
  const { derived, routes } = setup();
  const told: (readonly string[])[] = [];
  const stop = derived.onLearned((instances) => told.push([...instances].sort()));
  routes.announce(DEFAULT);
  routes.announce({ ...DEFAULT, targets: ['target:60100:200'] });
  routes.announce({ ...DEFAULT, prefix: '10.0.0.0/8', targets: ['target:60100:999'] });
  expect(told).toEqual([[networkId(PUBLIC)], [networkId(PUBLIC), networkId(OTHER)].sort()]);
  stop();
  routes.announce(DEFAULT);
  expect(told).toHaveLength(2);
  derived.close();
  expect(routes.listeners).toBe(0);
});

test('a route that two speakers learned is there once, from the one that has it fresh', () => {
  const [first, second] = [new AnnouncedRoutes(), new AnnouncedRoutes()];
  first.announce({ ...DEFAULT, stale: true }, { ...DEFAULT, prefix: '10.0.0.0/8' });
  second.announce(DEFAULT);
  const speaker = (name: string, routes: AnnouncedRoutes) => ({
    name,
    learnedWith: (target: string) => [...routes.with(target)].map(({ destination }) => destination),
    destination: (_family: string, key: string) => routes.one(hexTarget('target:60100:100'), key)?.destination,
  });
  let listener:
    | ((change: { readonly learnedTargets: ReadonlySet<string>; readonly learnedRoutes: ReadonlySet<string> }) => void)
    | undefined;
  const facts = {
    speakers: () => [speaker('cent111', first), speaker('cent112', second)],
    onChange: (told: typeof listener) => ((listener = told), () => undefined),
  };
  const learned = learnedBy(facts as unknown as Parameters<typeof learnedBy>[0]);
  expect(
    [...learned.with(hexTarget('target:60100:100'))].map(
      ({ speakerName, destination }) => `${speakerName} ${destination.paths[0]!.stale}`,
    ),
  ).toEqual(['cent112 false', 'cent111 false']);
  const told: ReadonlySet<string>[] = [];
  expect(
    [...learned.with(hexTarget('target:60100:100'))].map(
      ({ destination }) => learned.one(hexTarget('target:60100:100'), destination.key)?.speakerName,
    ),
  ).toEqual(['cent112', 'cent111']);
  expect(
    [...learned.with(hexTarget('target:60100:100'))].map(({ destination }) =>
      learned.one(hexTarget('target:60100:101'), destination.key),
    ),
  ).toEqual([undefined, undefined]);
  learned.onChange(({ targets }) => told.push(targets));
  listener!({ learnedTargets: new Set(), learnedRoutes: new Set() });
  listener!({ learnedTargets: new Set(['0002eac400000064']), learnedRoutes: new Set() });
  expect(told).toEqual([new Set(['0002eac400000064'])]);
});

test('one changed route among many: the table is updated, not rebuilt', () => {
  const lab = setup();
  lab.routes.announce(
    ...Array.from({ length: 1_000 }, (_, at): Announced => ({
      rd: RD,
      prefix: `10.${at >> 8}.${at & 255}.0/24`,
      targets: ['target:60100:100', 'target:60100:300'],
    })),
  );
  expect(lab.derived.vrfCounts(networkId(PUBLIC))).toMatchObject({ learnedPrefixes: 1_000 });
  const read = vi.spyOn(lab.routes, 'with');
  for (let at = 0; at < 50; at++) {
    lab.routes.announce({
      rd: RD,
      prefix: `172.16.${at}.0/24`,
      targets: [at % 2 === 0 ? 'target:60100:100' : 'target:60100:300'],
    });
    lab.routes.withdraw(RD, `10.0.${at}.0/24`);
    expect(lab.derived.vrfCounts(networkId(PUBLIC))).toMatchObject({ learnedPrefixes: 1_000, learnedPaths: 1_000 });
  }
  expect(read).not.toHaveBeenCalled();
  expect(table(lab, PUBLIC).slice(0, 2)).toEqual([
    `10.0.50.0/24 learned ${RD}* only-path by target:60100:100+target:60100:300`,
    `10.0.51.0/24 learned ${RD}* only-path by target:60100:100+target:60100:300`,
  ]);
});
