/** What unknown, broken and hostile peers send: the RFC's answer, the cause shown, other sessions not affected. */

import { connect } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { KEEPALIVE } from '../engine/bgp/messages/keepalive.ts';
import type { Open } from '../engine/bgp/messages/message-types.ts';
import { encodeOpen } from '../engine/bgp/messages/open.ts';
import { encodeRouteRefresh } from '../engine/bgp/messages/route-refresh.ts';
import type { PeerConfig } from '../engine/bgp/speaker-config.ts';
import { messageAround } from '../engine/bgp/wire/header.ts';
import { manualTimers } from '../testing/manual-timers.ts';
import { openOf, rawPeer, type RawPeer } from './testing-raw-peer.ts';
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
const raw: RawPeer[] = [];
afterEach(async () => {
  for (const peer of raw.splice(0)) peer.close();
  await running.close();
});

async function controlNode(peer: Partial<PeerConfig> = {}) {
  const transport = transportMap();
  const timers = manualTimers();
  const speaker = await running.start(
    transport,
    speakerConfig(CONTROL_NODE, [
      peerConfig(GATEWAY, { passive: true, ...peer }),
      peerConfig(OTHER, { passive: true }),
    ]),
    { timers },
  );
  const from = (address: string) => transport.resolve(address, 179).host;
  return {
    speaker,
    timers,
    transport,
    async call(address = GATEWAY) {
      const peer = await rawPeer(from(address), speaker.listening!);
      raw.push(peer);
      return peer;
    },
  };
}

const hex = (text: string) =>
  Uint8Array.from(text.replace(/\s/g, '').match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
const MARKER = 'ff'.repeat(16);

describe('OPEN', () => {
  test.each<readonly [string, Partial<Open>, Partial<PeerConfig>, string, object]>([
    [
      'wrong AS',
      { asn: 64512 },
      {},
      'OPEN Message Error / Bad Peer AS',
      { kind: 'bad-peer-as', expected: 60100, said: 64512 },
    ],
    [
      'our router id (iBGP)',
      { identifier: CONTROL_NODE },
      {},
      'OPEN Message Error / Bad BGP Identifier',
      { kind: 'bad-identifier', said: CONTROL_NODE },
    ],
    [
      'router id 0',
      { identifier: '0.0.0.0' },
      {},
      'OPEN Message Error / Bad BGP Identifier',
      { kind: 'bad-identifier', said: '0.0.0.0' },
    ],
    [
      'hold time 1',
      { holdTime: 1 },
      {},
      'OPEN Message Error / Unacceptable Hold Time',
      { kind: 'bad-hold-time', said: 1 },
    ],
    [
      'hold time 2',
      { holdTime: 2 },
      {},
      'OPEN Message Error / Unacceptable Hold Time',
      { kind: 'bad-hold-time', said: 2 },
    ],
    [
      'no common family',
      {},
      { families: ['inet6-vpn'] },
      'OPEN Message Error / Unsupported Capability',
      { kind: 'no-common-family', ours: ['inet6-vpn'], theirs: ['inet-vpn'] },
    ],
    [
      'no capabilities at all is IPv4 unicast',
      { capabilities: [] },
      {},
      'OPEN Message Error / Unsupported Capability',
      { kind: 'no-common-family', theirs: ['inet'] },
    ],
    ['version 3', { version: 3 }, {}, 'OPEN Message Error / Unsupported Version Number', { kind: 'notification' }],
  ])('%s', async (_name, open, config, ending, trouble) => {
    const { speaker, call } = await controlNode(config);
    const peer = await call();
    peer.say(encodeOpen(openOf(open)));
    expect(await peer.ending()).toBe(ending);
    expect(speaker.session(GATEWAY)!.trouble).toMatchObject(trouble);
    expect(speaker.timeline(GATEWAY).at(-1)!.notification).toMatchObject({ direction: 'sent', name: ending });
  });

  test.each([
    ['hold time 0: no keepalives', { holdTime: 0 }, 0],
    ['hold time 3', { holdTime: 3 }, 3],
    ['hold time longer than ours', { holdTime: 600 }, 90],
  ])('%s is negotiated', async (_name, open, holdTime) => {
    const { speaker, call } = await controlNode();
    await (await call()).establish(open);
    await until('up', () => speaker.session(GATEWAY)!.state === 'Established');
    expect(speaker.session(GATEWAY)).toMatchObject({ holdTime, keepalive: holdTime / 3 });
  });
});

describe('messages', () => {
  test.each<readonly [string, string, string]>([
    ['wrong marker', `00${'ff'.repeat(15)} 0013 04`, 'Message Header Error / Connection Not Synchronized'],
    [
      'somebody who speaks HTTP',
      '474554202f20485454502f312e310d0a0d0a',
      'Message Header Error / Connection Not Synchronized',
    ],
    ['length below 19', `${MARKER} 0012 04`, 'Message Header Error / Bad Message Length'],
    ['length above 4096', `${MARKER} 1001 02`, 'Message Header Error / Bad Message Length'],
    ['KEEPALIVE with a body', `${MARKER} 0014 04 00`, 'Message Header Error / Bad Message Length'],
    ['unknown type', `${MARKER} 0013 09`, 'Message Header Error / Bad Message Type'],
    [
      'UPDATE whose lengths do not fit',
      `${MARKER} 0017 02 ffff 0000`,
      'UPDATE Message Error / Malformed Attribute List',
    ],
    [
      'OPEN again',
      `${MARKER} 001d 01 04 eac4 005a c0a800cc 00`,
      'Finite State Machine Error / Unexpected Message in Established State',
    ],
  ])('%s when Established', async (_name, bytes, ending) => {
    const { speaker, call } = await controlNode();
    const peer = await call();
    await peer.establish();
    await until('up', () => speaker.session(GATEWAY)!.state === 'Established');
    peer.say(hex(bytes));
    expect(await peer.ending()).toBe(ending);
    expect(speaker.session(GATEWAY)).toMatchObject({
      state: 'Idle',
      flaps: 1,
      trouble: { kind: 'notification', notification: { direction: 'sent', name: ending } },
    });
  });

  test.each<readonly [string, Uint8Array, string]>([
    ['KEEPALIVE', KEEPALIVE, 'Finite State Machine Error / Unexpected Message in OpenSent State'],
    [
      'UPDATE',
      messageAround('update', new Uint8Array(4)),
      'Finite State Machine Error / Unexpected Message in OpenSent State',
    ],
    ['truncated OPEN', hex(`${MARKER} 001d 01 04 eac4 005a c0a800cc 08`), 'OPEN Message Error'],
  ])('%s in place of an OPEN', async (_name, bytes, ending) => {
    const { call } = await controlNode();
    const peer = await call();
    peer.say(bytes);
    expect(await peer.ending()).toBe(ending);
  });

  test('one byte at a time is read as well', async () => {
    const { speaker, call } = await controlNode();
    const peer = await call();
    for (const byte of encodeOpen(openOf())) {
      peer.say(Uint8Array.of(byte));
      await new Promise((resolve) => setImmediate(resolve));
    }
    await peer.hears('keepalive');
    peer.say(KEEPALIVE.subarray(0, 18), KEEPALIVE.subarray(18));
    await until('up', () => speaker.session(GATEWAY)!.state === 'Established');
  });

  test('a failing peer does not affect another', async () => {
    const { speaker, call } = await controlNode();
    const good = await call(OTHER);
    await good.establish({ identifier: OTHER });
    const bad = await call();
    await bad.establish();
    bad.say(hex(`${MARKER} 1001 02`));
    await bad.ending();
    expect(speaker.session(OTHER)!.state).toBe('Established');
  });
});

describe('half-open, slow and too many connections', () => {
  test('a connection without an OPEN is closed after the open timer', async () => {
    const { speaker, timers, call } = await controlNode();
    const peer = await call();
    await peer.hears('open');
    peer.say(encodeOpen(openOf()).subarray(0, 20));
    timers.pass(14);
    expect(peer.closed).toBe(false);
    timers.pass(1);
    expect(await peer.ending()).toBe('Hold Timer Expired');
    expect(speaker.session(GATEWAY)).toMatchObject({ state: 'Active', trouble: { kind: 'closed', in: 'OpenSent' } });
  });

  test('hold time 0 does not keep a peer that sends an OPEN and nothing more', async () => {
    const { speaker, timers, call } = await controlNode();
    const peer = await call();
    peer.say(encodeOpen(openOf({ holdTime: 0 })));
    await peer.hears('keepalive');
    timers.pass(15);
    expect(await peer.ending()).toBe('Hold Timer Expired');
    expect(speaker.session(GATEWAY)).toMatchObject({ state: 'Active', trouble: { kind: 'closed', in: 'OpenConfirm' } });
    await (await call()).establish({ holdTime: 0 });
    await until('up', () => speaker.session(GATEWAY)!.state === 'Established');
    timers.pass(3600);
    expect(speaker.session(GATEWAY)!.state).toBe('Established');
  });

  test('the hold timer ends a silent session; a KEEPALIVE starts it again', async () => {
    const { speaker, timers, call } = await controlNode();
    const peer = await call();
    await peer.establish();
    await until('up', () => speaker.session(GATEWAY)!.state === 'Established');
    timers.pass(60);
    peer.say(KEEPALIVE);
    await until('KEEPALIVE came', () => speaker.session(GATEWAY)!.in.keepalives === 2);
    timers.pass(60);
    expect(peer.closed).toBe(false);
    await peer.hears('keepalive', 4);
    timers.pass(30);
    expect(await peer.ending()).toBe('Hold Timer Expired');
    expect(speaker.session(GATEWAY)!.trouble).toEqual({ kind: 'hold-timer-expired', seconds: 90 });
  });

  test('a thousand route refreshes at once are answered twice: at once, and for those that came later', async () => {
    const { speaker, timers, call } = await controlNode();
    speaker.originate(vpnRoutes(100), []);
    const peer = await call();
    await peer.establish();
    await peer.hears('update', 2);
    const refresh = encodeRouteRefresh('inet-vpn');
    peer.say(Buffer.concat(Array.from({ length: 1000 }, () => refresh)));
    await until('they came', () => speaker.session(GATEWAY)!.in.routeRefreshes === 1000);
    await peer.hears('update', 3);
    timers.pass(1);
    await peer.hears('update', 4);
    timers.pass(60);
    peer.say(refresh);
    await peer.hears('update', 5);
    expect(peer.heard.filter(({ type }) => type === 'update')).toHaveLength(5);
  });

  test('of a flood of connections from the peer one stays, and the session comes up', async () => {
    const { speaker, call } = await controlNode();
    for (let n = 0; n < 60; n++) await call();
    await until('all but one are closed', () => raw.filter(({ closed }) => !closed).length === 1);
    const [last] = raw.filter(({ closed }) => !closed);
    await last!.establish();
    await until('up', () => speaker.session(GATEWAY)!.state === 'Established');
  });

  test('unknown callers are refused with a reason and remembered', async () => {
    const { speaker, transport, call } = await controlNode();
    const stranger = transport.resolve(GATEWAY, 179).host.replace(/\d+$/, '77');
    for (let n = 0; n < 3; n++) {
      const peer = await rawPeer(stranger, speaker.listening!);
      raw.push(peer);
      expect(await peer.ending()).toBe('Cease / Connection Rejected');
    }
    expect(speaker.refusedCallers()).toMatchObject([
      {
        address: stranger,
        count: 3,
        reason: `${stranger} called and is no peer of cent111: associate it there, or correct its address.`,
      },
    ]);
    await (await call()).establish();
    await until('up', () => speaker.session(GATEWAY)!.state === 'Established');
  });

  test('unknown callers that do not read their refusal are reset when there are too many', async () => {
    const { speaker, transport } = await controlNode();
    const stranger = transport.resolve(GATEWAY, 179).host.replace(/\d+$/, '77');
    const [host, port] = speaker.listening!.split(':');
    let closed = 0;
    const sockets = Array.from({ length: 100 }, () =>
      connect({ host: host!, port: Number(port), localAddress: stranger, allowHalfOpen: true })
        .on('error', () => undefined)
        .on('close', () => {
          closed += 1;
        }),
    );
    await until('those beyond 8 are gone at once', () => closed >= 92, 2);
    for (const socket of sockets) socket.destroy();
  });
});
