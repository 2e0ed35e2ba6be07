/** TCP-MD5 (RFC 2385) between speakers of ours, where the system can do it. */

import { afterEach, describe, expect, test } from 'vitest';
import { md5Support } from './connection/md5/md5-support.ts';
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
} from './testing-speakers.ts';

const running = speakers();
afterEach(() => running.close());

const support = await md5Support();
const state = (speaker: Speaker, peer: string) => speaker.session(peer)!.state;

describe.runIf(support.kind === 'available')('with TCP-MD5', () => {
  test('equal keys establish, also after both sides change them; another peer has none', async () => {
    const transport = transportMap();
    const cent111 = (key: string) =>
      speakerConfig(CONTROL_NODE, [peerConfig(GATEWAY, { md5Key: key }), peerConfig(OTHER)]);
    const camaro = (key: string) => speakerConfig(GATEWAY, [peerConfig(CONTROL_NODE, { md5Key: key })]);
    const one = await running.start(transport, cent111('secret'));
    const two = await running.start(transport, camaro('secret'));
    const three = await running.start(transport, speakerConfig(OTHER, [peerConfig(CONTROL_NODE)]));
    await until('all are up', () =>
      [state(one, GATEWAY), state(one, OTHER), state(two, CONTROL_NODE), state(three, CONTROL_NODE)].every(
        (each) => each === 'Established',
      ),
    );
    expect(one.session(GATEWAY)!.authenticated).toBe(true);
    await Promise.all([one.configure(cent111('other')), two.configure(camaro('other'))]);
    await until('up again', () => state(one, GATEWAY) === 'Established' && one.session(GATEWAY)!.established === 2, 15);
    expect(one.session(OTHER)!.established).toBe(1);
  });

  test('different keys never establish', async () => {
    const transport = transportMap();
    const one = await running.start(
      transport,
      speakerConfig(CONTROL_NODE, [peerConfig(GATEWAY, { md5Key: 'secret' }), peerConfig(OTHER, { md5Key: 'secret' })]),
    );
    const two = await running.start(transport, speakerConfig(GATEWAY, [peerConfig(CONTROL_NODE, { md5Key: 'wrong' })]));
    await running.start(transport, speakerConfig(OTHER, [peerConfig(CONTROL_NODE, { md5Key: 'secret' })]));
    await until('who began later, with the key, is up', () => state(one, OTHER) === 'Established');
    expect(
      [state(one, GATEWAY), state(two, CONTROL_NODE)].filter(
        (each) => each.startsWith('Open') || each === 'Established',
      ),
    ).toEqual([]);
  });

  test('a key that is added ends the session that had none; the port stays the same', async () => {
    const transport = transportMap();
    const one = await running.start(transport, speakerConfig(CONTROL_NODE, [peerConfig(GATEWAY)]));
    const two = await running.start(transport, speakerConfig(GATEWAY, [peerConfig(CONTROL_NODE)]));
    await until('up', () => state(one, GATEWAY) === 'Established' && state(two, CONTROL_NODE) === 'Established');
    const { listening } = one;
    await one.configure(speakerConfig(CONTROL_NODE, [peerConfig(GATEWAY, { md5Key: 'secret' })]));
    await until('down', () => state(two, CONTROL_NODE) !== 'Established');
    expect(one.listening).toBe(listening);
    await two.configure(speakerConfig(GATEWAY, [peerConfig(CONTROL_NODE, { md5Key: 'secret' })]));
    await until('up again', () => state(one, GATEWAY) === 'Established', 15);
  });
});

test('without TCP-MD5 the session stays Idle and says why; it never comes up unauthenticated', async () => {
  const transport = transportMap();
  const reason = 'TCP-MD5 needs Linux; this is another.';
  const one = await running.start(transport, speakerConfig(CONTROL_NODE, [peerConfig(GATEWAY, { md5Key: 'secret' })]), {
    md5: () => Promise.resolve({ kind: 'unavailable', reason }),
  });
  const two = await running.start(transport, speakerConfig(GATEWAY, [peerConfig(CONTROL_NODE)]));
  await until(
    'called and refused',
    () => one.refusedCallers().length === 1 && two.session(CONTROL_NODE)!.trouble?.kind === 'notification',
  );
  expect(one.session(GATEWAY)).toMatchObject({
    state: 'Idle',
    authenticated: true,
    trouble: { kind: 'md5-unavailable', error: reason },
  });
  expect(two.session(CONTROL_NODE)!.trouble).toMatchObject({
    kind: 'notification',
    notification: { name: 'Cease / Connection Rejected' },
  });
});
