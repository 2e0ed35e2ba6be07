/** What goes wrong with one peer affects neither the speaker nor the other sessions. */

import { afterEach, describe, expect, test } from 'vitest';
import type { PeerConfig, SpeakerConfig } from '../engine/bgp/speaker-config.ts';
import { messageAround } from '../engine/bgp/wire/header.ts';
import { manualTimers } from '../testing/manual-timers.ts';
import { rawPeer, type RawPeer } from './testing-raw-peer.ts';
import {
  CONTROL_NODE,
  GATEWAY,
  OTHER,
  peerConfig,
  speakerConfig,
  speakers,
  transportMap,
  until,
} from './testing-speakers.ts';

const running = speakers();
const raw: RawPeer[] = [];
afterEach(async () => {
  for (const peer of raw.splice(0)) peer.close();
  await running.close();
});

describe('a peer whose configuration is impossible', () => {
  test.each<readonly [string, Partial<PeerConfig>, object]>([
    [
      'a key longer than the kernel takes',
      { md5Key: 'k'.repeat(81) },
      { kind: 'key-refused', error: 'The MD5 key has 81 bytes; TCP-MD5 takes 80 at most' },
    ],
    [
      'a key whose bytes are more than its characters',
      { md5Key: 'é'.repeat(41) },
      { kind: 'key-refused', error: 'The MD5 key has 82 bytes; TCP-MD5 takes 80 at most' },
    ],
    ['an empty key', { md5Key: '' }, { kind: 'key-refused' }],
    ['a key that is no text', { md5Key: 5 as unknown as string }, { kind: 'key-refused' }],
    ['a port that is none', { address: '192.168.0.9', port: 70_000 }, { kind: 'unreachable' }],
    ['an address that is none', { address: 'no address' }, { kind: 'unreachable' }],
  ])('%s: its session says why, the other comes up', async (_name, wrong, trouble) => {
    const transport = transportMap();
    const one = await running.start(
      transport,
      speakerConfig(CONTROL_NODE, [peerConfig(GATEWAY, wrong), peerConfig(OTHER)]),
    );
    const other = await running.start(transport, speakerConfig(OTHER, [peerConfig(CONTROL_NODE)]));
    await until(
      'the other is up',
      () => one.session(OTHER)!.state === 'Established' && other.session(CONTROL_NODE)!.state === 'Established',
      15,
    );
    await until('the reason is there', () => one.session(GATEWAY)!.trouble !== undefined);
    expect(one.session(GATEWAY)).toMatchObject({ trouble });
    expect(one.session(GATEWAY)!.state).not.toBe('Established');
    // Corrected, it is tried.
    await one.configure(speakerConfig(CONTROL_NODE, [peerConfig(GATEWAY), peerConfig(OTHER)]));
    expect(one.session(GATEWAY)!.trouble?.kind).not.toBe('key-refused');
    expect(one.session(OTHER)!.established).toBe(1);
  });

  test('an internal error in one session ends that session, is reported once, and it begins anew', async () => {
    const transport = transportMap();
    const timers = manualTimers();
    const faults: unknown[] = [];
    let stumbling = true;
    // The name is read for every sentence about the session.
    const gateway: PeerConfig = {
      ...peerConfig(GATEWAY),
      get name(): string {
        if (stumbling) throw new TypeError('stumbled');
        return 'camaro';
      },
    };
    const config: SpeakerConfig = { ...speakerConfig(CONTROL_NODE, [peerConfig(OTHER, { passive: true })]) };
    const one = await running.start(
      transport,
      { ...config, peers: [gateway, ...config.peers] },
      { timers, report: (error) => faults.push(error) },
    );
    const other = await rawPeer(transport.resolve(OTHER, 179).host, one.listening!);
    raw.push(other);
    await other.establish();
    await until('the other is up', () => one.session(OTHER)!.state === 'Established');
    expect(faults.map(String)).toContain('TypeError: stumbled');
    stumbling = false;
    expect(one.session(GATEWAY)).toMatchObject({ state: 'Idle', trouble: { kind: 'fault', error: 'stumbled' } });
    timers.pass(60);
    expect(one.session(GATEWAY)!.trouble).toBeUndefined();
    expect(one.session(OTHER)!.established).toBe(1);
  });
});

describe('damping', () => {
  const BAD_UPDATE = messageAround('update', Uint8Array.of(0, 0, 0, 7, 0x80, 14, 4, 0, 1, 128, 0));

  async function damped() {
    const transport = transportMap();
    const timers = manualTimers();
    const peers = (changes: Partial<PeerConfig>): SpeakerConfig =>
      speakerConfig(CONTROL_NODE, [peerConfig(GATEWAY, { passive: true, ...changes })]);
    const speaker = await running.start(transport, peers({}), { timers });
    const call = async (): Promise<RawPeer> => {
      const peer = await rawPeer(transport.resolve(GATEWAY, 179).host, speaker.listening!);
      raw.push(peer);
      return peer;
    };
    const peer = await call();
    await peer.establish();
    await until('up', () => speaker.session(GATEWAY)!.state === 'Established');
    peer.say(BAD_UPDATE);
    expect(await peer.ending()).toBe('UPDATE Message Error / Optional Attribute Error');
    return { speaker, call, peers };
  }

  test('after its error a peer is refused, and the session says until when', async () => {
    const { speaker, call } = await damped();
    const { idleHold } = speaker.session(GATEWAY)!;
    expect(idleHold).toMatchObject({ refusesCalls: true });
    expect(idleHold!.until).toBeGreaterThan(Date.now());
    expect(await (await call()).ending()).toBe('Cease / Connection Rejected');
  });

  test.each<readonly [string, (peers: (changes: Partial<PeerConfig>) => SpeakerConfig) => SpeakerConfig]>([
    ['what the session is made of', (peers) => peers({ holdTime: 30 })],
    ['what does not concern the session', (peers) => peers({ loopCount: 1 })],
    ['the record alone', (peers) => peers({ edited: 7 })],
    ['the speaker', (peers) => ({ ...peers({}), alwaysCompareMed: true })],
  ])('it ends when the operator changes %s', async (_name, change) => {
    const { speaker, call, peers } = await damped();
    await speaker.configure(change(peers));
    expect(speaker.session(GATEWAY)!.idleHold).toBeUndefined();
    const again = await call();
    await again.establish();
    await until('up again', () => speaker.session(GATEWAY)!.state === 'Established');
  });

  test('it stays where nothing has changed', async () => {
    const { speaker, peers } = await damped();
    await speaker.configure(peers({}));
    expect(speaker.session(GATEWAY)!.idleHold).toMatchObject({ refusesCalls: true });
  });
});
