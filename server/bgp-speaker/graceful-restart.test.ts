/** RFC 4724 both ways: we restart; the peer restarts. */

import { afterEach, describe, expect, test } from 'vitest';
import { encodeAnnouncements, encodeEndOfRib } from '../engine/bgp/messages/encode-updates.ts';
import { KEEPALIVE } from '../engine/bgp/messages/keepalive.ts';
import type { Capability, Open } from '../engine/bgp/messages/message-types.ts';
import { encodeNotification } from '../engine/bgp/messages/notification.ts';
import { decodeOpen } from '../engine/bgp/messages/open.ts';
import type { GracefulRestartConfig } from '../engine/bgp/speaker-config.ts';
import { manualTimers } from '../testing/manual-timers.ts';
import type { SpeakerOptions } from './speaker.ts';
import { rawPeer, VPN, type RawPeer } from './testing-raw-peer.ts';
import {
  CONTROL_NODE,
  GATEWAY,
  peerConfig,
  speakerConfig,
  speakers,
  transportMap,
  readsOn,
  until,
  vpnRoutes,
} from './testing-speakers.ts';

const running = speakers();
const raw: RawPeer[] = [];
afterEach(async () => {
  for (const peer of raw.splice(0)) peer.close();
  await running.close();
});

const ON: GracefulRestartConfig = { restarting: true, helper: true, restartTime: 60, endOfRibTimeout: 30 };
const graceful = (changes: Partial<Extract<Capability, { kind: 'graceful-restart' }>> = {}): Partial<Open> => ({
  capabilities: [
    VPN,
    { kind: 'four-octet-as', asn: 60100 },
    {
      kind: 'graceful-restart',
      restarting: false,
      notification: false,
      restartTime: 12,
      families: [{ afi: 1, safi: 128, forwarding: true }],
      ...changes,
    },
  ],
});
const routes = vpnRoutes(3);
const announcement = encodeAnnouncements({
  family: 'inet-vpn',
  keys: routes.map(({ key }) => key),
  labels: routes.map(({ label }) => label!),
  attributes: routes[0]!.attributes,
  fourOctetAs: true,
  internal: true,
  maxLength: 4096,
});

async function helper(options: Partial<SpeakerOptions> & { readonly complete?: boolean } = {}, gracefulRestart = ON) {
  const transport = transportMap();
  const timers = manualTimers();
  const speaker = await running.start(
    transport,
    speakerConfig(CONTROL_NODE, [peerConfig(GATEWAY, { passive: true, families: ['inet-vpn'] })], { gracefulRestart }),
    { timers, ...options },
  );
  const from = transport.resolve(GATEWAY, 179).host;
  return {
    speaker,
    timers,
    async call(open: Partial<Open> = graceful()) {
      const peer = await rawPeer(from, speaker.listening!);
      raw.push(peer);
      await peer.establish(open);
      return peer;
    },
    async established(open: Partial<Open> = graceful()) {
      const peer = await this.call(open);
      await until('up', () => speaker.session(GATEWAY)!.state === 'Established');
      peer.say(...announcement, encodeEndOfRib('inet-vpn'));
      await until('routes', () => family().received === 3 && family().endOfRibReceived);
      return peer;
      function family() {
        return speaker.session(GATEWAY)!.families[0]!;
      }
    },
    family: () => speaker.session(GATEWAY)!.families[0]!,
  };
}

describe('the peer restarts', () => {
  test('its routes are kept as stale, and go when it does not come back within its restart time', async () => {
    const { speaker, timers, established, family } = await helper().then((all) => ({
      ...all,
      established: all.established.bind(all),
    }));
    (await established()).close();
    await until('away', () => speaker.session(GATEWAY)!.gracefulRestart.restarting);
    expect(family()).toMatchObject({ received: 3, stale: 3 });
    expect(speaker.destination('inet-vpn', routes[0]!.key)!.paths[0]).toMatchObject({ best: true, stale: true });
    timers.pass(11);
    expect(family().received).toBe(3);
    timers.pass(1);
    expect(family()).toMatchObject({ received: 0, stale: 0 });
    expect(speaker.session(GATEWAY)!.gracefulRestart.restarting).toBe(false);
  });

  test('it comes back: what it sends again is fresh, and the rest goes with its End-of-RIB', async () => {
    const all = await helper();
    (await all.established()).close();
    await until('stale', () => all.family().stale === 3);
    const again = await all.call(graceful({ restarting: true }));
    await until('up', () => all.speaker.session(GATEWAY)!.state === 'Established');
    expect(all.family()).toMatchObject({ received: 3, stale: 3 });
    const [first] = routes;
    again.say(
      ...encodeAnnouncements({
        family: 'inet-vpn',
        keys: [first!.key],
        labels: [47],
        attributes: first!.attributes,
        fourOctetAs: true,
        internal: true,
        maxLength: 4096,
      }),
    );
    await until('one is fresh', () => all.family().stale === 2);
    again.say(encodeEndOfRib('inet-vpn'));
    await until('the rest is gone', () => all.family().received === 1 && all.family().stale === 0);
  });

  test.each<readonly [string, Partial<Open>]>([
    ['without the capability', {}],
    ['without the forwarding bit', graceful({ families: [{ afi: 1, safi: 128, forwarding: false }] })],
    ['without the family', graceful({ families: [] })],
  ])('it comes back %s: the stale routes go at once', async (_name, open) => {
    const all = await helper();
    (await all.established()).close();
    await until('stale', () => all.family().stale === 3);
    await all.call(open);
    await until('gone', () => all.family().received === 0);
  });

  test('it comes back and never sends End-of-RIB: stale routes go after the End-of-RIB timeout', async () => {
    const all = await helper();
    (await all.established()).close();
    await until('stale', () => all.family().stale === 3);
    const again = await all.call();
    await until('up', () => all.speaker.session(GATEWAY)!.state === 'Established');
    all.timers.pass(29);
    again.say(KEEPALIVE);
    expect(all.family().stale).toBe(3);
    all.timers.pass(1);
    expect(all.family().received).toBe(0);
  });

  test('it connects while its old session looks Established: that closes silently, the routes stay', async () => {
    const all = await helper();
    const old = await all.established();
    const again = await all.call(graceful({ restarting: true }));
    expect(await old.ending()).toBe(undefined);
    await until('up again', () => all.speaker.session(GATEWAY)!.established === 2);
    expect(all.family()).toMatchObject({ received: 3, stale: 3 });
    again.say(encodeEndOfRib('inet-vpn'));
    await until('gone', () => all.family().received === 0);
  });

  test.each<readonly [string, boolean, readonly [number, number], number]>([
    ['a NOTIFICATION ends the routes', false, [6, 4], 0],
    ['a NOTIFICATION keeps them where both negotiated it (RFC 8538)', true, [6, 4], 3],
    ['a Hard Reset ends them all the same', true, [6, 9], 0],
  ])('%s', async (_name, notification, [code, subcode], kept) => {
    const all = await helper();
    const peer = await all.established(graceful({ notification }));
    peer.say(encodeNotification({ code, subcode, data: new Uint8Array(0) }));
    await until('down', () => all.speaker.session(GATEWAY)!.state !== 'Established');
    expect(all.family().received).toBe(kept);
  });

  test('without the helper role the routes are dropped with the session', async () => {
    const all = await helper({}, { ...ON, helper: false });
    (await all.established()).close();
    await until('down', () => all.speaker.session(GATEWAY)!.state !== 'Established');
    expect(all.family().received).toBe(0);
  });
});

describe('we restart', () => {
  const capability = (peer: RawPeer) => {
    const reading = decodeOpen(peer.heard.find(({ type }) => type === 'open')!.body);
    return reading.kind === 'open'
      ? reading.open.capabilities.find(({ kind }) => kind === 'graceful-restart')
      : undefined;
  };

  test(
    'our first OPEN says so, with forwarding kept; nothing is sent before our routes are in and the peer said ' +
      'End-of-RIB',
    async () => {
      const all = await helper({ restarted: true, complete: false });
      const peer = await all.call();
      await until('up', () => all.speaker.session(GATEWAY)!.state === 'Established');
      expect(capability(peer)).toEqual({
        kind: 'graceful-restart',
        restarting: true,
        notification: true,
        restartTime: 60,
        families: [{ afi: 1, safi: 128, forwarding: true }],
      });
      all.speaker.originate(vpnRoutes(2), []);
      all.speaker.localRoutesComplete();
      await readsOn(all.speaker, GATEWAY, peer);
      expect(all.speaker.session(GATEWAY)!.out.updates).toBe(0);
      expect(peer.heard.filter(({ type }) => type === 'update')).toEqual([]);
      peer.say(encodeEndOfRib('inet-vpn'));
      await peer.hears('update', 2);
      expect(peer.heard.filter(({ type }) => type === 'update').at(-1)!.body).toEqual(
        encodeEndOfRib('inet-vpn').slice(19),
      );
    },
  );

  test('a peer that never says End-of-RIB is waited for no longer than the timeout', async () => {
    const all = await helper({ restarted: true });
    const peer = await all.call();
    await until('up', () => all.speaker.session(GATEWAY)!.state === 'Established');
    all.speaker.originate(vpnRoutes(2), []);
    all.timers.pass(30);
    await peer.hears('update', 2);
  });

  test('without a restart the bit is not set, and End-of-RIB waits only for our own routes', async () => {
    const all = await helper({ complete: false });
    const peer = await all.call();
    expect(capability(peer)).toMatchObject({ restarting: false });
    all.speaker.originate(vpnRoutes(2), []);
    await peer.hears('update', 1);
    await readsOn(all.speaker, GATEWAY, peer);
    expect(all.speaker.session(GATEWAY)!.out.updates).toBe(1);
    expect(peer.heard.filter(({ type }) => type === 'update')).toHaveLength(1);
    all.speaker.localRoutesComplete();
    await peer.hears('update', 2);
  });

  test('closing is silent, so that helpers keep our routes', async () => {
    const all = await helper();
    const peer = await all.call();
    await running.close();
    expect(await peer.ending()).toBe(undefined);
  });

  test.each([
    ['closing for good says so: nobody waits for our return', graceful(), 'Cease / Administrative Shutdown'],
    ['and resets hard where NOTIFICATIONs keep routes', graceful({ notification: true }), 'Cease / Hard Reset'],
  ])('%s', async (_name, open, ending) => {
    const all = await helper();
    const peer = await all.established(open);
    const learned: string[] = [];
    all.speaker.onChange(({ learnedTargets }) => void learned.push(...learnedTargets));
    await all.speaker.close(true);
    expect(await peer.ending()).toBe(ending);
    expect(learned).toContain('0002eac400000064');
    expect(all.speaker.routeCount('inet-vpn')).toBe(0);
  });
});
