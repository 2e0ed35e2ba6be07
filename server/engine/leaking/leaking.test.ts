import { describe, expect, test } from 'vitest';
import type { RoutingInstanceFacts } from '../../model/oper/routing-instance-facts.ts';
import type { NetworkConnection } from '../../model/oper/routing-instance-facts.ts';
import { connectionWith } from './connections.ts';
import { leakBetween } from './leaks.ts';
import { medOfLocalPreference } from './preference.ts';
import { connectionTargets, exportsOf, importOf, ownImports, ownTargets, type OwnTargets } from './targets.ts';
import { vpnRoute } from './vpn-route.ts';

const named = (uuid: string) => ({ uuid, name: ['d', 'p', uuid] });
const step = { policyUuid: 'np', policyName: ['d', 'p', 'np'], rule: 0 };
const brief = (
  uses: readonly { readonly target: string; readonly why: readonly { readonly kind: string }[] }[],
): readonly string[] => uses.map((use) => `${use.target} ${use.why.map((why) => why.kind).join('+')}`);

/** Everything that an instance imports, by target. */
function imports(
  own: OwnTargets,
  connected: readonly { readonly connection: NetworkConnection; readonly targets: OwnTargets }[],
) {
  const targets = new Set([...ownImports(own), ...connected.flatMap((each) => connectionTargets(each.targets))]);
  return [...targets].sort().flatMap(
    (target) =>
      importOf(
        target,
        own,
        connected
          .filter((each) => connectionTargets(each.targets).includes(target))
          .map(({ connection }) => connection),
      ) ?? [],
  );
}

describe('route targets of an instance', () => {
  test.each([
    ['only the automatic one', {}, ['target:1:8000001 automatic'], ['target:1:8000001 automatic']],
    [
      'both',
      { both: ['target:1:5'] },
      ['target:1:5 both-list', 'target:1:8000001 automatic'],
      ['target:1:5 both-list', 'target:1:8000001 automatic'],
    ],
    [
      'one way each',
      { import: ['target:1:6'], export: ['target:1:7'] },
      ['target:1:6 import-list', 'target:1:8000001 automatic'],
      ['target:1:7 export-list', 'target:1:8000001 automatic'],
    ],
    [
      'in both one-way lists it is both',
      { import: ['target:1:6'], export: ['target:1:6'] },
      ['target:1:6 both-list', 'target:1:8000001 automatic'],
      ['target:1:6 both-list', 'target:1:8000001 automatic'],
    ],
    [
      'two texts of one target are one',
      { both: ['target:1.10:5', 'target:65546:5'] },
      ['target:1:8000001 automatic', 'target:65546:5 both-list'],
      ['target:1:8000001 automatic', 'target:65546:5 both-list'],
    ],
    [
      'one that cannot be read is left out',
      { both: ['target:x:5'] },
      ['target:1:8000001 automatic'],
      ['target:1:8000001 automatic'],
    ],
  ])('%s', (_case, lists, imported, exported) => {
    const own = ownTargets('target:1:8000001', { both: [], import: [], export: [], ...lists });
    expect(brief(imports(own, []))).toEqual(imported);
    expect(brief(exportsOf(own))).toEqual(exported);
  });

  test('a connection imports what the peer exchanges both ways, never what it only exports', () => {
    const own = ownTargets('target:1:8000001', { both: [], import: [], export: [] });
    const peer = ownTargets('target:1:8000002', {
      both: ['target:1:5'],
      import: ['target:1:6'],
      export: ['target:1:7'],
    });
    const connection = { kind: 'mutual', peer: 'b', peerNetwork: ['d', 'p', 'b'], steps: [] } as const;
    expect(brief(imports(own, [{ connection, targets: peer }]))).toEqual([
      'target:1:5 connection',
      'target:1:8000001 automatic',
      'target:1:8000002 connection',
    ]);
  });
});

test.each([
  ['each asks for the other', true, true, ['mutual']],
  ['only this one asks', true, false, ['partial own']],
  ['only the peer asks', false, true, ['partial peer']],
  ['nobody asks', false, false, []],
])('connection when %s', (_case, own, theirs, expected) => {
  const connection = connectionWith(named('b'), own ? [step] : [], theirs ? [step] : []);
  const connections = connection === undefined ? [] : [connection];
  expect(connections.map((one) => (one.kind === 'partial' ? `partial ${one.asked}` : one.kind))).toEqual(expected);
});

test('leaks follow every exported target that is imported, and never from oneself', () => {
  const use = (target: string) => ({ target, why: [{ kind: 'import-list' as const }] });
  const imported = (target: string) => (['t1', 't2', 't3'].includes(target) ? use(target) : undefined);
  expect(leakBetween('a', 'b', ['t0', 't1', 't2'].map(use), imported)?.via.map(({ target }) => target)).toEqual([
    't1',
    't2',
  ]);
  expect(leakBetween('a', 'c', [use('t4')], imported)).toBeUndefined();
  expect(leakBetween('a', 'a', [use('t1')], imported)).toBeUndefined();
});

test.each([
  [100, 200],
  [200, 100],
  [0, 0],
  [150, 4_294_967_145],
])('local preference %i gives MED %i', (localPreference, med) => {
  expect(medOfLocalPreference(localPreference)).toBe(med);
});

describe('VPN route', () => {
  const instance = {
    key: 'vn',
    networkName: ['d', 'p', 'vn'],
    networkId: 7,
    exports: [{ target: 'target:60100:100', why: [{ kind: 'both-list' }] }],
  } as unknown as RoutingInstanceFacts;
  const path = {
    id: 'iip:1@2',
    prefix: 'fd00::2/128',
    instance: 'vn',
    origin: { kind: 'interface', instanceIpUuid: '1', interfaceUuid: '2', machineUuid: undefined },
    label: 25,
    localPreference: 100,
    med: 200,
    nextHop: { nodeUuid: 'n', nodeName: 'cent222', address: '10.169.25.20' },
  } as const;
  const facts = {
    instance,
    asn: 60_100,
    encapsulations: ['gre', 'udp'] as const,
    vrfId: 5,
    securityGroups: [8_000_000],
    tags: [0x00020003],
  };

  test('carries everything a gateway needs', () => {
    expect(vpnRoute(path, facts)).toMatchObject({
      family: 'inet6-vpn',
      routeDistinguisher: '10.169.25.20:5',
      communities: [
        'target:60100:100',
        'encapsulation:gre',
        'encapsulation:udp',
        'secgroup:60100:8000000',
        'tag:60100:131075',
        'originvn:60100:7',
      ],
    });
  });

  test.each([
    ['no VRF number', path, { ...facts, vrfId: undefined }, { kind: 'no-vrf-id', nodeName: 'cent222' }],
    ['no export target', path, { ...facts, instance: { ...instance, exports: [] } }, { kind: 'no-export-target' }],
    [
      'not installed',
      { ...path, nextHop: undefined, notInstalled: { kind: 'no-node' } as const },
      facts,
      { kind: 'no-node' },
    ],
  ])('is not advertised with %s', (_case, one, given, why) => {
    expect(vpnRoute(one, given).notAdvertised).toEqual(why);
  });
});
