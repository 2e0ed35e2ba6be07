/** Facts of BGP speakers and gateways out of plain data, for tests of what reads them. */

import { vpnNlri } from '../../engine/bgp/nlri/nlri-key.ts';
import type { RoutedFamily } from '../../model/bgp/nlri.ts';
import { NO_ATTRIBUTES, type PathAttributes } from '../../model/bgp/path-attributes.ts';
import { parseRouteTarget, routeTargetKey } from '../../model/bgp/route-target.ts';
import { contains, prefixFrom } from '../../model/net/prefix.ts';
import type {
  BgpDestination,
  BgpFacts,
  BgpPath,
  BgpSpeakerFacts,
  RibFilter,
  RibPage,
} from '../../model/oper/bgp-facts.ts';
import type { BgpSession, SessionEvent, SessionFamily } from '../../model/oper/bgp-session.ts';
import type { DynamicTunnel, GatewayFacts, GatewayRoute } from '../../model/oper/gateway.ts';
import { by } from '../../model/order.ts';

/** 2019-07-11 01:18:31 UTC: the chapter's own clock. */
export const CHAPTER_NOW = Date.UTC(2019, 6, 11, 1, 18, 31);

const counts = (total: number) => ({ total, updates: 0, keepalives: total, routeRefreshes: 0, notifications: 0 });

export function familyOf(family: SessionFamily['family'], over: Partial<SessionFamily> = {}): SessionFamily {
  return {
    family,
    offered: true,
    offeredByPeer: true,
    carried: true,
    received: 0,
    active: 0,
    sent: 0,
    endOfRibReceived: true,
    stale: 0,
    ...over,
  };
}

/**
 * An Established session of cent111 with camaro, 18:19:34 old, 39 flaps, as the chapter prints it from the other
 * side.
 */
export function sessionOf(over: Partial<BgpSession> = {}): BgpSession {
  return {
    key: 'cent111~camaro',
    localKey: 'cent111',
    localName: 'cent111',
    peerKey: 'camaro',
    peerName: 'camaro',
    localAddress: '10.169.25.19',
    peerAddress: '192.168.0.204',
    peerPort: 179,
    localAsn: 60100,
    peerAsn: 60100,
    kind: 'ibgp',
    passive: false,
    adminDown: false,
    state: 'Established',
    since: CHAPTER_NOW - (18 * 3600 + 19 * 60 + 34) * 1000,
    lastFlap: undefined,
    flaps: 39,
    established: 40,
    holdTime: 90,
    keepalive: 30,
    in: counts(2390),
    out: counts(2235),
    queued: 0,
    families: [familyOf('inet-vpn'), familyOf('route-target')],
    peerOpen: { asn: 60100, holdTime: 90, identifier: '192.168.0.204', capabilities: [] },
    authenticated: false,
    gracefulRestart: { negotiated: false, peerRestartTime: undefined, restarting: false, until: undefined },
    trouble: undefined,
    attributeErrors: [],
    ...over,
  };
}

export const targetKeyOf = (text: string): string => routeTargetKey(parseRouteTarget(text)!);

export function attributesOf(
  over: Partial<PathAttributes> & { readonly targets?: readonly string[] } = {},
): PathAttributes {
  const { targets = ['target:60100:100'], ...rest } = over;
  return {
    ...NO_ATTRIBUTES,
    nextHop: '10.169.25.20',
    med: 200,
    localPreference: 100,
    extendedCommunities: [...targets.map(targetKeyOf), '030c000000000002'],
    ...rest,
  };
}

export function pathOf(over: Partial<BgpPath> = {}): BgpPath {
  return {
    source: 'cent111',
    sourceName: 'cent111',
    protocol: 'bgp',
    attributes: attributesOf(),
    label: 47,
    best: true,
    decidedBy: 'only-path',
    stale: false,
    since: CHAPTER_NOW - 102_000,
    ...over,
  };
}

export function vpnDestination(rd: string, prefix: string, ...paths: readonly BgpPath[]): BgpDestination {
  return { family: prefix.includes(':') ? 'inet6-vpn' : 'inet-vpn', key: vpnNlri(rd, prefix), paths };
}

export interface SpeakerParts {
  readonly key?: string;
  readonly name?: string;
  readonly asn?: number;
  readonly address?: string;
  readonly listenError?: string;
  readonly sessions?: readonly BgpSession[];
  readonly timelines?: { readonly [peer: string]: readonly SessionEvent[] };
  readonly routes?: readonly BgpDestination[];
  readonly sent?: { readonly [peer: string]: readonly BgpDestination[] };
  readonly wanted?: { readonly [peer: string]: readonly string[] | 'all' };
  readonly refused?: ReturnType<BgpSpeakerFacts['refusedCallers']>;
}

function pageOf(all: readonly BgpDestination[], family: RoutedFamily, { after, limit, match }: RibFilter): RibPage {
  const mine = all.filter((one) => one.family === family).sort(by(({ key }) => key));
  const rows: BgpDestination[] = [];
  let next: string | undefined;
  for (const one of mine) {
    if (after !== undefined && one.key <= after) continue;
    if (match?.(one) === false) continue;
    if (rows.length >= limit) {
      next = rows.at(-1)!.key;
      break;
    }
    rows.push(one);
  }
  return { rows, total: mine.length, next };
}

export function speakerOf(parts: SpeakerParts = {}): BgpSpeakerFacts {
  const {
    key = 'cent111',
    name = 'cent111',
    asn = 60100,
    address = '10.169.25.19',
    sessions = [],
    routes = [],
    sent = {},
  } = parts;
  return {
    key,
    name,
    asn,
    routerId: address,
    address,
    port: 179,
    listening: parts.listenError === undefined ? '127.0.0.19:1179' : undefined,
    listenError: parts.listenError,
    sessions: () => sessions,
    session: (peer) => sessions.find((session) => session.peerKey === peer),
    timeline: (peer) => parts.timelines?.[peer] ?? [],
    destination: (family, nlri) => routes.find((one) => one.family === family && one.key === nlri),
    routes: (family, filter) => pageOf(routes, family, filter),
    routeCount: (family) => routes.filter((one) => one.family === family).length,
    sentTo: (peer, family, filter) => pageOf(sent[peer] ?? [], family, filter),
    sentRoute: (peer, family, nlri) => sent[peer]?.find((one) => one.family === family && one.key === nlri),
    wantedTargets: (peer) => parts.wanted?.[peer],
    refusedCallers: () => parts.refused ?? [],
    *learnedWith(target) {
      for (const one of routes)
        if (one.paths[0]?.protocol === 'bgp' && one.paths[0].attributes.extendedCommunities.includes(target)) yield one;
    },
  };
}

/** Facts whose speakers can be exchanged under the reader: `set` tells the listeners. */
export function bgpFactsOf(
  initial: readonly BgpSpeakerFacts[] = [],
): BgpFacts & { set(speakers: readonly BgpSpeakerFacts[]): void } {
  let speakers = initial;
  const listeners = new Set<Parameters<BgpFacts['onChange']>[0]>();
  return {
    speakers: () => speakers,
    speaker: (key) => speakers.find((one) => one.key === key),
    onChange: (listener) => (listeners.add(listener), () => void listeners.delete(listener)),
    set(next) {
      speakers = next;
      for (const listener of listeners)
        listener({ sessions: true, learnedTargets: new Set(), learnedRoutes: new Set(), routes: true });
    },
  };
}

export interface GatewayParts extends SpeakerParts {
  readonly vrfRoutes?: readonly GatewayRoute[];
  readonly tunnels?: readonly DynamicTunnel[];
  readonly imports?: readonly string[];
  readonly tunnelNetworks?: readonly string[];
}

/** The route of the chapter's floating IP in the gateway's VRF. */
export function gatewayRoute(prefix: string, over: Partial<GatewayRoute> = {}): GatewayRoute {
  return {
    prefix,
    protocol: 'BGP',
    preference: 170,
    since: CHAPTER_NOW - 102_000,
    active: true,
    bgp: {
      routeDistinguisher: '10.169.25.20:3',
      label: 47,
      protocolNextHop: '10.169.25.20',
      med: 200,
      localPreference: 100,
      from: '10.169.25.19',
      asPath: '?',
      communities: ['target:60100:100', 'encapsulation:gre'],
      tunnel: 'gr-2/3/0.32771',
      stale: false,
    },
    ...over,
  };
}

export const CHAPTER_TUNNEL: DynamicTunnel = {
  name: 'gr-2/3/0.32771',
  remote: '10.169.25.20',
  local: '192.168.0.204',
  encapsulation: 'gre',
  protocol: 47,
  ttl: 64,
  routes: 1,
  since: CHAPTER_NOW - 102_000,
};

/** The lab's gateway as the chapter shows it; its session is seen from its own side. */
export function gatewayOf(parts: GatewayParts = {}): GatewayFacts {
  const mirrored = sessionOf({
    key: 'camaro~cent111',
    localKey: 'camaro',
    localName: 'camaro',
    peerKey: 'cent111',
    peerName: 'cent111',
    localAddress: '192.168.0.204',
    peerAddress: '10.169.25.19',
    in: counts(2235),
    out: counts(2390),
    families: [familyOf('inet-vpn', { received: 1, active: 1 })],
  });
  const vrfRoutes = parts.vrfRoutes ?? [
    {
      prefix: '0.0.0.0/0',
      protocol: 'Static',
      preference: 5,
      since: CHAPTER_NOW - 200_000_000,
      active: true,
      via: 'Discard',
    } satisfies GatewayRoute,
    gatewayRoute('101.101.101.2/32'),
  ];
  return {
    name: 'camaro',
    address: '192.168.0.204',
    asn: 60100,
    vrfs: [
      {
        name: 'k8s-test',
        routeDistinguisher: '192.168.0.204:500',
        imports: parts.imports ?? ['target:60100:100'],
        exports: ['target:60100:100'],
      },
    ],
    tunnelNetworks: parts.tunnelNetworks ?? ['10.169.25.0/24'],
    speaker: speakerOf({
      key: 'camaro',
      name: 'camaro',
      address: '192.168.0.204',
      sessions: [mirrored],
      routes: [vpnDestination('10.169.25.20:3', '101.101.101.2/32', pathOf())],
      ...parts,
    }),
    routes: (vrf) => (vrf === 'k8s-test' ? vrfRoutes : []),
    longestMatch: (vrf, address) => {
      const containing = (vrf === 'k8s-test' ? vrfRoutes : [])
        .map((route) => ({ route, prefix: prefixFrom(route.prefix) }))
        .filter(({ prefix }) => contains(prefix, address));
      const longest = Math.max(...containing.map(({ prefix }) => prefix.length));
      return containing.filter(({ prefix }) => prefix.length === longest).map(({ route }) => route);
    },
    tunnels: () => parts.tunnels ?? [CHAPTER_TUNNEL],
    onChange: () => () => undefined,
  };
}
