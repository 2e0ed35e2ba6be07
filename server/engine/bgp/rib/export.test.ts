import { describe, expect, test } from 'vitest';
import type { PathAttributes } from '../../../model/bgp/path-attributes.ts';
import type { ExportRole, ExportTarget } from './export-types.ts';
import { exportAttributes, mayReach } from './export.ts';
import { exportTarget, roleOf } from './peers.ts';
import { attributesOf, LOCAL_ASN, peerOf, RIB, sequence, targetKey } from './testing.ts';

const LOCAL: ExportRole = { kind: 'local' };
const EXTERNAL = roleOf(peerOf('192.168.0.1', { internal: false }));
const CLIENT = roleOf(peerOf('192.168.0.2', { config: { reflectorClient: true } }));
const OTHER = roleOf(peerOf('192.168.0.3'));

const REFLECTOR = { ...RIB, clusterId: '1.2.3.4' };
type Family = ExportTarget['family'];
const ibgp = (client = false, reflector = true, family: Family = 'inet-vpn') =>
  exportTarget(family, peerOf('192.168.0.9', { config: { reflectorClient: client } }), reflector ? REFLECTOR : RIB);
const ebgp = (config = {}, family: Family = 'inet-vpn') =>
  exportTarget(family, peerOf('192.168.0.9', { internal: false, config }), RIB);

describe('which routes go where (RFC 4271 §9.2.1, RFC 4456 §6)', () => {
  test.each([
    // from, to, without cluster id, with
    ['ours', 'iBGP', LOCAL, true, true],
    ['ours', 'eBGP', LOCAL, true, true],
    ['eBGP', 'iBGP', EXTERNAL, true, true],
    ['eBGP', 'eBGP', EXTERNAL, true, true],
    ['iBGP', 'eBGP', OTHER, true, true],
    ['client', 'eBGP', CLIENT, true, true],
    ['iBGP', 'iBGP', OTHER, false, false],
    ['iBGP', 'client', OTHER, false, true],
    ['client', 'iBGP', CLIENT, false, true],
    ['client', 'client', CLIENT, false, true],
  ] as const)('%s to %s', (_from, to, from, plain, reflecting) => {
    const target = (reflector: boolean) => (to === 'eBGP' ? ebgp() : ibgp(to === 'client', reflector));
    expect([mayReach(from, target(false)), mayReach(from, target(true))]).toEqual([plain, reflecting]);
  });
});

const sent = (attributes: Partial<PathAttributes>, from: ExportRole, to: ExportTarget) =>
  exportAttributes(attributesOf(attributes), from, to);

describe('what becomes of the attributes', () => {
  const encapsulation = '030c000000000002';
  const rows: readonly (readonly [
    string,
    Partial<PathAttributes>,
    ExportRole,
    ExportTarget,
    Partial<PathAttributes>,
  ])[] = [
    [
      'ours to iBGP: next hop is the compute node, MED and LOCAL_PREF stay',
      { med: 200, localPreference: 100 },
      LOCAL,
      ibgp(),
      { med: 200, localPreference: 100, nextHop: '10.169.25.20', asPath: [], origin: 'incomplete' },
    ],
    ['no LOCAL_PREF is 100 to iBGP', {}, LOCAL, ibgp(), { localPreference: 100 }],
    ['LOCAL_PREF 0 is 100 to iBGP', { localPreference: 0 }, LOCAL, ibgp(), { localPreference: 100 }],
    ['LOCAL_PREF does not leave the AS', { localPreference: 200 }, LOCAL, ebgp(), { localPreference: undefined }],
    ['our AS in front, to eBGP', {}, LOCAL, ebgp(), { asPath: sequence(LOCAL_ASN) }],
    [
      'the local AS of the session in front',
      { asPath: sequence(7) },
      EXTERNAL,
      ebgp({ localAsn: 65_099 }),
      { asPath: sequence(65_099, 7) },
    ],
    [
      'in front of a set stands a sequence',
      { asPath: [{ kind: 'set', asns: [7, 8] }] },
      EXTERNAL,
      ebgp(),
      {
        asPath: [
          { kind: 'sequence', asns: [LOCAL_ASN] },
          { kind: 'set', asns: [7, 8] },
        ],
      },
    ],
    [
      'a full sequence gets another before it',
      { asPath: sequence(...Array.from({ length: 255 }, () => 7)) },
      EXTERNAL,
      ebgp(),
      {
        asPath: [
          { kind: 'sequence', asns: [LOCAL_ASN] },
          { kind: 'sequence', asns: Array.from({ length: 255 }, () => 7) },
        ],
      },
    ],
    ['nothing in front to iBGP', { asPath: sequence(7) }, EXTERNAL, ibgp(), { asPath: sequence(7) }],
    ['MED leaves with our own routes', { med: 200 }, LOCAL, ebgp(), { med: 200 }],
    ['MED of another AS does not go further', { med: 200, asPath: sequence(7) }, EXTERNAL, ebgp(), { med: undefined }],
    ['MED of another AS goes to iBGP', { med: 200, asPath: sequence(7) }, EXTERNAL, ibgp(), { med: 200 }],
    ['inet to eBGP: ourselves are next hop', {}, LOCAL, ebgp({}, 'inet'), { nextHop: '10.169.25.19' }],
    [
      'inet to eBGP over IPv6: it stays',
      {},
      LOCAL,
      { ...ebgp({}, 'inet'), localAddress: 'fd00::19' },
      { nextHop: '10.169.25.20' },
    ],
    ['VPN to eBGP: the compute node stays next hop', {}, LOCAL, ebgp(), { nextHop: '10.169.25.20' }],
    [
      'our route target membership: ourselves are next hop',
      { nextHop: '' },
      LOCAL,
      ibgp(false, true, 'route-target'),
      { nextHop: '10.169.25.19' },
    ],
    [
      'reflected: who brought it, and our cluster',
      {},
      CLIENT,
      ibgp(),
      { originatorId: '192.168.0.2', clusterList: ['1.2.3.4'], nextHop: '10.169.25.20' },
    ],
    [
      'reflected again: the originator stays, our cluster in front',
      { originatorId: '5.5.5.5', clusterList: ['6.6.6.6'] },
      OTHER,
      ibgp(true),
      { originatorId: '5.5.5.5', clusterList: ['1.2.3.4', '6.6.6.6'] },
    ],
    [
      'not reflected out of the AS',
      { originatorId: '5.5.5.5', clusterList: ['6.6.6.6'] },
      OTHER,
      ebgp(),
      { originatorId: undefined, clusterList: [] },
    ],
    [
      'a membership to a client is as of ours (RFC 4684 §3.2)',
      {},
      CLIENT,
      ibgp(true, true, 'route-target'),
      { originatorId: '10.169.25.19', clusterList: ['1.2.3.4'], nextHop: '10.169.25.19' },
    ],
    ['our routes have no originator', {}, LOCAL, ibgp(true), { originatorId: undefined, clusterList: [] }],
    ['origin override', {}, LOCAL, ebgp({ originOverride: 'igp' }), { origin: 'igp' }],
    [
      'AS override',
      { asPath: sequence(7, 65_001, 8, 65_001) },
      EXTERNAL,
      ebgp({ asOverride: true }),
      { asPath: sequence(LOCAL_ASN, 7, LOCAL_ASN, 8, LOCAL_ASN) },
    ],
    [
      'remove: private ones in front of the first public',
      { asPath: sequence(64_512, 65_534, 7, 64_513) },
      EXTERNAL,
      ebgp({ privateAs: 'remove' }),
      { asPath: sequence(LOCAL_ASN, 7, 64_513) },
    ],
    [
      'remove-all',
      { asPath: sequence(64_512, 7, 4_200_000_000) },
      EXTERNAL,
      ebgp({ privateAs: 'remove-all' }),
      { asPath: sequence(LOCAL_ASN, 7) },
    ],
    [
      'remove-all of a whole path',
      { asPath: sequence(64_512) },
      EXTERNAL,
      ebgp({ privateAs: 'remove-all' }),
      { asPath: sequence(LOCAL_ASN) },
    ],
    [
      'replace-all',
      { asPath: sequence(64_512, 7, 64_513) },
      EXTERNAL,
      ebgp({ privateAs: 'replace-all' }),
      { asPath: sequence(LOCAL_ASN, LOCAL_ASN, 7, LOCAL_ASN) },
    ],
    [
      "the peer's own private AS stays: it finds loops by it",
      { asPath: sequence(64_512, 65_001, 64_513) },
      EXTERNAL,
      ebgp({ privateAs: 'remove' }),
      { asPath: sequence(LOCAL_ASN, 65_001, 64_513) },
    ],
    [
      '65535 is not private (RFC 7300)',
      { asPath: sequence(65_535) },
      EXTERNAL,
      ebgp({ privateAs: 'remove-all' }),
      { asPath: sequence(LOCAL_ASN, 65_535) },
    ],
    [
      'communities stay',
      { communities: [5], largeCommunities: [[1, 2, 3]] },
      LOCAL,
      ebgp(),
      { communities: [5], largeCommunities: [[1, 2, 3]] },
    ],
    [
      'non-transitive extended communities stay inside the AS',
      { extendedCommunities: [targetKey('target:60100:100'), '4004000000000001', encapsulation] },
      LOCAL,
      ebgp(),
      { extendedCommunities: [targetKey('target:60100:100'), encapsulation] },
    ],
    [
      'and go to iBGP',
      { extendedCommunities: ['4004000000000001'] },
      LOCAL,
      ibgp(),
      { extendedCommunities: ['4004000000000001'] },
    ],
    ['NO_EXPORT goes to iBGP', { communities: [0xffffff01] }, LOCAL, ibgp(), { communities: [0xffffff01] }],
    [
      'unknown: transitive with Partial, others not',
      {
        unknown: [
          { flags: 0xc0, type: 99, value: Uint8Array.of(1) },
          { flags: 0x80, type: 98, value: Uint8Array.of(2) },
        ],
      },
      OTHER,
      ebgp(),
      { unknown: [{ flags: 0xe0, type: 99, value: Uint8Array.of(1) }] },
    ],
    ['MED 0 is a MED', { med: 0 }, LOCAL, ebgp(), { med: 0 }],
  ];
  test.each(rows)('%s', (_case, attributes, from, to, expected) => {
    const result = sent(attributes, from, to);
    const compared =
      result && Object.fromEntries(Object.keys(expected).map((name) => [name, result[name as keyof PathAttributes]]));
    expect(compared).toEqual(expected);
    expect(Object.isFrozen(result)).toBe(true);
  });
});

test.each([
  ['NO_EXPORT', 0xffffff01, true, false],
  ['NO_ADVERTISE', 0xffffff02, false, false],
  ['NO_EXPORT_SUBCONFED', 0xffffff03, true, false],
  ['any other', 0xea640001, true, true],
])('%s (RFC 1997)', (_name, community, inside, outside) => {
  expect([ibgp(), ebgp()].map((to) => sent({ communities: [community] }, LOCAL, to) !== undefined)).toEqual([
    inside,
    outside,
  ]);
});
