import { describe, expect, it } from 'vitest';
import type { AddressFamily } from '../../../../../server/model/bgp/family.ts';
import type { BgpSession, SessionFamily } from '../../../../../server/model/oper/bgp-session.ts';
import { familyRows, routeCounts } from './families.ts';
import { aSession } from './session-sample.ts';

const live = (family: AddressFamily, more: Partial<SessionFamily> = {}): SessionFamily => ({
  family,
  offered: true,
  offeredByPeer: true,
  carried: true,
  received: 0,
  active: 0,
  sent: 0,
  endOfRibReceived: true,
  stale: 0,
  ...more,
});
const session: BgpSession = aSession({
  families: [
    live('inet-vpn', { received: 7, active: 6, sent: 12 }),
    live('inet6-vpn'),
    live('route-target', { received: 1, active: 1, sent: 2 }),
  ],
});
const both = ['route-target', 'inet-vpn', 'inet6-vpn'];
const of = (family: string, given: BgpSession = session, configured = { ours: both, theirs: both }) =>
  familyRows(given, configured).find((row) => row.family === family);

describe('families, configured against negotiated', () => {
  it("stand in the config API's order", () =>
    expect(familyRows(session, { ours: both, theirs: both }).map((row) => row.family)).toEqual([
      'inet-vpn',
      'route-target',
      'inet6-vpn',
    ]));
  it('carried ones have their counts', () =>
    expect(of('inet-vpn')).toEqual({
      family: 'inet-vpn',
      ours: 'offered',
      theirs: 'offered',
      carried: true,
      received: 7,
      sent: 12,
    }));
  it('route-target says what it is for', () =>
    expect(of('route-target')?.note).toBe('Only routes that camaro asks for are sent'));
  it('one that only we offered is missing there', () => {
    const given = aSession({
      families: [live('inet-vpn'), live('inet6-vpn', { offeredByPeer: false, carried: false })],
    });
    expect(of('inet6-vpn', given, { ours: both, theirs: ['inet-vpn'] })).toMatchObject({
      ours: 'offered',
      theirs: 'not-offered',
      carried: false,
      missing: 'theirs',
    });
    expect(of('inet6-vpn', given)).not.toHaveProperty('sent');
  });
  it('one that the peer is configured for here and does not offer is not called unconfigured', () => {
    const row = of(
      'inet6-vpn',
      aSession({ families: [live('inet-vpn'), live('inet6-vpn', { offeredByPeer: false, carried: false })] }),
    );
    expect(row).toMatchObject({
      theirs: 'configured',
      note: 'camaro is configured for it here, and does not offer it: add it on the router itself',
    });
    expect(row).not.toHaveProperty('missing');
  });
  it('one that only they offered is missing here', () => {
    const given = aSession({ families: [live('inet', { offered: false, carried: false })] });
    expect(of('inet', given)).toMatchObject({ ours: 'not-offered', theirs: 'offered', missing: 'ours' });
  });
  it("a configured family that is not spoken is nobody's fault", () => {
    const row = of('e-vpn', session, { ours: [...both, 'e-vpn'], theirs: both });
    expect(row).toMatchObject({
      ours: 'not-spoken',
      theirs: 'not-offered',
      note: 'cent111 is configured for it, and this product does not speak it',
    });
    expect(row).not.toHaveProperty('missing');
  });
  it('one that only we are configured for is not asked for, and is missing there', () => {
    const given = aSession({ families: [live('inet-vpn')] });
    expect(of('inet6-vpn', given, { ours: both, theirs: ['inet-vpn'] })).toEqual({
      family: 'inet6-vpn',
      ours: 'configured',
      theirs: 'not-offered',
      carried: false,
      missing: 'theirs',
    });
  });
  it('erm-vpn, which control nodes keep among themselves, is left out', () =>
    expect(of('erm-vpn', session, { ours: [...both, 'erm-vpn'], theirs: both })).toBeUndefined());
  it('before an OPEN arrives the other end is shown as configured', () => {
    const given = aSession({
      peerOpen: undefined,
      families: [
        live('inet-vpn', { offeredByPeer: false, carried: false }),
        live('inet6-vpn', { offeredByPeer: false, carried: false }),
      ],
    });
    expect(of('inet-vpn', given)).toMatchObject({ theirs: 'configured', carried: false });
    expect(of('inet6-vpn', given, { ours: both, theirs: ['inet-vpn'] })).toMatchObject({
      theirs: 'not-offered',
      missing: 'theirs',
    });
  });
  it('stale routes and a missing End-of-RIB are shown', () => {
    const restart = { negotiated: true, peerRestartTime: 120, restarting: false, until: undefined };
    expect(
      of('inet-vpn', aSession({ gracefulRestart: restart, families: [live('inet-vpn', { stale: 3 })] }))?.note,
    ).toBe('3 stale, kept while camaro restarts');
    expect(
      of('inet-vpn', aSession({ gracefulRestart: restart, families: [live('inet-vpn', { endOfRibReceived: false })] }))
        ?.note,
    ).toBe('camaro has not sent End-of-RIB yet');
  });
});

it('counts are of all families', () => expect(routeCounts(session)).toEqual({ received: 8, active: 7, sent: 14 }));
