import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PathAttributes } from '../../../model/bgp/path-attributes.ts';
import { holds } from '../../../testing/seed.ts';
import type { RibPeerSettings } from './rib-types.ts';
import { createRib } from './rib.ts';
import { attributesOf, FLOATING_IP, LOCAL_ASN, peerOf, RIB, sequence, vpnRoutes } from './testing.ts';

interface Candidate {
  readonly peer: RibPeerSettings;
  readonly attributes: PathAttributes;
  readonly stale?: boolean;
}

const [LOW, HIGH] = [peerOf('192.168.0.1'), peerOf('192.168.0.2')];
const external = (address: string, changes = {}) => peerOf(address, { internal: false, ...changes });

/** Receives in the given order; [who, step] of each path, best first. */
function ranking(candidates: readonly Candidate[], alwaysCompareMed = false): readonly (readonly [string, string])[] {
  const rib = createRib({ ...RIB, alwaysCompareMed });
  for (const { peer, attributes, stale } of candidates) {
    rib.peerUp(peer);
    rib.receive(peer.config.key, vpnRoutes([FLOATING_IP]), [], attributes, 0);
    if (stale === true) rib.peerDown(peer.config.key, ['inet-vpn']);
  }
  const paths = rib.destination('inet-vpn', FLOATING_IP)?.paths ?? [];
  expect(paths.filter((path) => path.best)).toEqual(paths.slice(0, 1));
  return paths.map(({ source, decidedBy }) => [source, decidedBy]);
}

describe('each step decides for the first path, whichever came first', () => {
  const plain = attributesOf();
  const rows: readonly (readonly [string, Candidate, Candidate])[] = [
    [
      'fresh-over-stale',
      { peer: HIGH, attributes: attributesOf({ localPreference: 50 }) },
      { peer: LOW, attributes: plain, stale: true },
    ],
    [
      'local-preference',
      { peer: HIGH, attributes: attributesOf({ localPreference: 200, asPath: sequence(1, 2) }) },
      { peer: LOW, attributes: plain },
    ],
    [
      'local-preference',
      { peer: HIGH, attributes: plain },
      { peer: LOW, attributes: attributesOf({ localPreference: 99 }) },
    ],
    [
      'as-path-length',
      { peer: HIGH, attributes: attributesOf({ asPath: sequence(1, 2), origin: 'incomplete' }) },
      { peer: LOW, attributes: attributesOf({ asPath: sequence(1, 2, 3), origin: 'igp' }) },
    ],
    [
      'as-path-length',
      { peer: HIGH, attributes: attributesOf({ asPath: [{ kind: 'set', asns: [1, 2, 3] }] }) },
      { peer: LOW, attributes: attributesOf({ asPath: sequence(1, 2) }) },
    ],
    [
      'origin',
      { peer: HIGH, attributes: attributesOf({ origin: 'igp', med: 9 }) },
      { peer: LOW, attributes: attributesOf({ origin: 'egp' }) },
    ],
    [
      'origin',
      { peer: HIGH, attributes: attributesOf({ origin: 'egp' }) },
      { peer: LOW, attributes: attributesOf({ origin: 'incomplete' }) },
    ],
    [
      'med',
      { peer: HIGH, attributes: attributesOf({ asPath: sequence(1), med: 5 }) },
      { peer: LOW, attributes: attributesOf({ asPath: sequence(1), med: 6 }) },
    ],
    ['med', { peer: HIGH, attributes: plain }, { peer: LOW, attributes: attributesOf({ med: 1 }) }],
    [
      'ebgp-over-ibgp',
      { peer: external('192.168.0.9'), attributes: attributesOf({ asPath: sequence(1) }) },
      { peer: LOW, attributes: attributesOf({ asPath: sequence(1) }) },
    ],
    [
      'router-id',
      { peer: peerOf('192.168.0.2', { routerId: '1.1.1.1' }), attributes: plain },
      { peer: peerOf('192.168.0.1', { routerId: '9.1.1.1' }), attributes: plain },
    ],
    [
      'router-id',
      { peer: HIGH, attributes: attributesOf({ originatorId: '1.1.1.1', clusterList: ['2.2.2.2', '3.3.3.3'] }) },
      { peer: LOW, attributes: plain },
    ],
    [
      'cluster-list-length',
      { peer: HIGH, attributes: attributesOf({ originatorId: '1.1.1.1', clusterList: ['2.2.2.2'] }) },
      { peer: LOW, attributes: attributesOf({ originatorId: '1.1.1.1', clusterList: ['3.3.3.3', '4.4.4.4'] }) },
    ],
    [
      'peer-address',
      { peer: peerOf('192.168.0.9', { routerId: '5.5.5.5' }), attributes: plain },
      { peer: peerOf('192.168.0.10', { routerId: '5.5.5.5' }), attributes: plain },
    ],
  ];
  test.each(rows)('%s', (step, winner, loser) => {
    const expected = [
      [winner.peer.config.key, step],
      [loser.peer.config.key, step],
    ];
    expect(ranking([winner, loser])).toEqual(expected);
    expect(ranking([loser, winner])).toEqual(expected);
  });

  test('a MED of another neighbouring AS is not compared, unless so configured', () => {
    const rows: readonly Candidate[] = [
      { peer: HIGH, attributes: attributesOf({ asPath: sequence(1), med: 5 }) },
      { peer: LOW, attributes: attributesOf({ asPath: sequence(2), med: 6 }) },
    ];
    expect(ranking(rows)).toEqual([
      ['192.168.0.1', 'router-id'],
      ['192.168.0.2', 'router-id'],
    ]);
    expect(ranking(rows, true)).toEqual([
      ['192.168.0.2', 'med'],
      ['192.168.0.1', 'med'],
    ]);
  });

  test('a single path is the only path, chosen by no step', () =>
    expect(ranking([{ peer: LOW, attributes: plain }])).toEqual([['192.168.0.1', 'only-path']]));

  test('our own route before a learned one', () => {
    const rib = createRib(RIB);
    rib.peerUp(LOW);
    rib.receive(LOW.config.key, vpnRoutes([FLOATING_IP]), [], attributesOf({ localPreference: 900 }), 7);
    rib.originate([{ family: 'inet-vpn', key: FLOATING_IP, label: 47, attributes: attributesOf() }], [], 8);
    expect(rib.destination('inet-vpn', FLOATING_IP)?.paths).toMatchObject([
      { source: 'local', sourceName: 'cent111', protocol: 'local', decidedBy: 'local-route', best: true, since: 8 },
      {
        source: '192.168.0.1',
        sourceName: 'router 192.168.0.1',
        protocol: 'bgp',
        decidedBy: 'local-route',
        best: false,
        since: 7,
      },
    ]);
  });

  test('a path that lost by MED inside its AS says so, even if the winner would have lost to it', () => {
    const rows: readonly Candidate[] = [
      { peer: peerOf('192.168.0.1'), attributes: attributesOf({ asPath: sequence(1), med: 9 }) },
      { peer: peerOf('192.168.0.3'), attributes: attributesOf({ asPath: sequence(1), med: 1 }) },
      { peer: peerOf('192.168.0.2'), attributes: attributesOf({ asPath: sequence(2), med: 5 }) },
    ];
    expect(ranking(rows)).toEqual([
      ['192.168.0.2', 'router-id'],
      ['192.168.0.3', 'router-id'],
      ['192.168.0.1', 'med'],
    ]);
  });
});

describe('routes that may not be chosen are kept, with the reason', () => {
  const RR = { ...RIB, clusterId: '1.2.3.4' };
  test.each([
    ['as-loop', external('192.168.0.1'), attributesOf({ asPath: sequence(65_001, LOCAL_ASN) })],
    ['as-loop', LOW, attributesOf({ asPath: sequence(LOCAL_ASN) })],
    [
      'as-loop',
      external('192.168.0.1', { config: { loopCount: 1 } }),
      attributesOf({ asPath: sequence(65_001, LOCAL_ASN, LOCAL_ASN) }),
    ],
    [
      'as-loop',
      external('192.168.0.1', { config: { loopCount: 3, loopCounts: { 'inet-vpn': 0 } } }),
      attributesOf({ asPath: sequence(65_001, LOCAL_ASN) }),
    ],
    [
      'as-loop',
      external('192.168.0.1', { config: { localAsn: 65_099 } }),
      attributesOf({ asPath: sequence(65_001, 65_099) }),
    ],
    [
      undefined,
      external('192.168.0.1', { config: { loopCount: 1 } }),
      attributesOf({ asPath: sequence(65_001, LOCAL_ASN) }),
    ],
    [
      undefined,
      external('192.168.0.1', { config: { loopCounts: { 'inet-vpn': 2 } } }),
      attributesOf({ asPath: sequence(65_001, LOCAL_ASN, LOCAL_ASN) }),
    ],
    ['originator-loop', LOW, attributesOf({ originatorId: RIB.routerId })],
    ['cluster-loop', LOW, attributesOf({ clusterList: ['4.4.4.4', '1.2.3.4'] })],
    [undefined, LOW, attributesOf({ clusterList: ['4.4.4.4'], originatorId: '4.4.4.4' })],
  ])('%s', (reason, peer, attributes) => {
    const rib = createRib(RR);
    rib.peerUp(peer);
    rib.receive(peer.config.key, vpnRoutes([FLOATING_IP]), [], attributes, 0);
    const paths = rib.destination('inet-vpn', FLOATING_IP)?.paths ?? [];
    expect(paths.map(({ infeasible, best, decidedBy }) => [infeasible, best, decidedBy])).toEqual([
      [reason, reason === undefined, reason === undefined ? 'only-path' : 'infeasible'],
    ]);
    expect(rib.counts(peer.config.key, 'inet-vpn')).toMatchObject({
      received: 1,
      active: reason === undefined ? 1 : 0,
    });
  });
});

const candidates = fc.uniqueArray(
  fc.record({
    id: fc.integer({ min: 1, max: 9 }),
    internal: fc.boolean(),
    stale: fc.boolean(),
    localPreference: fc.constantFrom(undefined, 100, 200),
    asns: fc.array(fc.constantFrom(1, 2, 3), { maxLength: 2 }),
    med: fc.constantFrom(undefined, 1, 2),
    routerId: fc.constantFrom('1.1.1.1', '2.2.2.2'),
    clusters: fc.integer({ min: 0, max: 1 }),
  }),
  { selector: ({ id }) => id, minLength: 1, maxLength: 6 },
);

test('any order of arrival gives the same ranking', () => {
  holds(
    fc.property(
      candidates,
      fc.boolean(),
      fc.array(fc.nat(), { minLength: 6, maxLength: 6 }),
      (drawn, always, shuffle) => {
        const rows = drawn.map(
          ({ id, internal, stale, localPreference, asns, med, routerId, clusters }): Candidate => ({
            peer: peerOf(`192.168.0.${id}`, { internal, routerId }),
            stale,
            attributes: attributesOf({
              asPath: sequence(...asns),
              clusterList: ['7.7.7.7'].slice(0, clusters),
              ...(localPreference !== undefined && { localPreference }),
              ...(med !== undefined && { med }),
            }),
          }),
        );
        const other = rows
          .map((row, n) => ({ row, at: shuffle[n] ?? 0 }))
          .sort((a, b) => a.at - b.at)
          .map(({ row }) => row);
        expect(ranking(other, always)).toEqual(ranking(rows, always));
      },
    ),
  );
});
