/**
 * BIRD beside our speaker: as a gateway, and as a second opinion on malformed UPDATEs (RFC 7606), byte for byte the
 * same.
 */

import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Speaker } from '../bgp-speaker/speaker.ts';
import { birdGateway, haveBird, startBird, type Bird } from '../testing/routers/bird.ts';
import { loopbackAddress, until } from '../testing/routers/process.ts';
import {
  connectRawPeer,
  NOTIFICATION,
  openMessage,
  openSession,
  updateMessage,
  VPNV4,
  type RawPeer,
} from '../testing/routers/raw-peer.ts';
import {
  ASN,
  CONTROL_NODE,
  controlNodeConfig,
  established,
  FLOATING_IP,
  GATEWAY,
  PEER_KEY,
  PORT,
  startControlNode,
  TARGET,
  vpnRoute,
} from './control-node.ts';
import { AS_PATH, LOCAL_PREF, MED, ORIGIN, REACH, TARGETS } from './wire-route.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const running: { stop(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.stop()));
});

async function startGateway(theirs: string, ours: string, routerId = GATEWAY): Promise<Bird> {
  const bird = await startBird({
    configuration: birdGateway({
      asn: ASN,
      routerId,
      address: theirs,
      port: PORT,
      peer: { address: ours, port: PORT, asn: ASN },
      routeTarget: TARGET,
    }),
  });
  running.push(bird);
  return bird;
}

async function startOurs(
  ours: string,
  theirs: string,
  routes: Parameters<typeof startControlNode>[2] = [],
): Promise<Speaker> {
  const speaker = await startControlNode({ ours, theirs }, controlNodeConfig(), routes);
  running.push({ stop: () => speaker.close() });
  return speaker;
}

describe.runIf(haveBird())('BIRD as the gateway', () => {
  test("has the floating IP with Contrail's attributes, and removes it when it is withdrawn", async () => {
    const [ours, theirs] = [loopbackAddress(), loopbackAddress()];
    const bird = await startGateway(theirs, ours);
    const speaker = await startOurs(ours, theirs, [
      vpnRoute(FLOATING_IP),
      vpnRoute('101.101.101.9/32', { communities: ['target:64512:99999'] }),
      vpnRoute('2001:db8:101::2/128', { label: 49 }),
    ]);
    await established(speaker);
    await until('the floating IP is in its table', async () =>
      (await bird.show('show route table k8s_test_vpn')).includes('101.101.101.2/32'),
    );
    const route = await bird.show('show route table k8s_test_vpn all');
    for (const line of [
      'BGP.origin: Incomplete',
      'BGP.next_hop: 10.169.25.20',
      'BGP.med: 200',
      'BGP.local_pref: 100',
      '(rt, 60100, 100) (generic, 0x30c0000, 0x2)',
      'BGP.mpls_label_stack: 47',
    ])
      expect(route).toContain(line);
    expect(route).not.toContain('101.101.101.9');
    await until('IPv6 too', async () =>
      /2001:db8:101::2\/128[\s\S]*mpls_label_stack: 49/.test(await bird.show('show route table k8s_test_vpn6 all')),
    );
    const { family, key } = vpnRoute(FLOATING_IP);
    speaker.originate([], [{ family, key }]);
    await until(
      'it is gone',
      async () => !(await bird.show('show route table k8s_test_vpn')).includes('101.101.101.2/32'),
    );
  });
});

/** Attributes, and what becomes of the route that was there before: RFC 7606 §7 and RFC 4271 §6.3. */
const CASES: readonly (readonly [string, readonly string[], 'withdrawn' | 'kept' | 'reset'])[] = [
  ['as it should be', [ORIGIN, AS_PATH, MED, LOCAL_PREF, TARGETS, REACH], 'kept'],
  ['ORIGIN of 7', ['40010107', AS_PATH, MED, LOCAL_PREF, TARGETS, REACH], 'withdrawn'],
  ['ORIGIN of two octets', ['4001020202', AS_PATH, MED, LOCAL_PREF, TARGETS, REACH], 'withdrawn'],
  ['ORIGIN with the optional flag', ['c0010102', AS_PATH, MED, LOCAL_PREF, TARGETS, REACH], 'withdrawn'],
  ['no ORIGIN', [AS_PATH, MED, LOCAL_PREF, TARGETS, REACH], 'withdrawn'],
  ['no AS_PATH', [ORIGIN, MED, LOCAL_PREF, TARGETS, REACH], 'withdrawn'],
  [
    'AS_PATH whose segment is too long',
    [ORIGIN, '4002060202 0000fde8'.replace(' ', ''), MED, LOCAL_PREF, TARGETS, REACH],
    'withdrawn',
  ],
  [
    'AS_PATH with a segment of type 9',
    [ORIGIN, '4002060901 0000fde8'.replace(' ', ''), MED, LOCAL_PREF, TARGETS, REACH],
    'withdrawn',
  ],
  ['MED of three octets', [ORIGIN, AS_PATH, '8004030000c8', LOCAL_PREF, TARGETS, REACH], 'withdrawn'],
  ['LOCAL_PREF of two octets', [ORIGIN, AS_PATH, MED, '4005020064', TARGETS, REACH], 'withdrawn'],
  ['ATOMIC_AGGREGATE of one octet', [ORIGIN, AS_PATH, MED, LOCAL_PREF, '40060100', TARGETS, REACH], 'kept'],
  ['AGGREGATOR of five octets', [ORIGIN, AS_PATH, MED, LOCAL_PREF, 'c007050000fde80a', TARGETS, REACH], 'kept'],
  ['COMMUNITIES of three octets', [ORIGIN, AS_PATH, MED, LOCAL_PREF, 'c00803fde800', TARGETS, REACH], 'withdrawn'],
  [
    'extended communities of seven octets',
    [ORIGIN, AS_PATH, MED, LOCAL_PREF, 'c010070002eac4000000', REACH],
    'withdrawn',
  ],
  ['ORIGINATOR_ID of three octets', [ORIGIN, AS_PATH, MED, LOCAL_PREF, TARGETS, '8009030a0000', REACH], 'withdrawn'],
  ['CLUSTER_LIST of five octets', [ORIGIN, AS_PATH, MED, LOCAL_PREF, TARGETS, '800a050a00000001', REACH], 'withdrawn'],
  [
    'large communities of eleven octets',
    [ORIGIN, AS_PATH, MED, LOCAL_PREF, TARGETS, 'c0200b0000000000000000000000', REACH],
    'withdrawn',
  ],
  ['MED twice', [ORIGIN, AS_PATH, MED, '80040400000001', LOCAL_PREF, TARGETS, REACH], 'kept'],
  [
    'an optional transitive attribute that nobody knows',
    [ORIGIN, AS_PATH, MED, LOCAL_PREF, TARGETS, 'c0fa02abcd', REACH],
    'kept',
  ],
  ['MP_REACH twice', [ORIGIN, AS_PATH, MED, LOCAL_PREF, TARGETS, REACH, REACH], 'reset'],
  [
    'MP_REACH with a next hop of 5 octets',
    [
      ORIGIN,
      AS_PATH,
      MED,
      LOCAL_PREF,
      TARGETS,
      '800e1a0001800500000000 0000 780002f100010aa91914000165656502'.replaceAll(' ', ''),
    ],
    'reset',
  ],
];

describe.runIf(haveBird())('malformed UPDATEs: BIRD and we do alike', () => {
  const raw: RawPeer[] = [];
  afterEach(() => {
    for (const one of raw.splice(0)) one.close();
  });

  async function session(local: string, host: string): Promise<RawPeer> {
    // After an error BIRD turns callers away for a second.
    return until(
      `${host} opens a session`,
      async () => {
        const peer = await connectRawPeer({ local, host, port: PORT });
        raw.push(peer);
        await openSession(peer, openMessage(ASN, '192.168.0.204', [VPNV4]));
        return peer;
      },
      10_000,
      100,
    );
  }

  test('every row of the table', async () => {
    const sender = loopbackAddress();
    const [birdHost, oursHost] = [loopbackAddress(), loopbackAddress()];
    const bird = await startGateway(birdHost, sender, CONTROL_NODE);
    const speaker = await startOurs(oursHost, sender);
    const { key } = vpnRoute(FLOATING_IP);
    const opinions: unknown[] = [];
    let [toBird, toUs] = [await session(sender, birdHost), await session(sender, oursHost)];
    for (const [name, attributes, expected] of CASES) {
      const wellFormed = updateMessage(...CASES[0]![1]);
      toBird.send(wellFormed);
      toUs.send(wellFormed);
      const inBird = async () => (await bird.show('show route table k8s_test_vpn')).includes('101.101.101.2/32');
      const here = () => speaker.destination('inet-vpn', key) !== undefined;
      await until(`${name}: the route is here before`, async () => here() && (await inBird()));
      const malformed = updateMessage(...attributes);
      // A second route behind it says that it has been read.
      const after = updateMessage(...CASES[0]![1].slice(0, -1), REACH.slice(0, -2) + '03');
      const withdrawn = updateMessage(`800f13000180 78800000 00010aa919140001 65656503`.replaceAll(' ', ''));
      for (const peer of [toBird, toUs]) peer.send(malformed, after);
      const second = vpnRoute('101.101.101.3/32').key;
      const seen = async () => ({
        bird: toBird.received.some(({ type }) => type === NOTIFICATION)
          ? 'reset'
          : (await bird.show('show route table k8s_test_vpn')).includes('101.101.101.3/32')
            ? (await inBird())
              ? 'kept'
              : 'withdrawn'
            : undefined,
        ours: toUs.received.some(({ type }) => type === NOTIFICATION)
          ? 'reset'
          : speaker.destination('inet-vpn', second) !== undefined
            ? here()
              ? 'kept'
              : 'withdrawn'
            : undefined,
      });
      const both = await until(`${name}: both have read it`, async () => {
        const { bird: one, ours: two } = await seen();
        return one !== undefined && two !== undefined && { bird: one, ours: two };
      });
      opinions.push([name, both]);
      expect([name, both]).toEqual([name, { bird: expected, ours: expected }]);
      if (expected === 'reset') {
        for (const peer of [toBird, toUs]) peer.close();
        [toBird, toUs] = [await session(sender, birdHost), await session(sender, oursHost)];
      } else {
        for (const peer of [toBird, toUs]) peer.send(withdrawn);
        await until(
          'the second route is gone again',
          async () =>
            speaker.destination('inet-vpn', second) === undefined &&
            !(await bird.show('show route table k8s_test_vpn')).includes('101.101.101.3/32'),
        );
      }
    }
    expect(opinions).toHaveLength(CASES.length);
    expect(speaker.session(PEER_KEY)!.attributeErrors.length).toBeGreaterThan(0);
  });
});
