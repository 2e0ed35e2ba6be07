/** What an operator does, and what a busy or unwilling peer does to us. */

import { afterEach, describe, expect, test } from 'vitest';
import { encodeAnnouncements } from '../engine/bgp/messages/encode-updates.ts';
import { KEEPALIVE } from '../engine/bgp/messages/keepalive.ts';
import { decodeNotification, notificationDetail } from '../engine/bgp/messages/notification.ts';
import { encodeRouteRefresh } from '../engine/bgp/messages/route-refresh.ts';
import { decodeUpdate } from '../engine/bgp/messages/update.ts';
import type { PeerConfig, SpeakerConfig } from '../engine/bgp/speaker-config.ts';
import { manualTimers } from '../testing/manual-timers.ts';
import type { SpeakerChange } from './speaker.ts';
import { rawPeer, type RawPeer } from './testing-raw-peer.ts';
import {
  CONTROL_NODE,
  GATEWAY,
  OTHER,
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

async function controlNode(peer: Partial<PeerConfig> = {}, changes: Partial<SpeakerConfig> = {}) {
  const transport = transportMap();
  const timers = manualTimers();
  const peers = [
    peerConfig(GATEWAY, { passive: true, families: ['inet-vpn'], ...peer }),
    peerConfig(OTHER, { passive: true, families: ['inet-vpn'] }),
  ];
  const config = speakerConfig(CONTROL_NODE, peers, changes);
  const speaker = await running.start(transport, config, { timers });
  return {
    speaker,
    timers,
    config,
    peers,
    /** How a call that is refused ends. */
    async refused(address = GATEWAY) {
      const one = await rawPeer(transport.resolve(address, 179).host, speaker.listening!);
      raw.push(one);
      return one.ending();
    },
    async call(address = GATEWAY) {
      const one = await rawPeer(transport.resolve(address, 179).host, speaker.listening!);
      raw.push(one);
      await one.establish({ identifier: address });
      await until('up', () => speaker.session(address)!.state === 'Established');
      return one;
    },
  };
}

const updates = (peer: RawPeer) => peer.heard.filter(({ type }) => type === 'update');
const context = { fourOctetAs: true, internal: true, families: new Set(['inet-vpn'] as const) };
const announcedTo = (peer: RawPeer) =>
  updates(peer).flatMap(({ body }) => {
    const update = decodeUpdate(body, context);
    return update.kind === 'update' ? update.announced.flatMap(({ keys }) => keys) : [];
  });
const announce = (count: number) => {
  const routes = vpnRoutes(count, '192.168.0.204:500');
  return encodeAnnouncements({
    family: 'inet-vpn',
    keys: routes.map(({ key }) => key),
    labels: routes.map(() => 16),
    attributes: routes[0]!.attributes,
    fourOctetAs: true,
    internal: true,
    maxLength: 4096,
  });
};

describe('configuration', () => {
  test('a peer that is set administratively down gets the reason in its Cease, and stays down', async () => {
    const { speaker, config, peers, call, refused } = await controlNode();
    const [camaro, other] = [await call(), await call(OTHER)];
    await speaker.configure({ ...config, peers: [{ ...peers[0]!, adminDown: true }, peers[1]!] });
    expect(await camaro.ending()).toBe('Cease / Administrative Shutdown');
    expect(notificationDetail(decodeNotification(camaro.heard.at(-1)!.body))).toBe(
      'camaro was set administratively down.',
    );
    expect(speaker.session(GATEWAY)).toMatchObject({ state: 'Idle', adminDown: true, trouble: { kind: 'admin-down' } });
    expect(speaker.session(OTHER)!.state).toBe('Established');
    expect(other.closed).toBe(false);
    expect(await refused()).toBe('Cease / Connection Rejected');
    expect(speaker.refusedCallers().at(-1)!.reason).toBe(
      'camaro called; the session with it is administratively down.',
    );
  });

  /** Two established sessions, of which the configuration of the first is changed. */
  async function changed(change: Partial<PeerConfig>) {
    const { speaker, config, peers, call } = await controlNode();
    const [camaro, other] = [await call(), await call(OTHER)];
    await speaker.configure({ ...config, peers: [{ ...peers[0]!, ...change }, peers[1]!] });
    return { speaker, camaro, other };
  }

  test.each<readonly [string, Partial<PeerConfig>]>([
    ['hold time', { holdTime: 30 }],
    ['families', { families: ['inet-vpn', 'inet6-vpn'] }],
    ['local AS', { localAsn: 64512 }],
  ])('a change of the %s restarts this session and no other', async (_name, change) => {
    const { speaker, camaro, other } = await changed(change);
    expect(await camaro.ending()).toBe('Cease / Other Configuration Change');
    await until('other hears', () => speaker.session(OTHER)!.state === 'Established');
    expect([speaker.session(GATEWAY)!.state, camaro.closed, other.closed]).toEqual(['Active', true, false]);
  });

  test.each<readonly [string, Partial<PeerConfig>]>([
    ['the loop count', { loopCount: 2 }],
    ['the prefix limit', { prefixLimits: { 'inet-vpn': { maximum: 5, idleTimeout: 0 } } }],
    ['the name', { name: 'camaro-2' }],
    ['nothing', {}],
  ])('a change of %s leaves the sessions up', async (_name, change) => {
    const { speaker, camaro, other } = await changed(change);
    await until('other hears', () => speaker.session(OTHER)!.state === 'Established');
    expect([speaker.session(GATEWAY)!.state, camaro.closed, other.closed]).toEqual(['Established', false, false]);
  });

  test('a peer that is no longer configured gets a Cease and is forgotten', async () => {
    const { speaker, config, peers, call } = await controlNode();
    const camaro = await call();
    camaro.say(...announce(3));
    await until('routes', () => speaker.routeCount('inet-vpn') === 3);
    await speaker.configure({ ...config, peers: [peers[1]!] });
    expect(await camaro.ending()).toBe('Cease / Peer De-configured');
    expect(speaker.session(GATEWAY)).toBe(undefined);
    expect(speaker.routeCount('inet-vpn')).toBe(0);
  });

  test('clear resets the session, which is at once ready for the next call', async () => {
    const { speaker, call } = await controlNode();
    const camaro = await call();
    speaker.clear(GATEWAY);
    expect(await camaro.ending()).toBe('Cease / Administrative Reset');
    await call();
    expect(speaker.session(GATEWAY)).toMatchObject({ established: 2, flaps: 1 });
    expect(speaker.timeline(GATEWAY).find(({ from, to }) => from === 'Established' && to === 'Idle')!.reason).toBe(
      'The session was cleared by an operator.',
    );
  });

  test('an address in use is reported, and tried again', async () => {
    const transport = transportMap();
    const timers = manualTimers();
    const first = await running.start(transport, speakerConfig(CONTROL_NODE, []));
    const second = await running.start(transport, speakerConfig(CONTROL_NODE, []), { timers });
    expect(second.listening).toBe(undefined);
    expect(second.listenError).toBe(
      `${first.listening} is taken by another process. Stop it, or change the address or port of this BGP router.`,
    );
    await first.close();
    timers.pass(5);
    await until('listens', () => second.listening !== undefined);
    expect(second.listenError).toBe(undefined);
  });
});

describe('routes', () => {
  test('what is originated in one turn goes out in that turn, packed', async () => {
    const { speaker, call } = await controlNode();
    const camaro = await call();
    await camaro.hears('update');
    speaker.originate(vpnRoutes(50), []);
    speaker.originate(vpnRoutes(100), []);
    await new Promise((resolve) => setImmediate(resolve));
    expect(speaker.session(GATEWAY)!.out.updates).toBe(2);
    await until('all came', () => announcedTo(camaro).length === 100);
  });

  test('route refresh sends the family again; one that is not carried is ignored', async () => {
    const { speaker, call } = await controlNode();
    const camaro = await call();
    speaker.originate(vpnRoutes(3), []);
    await until('all came', () => announcedTo(camaro).length === 3);
    camaro.say(encodeRouteRefresh('inet6-vpn'), encodeRouteRefresh('inet-vpn'));
    await until('and again', () => announcedTo(camaro).length === 6);
    expect(speaker.session(GATEWAY)).toMatchObject({ state: 'Established', in: { routeRefreshes: 2 } });
  });

  test('prefix limit: Cease, and Idle until its timeout is over', async () => {
    const { speaker, timers, call, refused } = await controlNode({
      prefixLimits: { 'inet-vpn': { maximum: 5, idleTimeout: 60 } },
    });
    const camaro = await call();
    camaro.say(...announce(5));
    await until('five', () => speaker.routeCount('inet-vpn') === 5);
    camaro.say(...announce(6));
    expect(await camaro.ending()).toBe('Cease / Maximum Number of Prefixes Reached');
    expect(speaker.session(GATEWAY)).toMatchObject({
      state: 'Idle',
      trouble: { kind: 'prefix-limit', family: 'inet-vpn', maximum: 5, received: 6 },
    });
    expect(speaker.routeCount('inet-vpn')).toBe(0);
    expect(await refused()).toBe('Cease / Connection Rejected');
    timers.pass(60);
    expect(speaker.session(GATEWAY)!.state).toBe('Active');
    await call();
  });

  test('prefix limit without a timeout: Idle until cleared', async () => {
    const { speaker, timers, call } = await controlNode({
      prefixLimits: { 'inet-vpn': { maximum: 5, idleTimeout: 0 } },
    });
    (await call()).say(...announce(6));
    await until('limited', () => speaker.session(GATEWAY)!.state === 'Idle');
    timers.pass(100_000);
    expect(speaker.session(GATEWAY)!.state).toBe('Idle');
    speaker.clear(GATEWAY);
    await call();
  });

  test('prefix limit: another limit is a reason to try again, another setting is not', async () => {
    const { speaker, call, config, peers } = await controlNode({
      prefixLimits: { 'inet-vpn': { maximum: 5, idleTimeout: 0 } },
    });
    (await call()).say(...announce(6));
    await until('limited', () => speaker.session(GATEWAY)!.state === 'Idle');
    const [limited, other] = peers;
    await speaker.configure({ ...config, peers: [{ ...limited!, loopCount: 2 }, other!] });
    expect(speaker.session(GATEWAY)!.state).toBe('Idle');
    await speaker.configure({
      ...config,
      peers: [{ ...limited!, prefixLimits: { 'inet-vpn': { maximum: 6, idleTimeout: 0 } } }, other!],
    });
    expect(speaker.session(GATEWAY)).toMatchObject({ state: 'Active', trouble: undefined });
    (await call()).say(...announce(6));
    await until('all', () => speaker.routeCount('inet-vpn') === 6);
  });

  test('thousands of attributes are read in turns; those with errors are left out', async () => {
    const { speaker, call } = await controlNode();
    const camaro = await call();
    const message = announce(1)[0]!.slice();
    const origin = message.findIndex((_, at) => message[at] === 0x40 && message[at + 1] === 1 && message[at + 2] === 1);
    message[origin + 3] = 9;
    for (let n = 0; n < 2000; n++) camaro.say(message);
    await until('all are read', () => speaker.session(GATEWAY)!.in.updates === 2000);
    expect(speaker.session(GATEWAY)!.state).toBe('Established');
    expect(speaker.session(GATEWAY)!.attributeErrors).toHaveLength(20);
  });
});

describe('back-pressure', () => {
  test('a peer that does not read costs no memory, and is cut off after 8 minutes without sending', async () => {
    const { speaker, timers, call } = await controlNode();
    const [camaro, other] = [await call(), await call(OTHER)];
    camaro.socket.pause();
    const routes = vpnRoutes(60_000);
    // Often enough that what the sockets of the system hold is full.
    for (let round = 0; round < 6; round++) {
      speaker.originate(
        routes.map((route) => ({ ...route, label: 100 + round })),
        [],
      );
      await until('the other peer has all', () => speaker.session(OTHER)!.queued === 0, 15);
      other.say(KEEPALIVE);
    }
    await until('held back', () => speaker.session(GATEWAY)!.queued > 0);
    const { updates: sentBefore } = speaker.session(GATEWAY)!.out;
    await readsOn(speaker, GATEWAY, camaro);
    expect(speaker.session(GATEWAY)!.out.updates).toBe(sentBefore);
    // It still says that it lives.
    for (let minute = 0; minute < 8; minute++) {
      const { keepalives } = speaker.session(GATEWAY)!.in;
      camaro.say(KEEPALIVE);
      other.say(KEEPALIVE);
      await until('KEEPALIVE came', () => speaker.session(GATEWAY)!.in.keepalives > keepalives);
      expect(speaker.session(GATEWAY)!.state).toBe('Established');
      timers.pass(60);
    }
    expect(speaker.session(GATEWAY)!.state).toBe('Idle');
    expect(speaker.timeline(GATEWAY).at(-1)!.reason).toBe(
      'camaro does not read: nothing could be sent to it for too long (RFC 9687).',
    );
  }, 30_000);

  test('when it reads again it gets what is left in its current state', async () => {
    const { speaker, call } = await controlNode();
    const [camaro, other] = [await call(), await call(OTHER)];
    camaro.socket.pause();
    const routes = vpnRoutes(60_000);
    for (let round = 0; round < 6; round++) {
      speaker.originate(
        routes.map((route) => ({ ...route, label: 100 + round })),
        [],
      );
      await until('the other peer has all', () => speaker.session(OTHER)!.queued === 0, 15);
      other.say(KEEPALIVE);
    }
    await until('held back', () => speaker.session(GATEWAY)!.queued > 0);
    speaker.originate([], routes);
    camaro.socket.resume();
    await until(
      'nothing is left',
      () => speaker.session(GATEWAY)!.queued === 0 && speaker.session(GATEWAY)!.families[0]!.sent === 0,
      15,
    );
  }, 30_000);
});

test('listeners are called once a turn', async () => {
  const { speaker, call } = await controlNode();
  const camaro = await call();
  const changes: SpeakerChange[] = [];
  speaker.onChange((change) => void changes.push(change));
  camaro.say(...announce(500));
  await until('routes', () => speaker.routeCount('inet-vpn') === 500);
  await until('told', () => changes.length > 0);
  expect(changes.length).toBeLessThan(4);
  expect([...changes[0]!.learnedTargets]).toEqual(['0002eac400000064']);
});

test('an impossible configuration is refused whole, and the next one is taken', async () => {
  const { speaker, call } = await controlNode();
  const good = speakerConfig(CONTROL_NODE, [peerConfig(GATEWAY, { passive: true })]);
  await expect(speaker.configure({ ...good, routerId: 'fd00::19' })).rejects.toThrow(
    "BUG: 'fd00::19' is not a router id",
  );
  expect(speaker.routerId).toBe(CONTROL_NODE);
  await speaker.configure({ ...good, name: 'cent110' });
  expect(speaker.name).toBe('cent110');
  await call();
  await until('up', () => speaker.session(GATEWAY)!.state === 'Established');
});
