/** Two speakers of ours over loopback. */

import { afterEach, describe, expect, test } from 'vitest';
import { manualTimers } from '../testing/manual-timers.ts';
import { createTransportMap } from './connection/transport-map.ts';
import type { Speaker } from './speaker.ts';
import {
  CONTROL_NODE,
  GATEWAY,
  OTHER,
  peerConfig,
  speakerConfig,
  speakers,
  transportMap,
  until,
  vpnRoutes,
} from './testing-speakers.ts';

const running = speakers();
afterEach(() => running.close());

const up = (speaker: Speaker, peer: string) => speaker.session(peer)?.state === 'Established';

async function pair({
  ours = {},
  theirs = {},
  us = {},
  them = {},
}: {
  readonly ours?: Parameters<typeof peerConfig>[1];
  readonly theirs?: Parameters<typeof peerConfig>[1];
  readonly us?: Parameters<typeof speakerConfig>[2];
  readonly them?: Parameters<typeof speakerConfig>[2];
} = {}) {
  const transport = transportMap();
  const camaro = await running.start(transport, speakerConfig(GATEWAY, [peerConfig(CONTROL_NODE, theirs)], them));
  const cent111 = await running.start(transport, speakerConfig(CONTROL_NODE, [peerConfig(GATEWAY, ours)], us));
  return { transport, camaro, cent111 };
}

describe('establishing', () => {
  test.each([
    ['both call', {}, {}],
    ['we only wait', { passive: true }, {}],
    ['they only wait', {}, { passive: true }],
  ])('%s', async (_name, ours, theirs) => {
    const { camaro, cent111 } = await pair({ ours, theirs });
    await until('both are up', () => up(camaro, CONTROL_NODE) && up(cent111, GATEWAY));
    const session = cent111.session(GATEWAY)!;
    expect(session).toMatchObject({
      holdTime: 90,
      keepalive: 30,
      kind: 'ibgp',
      trouble: undefined,
      peerOpen: { asn: 60100, identifier: GATEWAY },
    });
    expect(session.families.map(({ family, carried }) => [family, carried])).toEqual([
      ['inet-vpn', true],
      ['inet6-vpn', true],
    ]);
    expect(cent111.timeline(GATEWAY).at(-1)).toMatchObject({
      from: 'OpenConfirm',
      to: 'Established',
      reason: 'The session with camaro is up: inet-vpn, inet6-vpn, hold time 90 s.',
    });
  });

  test('a router refused because nobody had associated it is up once it is associated, idle hold or not', async () => {
    const transport = transportMap();
    const cent111 = await running.start(transport, speakerConfig(CONTROL_NODE, []));
    const camaro = await running.start(transport, speakerConfig(GATEWAY, [peerConfig(CONTROL_NODE)]));
    await until('refused', () => camaro.session(CONTROL_NODE)!.trouble?.kind === 'notification');
    expect(camaro.session(CONTROL_NODE)).toMatchObject({
      state: 'Idle',
      trouble: { notification: { direction: 'received', name: 'Cease / Connection Rejected' } },
    });
    expect(cent111.refusedCallers()).toMatchObject([{ address: GATEWAY, count: 1 }]);
    await cent111.configure(speakerConfig(CONTROL_NODE, [peerConfig(GATEWAY)]));
    await until('both are up', () => up(camaro, CONTROL_NODE) && up(cent111, GATEWAY), 1);
    expect(cent111.refusedCallers()).toEqual([]);
  });

  test('both connect at the same moment, many times: one connection stays, and it stays up', async () => {
    for (let round = 0; round < 20; round++) {
      const transport = transportMap();
      const camaro = await running.start(transport, speakerConfig(GATEWAY, []));
      const cent111 = await running.start(transport, speakerConfig(CONTROL_NODE, []));
      await Promise.all([
        camaro.configure(speakerConfig(GATEWAY, [peerConfig(CONTROL_NODE)])),
        cent111.configure(speakerConfig(CONTROL_NODE, [peerConfig(GATEWAY)])),
      ]);
      await until('both are up', () => up(camaro, CONTROL_NODE) && up(cent111, GATEWAY));
      // What comes through afterwards came through the connection that stays.
      cent111.originate(vpnRoutes(1), []);
      await until('its route is there', () => camaro.session(CONTROL_NODE)!.families[0]!.received === 1);
      expect([camaro.session(CONTROL_NODE), cent111.session(GATEWAY)]).toMatchObject([
        { state: 'Established', flaps: 0 },
        { state: 'Established', flaps: 0 },
      ]);
      await running.close();
    }
  });

  test('routes go both ways and are withdrawn', async () => {
    const { camaro, cent111 } = await pair();
    cent111.originate(vpnRoutes(3), []);
    camaro.originate(vpnRoutes(2, '192.168.0.204:500'), []);
    await until('routes are there', () => camaro.routeCount('inet-vpn') === 5 && cent111.routeCount('inet-vpn') === 5);
    expect(cent111.session(GATEWAY)!.families[0]).toMatchObject({ received: 2, sent: 3 });
    cent111.originate([], vpnRoutes(3));
    await until('routes are gone', () => camaro.routeCount('inet-vpn') === 2);
    await until('End-of-RIB', () =>
      cent111.session(GATEWAY)!.families.every(({ endOfRibReceived }) => endOfRibReceived),
    );
  });

  test('of several configured addresses that are one host, the caller is the one that is a peer', async () => {
    const map = transportMap();
    const at = map.resolve(GATEWAY, 179);
    const transport = createTransportMap([...map.entries(), [`${OTHER}:179`, at]]);
    const cent111 = await running.start(
      transport,
      speakerConfig(CONTROL_NODE, [peerConfig(GATEWAY, { passive: true })]),
    );
    const camaro = await running.start(transport, speakerConfig(GATEWAY, [peerConfig(CONTROL_NODE)]));
    await until('both are up', () => up(camaro, CONTROL_NODE) && up(cent111, GATEWAY));
  });

  test('an own address that this machine does not have is the reason, and not the peer', async () => {
    const nowhere = '203.0.113.1';
    const speaker = await running.start(transportMap(), speakerConfig(nowhere, [peerConfig(GATEWAY, { port: 1179 })]));
    const trouble = () => speaker.session(GATEWAY)!.trouble;
    await until('it has tried', () => trouble()?.kind === 'no-own-address');
    expect(trouble()).toEqual({ kind: 'no-own-address', address: nowhere });
    expect(speaker.listenError).toBe(
      `${nowhere} is not an address of this machine. Map it to one with --bgp-transport, or change the address of ` +
        'this BGP router.',
    );
  });

  test('a second speaker at the address leaves the first its session, and takes its place when it goes', async () => {
    const gracefulRestart = { restarting: true, helper: true, restartTime: 60, endOfRibTimeout: 30 };
    const { camaro, cent111, transport } = await pair({ us: { gracefulRestart }, them: { gracefulRestart } });
    await until('the first is up', () => up(camaro, CONTROL_NODE));
    const timers = manualTimers();
    const second = await running.start(
      transport,
      speakerConfig(CONTROL_NODE, [peerConfig(GATEWAY)], { gracefulRestart }),
      { timers },
    );
    await until('it has tried', () => second.session(GATEWAY)!.state === 'Active');
    expect(second.listenError).toContain('is taken by another process');
    expect(second.session(GATEWAY)).toMatchObject({
      state: 'Active',
      trouble: { kind: 'listen-failed', address: `${CONTROL_NODE}:179`, error: second.listenError },
    });
    timers.pass(4);
    expect(camaro.session(CONTROL_NODE)).toMatchObject({ state: 'Established', flaps: 0 });
    await cent111.close();
    timers.pass(2);
    await until('it took over', () => up(second, GATEWAY));
  });
});
