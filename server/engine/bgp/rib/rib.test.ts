import { describe, expect, test } from 'vitest';
import type { NlriKey, RoutedFamily } from '../../../model/bgp/nlri.ts';
import type { PathAttributes } from '../../../model/bgp/path-attributes.ts';
import { decodeUpdate } from '../messages/update.ts';
import { formatNlri, prefixNlri, routeTargetNlri, vpnNlri } from '../nlri/nlri-key.ts';
import { MOST_NAMED } from './learned-changes.ts';
import type { Rib, RibPeerSettings } from './rib-types.ts';
import { createRib } from './rib.ts';
import {
  attributesOf,
  FLOATING_IP,
  LOCAL_ASN,
  peerOf,
  RIB,
  routesOf,
  sequence,
  targetKey,
  vpnRoutes,
} from './testing.ts';

const REFLECTOR = { ...RIB, clusterId: '9.9.9.9' };
const GATEWAY = peerOf('192.168.0.204');
const OTHER = peerOf('192.168.0.205', { families: ['inet-vpn'] });
const CLIENT = peerOf('10.0.0.1', { config: { reflectorClient: true }, families: ['inet-vpn'] });

const wanted = attributesOf({
  extendedCommunities: [targetKey('target:60100:100'), targetKey('target:60100:8000001')],
  med: 200,
  localPreference: 100,
});
const unwanted = attributesOf({ extendedCommunities: [targetKey('target:60100:999')] });
const host = (n: number): NlriKey => vpnNlri('10.169.25.20:1', `101.101.101.${n}/32`);
const local = (key: NlriKey, attributes: PathAttributes, label = 47) => ({
  family: 'inet-vpn' as const,
  key,
  label,
  attributes,
});

/** What the peer is sent now, a line a message. */
function told(rib: Rib, peer: RibPeerSettings, bytes = 1_000_000): readonly string[] {
  return rib.take(peer.config.key, bytes).map((message) => {
    const update = decodeUpdate(message.subarray(19), {
      fourOctetAs: true,
      internal: peer.internal,
      families: new Set(peer.families),
    });
    if (update.kind === 'fault') throw new Error(update.cause);
    const line = (sign: string, sets: typeof update.announced) =>
      sets.flatMap(({ family, keys, labels }) =>
        keys.map(
          (key, n) => `${sign}${formatNlri(family, key)}${labels[n] === undefined ? '' : ` label ${labels[n]}`}`,
        ),
      );
    return update.endOfRib !== undefined
      ? `End-of-RIB ${update.endOfRib}`
      : [...line('-', update.withdrawn), ...line('+', update.announced)].join(', ');
  });
}

function withPeers(config: typeof RIB, ...peers: readonly RibPeerSettings[]): Rib {
  const rib = createRib(config);
  for (const peer of peers) rib.peerUp(peer);
  return rib;
}

describe('our routes', () => {
  test('are announced, replaced and withdrawn, equal attributes in one message', () => {
    const rib = withPeers(RIB, OTHER);
    rib.originate([local(host(2), wanted), local(host(3), unwanted), local(host(4), wanted, 48)], [], 1);
    expect(told(rib, OTHER)).toEqual([
      '+10.169.25.20:1:101.101.101.2/32 label 47, +10.169.25.20:1:101.101.101.4/32 label 48',
      '+10.169.25.20:1:101.101.101.3/32 label 47',
    ]);
    rib.originate([local(host(2), wanted, 50)], [{ family: 'inet-vpn', key: host(3) }], 2);
    expect(told(rib, OTHER)).toEqual(['-10.169.25.20:1:101.101.101.3/32', '+10.169.25.20:1:101.101.101.2/32 label 50']);
    expect(rib.hasPending(OTHER.config.key)).toBe(false);
    expect(told(rib, OTHER)).toEqual([]);
  });

  test('that did not change, or changed back before they were sent, are not sent again', () => {
    const rib = withPeers(RIB, OTHER);
    rib.originate([local(FLOATING_IP, wanted)], [], 1);
    told(rib, OTHER);
    rib.originate([local(FLOATING_IP, { ...wanted })], [], 2);
    expect(rib.pendingCount(OTHER.config.key)).toBe(0);
    rib.originate([], [{ family: 'inet-vpn', key: FLOATING_IP }], 3);
    rib.originate([local(FLOATING_IP, { ...wanted })], [], 4);
    expect(told(rib, OTHER)).toEqual([]);
    expect(rib.sentRoute(OTHER.config.key, 'inet-vpn', FLOATING_IP)?.paths).toMatchObject([
      { source: 'local', label: 47, decidedBy: 'only-path', attributes: { med: 200, localPreference: 100 } },
    ]);
  });

  test('that were withdrawn before they were sent are never sent', () => {
    const rib = withPeers(RIB, OTHER);
    rib.originate([local(FLOATING_IP, wanted)], [], 1);
    rib.originate([], [{ family: 'inet-vpn', key: FLOATING_IP }], 2);
    expect([rib.pendingCount(OTHER.config.key), rib.hasPending(OTHER.config.key), told(rib, OTHER)]).toEqual([
      0,
      false,
      [],
    ]);
  });

  test('without a label are a mistake', () => {
    expect(() =>
      createRib(RIB).originate([{ family: 'inet-vpn', key: FLOATING_IP, label: undefined, attributes: wanted }], [], 1),
    ).toThrow('BUG: a route of family inet-vpn needs a label');
  });
});

test('messages are made as far as asked for, in order of change, and a peer is notified once', () => {
  const rib = createRib(RIB);
  const notified: string[] = [];
  rib.onPending((key) => notified.push(key));
  rib.peerUp(OTHER);
  const keys = Array.from({ length: 250 }, (_, n) => host(n));
  rib.originate(
    keys.slice(0, 200).map((key) => local(key, wanted)),
    [],
    1,
  );
  rib.originate(
    keys.slice(200).map((key) => local(key, wanted)),
    [],
    1,
  );
  expect([notified, rib.pendingCount(OTHER.config.key)]).toEqual([[OTHER.config.key], 250]);
  const first = told(rib, OTHER, 1000);
  expect(first).toHaveLength(1);
  expect(rib.pendingCount(OTHER.config.key)).toBeGreaterThan(150);
  const lines = [...first];
  while (rib.hasPending(OTHER.config.key)) lines.push(...told(rib, OTHER, 1000));
  expect(lines.join(', ').split(', ')).toEqual(keys.map((_key, n) => `+10.169.25.20:1:101.101.101.${n}/32 label 47`));
  rib.originate([], [{ family: 'inet-vpn', key: host(7) }], 2);
  expect(notified).toHaveLength(2);
});

describe('route-target constraint (RFC 4684)', () => {
  const membership = (text: string) =>
    routesOf('route-target', [text === 'all' ? routeTargetNlri(0, 'all') : routeTargetNlri(LOCAL_ASN, text)]);
  const scene = () => {
    const rib = withPeers(RIB, GATEWAY, OTHER);
    rib.originate([local(host(2), wanted), local(host(3), unwanted)], [], 1);
    return rib;
  };
  const key = GATEWAY.config.key;

  test('nothing of a VPN is sent before the peer said which targets it wants; then only those', () => {
    const rib = scene();
    rib.oweEndOfRib(key, ['inet-vpn', 'route-target']);
    expect([rib.waitsForTargets(key), rib.pendingCount(key), told(rib, GATEWAY)]).toEqual([
      true,
      0,
      ['End-of-RIB route-target'],
    ]);
    rib.receive(key, membership('target:60100:100'), [], attributesOf(), 2);
    expect(rib.hasPending(key)).toBe(false);
    rib.endOfRib(key, 'route-target');
    expect([rib.waitsForTargets(key), rib.pendingCount(key), rib.wantedTargets(key)]).toEqual([
      false,
      1,
      [targetKey('target:60100:100')],
    ]);
    expect(told(rib, GATEWAY)).toEqual(['+10.169.25.20:1:101.101.101.2/32 label 47', 'End-of-RIB inet-vpn']);
  });

  test('a peer that never says End-of-RIB is waited for only so long', () => {
    const rib = scene();
    rib.receive(key, membership('all'), [], attributesOf(), 2);
    rib.stopWaitingForTargets(key);
    expect([rib.wantedTargets(key), told(rib, GATEWAY)]).toEqual([
      'all',
      ['+10.169.25.20:1:101.101.101.2/32 label 47', '+10.169.25.20:1:101.101.101.3/32 label 47'],
    ]);
  });

  test('a change of its targets concerns the routes with them, and no others', () => {
    const rib = scene();
    rib.endOfRib(key, 'route-target');
    expect([told(rib, GATEWAY), rib.wantedTargets(key)]).toEqual([[], []]);
    rib.receive(key, membership('target:60100:999'), [], attributesOf(), 2);
    expect(rib.pendingCount(key)).toBe(1);
    expect(told(rib, GATEWAY)).toEqual(['+10.169.25.20:1:101.101.101.3/32 label 47']);
    rib.receive(key, membership('target:60100:100'), membership('target:60100:999'), attributesOf(), 3);
    expect(rib.pendingCount(key)).toBe(2);
    expect(told(rib, GATEWAY)).toEqual([
      '-10.169.25.20:1:101.101.101.3/32',
      '+10.169.25.20:1:101.101.101.2/32 label 47',
    ]);
    rib.receive(key, membership('target:1:1'), [], attributesOf(), 4);
    expect(rib.hasPending(key)).toBe(false);
  });

  test('a membership that may not be used asks for nothing', () => {
    const rib = scene();
    rib.endOfRib(key, 'route-target');
    rib.receive(key, membership('target:60100:100'), [], attributesOf({ originatorId: RIB.routerId }), 2);
    expect([rib.wantedTargets(key), told(rib, GATEWAY)]).toEqual([[], []]);
  });

  test('a route whose target changes is withdrawn and announced', () => {
    const rib = scene();
    rib.endOfRib(key, 'route-target');
    rib.receive(key, membership('target:60100:100'), [], attributesOf(), 2);
    told(rib, GATEWAY);
    rib.originate([local(host(2), unwanted), local(host(3), wanted)], [], 3);
    expect(told(rib, GATEWAY)).toEqual([
      '-10.169.25.20:1:101.101.101.2/32',
      '+10.169.25.20:1:101.101.101.3/32 label 47',
    ]);
  });

  test('a peer without the route-target family is sent everything', () => {
    const rib = scene();
    expect([rib.wantedTargets(OTHER.config.key), told(rib, OTHER).length]).toEqual([undefined, 2]);
  });

  test('a reflector tells its clients of all memberships, as its own', () => {
    const clients = [1, 2].map((n) =>
      peerOf(`10.0.0.${n}`, { config: { reflectorClient: true }, families: ['route-target'] }),
    );
    const rib = withPeers(REFLECTOR, ...clients);
    for (const client of clients) rib.receive(client.config.key, membership('target:1:1'), [], attributesOf(), 1);
    expect(clients.map((client) => told(rib, client))).toEqual([['+60100:target:1:1'], ['+60100:target:1:1']]);
    expect(rib.sentTo('10.0.0.1', 'route-target', { limit: 1 }).rows[0]?.paths[0]?.attributes).toMatchObject({
      originatorId: RIB.routerId,
      nextHop: '10.169.25.19',
      clusterList: ['9.9.9.9'],
    });
  });
});

describe('graceful restart (RFC 4724), helping', () => {
  const key = CLIENT.config.key;
  const scene = () => {
    const rib = withPeers(REFLECTOR, CLIENT, OTHER);
    rib.receive(key, vpnRoutes([host(2), host(3)]), [], wanted, 1);
    told(rib, OTHER);
    rib.peerDown(key, ['inet-vpn']);
    return rib;
  };
  const stale = (rib: Rib) => [rib.counts(key, 'inet-vpn').received, rib.counts(key, 'inet-vpn').stale];

  test('its routes stay, marked stale, and no peer is sent anything', () => {
    const rib = scene();
    expect([stale(rib), told(rib, OTHER)]).toEqual([[2, 2], []]);
    expect(rib.destination('inet-vpn', host(2))?.paths).toMatchObject([{ stale: true, best: true }]);
  });

  test('what it announces again is fresh, silently; the rest goes with End-of-RIB', () => {
    const rib = scene();
    rib.peerUp(CLIENT);
    expect(stale(rib)).toEqual([2, 2]);
    rib.receive(key, vpnRoutes([host(2)]), [], { ...wanted }, 2);
    expect([stale(rib), rib.hasPending(OTHER.config.key)]).toEqual([[2, 1], false]);
    rib.endOfRib(key, 'inet-vpn');
    expect([stale(rib), told(rib, OTHER)]).toEqual([[1, 0], ['-10.169.25.20:1:101.101.101.3/32']]);
    expect(rib.destination('inet-vpn', host(2))?.paths[0]?.since).toBe(1);
  });

  test('it does not come back in time: all its routes are removed', () => {
    const rib = scene();
    rib.dropStale(key, ['inet-vpn']);
    expect([rib.routeCount('inet-vpn'), told(rib, OTHER)]).toEqual([
      0,
      ['-10.169.25.20:1:101.101.101.2/32, -10.169.25.20:1:101.101.101.3/32'],
    ]);
  });

  test('it restarts again before it refreshed: what was stale already is removed', () => {
    const rib = scene();
    rib.peerUp(CLIENT);
    rib.receive(key, vpnRoutes([host(2)]), [], wanted, 2);
    rib.peerDown(key, ['inet-vpn']);
    expect([stale(rib), told(rib, OTHER)]).toEqual([[1, 1], ['-10.169.25.20:1:101.101.101.3/32']]);
  });

  test('a family that is not kept goes at once', () => {
    const rib = withPeers(REFLECTOR, CLIENT, OTHER);
    rib.receive(key, vpnRoutes([host(2)]), [], wanted, 1);
    told(rib, OTHER);
    rib.peerDown(key, ['inet']);
    expect(told(rib, OTHER)).toEqual(['-10.169.25.20:1:101.101.101.2/32']);
  });

  test('a fresh path replaces the stale one where there is another', () => {
    const rib = scene();
    const fresh = peerOf('10.0.0.9', { config: { reflectorClient: true }, families: ['inet-vpn'] });
    rib.peerUp(fresh);
    rib.receive('10.0.0.9', vpnRoutes([host(2)], 99), [], attributesOf({ localPreference: 1 }), 3);
    expect(told(rib, OTHER)).toEqual(['+10.169.25.20:1:101.101.101.2/32 label 99']);
  });
});

test('End-of-RIB follows when all of the family is out', () => {
  const rib = createRib(RIB);
  rib.peerUp(OTHER);
  rib.originate(
    Array.from({ length: 200 }, (_, n) => local(host(n), wanted)),
    [],
    1,
  );
  rib.oweEndOfRib(OTHER.config.key, ['inet-vpn', 'inet']);
  const lines: string[] = [];
  while (rib.hasPending(OTHER.config.key)) lines.push(...told(rib, OTHER, 500));
  expect(lines.indexOf('End-of-RIB inet-vpn')).toBe(lines.length - 1);
  expect(lines.length).toBeGreaterThan(2);
  rib.oweEndOfRib(OTHER.config.key, ['inet-vpn']);
  expect(told(rib, OTHER)).toEqual(['End-of-RIB inet-vpn']);
});

test('route refresh: all is sent again, though nothing changed, once', () => {
  const rib = withPeers(RIB, OTHER);
  rib.originate([local(host(2), wanted), local(host(3), wanted)], [], 1);
  const first = told(rib, OTHER);
  rib.refresh(OTHER.config.key, 'inet-vpn');
  rib.originate([], [{ family: 'inet-vpn', key: host(3) }], 2);
  expect(told(rib, OTHER)).toEqual(['-10.169.25.20:1:101.101.101.3/32', '+10.169.25.20:1:101.101.101.2/32 label 47']);
  expect([first.length, told(rib, OTHER)]).toEqual([1, []]);
});

test('while held nothing is sent, and peers with something to send are notified afterwards', () => {
  const rib = createRib(RIB);
  const notified: string[] = [];
  rib.onPending((key) => notified.push(key));
  rib.hold(true);
  rib.peerUp(OTHER);
  rib.originate([local(FLOATING_IP, wanted)], [], 1);
  expect([notified, rib.hasPending(OTHER.config.key), told(rib, OTHER), rib.pendingCount(OTHER.config.key)]).toEqual([
    [],
    false,
    [],
    1,
  ]);
  rib.hold(false);
  expect([notified, told(rib, OTHER).length]).toEqual([[OTHER.config.key], 1]);
});

describe('a peer that is gone for good', () => {
  const key = CLIENT.config.key;
  const scene = () => {
    const rib = withPeers(REFLECTOR, CLIENT, OTHER);
    rib.receive(key, vpnRoutes([host(2), host(3), host(4)]), [], wanted, 1);
    told(rib, OTHER);
    rib.peerDown(key, []);
    return rib;
  };

  test('its routes are no longer shown, and are removed bit by bit', () => {
    const rib = scene();
    expect([
      rib.destination('inet-vpn', host(2)),
      rib.counts(key, 'inet-vpn').received,
      rib.hasPending(OTHER.config.key),
    ]).toEqual([undefined, 0, false]);
    expect([rib.sweep(1), told(rib, OTHER)]).toEqual([true, ['-10.169.25.20:1:101.101.101.2/32']]);
    expect([rib.sweep(5), told(rib, OTHER), rib.routeCount('inet-vpn'), rib.sweep(5)]).toEqual([
      false,
      ['-10.169.25.20:1:101.101.101.3/32, -10.169.25.20:1:101.101.101.4/32'],
      0,
      false,
    ]);
  });

  test('another path is best at once where its own is decided again', () => {
    const rib = scene();
    rib.peerUp(peerOf('10.0.0.9', { config: { reflectorClient: true }, families: ['inet-vpn'] }));
    rib.receive('10.0.0.9', vpnRoutes([host(4)], 99), [], attributesOf({ localPreference: 1 }), 3);
    expect(rib.destination('inet-vpn', host(4))?.paths).toMatchObject([
      { source: '10.0.0.9', best: true, decidedBy: 'only-path' },
    ]);
    expect(told(rib, OTHER)).toEqual(['+10.169.25.20:1:101.101.101.4/32 label 99']);
  });

  test('when it comes back, the rest is removed first', () => {
    const rib = scene();
    rib.sweep(1);
    rib.peerUp(CLIENT);
    expect(rib.routeCount('inet-vpn')).toBe(0);
    rib.receive(key, vpnRoutes([host(3)]), [], wanted, 2);
    expect(told(rib, OTHER)).toEqual(['-10.169.25.20:1:101.101.101.2/32, -10.169.25.20:1:101.101.101.4/32']);
  });
});

describe('prefix limit', () => {
  const limited = peerOf('192.168.0.7', {
    internal: false,
    config: { prefixLimits: { 'inet-vpn': { maximum: 2, idleTimeout: 0 } } },
  });
  test.each<readonly [string, readonly NlriKey[], PathAttributes, number | undefined]>([
    ['as many as allowed', [host(1), host(2)], wanted, undefined],
    ['one more', [host(1), host(2), host(3)], wanted, 3],
    ['the same twice', [host(1), host(2), host(1)], wanted, undefined],
    [
      'what is not accepted does not count',
      [host(1), host(2), host(3)],
      attributesOf({ asPath: sequence(LOCAL_ASN) }),
      undefined,
    ],
  ])('%s', (_case, keys, attributes, received) => {
    const rib = withPeers(RIB, limited);
    expect(rib.receive('192.168.0.7', vpnRoutes(keys), [], attributes, 1)).toEqual(
      received === undefined ? { kind: 'ok' } : { kind: 'prefix-limit', family: 'inet-vpn', maximum: 2, received },
    );
  });
});

test('new settings of a peer that is up: only what they change is sent', () => {
  const external = (config: Partial<RibPeerSettings['config']> = {}) =>
    peerOf('192.168.0.7', { internal: false, families: ['inet-vpn'], config });
  const rib = withPeers(RIB, GATEWAY, external());
  rib.originate([local(host(2), wanted)], [], 1);
  rib.receive(GATEWAY.config.key, vpnRoutes([host(3)]), [], attributesOf({ asPath: sequence(65_001) }), 1);
  expect(told(rib, external())).toHaveLength(2);
  rib.peerUp(external({ asOverride: true }));
  expect(told(rib, external())).toEqual(['+10.169.25.20:1:101.101.101.3/32 label 47']);
});

test('what was learned, by route target, and which targets changed', () => {
  const rib = withPeers(RIB, GATEWAY);
  const DEFAULT = vpnNlri('192.168.0.204:500', '0.0.0.0/0');
  rib.originate([local(FLOATING_IP, wanted)], [], 1);
  const targets = () => [...rib.takeChange().learnedTargets];
  expect(rib.takeChange()).toEqual({ learnedTargets: new Set(), learnedRoutes: new Set(), routes: true });
  rib.receive(GATEWAY.config.key, vpnRoutes([DEFAULT], 300), [], wanted, 5);
  expect(rib.takeChange()).toEqual({
    learnedTargets: new Set(wanted.extendedCommunities),
    learnedRoutes: new Set([DEFAULT]),
    routes: true,
  });
  expect([...rib.learnedWith(targetKey('target:60100:100'))]).toMatchObject([
    { family: 'inet-vpn', key: DEFAULT, paths: [{ source: GATEWAY.config.key, label: 300, since: 5 }] },
  ]);
  expect(rib.takeChange()).toEqual({ learnedTargets: new Set(), learnedRoutes: new Set(), routes: false });
  rib.receive(GATEWAY.config.key, vpnRoutes([DEFAULT], 300), [], unwanted, 6);
  expect(targets().sort()).toEqual([...wanted.extendedCommunities, ...unwanted.extendedCommunities].sort());
  expect([...rib.learnedWith(targetKey('target:60100:100'))]).toEqual([]);
  rib.peerDown(GATEWAY.config.key, []);
  expect([...rib.learnedWith(targetKey('target:60100:999'))]).toEqual([]);
  expect(rib.sweep(10)).toBe(false);
  expect(targets()).toEqual(unwanted.extendedCommunities);
  const flood = Array.from({ length: MOST_NAMED + 1 }, (_, at) =>
    vpnNlri('192.168.0.204:500', `10.${at >> 8}.${at & 255}.0/24`),
  );
  rib.peerUp(GATEWAY);
  rib.receive(GATEWAY.config.key, vpnRoutes(flood), [], wanted, 7);
  expect(rib.takeChange().learnedRoutes).toBe('many');
  rib.receive(GATEWAY.config.key, [], [{ family: 'inet-vpn', keys: [flood[0]!], labels: [] }], undefined, 8);
  expect(rib.takeChange().learnedRoutes).toEqual(new Set([flood[0]]));
});

describe('pages, in the order of the field', () => {
  const rib = withPeers(RIB, OTHER);
  const prefixes = [9, 3, 5, 1, 7];
  rib.originate(
    prefixes.map((n) => local(host(n), n > 4 ? wanted : unwanted)),
    [],
    1,
  );
  told(rib, OTHER);
  const page = (from: 'table' | 'sent', filter: Parameters<Rib['routes']>[1]) => {
    const { rows, total, next } =
      from === 'table' ? rib.routes('inet-vpn', filter) : rib.sentTo(OTHER.config.key, 'inet-vpn', filter);
    return [rows.map(({ key }) => key.charCodeAt(11)), total, next?.charCodeAt(11)];
  };
  test.each(['table', 'sent'] as const)('of the %s', (from) => {
    expect(page(from, { limit: 2 })).toEqual([[1, 3], 5, 3]);
    expect(page(from, { limit: 3, after: host(4) })).toEqual([[5, 7, 9], 5, undefined]);
    expect(
      page(from, { limit: 1, match: ({ paths: [path] }) => path?.attributes.extendedCommunities.length === 2 }),
    ).toEqual([[5], 5, 5]);
    rib.originate([local(host(4), wanted), local(host(10), wanted)], [{ family: 'inet-vpn', key: host(5) }], 2);
    told(rib, OTHER);
    expect(page(from, { limit: 10 })).toEqual([[1, 3, 4, 7, 9, 10], 6, undefined]);
    rib.originate(
      [local(host(5), wanted)],
      [4, 10].map((n) => ({ family: 'inet-vpn' as const, key: host(n) })),
      3,
    );
    told(rib, OTHER);
    expect(page(from, { limit: 10 })).toEqual([[1, 3, 5, 7, 9], 5, undefined]);
  });
});

test.each<readonly [string, RoutedFamily]>([
  ['10.0.0.0/8', 'inet'],
  ['0.0.0.0/0', 'inet'],
])('%s goes to another AS with ourselves as next hop', (prefix, family) => {
  const external = peerOf('192.168.0.7', { internal: false, families: ['inet'], localAddress: '172.16.0.1' });
  const rib = withPeers(RIB, external);
  rib.originate([{ family, key: prefixNlri(prefix), label: undefined, attributes: attributesOf() }], [], 1);
  expect(told(rib, external)).toEqual([`+${prefix}`]);
  expect(rib.sentRoute('192.168.0.7', family, prefixNlri(prefix))?.paths[0]).toMatchObject({
    label: undefined,
    attributes: { nextHop: '172.16.0.1', asPath: sequence(LOCAL_ASN) },
  });
});
