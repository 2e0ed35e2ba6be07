/** Every kind of message that our speaker sends, decoded by tshark, which knows nothing of ours. */

import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Speaker } from '../bgp-speaker/speaker.ts';
import { routeTargetNlri } from '../engine/bgp/nlri/nlri-key.ts';
import { NO_ATTRIBUTES } from '../model/bgp/path-attributes.ts';
import { loopbackAddress, until } from '../testing/routers/process.ts';
import {
  CAN_REFRESH,
  connectRawPeer,
  hex32,
  message,
  NOTIFICATION,
  openMessage,
  openSession,
  RTC,
  updateMessage,
  UPDATE,
  VPNV4,
  VPNV6,
  type RawPeer,
} from '../testing/routers/raw-peer.ts';
import { complaints, decodeFields, dissect, haveTshark } from '../testing/routers/tshark.ts';
import {
  ASN,
  controlNodeConfig,
  established,
  FLOATING_IP,
  PEER_KEY,
  PORT,
  startControlNode,
  vpnRoute,
} from './control-node.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let speaker: Speaker | undefined;
let peer: RawPeer | undefined;

afterEach(async () => {
  peer?.close();
  await speaker?.close();
  [speaker, peer] = [undefined, undefined];
});

/** Asks for every route target. */
const ALL_TARGETS = updateMessage(
  '40010100',
  '400200',
  '40050400000064',
  '800e0a000184047f000001 00 00'.replaceAll(' ', ''),
);

/** Rows of what we sent: those whose source is our address. */
async function sent(fields: readonly string[]): Promise<string[][]> {
  const ours = peer!.captured.filter(({ fromPort }) => fromPort === PORT);
  return decodeFields(ours, PORT, fields);
}

async function session(routes: Parameters<typeof startControlNode>[2]): Promise<void> {
  const [ours, theirs] = [loopbackAddress(), loopbackAddress()];
  speaker = await startControlNode(
    { ours, theirs },
    controlNodeConfig(
      {},
      { gracefulRestart: { restarting: true, helper: true, restartTime: 60, endOfRibTimeout: 30 } },
    ),
    routes,
  );
  peer = await connectRawPeer({ local: theirs, host: ours, port: PORT });
  await openSession(peer, openMessage(ASN, '192.168.0.204', [VPNV4, VPNV6, RTC, CAN_REFRESH]));
  await established(speaker);
}

const updates = () => peer!.received.filter(({ type }) => type === UPDATE).length;

describe.runIf(haveTshark())('tshark reads what we send', () => {
  test('OPEN, KEEPALIVE, UPDATEs of all families, End-of-RIB, withdrawals, NOTIFICATION', async () => {
    const asksFor = {
      family: 'route-target' as const,
      key: routeTargetNlri(ASN, 'target:60100:100'),
      label: undefined,
      attributes: NO_ATTRIBUTES,
    };
    await session([
      vpnRoute(FLOATING_IP),
      vpnRoute('101.101.101.3/32', { label: 1_048_575 }),
      vpnRoute('2001:db8:101::2/128', { label: 49 }),
      asksFor,
      vpnRoute('101.101.102.0/24', {
        rd: '192.168.0.204:500',
        attributes: {
          communities: [0xffffff01],
          largeCommunities: [[4_200_000_000, 1, 2]],
          unknown: [{ flags: 0xe0, type: 250, value: Uint8Array.of(1, 2) }],
        },
      }),
    ]);
    peer!.send(ALL_TARGETS, updateMessage('800f0300018 4'.replace(' ', '')));
    await until(
      'routes and End-of-RIB of three families came',
      () =>
        peer!.received.filter(({ type, bytes }) => type === UPDATE && bytes.length <= 30).length >= 3 && updates() >= 6,
    );
    const before = updates();
    const { family, key } = vpnRoute(FLOATING_IP);
    speaker!.originate([], [{ family, key }]);
    await until('a withdrawal came', () => updates() > before);
    await speaker!.configure(controlNodeConfig({ adminDown: true }));
    await peer!.next(NOTIFICATION);

    expect(
      await complaints(
        peer!.captured.filter(({ fromPort }) => fromPort === PORT),
        PORT,
      ),
    ).toEqual([]);
    const types = (await sent(['bgp.type'])).flatMap(([type]) => type!.split(','));
    expect(new Set(types)).toEqual(new Set(['1', '2', '3', '4']));
    expect(
      await sent(['bgp.open.myas', 'bgp.open.holdtime', 'bgp.open.identifier', 'bgp.cap.4as', 'bgp.cap.mp.safi']),
    ).toContainEqual(['60100', '90', '10.169.25.19', '60100', expect.stringContaining('128')]);
    const text = await dissect(
      peer!.captured.filter(({ fromPort }) => fromPort === PORT),
      PORT,
    );
    for (const words of [
      'Label Stack: 47 (bottom)',
      'Label Stack: 1048575 (bottom)',
      'Label Stack: 0 (withdrawn)',
      'Route Distinguisher: 10.169.25.20:1',
      'Route Distinguisher: 192.168.0.204:500',
      'MP Reach NLRI IPv4 prefix: 101.101.102.0',
      'MP Unreach NLRI IPv4 prefix: 101.101.101.2',
      'Label Stack=49 (bottom) RD=10.169.25.20:1, IPv6=2001:db8:101::2/128',
      'Next hop:  RD=0:0 IPv4=10.169.25.20',
      'RD=0:0 IPv6=::ffff:10.169.25.20',
      'Route Target: 60100:100',
      'Multiple exit discriminator: 200',
      'Local preference: 100',
      'Origin: INCOMPLETE',
      'NO_EXPORT',
      'Large communities: 4200000000:1:2',
      'Encapsulation: GRE',
      'Path Attribute - Unknown',
      'Community Prefix: 60100:100',
      'Graceful Restart capability',
      'Route refresh capability',
      'BGP-Extended Message',
      'Administratively Shutdown',
      'Shutdown Communication: camaro was set administratively down.',
    ])
      expect(text).toContain(words);
  });

  test('10,000 routes in full UPDATEs: every one is there once, in few messages', async () => {
    const routes = Array.from({ length: 10_000 }, (_, index) =>
      vpnRoute(`10.0.${index >> 8}.${index & 255}/32`, { label: 16 + index }),
    );
    const shared = routes[0]!.attributes;
    await session(routes.map((route) => ({ ...route, attributes: shared })));
    peer!.send(ALL_TARGETS);
    await until(
      'all came',
      () =>
        peer!.received.reduce((sum, { type, bytes }) => sum + (type === UPDATE ? bytes.length : 0), 0) >= 10_000 * 16,
    );
    const prefixes = (await sent(['bgp.mp_reach_nlri_ipv4_prefix'])).flatMap(([list]) =>
      list === '' ? [] : list!.split(','),
    );
    expect(new Set(prefixes).size).toBe(10_000);
    expect(prefixes).toHaveLength(10_000);
    expect(updates()).toBeLessThanOrEqual(60);
  });

  test('a complaint carries what was wrong', async () => {
    await session([]);
    peer!.send(message(2, `0000${'ffff'}${hex32(0)}`));
    await peer!.next(NOTIFICATION);
    expect(await sent(['bgp.notify.major_error', 'bgp.notify.minor_error_update'])).toContainEqual(['3', '1']);
    expect(
      await complaints(
        peer!.captured.filter(({ fromPort }) => fromPort === PORT),
        PORT,
      ),
    ).toEqual([]);
    expect(speaker!.session(PEER_KEY)!.state).not.toBe('Established');
  });
});
