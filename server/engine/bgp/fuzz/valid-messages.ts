/** Messages that are right, of every type, family and attribute: what mutations start from. */

import { NO_ATTRIBUTES, type PathAttributes } from '../../../model/bgp/path-attributes.ts';
import { encodeAnnouncements, encodeEndOfRib, encodeWithdrawals } from '../messages/encode-updates.ts';
import { KEEPALIVE } from '../messages/keepalive.ts';
import type { Capability } from '../messages/message-types.ts';
import { encodeNotification, NOTIFICATION, shutdownData } from '../messages/notification.ts';
import { encodeOpen } from '../messages/open.ts';
import { encodeRouteRefresh } from '../messages/route-refresh.ts';
import { notification } from '../messages/session-fault.ts';
import { prefixNlri, routeTargetNlri, vpnNlri } from '../nlri/nlri-key.ts';

const PLAIN: PathAttributes = {
  ...NO_ATTRIBUTES,
  nextHop: '10.169.25.20',
  med: 200,
  localPreference: 100,
  extendedCommunities: ['0002eac400000064', '030c000000000002'],
};
const FULL: PathAttributes = {
  ...PLAIN,
  asPath: [
    { kind: 'sequence', asns: [65_000, 4_200_000_000] },
    { kind: 'set', asns: [65_001, 65_002] },
  ],
  atomicAggregate: true,
  aggregator: { asn: 4_200_000_000, address: '10.169.25.19' },
  communities: [0xeac4_0001, 0xffff_ff01],
  largeCommunities: [[60_100, 1, 2]],
  originatorId: '10.169.25.19',
  clusterList: ['0.0.0.1', '127.0.0.204'],
  unknown: [{ flags: 0xe0, type: 250, value: Uint8Array.of(1, 2, 3) }],
};
const CAPABILITIES: readonly Capability[] = [
  { kind: 'multiprotocol', afi: 1, safi: 128 },
  { kind: 'multiprotocol', afi: 2, safi: 128 },
  { kind: 'multiprotocol', afi: 1, safi: 132 },
  { kind: 'route-refresh' },
  { kind: 'extended-message' },
  { kind: 'four-octet-as', asn: 60_100 },
  {
    kind: 'graceful-restart',
    restarting: true,
    notification: true,
    restartTime: 120,
    families: [{ afi: 1, safi: 128, forwarding: true }],
  },
  { kind: 'unknown', code: 73, value: Uint8Array.of(3, 99, 110, 49, 0) },
];
const OPEN = { version: 4, asn: 60_100, holdTime: 90, identifier: '10.169.25.19' };
const BATCH = { fourOctetAs: true, internal: true, maxLength: 4096 };
const VPN = ['101.101.101.2/32', '10.0.0.0/8', '0.0.0.0/0'].map((prefix) => vpnNlri('10.169.25.20:1', prefix));
const VPN6 = ['2001:db8::1/128', '2001:db8::/33', '::/0'].map((prefix) => vpnNlri('10.169.25.20:1', prefix));
const INET = ['192.168.1.0/24', '10.0.0.0/8', '101.101.101.2/32'].map((prefix) => prefixNlri(prefix));
const TARGETS = [routeTargetNlri(0, 'all'), routeTargetNlri(60_100, 'target:60100:100')];
const LABELS = [47, 16, 1_048_575];

/** Complete messages. */
export const VALID_MESSAGES: readonly Uint8Array[] = Object.freeze([
  encodeOpen({ ...OPEN, capabilities: [] }),
  encodeOpen({ ...OPEN, capabilities: CAPABILITIES }),
  encodeOpen({ ...OPEN, capabilities: [...CAPABILITIES, { kind: 'unknown', code: 200, value: new Uint8Array(250) }] }),
  KEEPALIVE,
  encodeRouteRefresh('inet-vpn'),
  encodeNotification(notification(NOTIFICATION.administrativeShutdown, shutdownData('upgrade, back at 23:00'))),
  encodeNotification(notification(NOTIFICATION.hardReset, Uint8Array.of(6, 2, 2, 111, 107))),
  encodeNotification(notification(NOTIFICATION.maximumPrefixes, Uint8Array.of(0, 1, 128, 0, 1, 134, 160))),
  ...[PLAIN, FULL].flatMap((attributes) =>
    [true, false].flatMap((fourOctetAs) => [
      ...encodeAnnouncements({ ...BATCH, fourOctetAs, family: 'inet-vpn', keys: VPN, labels: LABELS, attributes }),
      ...encodeAnnouncements({
        ...BATCH,
        fourOctetAs,
        family: 'inet6-vpn',
        keys: VPN6,
        labels: LABELS,
        attributes: { ...attributes, nextHop: '::ffff:10.169.25.20' },
      }),
      ...encodeAnnouncements({ ...BATCH, fourOctetAs, family: 'inet', keys: INET, labels: [], attributes }),
      ...encodeAnnouncements({ ...BATCH, fourOctetAs, family: 'route-target', keys: TARGETS, labels: [], attributes }),
    ]),
  ),
  ...encodeAnnouncements({ ...BATCH, internal: false, family: 'inet', keys: INET, labels: [], attributes: FULL }),
  ...encodeWithdrawals({ family: 'inet', keys: INET, maxLength: 4096 }),
  ...encodeWithdrawals({ family: 'inet-vpn', keys: VPN, maxLength: 4096 }),
  ...encodeWithdrawals({ family: 'inet6-vpn', keys: VPN6, maxLength: 4096 }),
  ...encodeWithdrawals({ family: 'route-target', keys: TARGETS, maxLength: 4096 }),
  encodeEndOfRib('inet'),
  encodeEndOfRib('inet-vpn'),
]);
