/** Every disposition of a route's path: where it is cut, the sentence, and where it is fixed. */

import { describe, expect, test } from 'vitest';
import { parseRouteTarget, routeTargetKey } from '../../model/bgp/route-target.ts';
import type { VpnRoute } from '../../model/oper/route.ts';
import type { Hop, Trace } from '../../model/oper/trace.ts';
import { CHAPTER_NOW, familyOf, gatewayRoute, sessionOf } from '../../testing/builders/bgp-facts.ts';
import { keptOut } from './arrival.ts';
import { fixOf } from './fixes.ts';
import type { LineageFacts } from './lineage.ts';
import { keptOutSentence, sentenceOf } from './sentences.ts';
import { passes, traceOf, type EndFacts } from './trace.ts';

const TARGET = 'target:60100:100';
const AUTOMATIC = 'target:60100:8000012';
const network = { uuid: 'n', name: 'net', fqName: 'default-domain:p:net' };
const node = { nodeUuid: 'v', nodeName: 'cent222', address: '10.169.25.20' };
const route: VpnRoute = {
  prefix: '101.101.101.2/32',
  family: 'inet-vpn',
  routeDistinguisher: '10.169.25.20:2',
  nextHop: node,
  label: 47,
  localPreference: 100,
  med: 200,
  origin: 'incomplete',
  asPath: '',
  routeTargets: [AUTOMATIC, TARGET],
  encapsulations: ['udp', 'gre'],
  communities: [],
  originNetwork: ['default-domain', 'p', 'net'],
  instance: 'n',
  path: {
    id: 'fip:f@i',
    prefix: '101.101.101.2/32',
    instance: 'n',
    origin: { kind: 'floating-ip', floatingIpUuid: 'f', poolUuid: 'p', interfaceUuid: 'i', machineUuid: 'm' },
    label: 47,
    localPreference: 100,
    med: 200,
    nextHop: node,
  },
} as unknown as VpnRoute;
const lineage = (over: Partial<LineageFacts> = {}): LineageFacts => ({
  floatingIp: { uuid: 'f', address: '101.101.101.2', direction: 'both' },
  port: { uuid: 'i', address: '10.47.255.252', node: 'cent222' },
  pod: { key: 'ns/web', namespace: 'ns', name: 'web' },
  network,
  route,
  exports: [AUTOMATIC, TARGET],
  automaticTarget: AUTOMATIC,
  ...over,
});
const session = sessionOf();
const end = (over: Partial<EndFacts> = {}, sending: Partial<EndFacts['sending']> = {}): EndFacts => ({
  id: 'c',
  name: 'camaro',
  address: '192.168.0.204',
  peering: { hop: 'peering', gateway: 'camaro', disposition: 'peered', router: 'c' },
  sending: {
    gateway: 'camaro',
    sessions: [session],
    sent: { session, since: CHAPTER_NOW },
    whyDown: undefined,
    wanted: undefined,
    ...sending,
  },
  inside: undefined,
  ...over,
});
const inside = (over: Partial<NonNullable<EndFacts['inside']>> = {}): EndFacts['inside'] => ({
  gateway: 'camaro',
  vrfs: [{ name: 'k8s-test', imports: [TARGET] }],
  tunnelNetworks: ['10.169.25.0/24'],
  received: [],
  ...over,
});
const received = (over: object = {}, bgp: object = {}) => {
  const base = gatewayRoute(route.prefix);
  return inside({ received: [{ vrf: 'k8s-test', route: { ...base, ...over, bgp: { ...base.bgp!, ...bgp } } }] });
};
const unsent = { sent: undefined };

/** Hops in order, as a reader goes along them. */
const hopsOf = ({ lineage: { pod, port, vrf, routeTarget, vpnRoute }, nearest }: Trace): readonly Hop[] => [
  pod,
  port,
  vrf,
  routeTarget,
  nearest.sending ?? vpnRoute,
  nearest.arrival ?? nearest.peering,
];

type Case = readonly [
  disposition: Hop['disposition'],
  hop: Hop['hop'],
  facts: Partial<LineageFacts>,
  ends: readonly EndFacts[],
  /** The sentence, or what it matches. */
  sentence: unknown,
  fix: string | undefined,
];

const withheld = (notAdvertised: VpnRoute['notAdvertised'], over: Partial<VpnRoute> = {}) => ({
  route: { ...route, ...over, notAdvertised } as VpnRoute,
});

const CUTS: readonly Case[] = [
  [
    'not-associated',
    'pod',
    { port: undefined, pod: undefined, route: undefined },
    [end()],
    expect.stringMatching(/Associate it/),
    'floating-ip',
  ],
  [
    'no-pod',
    'pod',
    { pod: undefined },
    [end()],
    'No pod stands behind its port; if it is a service, none of its pods is ready.',
    undefined,
  ],
  ['not-installed', 'port', withheld({ kind: 'no-label' }), [end()], 'The port has no label yet.', undefined],
  [
    'no-vrf-number',
    'vrf',
    withheld({ kind: 'no-vrf-id', nodeName: 'cent222' }),
    [end()],
    expect.stringMatching(/no number on cent222/),
    undefined,
  ],
  [
    'no-network',
    'vrf',
    { network: undefined, route: undefined },
    [end()],
    expect.stringMatching(/pool's network does not exist/),
    undefined,
  ],
  [
    'no-export-target',
    'route-target',
    withheld({ kind: 'no-export-target' }, { routeTargets: [] }),
    [end()],
    expect.stringMatching(/exports no route target/),
    'network',
  ],
  ['no-route', 'vpn-route', { route: undefined }, [end()], 'No route follows from it yet.', undefined],
  [
    'no-session',
    'sending',
    {},
    [end({}, { ...unsent, sessions: [] })],
    expect.stringMatching(/No control node/),
    'bgp-router',
  ],
  [
    'session-down',
    'sending',
    {},
    [end({}, { ...unsent, sessions: [sessionOf({ state: 'Idle' })], whyDown: 'Keys differ.' })],
    'Keys differ.',
    'bgp-session',
  ],
  [
    'session-down',
    'sending',
    {},
    [end({}, { ...unsent, sessions: [sessionOf({ state: 'Active' })] })],
    'The session with camaro is Active.',
    'bgp-session',
  ],
  [
    'family-not-carried',
    'sending',
    {},
    [end({}, { ...unsent, sessions: [sessionOf({ families: [familyOf('inet')] })] })],
    expect.stringMatching(/does not carry inet-vpn/),
    'bgp-session',
  ],
  [
    'not-asked-for',
    'sending',
    {},
    [end({}, { ...unsent, wanted: [routeTargetKey(parseRouteTarget('target:60100:999')!)] })],
    expect.stringMatching(/asks for none of .* export what it asks for: target:60100:999\.$/),
    'network',
  ],
  [
    'not-asked-for',
    'sending',
    {},
    [end({}, { ...unsent, wanted: [] })],
    expect.stringMatching(/asks for: none so far\.$/),
    'network',
  ],
  ['waiting', 'sending', {}, [end({}, unsent)], 'It waits to be sent to camaro.', undefined],
  ['waiting', 'sending', {}, [end({}, { ...unsent, wanted: 'all' })], 'It waits to be sent to camaro.', undefined],
  ['no-gateway', 'peering', {}, [], expect.stringMatching(/^No gateway is configured\. Add it/), 'known-host'],
  [
    'not-added',
    'peering',
    {},
    [end({ peering: { hop: 'peering', gateway: 'camaro', disposition: 'not-added' } })],
    expect.stringMatching(/camaro is known, and no BGP router stands for it/),
    'known-host',
  ],
  [
    'not-associated',
    'peering',
    {},
    [
      end({
        peering: {
          hop: 'peering',
          gateway: 'camaro',
          disposition: 'not-associated',
          router: 'c',
          controlNodes: ['cent111'],
          calls: 2,
        },
      }),
    ],
    expect.stringMatching(/It has called 2 times and was refused\. Choose cent111/),
    'bgp-router',
  ],
  [
    'automatic-target-only',
    'arrival',
    { route: { ...route, routeTargets: [AUTOMATIC] } },
    [end()],
    expect.stringMatching(/Only the automatic target is exported.* imports to net\.$/),
    'network',
  ],
  [
    'no-common-route-target',
    'arrival',
    {},
    [end({ inside: inside({ vrfs: [{ name: 'k8s-test', imports: ['target:60100:7'] }] }) })],
    expect.stringMatching(
      /^No VRF of camaro imports it: k8s-test imports target:60100:7; net exports .*Add target:60100:7/,
    ),
    'network',
  ],
  [
    'hidden-without-tunnel',
    'arrival',
    {},
    [end({ inside: received({ hidden: 'no tunnel' }, { tunnel: undefined }) })],
    expect.stringMatching(/^VRF k8s-test has it hidden: no tunnel network of camaro/),
    'gateway',
  ],
  [
    'hidden',
    'arrival',
    {},
    [end({ inside: received({ hidden: 'looped' }) })],
    'VRF k8s-test has it hidden: looped.',
    'gateway',
  ],
  ['waiting', 'arrival', {}, [end({ inside: inside() })], 'camaro has not taken it into k8s-test yet.', undefined],
];

describe('the way of a route', () => {
  test.each(CUTS)('%s at the %s', (disposition, hop, facts, ends, sentence, fix) => {
    const trace = traceOf(lineage(facts), ends);
    expect(trace.reachable).toBe(false);
    const cut = hopsOf(trace).find((one) => !passes(one))!;
    expect(cut).toMatchObject({ hop, disposition });
    expect(sentenceOf(cut, network.name)).toEqual(sentence);
    expect(fixOf(cut, trace.nearest, network)?.kind).toBe(fix);
  });

  test.each([
    ['out-of-sight', end()],
    ['in-vrf', end({ inside: received() })],
  ] as const)('%s: it arrives, and nothing is said against it', (disposition, gateway) => {
    const trace = traceOf(lineage(), [gateway]);
    expect(trace.reachable).toBe(true);
    expect(trace.nearest.arrival).toMatchObject({ disposition });
    for (const hop of hopsOf(trace)) {
      expect(sentenceOf(hop, network.name)).toBeUndefined();
      expect(fixOf(hop, trace.nearest, network)).toBeUndefined();
    }
  });

  test('a route is not older than the session that carries it', () => {
    const late = sessionOf({ since: CHAPTER_NOW + 5 });
    const { nearest } = traceOf(lineage(), [end({}, { sent: { session: late, since: CHAPTER_NOW } })]);
    expect(nearest.sending).toMatchObject({ disposition: 'sent', at: CHAPTER_NOW + 5 });
  });

  test('leads to the gateway that it comes nearest to, the first of equals', () => {
    const [down, away, there] = [
      end({ id: 'down' }, { ...unsent, sessions: [] }),
      end({ id: 'away', inside: inside({ vrfs: [] }) }),
      end({ id: 'there', inside: received() }),
    ];
    const nearest = (...ends: readonly EndFacts[]) => traceOf(lineage(), ends).nearest.id;
    expect(nearest(down, away, there)).toBe('there');
    expect(nearest(down, away)).toBe('away');
    expect(nearest(down, { ...down, id: 'other' })).toBe('down');
  });

  test('of several VRFs of a gateway the one that uses it counts, not the one that hides it', () => {
    const base = gatewayRoute(route.prefix);
    const { nearest } = traceOf(lineage(), [
      end({
        inside: inside({
          received: [
            { vrf: 'a', route: { ...base, hidden: 'no tunnel' } },
            { vrf: 'b', route: base },
          ],
        }),
      }),
    ]);
    expect(nearest.arrival).toMatchObject({ disposition: 'in-vrf', vrf: 'b' });
  });
});

describe('what the configuration of a gateway keeps out', () => {
  test.each([
    [{}, undefined],
    [{ vrfs: [] }, 'camaro was sent it, and none of its VRFs imports target:60100:8000012, target:60100:100.'],
    [
      { tunnelNetworks: ['10.9.0.0/16', 'fd00::/8'] },
      'No tunnel network of camaro (10.9.0.0/16, fd00::/8) covers its next hop 10.169.25.20.',
    ],
    [{ tunnelNetworks: [] }, 'No tunnel network of camaro (none) covers its next hop 10.169.25.20.'],
  ] as const)('%j', (over, sentence) => {
    const kept = keptOut({ ...inside()!, ...over }, route);
    expect(kept && keptOutSentence(kept)).toBe(sentence);
  });
});
