/** What two OPENs agree on. Why they may not: `bgp-speaker/bad-input.test.ts`, over the wire. */

import { describe, expect, test } from 'vitest';
import type { Capability, Open } from '../messages/message-types.ts';
import type { GracefulRestartConfig } from '../speaker-config.ts';
import { capabilityWords, identifierNumber, negotiate } from './negotiate.ts';
import { offeredFamilies, ourOpen } from './our-open.ts';

const OFF: GracefulRestartConfig = { restarting: false, helper: false, restartTime: 60, endOfRibTimeout: 30 };
const us = (gracefulRestart = OFF) => ({ routerId: '10.169.25.19', gracefulRestart });
const peer = {
  name: 'camaro',
  asn: 60100,
  localAsn: 60100,
  holdTime: 90,
  families: ['route-target', 'inet-vpn', 'e-vpn', 'erm-vpn', 'inet6-vpn'] as const,
};
const vpn: Capability = { kind: 'multiprotocol', afi: 1, safi: 128 };
const open = (capabilities: readonly Capability[], changes: Partial<Open> = {}): Open => ({
  version: 4,
  asn: 60100,
  holdTime: 180,
  identifier: '192.168.0.204',
  capabilities,
  ...changes,
});
const negotiated = (capabilities: readonly Capability[], gracefulRestart = OFF) => {
  const result = negotiate(us(gracefulRestart), peer, open(capabilities));
  if (result.kind === 'fault') throw new Error(result.cause);
  return result;
};

describe('our OPEN', () => {
  test('offers what is configured and spoken', () =>
    expect(offeredFamilies(peer)).toEqual(['route-target', 'inet-vpn', 'inet6-vpn']));

  test.each<readonly [string, GracefulRestartConfig, boolean, readonly string[]]>([
    ['graceful restart off', OFF, false, []],
    ['we restart gracefully', { ...OFF, restarting: true }, false, ['graceful restart 60 s']],
    ['we have restarted', { ...OFF, restarting: true }, true, ['graceful restart 60 s, restarting']],
    ['we only help', { ...OFF, helper: true }, false, ['graceful restart 0 s']],
  ])('%s', (_name, gracefulRestart, restarting, words) => {
    expect(capabilityWords(ourOpen(us(gracefulRestart), peer, restarting))).toEqual([
      'multiprotocol route-target',
      'multiprotocol vpnv4',
      'multiprotocol vpnv6',
      'route refresh',
      'extended messages',
      'four-octet AS 60100',
      ...words,
    ]);
  });
});

describe('agreement', () => {
  test('the least of both', () => {
    expect(negotiated([vpn])).toMatchObject({
      families: ['inet-vpn'],
      holdTime: 90,
      fourOctetAs: false,
      routeRefresh: false,
      maxMessageLength: 4096,
      gracefulRestart: undefined,
      internal: true,
    });
  });
  test('all that both have', () => {
    expect(
      negotiated([
        vpn,
        { kind: 'multiprotocol', afi: 1, safi: 132 },
        { kind: 'route-refresh' },
        { kind: 'extended-message' },
        { kind: 'four-octet-as', asn: 60100 },
      ]),
    ).toMatchObject({
      families: ['route-target', 'inet-vpn'],
      fourOctetAs: true,
      routeRefresh: true,
      maxMessageLength: 65_535,
    });
  });
  test('graceful restart counts where we take part in it; the last capability of several', () => {
    const restart = (restartTime: number): Capability => ({
      kind: 'graceful-restart',
      restarting: false,
      notification: true,
      restartTime,
      families: [
        { afi: 1, safi: 128, forwarding: true },
        { afi: 25, safi: 70, forwarding: true },
      ],
    });
    expect(negotiated([vpn, restart(1), restart(2)]).gracefulRestart).toBe(undefined);
    expect(negotiated([vpn, restart(1), restart(2)], { ...OFF, helper: true }).gracefulRestart).toEqual({
      restarting: false,
      notification: true,
      restartTime: 2,
      forwarding: new Map([['inet-vpn', true]]),
    });
  });
  test('equal router ids are fine between autonomous systems (RFC 6286)', () => {
    expect(
      negotiate(us(), { ...peer, asn: 64512 }, open([vpn], { asn: 64512, identifier: '10.169.25.19' })),
    ).toMatchObject({ kind: 'negotiated', internal: false });
  });
  test('without a common family the wanted capabilities are told (RFC 5492 §5)', () => {
    expect(
      negotiate(
        us(),
        { ...peer, families: ['inet-vpn', 'inet6-vpn'] },
        open([{ kind: 'multiprotocol', afi: 25, safi: 70 }]),
      ),
    ).toMatchObject({
      kind: 'fault',
      cause: 'camaro offers e-vpn; configured here are inet-vpn, inet6-vpn: there is no common family.',
      notification: { code: 2, subcode: 7, data: Uint8Array.of(1, 4, 0, 1, 0, 128, 1, 4, 0, 2, 0, 128) },
    });
  });
});

test('router ids are unsigned', () => expect(identifierNumber('255.0.0.1')).toBe(0xff00_0001));
