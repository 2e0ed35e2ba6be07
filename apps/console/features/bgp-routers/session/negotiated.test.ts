import { expect, it } from 'vitest';
import { negotiatedOf, liveRows } from './negotiated.ts';
import { aSession } from './session-sample.ts';

const family = {
  family: 'inet-vpn' as const,
  offered: true,
  offeredByPeer: true,
  carried: true,
  received: 0,
  active: 0,
  sent: 0,
  endOfRibReceived: true,
  stale: 0,
};
it.each([
  ['address', undefined, 'TCP 192.168.0.204:179'],
  ['autonomous-system', 'internal, AS 60100', 'internal, AS 60100'],
  ['address-families', 'inet-vpn, inet6-vpn', '1 carried: inet-vpn'],
  ['hold-time', '90 s', '90 s, keepalive 30 s'],
  ['authentication', 'none', 'Not authenticated'],
])('%s of an Established session', (field, negotiated, text) => {
  expect(
    negotiatedOf(
      { field, ...(negotiated === undefined ? {} : { negotiated }) },
      aSession({ families: [family, { ...family, family: 'inet6-vpn', carried: false }] }),
    ),
  ).toBe(text);
});
it('before the OPENs what is configured is shown', () => {
  const idle = aSession({ state: 'Idle', holdTime: undefined, keepalive: undefined });
  expect(
    ['hold-time', 'address-families', 'authentication'].map((field) =>
      negotiatedOf({ field, negotiated: 'as configured' }, idle),
    ),
  ).toEqual(['as configured', 'as configured', 'as configured']);
  expect(negotiatedOf({ field: 'hold-time', negotiated: '90 s' }, undefined)).toBe('90 s');
});
it('a hold time of 0 has no keepalives', () =>
  expect(negotiatedOf({ field: 'hold-time' }, aSession({ holdTime: 0, keepalive: 0 }))).toBe('0 s, no keepalives'));
it('graceful restart is shown of a session that is up', () => {
  expect(
    liveRows(
      aSession({ gracefulRestart: { negotiated: true, peerRestartTime: 120, restarting: false, until: undefined } }),
    )[0]?.negotiated,
  ).toBe('On, camaro asks for 120 s');
  expect(liveRows(aSession({ state: 'Active' }))).toEqual([]);
});
