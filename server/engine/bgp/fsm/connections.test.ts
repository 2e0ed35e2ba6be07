/** More than one connection, more than one failure: collisions, damping, back-off. */

import { describe, expect, test } from 'vitest';
import { peerDominates } from './collision.ts';
import { sessionState, type AcceptedOpen, type FsmConfig, type FsmEvent } from './fsm-types.ts';
import { transition } from './fsm.ts';
import { after, CAMARO, IN, US, words } from './testing-fsm.ts';
import { connectRetryTime, idleHoldTime, keepaliveInterval, sendHoldTime } from './timers.ts';

const WEAK: AcceptedOpen = { ...CAMARO, identifier: 1 };
const open = (connection: number, from: AcceptedOpen): FsmEvent => ({ kind: 'open', connection, open: from });
const CALLED: FsmEvent = { kind: 'tcp-accepted' };
const notification = { code: 3, subcode: 1, data: new Uint8Array(0) };

describe('collision (RFC 4271 §6.8, RFC 6286 §2.3)', () => {
  test.each([
    ['higher identifier', { identifier: 1, asn: 9 }, { identifier: 2, asn: 1 }, true],
    ['lower identifier', { identifier: 2, asn: 1 }, { identifier: 1, asn: 9 }, false],
    ['identifiers are unsigned', { identifier: 1, asn: 1 }, { identifier: 0xffff_ffff, asn: 1 }, true],
    [
      'equal identifiers: the higher AS, of four bytes',
      { identifier: 1, asn: 65_000 },
      { identifier: 1, asn: 4_200_000_000 },
      true,
    ],
  ])('%s', (_name, us, peer, dominates) => expect(peerDominates(us, peer)).toBe(dominates));

  // Connection 1 is ours, connection 2 the peer's call.
  test.each([
    [
      'they dominate, OPEN on their call while ours is OpenSent',
      'OpenSent',
      open(2, CAMARO),
      'OpenConfirm: close 1 6/7, send-keepalive 2, hold 2 90 s, keepalive 2 30 s',
    ],
    [
      'they dominate, OPEN on their call while ours is OpenConfirm',
      'OpenConfirm',
      open(2, CAMARO),
      'OpenConfirm: close 1 6/7, send-keepalive 2, hold 2 90 s, keepalive 2 30 s',
    ],
    [
      'we dominate, OPEN on their call while ours is OpenConfirm',
      'OpenConfirm',
      open(2, WEAK),
      'OpenConfirm: close 2 6/7',
    ],
    [
      'we dominate, OPEN on ours while their call is OpenSent',
      'OpenSent',
      open(1, WEAK),
      'OpenConfirm: close 2 6/7, send-keepalive 1, hold 1 90 s, keepalive 1 30 s',
    ],
    ['they dominate, OPEN on ours while their call is OpenSent', 'OpenSent', open(1, CAMARO), 'OpenSent: close 1 6/7'],
    [
      'OPEN on their call while we still call: both go on',
      'Connect',
      open(2, CAMARO),
      'OpenConfirm: send-keepalive 2, hold 2 90 s, keepalive 2 30 s',
    ],
  ] as const)('%s', (_name, state, event, expected) =>
    expect(words(transition(after([CALLED], { from: IN[state] }), event, US))).toBe(expected),
  );

  test(
    'a call that was open already when the other connection was established is resolved by dominance, not as a ' +
      'restart',
    () => {
      const graceful = { ...CAMARO, gracefulRestart: true };
      const both = (ours: AcceptedOpen) =>
        after([CALLED, { kind: 'keepalive', connection: 1 }], { from: after([open(1, ours)], { from: IN.OpenSent }) });
      expect(words(transition(both(graceful), open(2, graceful), US))).toBe(
        'OpenConfirm: close 1 6/7, down 1 replaced, send-keepalive 2, hold 2 90 s, keepalive 2 30 s',
      );
      expect(words(transition(both({ ...WEAK, gracefulRestart: true }), open(2, WEAK), US))).toBe(
        'Established: close 2 6/7',
      );
    },
  );

  test('a caller that connects again has given up its earlier connection', () => {
    expect(words(transition(after([CALLED], { from: IN.Active }), CALLED, US))).toBe(
      'OpenSent: close 2 6/7, adopt 3, send-open 3, hold 3 15 s',
    );
  });
});

describe('a restarted peer (RFC 4724 §4.2)', () => {
  const graceful = after([
    { kind: 'start' },
    { kind: 'tcp-connected', connection: 1 },
    open(1, { ...CAMARO, gracefulRestart: true }),
    { kind: 'keepalive', connection: 1 },
  ]);
  test('its connection is accepted beside the session', () =>
    expect(words(transition(graceful, CALLED, US))).toBe('Established: adopt 2, send-open 2, hold 2 15 s'));
  test('its OPEN replaces the session silently', () => {
    expect(words(transition(after([CALLED], { from: graceful }), open(2, CAMARO), US))).toBe(
      'OpenConfirm: close 1, down 1 replaced, send-keepalive 2, hold 2 90 s, keepalive 2 30 s',
    );
  });
  test('a caller that never sends an OPEN does not affect it', () => {
    expect(words(transition(after([CALLED], { from: graceful }), { kind: 'hold-expired', connection: 2 }, US))).toBe(
      'Established: close 2 4/0',
    );
  });
});

describe('callers that fail', () => {
  test.each([
    ['Active', 'Active: close 2'],
    ['Connect', 'Connect: close 2'],
    ['Idle (hold)', 'Idle: close 2'],
    ['OpenSent', 'OpenSent: close 2'],
  ] as const)('do not disturb %s', (state, expected) => {
    const called = transition(IN[state], CALLED, US).state;
    const { id } = called.connections.at(-1)!;
    expect(
      words(transition(called, { kind: 'tcp-closed', connection: id }, US)).replaceAll(`close ${id}`, 'close 2'),
    ).toBe(expected);
  });

  test('after OpenConfirm our own attempts begin again', () => {
    const confirmed = after([CALLED, open(2, CAMARO)], { from: IN.Active });
    expect(words(transition(confirmed, { kind: 'tcp-closed', connection: 2 }, US))).toBe(
      'Active: close 2, connect-retry 1 s',
    );
  });
});

describe('damping', () => {
  test('calls are refused in the idle hold that followed a bad UPDATE, and taken in others', () => {
    expect(
      words(transition(after([{ kind: 'fault', connection: 1, notification }], { from: IN.Established }), CALLED, US)),
    ).toBe('Idle: refuse 6/5');
    expect(
      words(transition(after([{ kind: 'hold-expired', connection: 1 }], { from: IN.Established }), CALLED, US)),
    ).toBe('OpenSent: adopt 2, send-open 2, hold 2 15 s');
  });

  test('a prefix limit with an idle timeout keeps that, and refuses calls', () => {
    const limited = transition(IN.Established, { kind: 'fault', connection: 1, notification, idle: 600 }, US);
    expect(words(limited)).toBe('Idle: close 1 3/1, down 1, idle-hold 600 s');
    expect(words(transition(limited.state, CALLED, US))).toBe('Idle: refuse 6/5');
    expect(words(transition(limited.state, { kind: 'start' }, US))).toBe('Connect: connect 2, connect-retry 10 s');
  });

  test('failures in a row double the idle hold until a session is stable', () => {
    let state = IN.Established;
    const holds: string[] = [];
    for (let id = 1; id <= 7; id++) {
      const step = transition(state, { kind: 'fault', connection: id, notification }, US);
      holds.push(words(step).match(/idle-hold (\d+)/)![1]!);
      state = after(
        [
          { kind: 'idle-hold-expired' },
          { kind: 'tcp-connected', connection: id + 1 },
          open(id + 1, CAMARO),
          { kind: 'keepalive', connection: id + 1 },
        ],
        { from: step.state },
      );
    }
    expect(holds).toEqual(['5', '10', '20', '40', '80', '100', '100']);
    expect(
      words(
        transition(after([{ kind: 'stable' }], { from: state }), { kind: 'fault', connection: 8, notification }, US),
      ),
    ).toContain('idle-hold 5 s');
  });
});

describe('passive', () => {
  const passive: FsmConfig = { ...US, passive: true };
  test('waits to be called', () => {
    const state = after([{ kind: 'start' }], { config: passive });
    expect(sessionState(state)).toBe('Active');
    expect(words(transition(state, CALLED, passive))).toBe('OpenSent: adopt 1, send-open 1, hold 1 15 s');
    const lost = transition(
      after([CALLED], { from: state, config: passive }),
      { kind: 'tcp-closed', connection: 1 },
      passive,
    );
    expect(words(lost)).toBe('Active: close 1');
  });
  test('waits again when the session was closed', () => {
    const up = after([{ kind: 'start' }, CALLED, open(1, CAMARO), { kind: 'keepalive', connection: 1 }], {
      config: passive,
    });
    expect(words(transition(up, { kind: 'tcp-closed', connection: 1 }, passive))).toBe('Active: close 1, down 1');
  });
});

test.each([
  [
    'connect retry',
    connectRetryTime,
    [
      [1, 1],
      [2, 2],
      [3, 4],
      [4, 8],
      [5, 16],
      [6, 30],
      [99, 30],
    ],
  ],
  [
    'idle hold',
    idleHoldTime,
    [
      [0, 0],
      [1, 5],
      [2, 10],
      [5, 80],
      [6, 100],
      [99, 100],
    ],
  ],
  [
    'keepalive, ms',
    keepaliveInterval,
    [
      [0, 0],
      [3, 1000],
      [90, 30_000],
    ],
  ],
  [
    'send hold',
    sendHoldTime,
    [
      [0, 0],
      [90, 480],
      [300, 600],
    ],
  ],
] as const)('%s time', (_name, time, rows) => {
  for (const [given, expected] of rows) expect(time(given)).toBe(expected);
});
