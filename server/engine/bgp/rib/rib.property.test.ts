/**
 * Random histories: peers come, restart and go, announce, withdraw, ask for targets, read what is pending in bits. What
 * a simulated receiver made of our messages is what a naive recomputation from the present state says it should have;
 * and when all is gone, nothing is left.
 */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ROUTED_FAMILIES, type NlriKey, type RoutedFamily } from '../../../model/bgp/nlri.ts';
import type { PathAttributes } from '../../../model/bgp/path-attributes.ts';
import { holds } from '../../../testing/seed.ts';
import { decodeUpdate } from '../messages/update.ts';
import { prefixNlri, routeTargetNlri, vpnNlri } from '../nlri/nlri-key.ts';
import { attributesKey } from './attributes-key.ts';
import { exportAttributes, mayReach } from './export.ts';
import { infeasibility } from './import-check.ts';
import { exportTarget, roleOf } from './peers.ts';
import type { Rib, RibPeerSettings } from './rib-types.ts';
import { createRib } from './rib.ts';
import { attributesOf, LOCAL_ASN, peerOf, RIB, sequence, targetKey } from './testing.ts';

const CONFIG = { ...RIB, clusterId: '9.9.9.9' };
const PEERS: readonly RibPeerSettings[] = [
  peerOf('192.168.0.1', { config: { reflectorClient: true } }),
  peerOf('192.168.0.2', { config: { reflectorClient: true }, families: ['inet', 'inet-vpn'] }),
  peerOf('192.168.0.3'),
  peerOf('192.168.0.4', { internal: false, config: { asOverride: true } }),
  peerOf('192.168.0.5', { internal: false, families: ['inet-vpn', 'inet6-vpn'], maxMessageLength: 65_535 }),
];
const KEYS: Readonly<Record<RoutedFamily, readonly NlriKey[]>> = {
  inet: ['0.0.0.0/0', '10.0.0.0/8'].map(prefixNlri),
  'inet-vpn': ['10.1.1.1/32', '10.1.1.2/32', '0.0.0.0/0'].map((prefix) => vpnNlri('10.169.25.20:1', prefix)),
  'inet6-vpn': ['fd00::1/128'].map((prefix) => vpnNlri('10.169.25.20:1', prefix)),
  'route-target': [
    routeTargetNlri(LOCAL_ASN, 'target:1:1'),
    routeTargetNlri(7, 'target:1:1'),
    routeTargetNlri(LOCAL_ASN, 'target:1:2'),
    routeTargetNlri(LOCAL_ASN, 'all'),
  ],
};
const TARGETS = ['target:1:1', 'target:1:2', 'target:1:3'].map(targetKey);
const ATTRIBUTES: readonly PathAttributes[] = [
  { extendedCommunities: [TARGETS[0] ?? ''], localPreference: 200 },
  { extendedCommunities: [TARGETS[1] ?? ''], asPath: sequence(1), med: 4 },
  { extendedCommunities: TARGETS.slice(0, 2), asPath: sequence(1), med: 3 },
  { extendedCommunities: [TARGETS[2] ?? ''], asPath: sequence(2), med: 5 },
  { extendedCommunities: [TARGETS[0] ?? ''], communities: [0xffffff01], asPath: sequence(65_001, 65_001) },
  { extendedCommunities: [TARGETS[0] ?? ''], asPath: sequence(LOCAL_ASN) },
  { originatorId: '4.4.4.4', clusterList: ['8.8.8.8'], extendedCommunities: TARGETS },
  { clusterList: ['9.9.9.9'], extendedCommunities: TARGETS },
].map(attributesOf);

/** IPv4 next hops of VPNv6 routes are mapped (RFC 4659). */
function fitting(family: RoutedFamily, attributes: PathAttributes): PathAttributes {
  return family === 'inet6-vpn' ? { ...attributes, nextHop: '::ffff:10.169.25.20' } : attributes;
}

interface Held {
  readonly attributes: PathAttributes;
  readonly label: number;
  stale: boolean;
}
/** What the history amounts to: adj-RIB-in of each peer, by family and key. */
interface Side {
  readonly peer: RibPeerSettings;
  up: boolean;
  waiting: boolean;
  readonly held: Map<RoutedFamily, Map<NlriKey, Held>>;
  /** What the receiver at the other end has. */
  readonly received: Map<RoutedFamily, Map<NlriKey, string>>;
  readonly endOfRib: Set<RoutedFamily>;
}
interface Candidate {
  readonly side: Side | undefined;
  readonly held: Held;
}

const empty = <T>(): Map<RoutedFamily, Map<NlriKey, T>> =>
  new Map(ROUTED_FAMILIES.map((family) => [family, new Map<NlriKey, T>()]));
const vpn = (family: RoutedFamily): boolean => family === 'inet-vpn' || family === 'inet6-vpn';
const length = (path: PathAttributes['asPath']): number => path.reduce((sum, { asns }) => sum + asns.length, 0);

class RibModel {
  readonly rib: Rib = createRib(CONFIG);
  readonly local = empty<Held>();
  readonly sides: readonly Side[] = PEERS.map((peer) => ({
    peer,
    up: false,
    waiting: false,
    held: empty(),
    received: empty(),
    endOfRib: new Set(),
  }));
  readonly notified = new Set<string>();
  always = false;

  constructor() {
    this.rib.onPending((key) => {
      expect(this.notified.has(key), 'notified twice').toBe(false);
      this.notified.add(key);
    });
  }

  side(n: number): Side {
    const side = this.sides[n];
    if (side === undefined) throw new Error(`BUG: no peer ${n}`);
    return side;
  }

  read(side: Side, bytes: number): void {
    const key = side.peer.config.key;
    for (const message of this.rib.take(key, bytes)) {
      expect(message.length).toBeLessThanOrEqual(side.peer.maxMessageLength);
      const update = decodeUpdate(message.subarray(19), {
        fourOctetAs: true,
        internal: side.peer.internal,
        families: new Set(side.peer.families),
      });
      if (update.kind === 'fault') throw new Error(update.cause);
      expect(update.attributeErrors).toEqual([]);
      for (const { family, keys } of update.withdrawn)
        for (const route of keys)
          expect(side.received.get(family)?.delete(route), 'withdrawn but never sent').toBe(true);
      for (const { family, keys, labels } of update.announced) {
        for (const [n, route] of keys.entries()) {
          const text = `${labels[n] ?? ''} ${update.attributes === undefined ? '' : attributesKey(update.attributes)}`;
          expect(side.received.get(family)?.get(route), 'sent again unchanged').not.toBe(text);
          side.received.get(family)?.set(route, text);
        }
      }
      if (update.endOfRib !== undefined) side.endOfRib.add(update.endOfRib);
    }
    this.rest();
  }

  /** Who has nothing pending will be notified when there is something. */
  rest(): void {
    for (const key of this.notified) if (!this.rib.hasPending(key)) this.notified.delete(key);
  }

  down(side: Side, keep: readonly RoutedFamily[]): void {
    this.rib.peerDown(side.peer.config.key, keep);
    this.notified.delete(side.peer.config.key);
    side.up = false;
    for (const [family, routes] of side.held) {
      for (const [key, held] of routes) {
        if (!keep.includes(family) || held.stale) routes.delete(key);
        else held.stale = true;
      }
    }
    for (const routes of side.received.values()) routes.clear();
    side.endOfRib.clear();
  }

  dropStale(side: Side, family: RoutedFamily): void {
    const routes = side.held.get(family);
    for (const [key, held] of routes ?? []) if (held.stale) routes?.delete(key);
  }

  candidates(family: RoutedFamily, key: NlriKey): readonly Candidate[] {
    const found: Candidate[] = [];
    const local = this.local.get(family)?.get(key);
    if (local !== undefined) found.push({ side: undefined, held: local });
    for (const side of this.sides) {
      const held = side.held.get(family)?.get(key);
      if (held !== undefined && infeasibility(held.attributes, family, side.peer, CONFIG) === undefined)
        found.push({ side, held });
    }
    return found;
  }

  /** RFC 4271 §9.1.2.2, by elimination: each step keeps those that are not worse than another. */
  best(candidates: readonly Candidate[]): Candidate | undefined {
    let left = [...candidates];
    const keep = (score: (one: Candidate) => number): void => {
      const lowest = Math.min(...left.map(score));
      left = left.filter((one) => score(one) === lowest);
    };
    keep(({ held }) => (held.stale ? 1 : 0));
    keep(({ side }) => (side === undefined ? 0 : 1));
    keep(({ held }) => -(held.attributes.localPreference ?? 100));
    keep(({ held }) => length(held.attributes.asPath));
    const neighbour = ({ held }: Candidate): number => (this.always ? 0 : (held.attributes.asPath[0]?.asns[0] ?? 0));
    const med = ({ held }: Candidate): number => held.attributes.med ?? 0;
    left = left.filter((one) => !left.some((other) => neighbour(other) === neighbour(one) && med(other) < med(one)));
    keep(({ side }) => (side?.peer.internal === false ? 0 : 1));
    keep(({ side, held }) =>
      Number(
        (held.attributes.originatorId ?? side?.peer.routerId ?? '0')
          .split('.')
          .map((part) => part.padStart(3, '0'))
          .join(''),
      ),
    );
    keep(({ held }) => held.attributes.clusterList.length);
    keep(({ side }) => Number(side?.peer.address.split('.')[3] ?? 0));
    return left[0];
  }

  /** Naively: everything that the peer should have been sent by now. */
  expected(side: Side, family: RoutedFamily): ReadonlyMap<NlriKey, string> {
    const routes = new Map<NlriKey, string>();
    const { peer } = side;
    if (!peer.families.includes(family)) return routes;
    const carries = peer.families.includes('route-target');
    if (vpn(family) && side.waiting) return routes;
    const asked = [...(side.held.get('route-target') ?? [])]
      .filter(([, { attributes }]) => infeasibility(attributes, 'route-target', peer, CONFIG) === undefined)
      .map(([key]) => key);
    const wants = (targets: readonly string[]): boolean =>
      asked.some(
        (key) =>
          key.charCodeAt(12) === 0 ||
          targets.includes(
            [...key.slice(4, 12)].map((byte) => byte.charCodeAt(0).toString(16).padStart(2, '0')).join(''),
          ),
      );
    const to = exportTarget(family, peer, CONFIG);
    for (const key of KEYS[family]) {
      const all = this.candidates(family, key);
      const roleFrom = (one: Candidate) =>
        one.side === undefined ? { kind: 'local' as const } : roleOf(one.side.peer);
      let chosen = this.best(all);
      const membership = family === 'route-target' && peer.internal;
      if (chosen === undefined) continue;
      const reaches = (one: Candidate): boolean =>
        mayReach(roleFrom(one), to) && (one.side !== side || (membership && peer.config.reflectorClient));
      if (!reaches(chosen) && membership) chosen = this.best(all.filter(reaches));
      if (chosen === undefined || !reaches(chosen)) continue;
      if (vpn(family) && carries && !wants(chosen.held.attributes.extendedCommunities)) continue;
      const attributes = exportAttributes(chosen.held.attributes, roleFrom(chosen), to);
      if (attributes !== undefined)
        routes.set(key, `${vpn(family) ? chosen.held.label : ''} ${attributesKey(attributes)}`);
    }
    return routes;
  }

  /** All read: the receivers have what they should, and so do tables and counts. */
  check(): void {
    while (this.rib.sweep(1));
    this.rest();
    for (const side of this.sides) {
      const { key } = side.peer.config;
      expect(this.rib.hasPending(key)).toBe(side.up && this.notified.has(key));
      while (this.rib.hasPending(key)) this.read(side, 200);
      for (const family of ROUTED_FAMILIES) {
        const received = side.received.get(family) ?? new Map<NlriKey, string>();
        const expected = side.up ? this.expected(side, family) : new Map<NlriKey, string>();
        expect(new Map([...received].sort()), `${key} ${family}`).toEqual(new Map([...expected].sort()));
        const page = this.rib.sentTo(key, family, { limit: 100 });
        expect(page.rows.map((row) => row.key)).toEqual([...expected.keys()].sort());
        expect(
          page.rows.map(
            ({ paths: [path] }) => `${path?.label ?? ''} ${path === undefined ? '' : attributesKey(path.attributes)}`,
          ),
        ).toEqual(page.rows.map((row) => received.get(row.key)));
        const held = [...(side.held.get(family) ?? [])];
        const active = KEYS[family].filter((one) => this.best(this.candidates(family, one))?.side === side).length;
        expect(this.rib.counts(key, family)).toEqual({
          received: held.length,
          stale: held.filter(([, one]) => one.stale).length,
          active,
          sent: expected.size,
        });
      }
    }
    for (const target of TARGETS) {
      const learned = KEYS['inet-vpn'].filter((key) => {
        const best = this.best(this.candidates('inet-vpn', key));
        return best?.side !== undefined && best.held.attributes.extendedCommunities.includes(target);
      });
      expect(
        [...this.rib.learnedWith(target)]
          .filter(({ family }) => family === 'inet-vpn')
          .map(({ key }) => key)
          .sort(),
      ).toEqual([...learned].sort());
    }
  }
}

const peerNumber = fc.nat({ max: PEERS.length - 1 });
const family = fc.constantFrom(...ROUTED_FAMILIES);
const route = {
  peer: peerNumber,
  family,
  key: fc.nat({ max: 3 }),
  attributes: fc.nat({ max: ATTRIBUTES.length - 1 }),
  label: fc.constantFrom(16, 17),
};
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('up' as const), peer: peerNumber }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('down' as const),
      peer: peerNumber,
      keep: fc.subarray([...ROUTED_FAMILIES]),
    }),
  },
  { weight: 12, arbitrary: fc.record({ kind: fc.constant('announce' as const), ...route }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('withdraw' as const), ...route }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('originate' as const), ...route }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('withdraw-local' as const), ...route }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('end-of-rib' as const), peer: peerNumber, family }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('stop-waiting' as const), peer: peerNumber }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('drop-stale' as const), peer: peerNumber, family }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('always-compare-med' as const), on: fc.boolean() }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('take' as const),
      peer: peerNumber,
      bytes: fc.constantFrom(1, 150, 4000),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('sweep' as const), destinations: fc.constantFrom(1, 2) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('check' as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

function play(model: RibModel, one: Step): void {
  const { rib } = model;
  switch (one.kind) {
    case 'check':
      return model.check();
    case 'sweep':
      rib.sweep(one.destinations);
      return;
    case 'always-compare-med':
      model.always = one.on;
      return rib.configure({ ...CONFIG, alwaysCompareMed: one.on });
    case 'originate':
    case 'withdraw-local': {
      const key = KEYS[one.family][one.key];
      const attributes = ATTRIBUTES[one.attributes];
      if (key === undefined || attributes === undefined) return;
      if (one.kind === 'withdraw-local') {
        model.local.get(one.family)?.delete(key);
        return rib.originate([], [{ family: one.family, key }], 0);
      }
      // Ours have no cluster list, and memberships no next hop.
      const own = {
        ...fitting(one.family, attributes),
        originatorId: undefined,
        clusterList: [],
        ...(one.family === 'route-target' && { nextHop: '' }),
      };
      model.local.get(one.family)?.set(key, { attributes: own, label: one.label, stale: false });
      return rib.originate(
        [{ family: one.family, key, label: vpn(one.family) ? one.label : undefined, attributes: own }],
        [],
        0,
      );
    }
    default:
  }
  const side = model.side(one.peer);
  const name = side.peer.config.key;
  if (one.kind === 'drop-stale') {
    rib.dropStale(name, [one.family]);
    return model.dropStale(side, one.family);
  }
  if (one.kind === 'up') {
    if (!side.up) side.waiting = side.peer.families.includes('route-target');
    side.up = true;
    return rib.peerUp({ ...side.peer });
  }
  if (!side.up) return;
  switch (one.kind) {
    case 'down':
      return model.down(side, one.keep);
    case 'take':
      return model.read(side, one.bytes);
    case 'stop-waiting':
      side.waiting = false;
      return rib.stopWaitingForTargets(name);
    case 'end-of-rib':
      if (one.family === 'route-target') side.waiting = false;
      rib.endOfRib(name, one.family);
      return model.dropStale(side, one.family);
    default: {
      const key = KEYS[one.family][one.key];
      const attributes = ATTRIBUTES[one.attributes];
      if (key === undefined || attributes === undefined || !side.peer.families.includes(one.family)) return;
      if (one.kind === 'withdraw') {
        side.held.get(one.family)?.delete(key);
        rib.receive(name, [], [{ family: one.family, keys: [key], labels: [] }], undefined, 0);
        return;
      }
      const received = fitting(
        one.family,
        side.peer.internal
          ? attributes
          : { ...attributes, originatorId: undefined, localPreference: undefined, clusterList: [] },
      );
      side.held.get(one.family)?.set(key, { attributes: received, label: one.label, stale: false });
      rib.receive(
        name,
        [{ family: one.family, keys: [key], labels: vpn(one.family) ? [one.label] : [] }],
        [],
        received,
        0,
      );
    }
  }
}

test('receivers have what a recomputation says, and nothing is left when all is gone', () => {
  holds(
    fc.property(fc.array(step, { minLength: 1, maxLength: 60, size: 'max' }), (history) => {
      const model = new RibModel();
      for (const peer of PEERS.keys()) play(model, { kind: 'up', peer });
      model.rest();
      for (const one of history) {
        play(model, one);
        model.rest();
      }
      model.check();
      for (const side of model.sides) {
        model.down(side, []);
        for (const each of ROUTED_FAMILIES) model.rib.dropStale(side.peer.config.key, [each]);
        model.rest();
      }
      model.rib.originate(
        [],
        ROUTED_FAMILIES.flatMap((each) => KEYS[each].map((key) => ({ family: each, key }))),
        0,
      );
      while (model.rib.sweep(2)) model.rest();
      expect(ROUTED_FAMILIES.map((each) => model.rib.routeCount(each))).toEqual([0, 0, 0, 0]);
      expect(model.rib.footprint()).toEqual({ attributeSets: 0, targets: 0, exportClasses: 0, sources: 0 });
    }),
    { numRuns: 150 },
  );
});
