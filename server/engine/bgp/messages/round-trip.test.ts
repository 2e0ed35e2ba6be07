/** decode(encode(x)) = x, for whatever x fast-check thinks of. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { NlriKey, RoutedFamily } from '../../../model/bgp/nlri.ts';
import { NO_ATTRIBUTES, type AsPathSegment, type PathAttributes } from '../../../model/bgp/path-attributes.ts';
import { holds } from '../../../testing/seed.ts';
import { prefixWord } from '../nlri/nlri-codec.ts';
import { dotted } from '../wire/bytes.ts';
import { encodeAnnouncements, encodeWithdrawals } from './encode-updates.ts';
import { nextFrame } from './frame.ts';
import type { Capability, Update, UpdateContext } from './message-types.ts';
import { decodeNotification, encodeNotification } from './notification.ts';
import { decodeOpen, encodeOpen } from './open.ts';
import { decodeUpdate } from './update.ts';

const u8 = fc.integer({ min: 0, max: 255 });
const u16 = fc.integer({ min: 0, max: 65_535 });
const u32 = fc.integer({ min: 0, max: 4_294_967_295 });
const asn = fc
  .oneof(fc.integer({ min: 1, max: 65_535 }), fc.integer({ min: 65_536, max: 4_294_967_295 }))
  .filter((n) => n !== 23_456);
const host = fc.integer({ min: 1, max: 0xdfff_ffff }).map(dotted);
const id = fc.integer({ min: 1, max: 0xffff_ffff }).map(dotted);
const bytes = (maxLength: number) => fc.uint8Array({ maxLength });
const hex16 = fc
  .uint8Array({ minLength: 8, maxLength: 8 })
  .map((eight) => [...eight].map((byte) => byte.toString(16).padStart(2, '0')).join(''));
const keyOf = (parts: readonly number[]): NlriKey => String.fromCharCode(...parts);

/** The bits of a prefix, in whole bytes, zero beyond its length. */
function masked(address: Uint8Array, length: number): number[] {
  const padded = new Uint8Array(address.length + 4);
  padded.set(address);
  return Array.from({ length: address.length / 4 }, (_, word) =>
    prefixWord(padded, word * 4, length - word * 32),
  ).flatMap((word) => [word >>> 24, (word >>> 16) & 255, (word >>> 8) & 255, word & 255]);
}
const prefix = (octets: number) =>
  fc
    .tuple(fc.uint8Array({ minLength: octets, maxLength: octets }), fc.integer({ min: 0, max: octets * 8 }))
    .map(([address, length]) => [...masked(address, length), length]);
const rd = fc.uint8Array({ minLength: 8, maxLength: 8 });
const keys: Readonly<Record<RoutedFamily, fc.Arbitrary<NlriKey>>> = {
  inet: prefix(4).map(keyOf),
  'inet-vpn': fc.tuple(rd, prefix(4)).map(([eight, rest]) => keyOf([...eight, ...rest])),
  'inet6-vpn': fc.tuple(rd, prefix(16)).map(([eight, rest]) => keyOf([...eight, ...rest])),
  'route-target': fc.oneof(
    fc.constant(keyOf(Array<number>(13).fill(0))),
    fc
      .tuple(fc.uint8Array({ minLength: 12, maxLength: 12 }), fc.integer({ min: 32, max: 96 }))
      .map(([all, length]) => keyOf([...masked(all, length), length])),
  ),
};
const FAMILIES = Object.keys(keys) as RoutedFamily[];
const nextHops: Readonly<Record<RoutedFamily, fc.Arbitrary<string>>> = {
  inet: host,
  'inet-vpn': host,
  'inet6-vpn': fc.oneof(fc.constant('2001:db8::1'), fc.constant('::ffff:10.169.25.20')),
  'route-target': fc.oneof(host, fc.constant('2001:db8::19')),
};

const segment: fc.Arbitrary<AsPathSegment> = fc.record({
  kind: fc.constantFrom('set' as const, 'sequence' as const),
  asns: fc.array(asn, { minLength: 1, maxLength: 12 }),
});
const attributesOf = (family: RoutedFamily): fc.Arbitrary<PathAttributes> =>
  fc.record({
    origin: fc.constantFrom('igp' as const, 'egp' as const, 'incomplete' as const),
    asPath: fc.array(segment, { maxLength: 4 }),
    nextHop: nextHops[family],
    localPreference: u32,
    communities: fc.array(u32, { maxLength: 70 }),
    extendedCommunities: fc.array(hex16, { maxLength: 40 }),
    largeCommunities: fc.array(fc.tuple(u32, u32, u32), { maxLength: 25 }),
    clusterList: fc.array(id, { maxLength: 5 }),
    unknown: fc
      .uniqueArray(
        fc.record({ flags: fc.constant(0xe0), type: fc.integer({ min: 33, max: 255 }), value: bytes(300) }),
        { maxLength: 3, selector: ({ type }) => type },
      )
      .map((list) => [...list].sort((a, b) => a.type - b.type)),
    med: fc.option(u32, { nil: undefined }),
    aggregator: fc.option(fc.record({ asn, address: id }), { nil: undefined }),
    atomicAggregate: fc.constantFrom(undefined, true as const),
    originatorId: fc.option(id, { nil: undefined }),
  });

/** Every message through framing and decoding. */
function received(messages: readonly Uint8Array[], context: UpdateContext, maxLength: number): Update[] {
  return messages.map((message) => {
    const frame = nextFrame(message, 0, message.length, maxLength);
    if (frame.kind !== 'frame' || frame.type !== 'update' || frame.end !== message.length)
      throw new Error(JSON.stringify(frame));
    const update = decodeUpdate(message.subarray(frame.bodyStart, frame.end), context);
    if (update.kind === 'fault') throw new Error(update.cause);
    expect(update.attributeErrors).toEqual([]);
    return update;
  });
}

describe.each(FAMILIES)('%s', (family) => {
  const routes = fc.array(fc.tuple(keys[family], fc.integer({ min: 0, max: 1_048_575 })), {
    minLength: 1,
    maxLength: 400,
  });
  const labelled = family.endsWith('vpn');

  test.each([
    [4096, true],
    [65_535, true],
    [65_535, false],
  ])('announced, longest message %i, four-octet AS %s', (maxLength, fourOctetAs) => {
    const context: UpdateContext = { fourOctetAs, internal: true, families: new Set([family]) };
    holds(
      fc.property(routes, attributesOf(family), (list, attributes) => {
        // An AGGREGATOR of two octets voids the AS4 attributes (RFC 6793 §4.2.3): what then arrives is not what was
        // sent.
        fc.pre(fourOctetAs || attributes.aggregator === undefined || attributes.aggregator.asn > 65_535);
        // Of several segments, neighbouring sequences arrive as one.
        fc.pre(fourOctetAs || attributes.asPath.length <= 1);
        const batch = {
          family,
          keys: list.map(([key]) => key),
          labels: labelled ? list.map(([, label]) => label) : [],
        };
        const updates = received(
          encodeAnnouncements({ ...batch, attributes, fourOctetAs, internal: true, maxLength }),
          context,
          maxLength,
        );
        expect(updates.flatMap(({ announced }) => announced.flatMap((set) => set.keys))).toEqual(batch.keys);
        expect(updates.flatMap(({ announced }) => announced.flatMap((set) => set.labels))).toEqual(batch.labels);
        for (const update of updates) expect(update.attributes).toEqual({ ...NO_ATTRIBUTES, ...attributes });
      }),
      { numRuns: 40 },
    );
  });

  test('withdrawn', () => {
    holds(
      fc.property(routes, (list) => {
        const wanted = list.map(([key]) => key);
        const updates = received(
          encodeWithdrawals({ family, keys: wanted, maxLength: 4096 }),
          { fourOctetAs: true, internal: true, families: new Set([family]) },
          4096,
        );
        expect(updates.flatMap(({ withdrawn }) => withdrawn.flatMap((set) => set.keys))).toEqual(wanted);
      }),
      { numRuns: 40 },
    );
  });
});

test('to an external peer go no LOCAL_PREF, ORIGINATOR_ID and CLUSTER_LIST', () => {
  holds(
    fc.property(keys.inet, attributesOf('inet'), (key, attributes) => {
      const context: UpdateContext = { fourOctetAs: true, internal: false, families: new Set(['inet']) };
      const [update] = received(
        encodeAnnouncements({
          family: 'inet',
          keys: [key],
          labels: [],
          attributes,
          fourOctetAs: true,
          internal: false,
          maxLength: 65_535,
        }),
        context,
        65_535,
      );
      expect(update?.attributes).toEqual({
        ...NO_ATTRIBUTES,
        ...attributes,
        localPreference: undefined,
        originatorId: undefined,
        clusterList: [],
      });
    }),
  );
});

const capability: fc.Arbitrary<Capability> = fc.oneof(
  fc.record({ kind: fc.constant('multiprotocol' as const), afi: u16, safi: u8 }),
  fc.constant({ kind: 'route-refresh' as const }),
  fc.constant({ kind: 'extended-message' as const }),
  fc.record({
    kind: fc.constant('graceful-restart' as const),
    restarting: fc.boolean(),
    notification: fc.boolean(),
    restartTime: fc.integer({ min: 0, max: 4095 }),
    families: fc.array(fc.record({ afi: u16, safi: u8, forwarding: fc.boolean() }), { maxLength: 10 }),
  }),
  fc.record({ kind: fc.constant('unknown' as const), code: fc.integer({ min: 70, max: 255 }), value: bytes(255) }),
);

test('OPEN', () => {
  const holdTime = u16.filter((seconds) => seconds !== 1 && seconds !== 2);
  holds(
    fc.property(asn, holdTime, id, fc.array(capability, { maxLength: 14 }), (of, seconds, identifier, capabilities) => {
      const open = {
        version: 4,
        asn: of,
        holdTime: seconds,
        identifier,
        capabilities: [...capabilities, { kind: 'four-octet-as' as const, asn: of }],
      };
      expect(decodeOpen(encodeOpen(open).subarray(19))).toEqual({ kind: 'open', open });
    }),
  );
});

test('NOTIFICATION', () => {
  holds(
    fc.property(u8, u8, bytes(300), (code, subcode, data) => {
      expect(decodeNotification(encodeNotification({ code, subcode, data }).subarray(19))).toEqual({
        code,
        subcode,
        data,
      });
    }),
  );
});
