/** What is originated follows from the tables alone, whatever happened before: proofs as of the derived tables. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createDerived, type Derived } from '../../derived/derived.ts';
import { formatNlri } from '../../engine/bgp/nlri/nlri-key.ts';
import type { LocalRoute } from '../../engine/bgp/speaker-config.ts';
import {
  formatExtendedCommunity,
  parseExtendedCommunity,
  extendedCommunityKey,
} from '../../model/bgp/extended-community.ts';
import { vrfIdKey } from '../../model/oper/vrf-id.ts';
import type { Store } from '../../store/store.ts';
import {
  DATA_DIRECTORY,
  FABRIC,
  networkId,
  nodeId,
  PODS,
  putCluster,
  putFloatingIp,
  putNetwork,
  putPod,
  putPool,
} from '../../testing/builders/cluster.ts';
import { anyHistory, KINDS } from '../../testing/builders/random-changes.ts';
import { put, record, write } from '../../testing/builders/records.ts';
import { createMemoryStore } from '../../testing/memory-store.ts';
import { holds } from '../../testing/seed.ts';
import type { OriginationChange } from './candidate-routes.ts';
import { VpnOrigination } from './vpn-origination.ts';

interface Followed {
  readonly store: Store;
  readonly derived: Derived;
  readonly origination: VpnOrigination;
  /** The changes, one after the other. */
  readonly told: Map<string, LocalRoute>;
  /** Everything that is pending, in slices. */
  drain(slice?: number): readonly OriginationChange[];
}

function follow(): Followed {
  const store = createMemoryStore({ dataDirectoryId: DATA_DIRECTORY });
  const derived = createDerived(store, { dataDirectoryId: DATA_DIRECTORY, schedule: () => undefined });
  const origination = new VpnOrigination(store, derived);
  derived.onChange((changed) => origination.mark(changed));
  const told = new Map<string, LocalRoute>();
  return {
    store,
    derived,
    origination,
    told,
    drain(slice = 500) {
      const changes: OriginationChange[] = [];
      derived.settle();
      for (let round = 0; round === 0 || origination.pending; round++) {
        const change = origination.step(slice);
        if (change === undefined) continue;
        changes.push(change);
        for (const route of change.announced) told.set(`${route.family} ${route.key}`, route);
        for (const { family, key } of change.withdrawn) {
          if (!told.delete(`${family} ${key}`))
            throw new Error(`${formatNlri(family, key)} was withdrawn and not there`);
        }
      }
      return changes;
    },
  };
}

const shown = (routes: Iterable<LocalRoute>) =>
  [...routes]
    .map(({ family, key, label, attributes }) => ({
      route: `${family} ${formatNlri(family, key)}`,
      label,
      ...attributes,
    }))
    .sort((a, b) => (a.route < b.route ? -1 : 1));

function anew({ store, derived }: Followed): readonly LocalRoute[] {
  const fresh = new VpnOrigination(store, derived);
  fresh.markAll();
  while (fresh.pending) fresh.step(7);
  return [...fresh.routes()];
}

/** From the texts of the VPN routes: another way to the same. */
function fromTables(derived: Derived): Set<string> {
  const keys = new Set<string>();
  for (const instance of derived.routingInstances()) {
    for (const route of derived.vpnRoutes(instance.key))
      if (route.notAdvertised === undefined && route.routeDistinguisher !== undefined)
        keys.add(`${route.family} ${route.routeDistinguisher}:${route.prefix}`);
    for (const { target } of instance.imports) keys.add(`route-target ${derived.settings().asn}:${target}`);
  }
  return keys;
}

const NETWORKS = [FABRIC, PODS, 'default-domain:k8s-a:k8s-a-pod-network', 'default-domain:k8s-a:k8s-x-pod-network'];

/**
 * The networks, nodes and interfaces of the random changes, with all their numbers: most paths are advertised at
 * first.
 */
function begin(store: Store): void {
  write(store, (transaction) => {
    putCluster(transaction);
    NETWORKS.forEach((name, position) => {
      putNetwork(transaction, name, { number: position + 1 });
      putPool(transaction, name, 'pool');
      for (const node of ['cent222', 'cent333'])
        transaction.put('vrf-id', vrfIdKey(nodeId(node), networkId(name)), { id: position + 1 });
    });
    ['web-1', 'web-2', 'web-3'].forEach((name, at) =>
      putPod(transaction, {
        namespace: 'a',
        name,
        network: NETWORKS[at]!,
        address: `10.32.0.${at + 1}`,
        node: 'cent222',
        label: 16 + at,
      }),
    );
  });
}

/** A random history, and how many are looked at in one step. */
const numbered = fc.tuple(anyHistory, fc.integer({ min: 1, max: 4 }));

describe.each([['of the first day', 20_261_123]])('seed %s', (_name, seed) => {
  test('after any history the routes equal those of a fresh start, and the changes passed on add up to them', () => {
    let advertised = 0;
    holds(
      fc.property(numbered, ([history, slice]) => {
        const followed = follow();
        begin(followed.store);
        for (const { writes, drain } of history) {
          write(followed.store, (transaction) => writes.forEach((one) => one(transaction)));
          if (drain) followed.drain(slice);
        }
        followed.drain(slice);
        const expected = shown(anew(followed));
        advertised += expected.filter(({ route }) => !route.startsWith('route-target')).length;
        expect(shown(followed.origination.routes())).toEqual(expected);
        expect(shown(followed.told.values())).toEqual(expected);
        expect(new Set(expected.map(({ route }) => route))).toEqual(fromTables(followed.derived));
      }),
      { seed, numRuns: 150 },
    );
    expect(advertised).toBeGreaterThan(150);
  });

  test('drains to nothing', () => {
    holds(
      fc.property(numbered, ([history, slice]) => {
        const followed = follow();
        begin(followed.store);
        for (const { writes } of history)
          write(followed.store, (transaction) => writes.forEach((one) => one(transaction)));
        followed.drain(slice);
        for (const kind of KINDS)
          write(followed.store, (transaction) =>
            [...transaction.scan(kind)].forEach(({ key }) => transaction.delete(kind, key)),
          );
        followed.drain(slice);
        expect(followed.origination.isEmpty).toBe(true);
        expect(followed.told.size).toBe(0);
      }),
      { seed, numRuns: 100 },
    );
  });
});

describe('the chapter', () => {
  const FIP_NETWORK = 'default-domain:k8s-ns-user-1:k8s-vn-ns-default-pod-network';

  function chapter(): Followed {
    const followed = follow();
    write(followed.store, (transaction) => {
      putCluster(transaction);
      putNetwork(transaction, FIP_NETWORK, { number: 7, both: ['target:60100:100'] });
      for (const name of [PODS, FIP_NETWORK])
        transaction.put('vrf-id', vrfIdKey(nodeId('cent222'), networkId(name)), { id: name === PODS ? 2 : 1 });
      putPod(transaction, {
        namespace: 'ns-user-1',
        name: 'webserver',
        network: PODS,
        address: '10.47.255.252',
        node: 'cent222',
        label: 47,
      });
      putPool(transaction, FIP_NETWORK, 'pool-ns-default');
    });
    followed.drain();
    return followed;
  }
  const vmi = (store: Store) => [...store.scan('virtual-machine-interface')][0]!.key;
  const associate = (followed: Followed) =>
    write(followed.store, (transaction) =>
      putFloatingIp(transaction, `${FIP_NETWORK}:pool-ns-default`, '101.101.101.2', {
        interfaces: [vmi(followed.store)],
      }),
    );
  const find = (changes: readonly OriginationChange[], nlri: string) =>
    changes.flatMap(({ announced }) => announced).find((route) => formatNlri(route.family, route.key) === nlri);

  test('A21, A25, A26: the floating IP as it goes on the wire', () => {
    const followed = chapter();
    associate(followed);
    const changes = followed.drain();
    expect(changes).toHaveLength(1);
    expect(changes[0]!.announced).toHaveLength(1);
    const route = find(changes, '10.169.25.20:1:101.101.101.2/32')!;
    expect(route).toMatchObject({ family: 'inet-vpn', label: 47 });
    expect(route.attributes).toMatchObject({
      origin: 'incomplete',
      asPath: [],
      nextHop: '10.169.25.20',
      med: 200,
      localPreference: 100,
    });
    const communities = [
      'target:60100:100',
      'target:60100:8000007',
      'encapsulation:udp',
      'encapsulation:gre',
      'originvn:60100:7',
    ];
    expect([...route.attributes.extendedCommunities].sort()).toEqual(
      communities.map((text) => extendedCommunityKey(parseExtendedCommunity(text)!)).sort(),
    );
    expect(communities.map((text) => formatExtendedCommunity(parseExtendedCommunity(text)!))).toEqual(communities);
  });

  test('A28: without its interface it is withdrawn, and nothing else is', () => {
    const followed = chapter();
    associate(followed);
    followed.drain();
    write(followed.store, (transaction) =>
      putFloatingIp(transaction, `${FIP_NETWORK}:pool-ns-default`, '101.101.101.2'),
    );
    expect(
      followed
        .drain()
        .map(({ announced, withdrawn }) => [
          announced.length,
          withdrawn.map(({ family, key }) => formatNlri(family, key)),
        ]),
    ).toEqual([[0, ['10.169.25.20:1:101.101.101.2/32']]]);
  });

  test('a network of IPv6 has the next hop mapped (RFC 4659 §3.2.1.2)', () => {
    const followed = chapter();
    write(followed.store, (transaction) =>
      putPod(transaction, {
        namespace: 'a',
        name: 'six',
        network: PODS,
        address: 'fd00:10::2',
        node: 'cent222',
        label: 48,
      }),
    );
    expect(find(followed.drain(), '10.169.25.20:2:fd00:10::2/128')).toMatchObject({
      family: 'inet6-vpn',
      attributes: { nextHop: '::ffff:10.169.25.20' },
    });
  });

  test('equal routes share one object of attributes', () => {
    const followed = chapter();
    write(followed.store, (transaction) =>
      [53, 54, 55].forEach((label) =>
        putPod(transaction, {
          namespace: 'a',
          name: `p${label}`,
          network: PODS,
          address: `10.47.255.${label}`,
          node: 'cent222',
          label,
        }),
      ),
    );
    followed.drain();
    expect(
      new Set(
        [...followed.origination.routes()]
          .filter(({ family, label }) => family === 'inet-vpn' && label !== 47)
          .map(({ attributes }) => attributes),
      ).size,
    ).toBe(1);
  });

  test('one address on two interfaces of a node is one route with the lower label, then with the other', () => {
    const followed = chapter();
    write(followed.store, (transaction) =>
      [61, 60].forEach((label) =>
        putPod(transaction, {
          namespace: 'a',
          name: `p${label}`,
          network: PODS,
          address: '10.47.255.9',
          node: 'cent222',
          label,
        }),
      ),
    );
    expect(find(followed.drain(), '10.169.25.20:2:10.47.255.9/32')?.label).toBe(60);
    write(followed.store, (transaction) => {
      const first = [...transaction.scan('instance-ip')].find(({ value }) => value.fq_name[0] === 'a-p60__0')!;
      transaction.delete('instance-ip', first.key);
    });
    expect(find(followed.drain(), '10.169.25.20:2:10.47.255.9/32')?.label).toBe(61);
  });

  test('a tag and a security group of the interface, and the number of the group', () => {
    const followed = chapter();
    const communitiesOf = (changes: readonly OriginationChange[]) =>
      find(changes, '10.169.25.20:2:10.47.255.252/32')?.attributes.extendedCommunities ?? [];
    const key = (text: string) => extendedCommunityKey(parseExtendedCommunity(text)!);
    write(followed.store, (transaction) => {
      const sg = put(
        transaction,
        record('security-group', ['default-domain', 'k8s-ns-user-1', 'default'], { allocated: { id: 8_000_002 } }),
      );
      const tag = put(transaction, record('tag', ['label=web'], { props: { tag_id: '0x00060001' } }));
      const { value } = transaction.get('virtual-machine-interface', vmi(followed.store))!;
      transaction.put('virtual-machine-interface', value.uuid, {
        ...value,
        refs: { ...value.refs, 'security-group': [{ uuid: sg, attr: null }], tag: [{ uuid: tag, attr: null }] },
      });
    });
    expect(communitiesOf(followed.drain())).toEqual(
      expect.arrayContaining([key('secgroup:60100:8000002'), key('tag:60100:393217')]),
    );
    write(followed.store, (transaction) =>
      put(
        transaction,
        record('security-group', ['default-domain', 'k8s-ns-user-1', 'default'], { allocated: { id: 8_000_003 } }),
      ),
    );
    expect(communitiesOf(followed.drain())).toContain(key('secgroup:60100:8000003'));
  });
});

describe('many routes', () => {
  function many(count: number): Followed {
    const followed = follow();
    write(followed.store, (transaction) => {
      putCluster(transaction);
      transaction.put('vrf-id', vrfIdKey(nodeId('cent222'), networkId(PODS)), { id: 2 });
      for (let at = 0; at < count; at++)
        putPod(transaction, {
          namespace: 'a',
          name: `p${at}`,
          network: PODS,
          address: `10.32.${at >> 8}.${at & 255}`,
          node: 'cent222',
          label: 16 + at,
        });
    });
    followed.drain();
    return followed;
  }

  test('an edit of a network goes in slices, and what changes meanwhile goes first', () => {
    const followed = many(1000);
    write(followed.store, (transaction) => putNetwork(transaction, PODS, { number: 2, both: ['target:60100:100'] }));
    followed.derived.settle();
    expect(followed.origination.step(100)?.announced.filter(({ family }) => family === 'inet-vpn')).toHaveLength(100);
    write(followed.store, (transaction) =>
      putPod(transaction, {
        namespace: 'a',
        name: 'new',
        network: PODS,
        address: '10.33.0.1',
        node: 'cent222',
        label: 5000,
      }),
    );
    followed.derived.settle();
    const { announced } = followed.origination.step(100)!;
    expect(announced).toHaveLength(100);
    expect(announced.map(({ label }) => label)).toContain(5000);
    followed.drain();
    expect(shown(followed.origination.routes())).toEqual(shown(anew(followed)));
  });

  test('a slice has routes of one node where possible, so that they share an UPDATE', () => {
    const followed = follow();
    write(followed.store, (transaction) => {
      putCluster(transaction);
      for (const node of ['cent222', 'cent333'])
        transaction.put('vrf-id', vrfIdKey(nodeId(node), networkId(PODS)), { id: 2 });
      for (let at = 0; at < 200; at++)
        putPod(transaction, {
          namespace: 'a',
          name: `p${at}`,
          network: PODS,
          address: `10.32.0.${at}`,
          node: at % 2 === 0 ? 'cent222' : 'cent333',
          label: 16 + at,
        });
    });
    const sharings = () => {
      followed.derived.settle();
      return [0, 1].map(
        () =>
          new Set(
            followed.origination
              .step(100)!
              .announced.filter(({ family }) => family === 'inet-vpn')
              .map(({ attributes }) => attributes),
          ).size,
      );
    };
    const other = new VpnOrigination(followed.store, followed.derived);
    other.markAll();
    expect(
      [0, 1].map(
        () =>
          new Set(
            other
              .step(100)!
              .announced.filter(({ family }) => family === 'inet-vpn')
              .map(({ attributes }) => attributes),
          ).size,
      ),
    ).toEqual([1, 1]);
    followed.drain();
    write(followed.store, (transaction) => putNetwork(transaction, PODS, { number: 2, both: ['target:60100:100'] }));
    expect(sharings()).toEqual([1, 1]);
  });

  test('what an operator does to the network costs no message where nothing changes on the wire', () => {
    const followed = many(10);
    write(followed.store, (transaction) => {
      const { value } = transaction.get('virtual-network', networkId(PODS))!;
      transaction.put('virtual-network', value.uuid, { ...value, display_name: 'pods' });
    });
    expect(followed.drain()).toEqual([]);
  });
});
