/**
 * Live BGP without the routes of VRFs that are hidden from a user. Every route that originates here carries the
 * automatic target of its VRF, which identifies the VRF.
 */

import { formatRouteTarget, formatRouteTargetKey, parseRouteTarget } from '../model/bgp/route-target.ts';
import type { BgpDestination, BgpFacts, BgpSpeakerFacts, RibFilter, RibPage } from '../model/oper/bgp-facts.ts';
import type { GatewayFacts, GatewayRoute } from '../model/oper/gateway.ts';
import type { Derived } from './derived.ts';

/** Whether a route target is the automatic one of a VRF that is hidden. */
export type Hides = (routeTarget: string) => boolean;

/** `whole`: all derived tables; `seen`: those of the visible part of the store. */
export function hiddenTargets(
  whole: Pick<Derived, 'exportersOf' | 'routingInstance'>,
  seen: Pick<Derived, 'routingInstance'>,
): Hides {
  return (target) =>
    whole
      .exportersOf(target)
      .some((key) => whole.routingInstance(key)?.automaticTarget === target && seen.routingInstance(key) === undefined);
}

export function visibleBgp(bgp: BgpFacts, hides: Hides): BgpFacts {
  return {
    speakers: () => bgp.speakers().map((speaker) => visibleSpeaker(speaker, hides)),
    speaker: (key) => {
      const speaker = bgp.speaker(key);
      return speaker === undefined ? undefined : visibleSpeaker(speaker, hides);
    },
    onChange: (listener) => bgp.onChange(listener),
  };
}

export function visibleGateway(gateway: GatewayFacts, hides: Hides): GatewayFacts {
  const { name, address, asn, vrfs, tunnelNetworks } = gateway;
  const isVisible = ({ bgp }: GatewayRoute): boolean =>
    bgp === undefined || !bgp.communities.some((text) => isHidden(text, hides));
  return {
    name,
    address,
    asn,
    vrfs,
    tunnelNetworks,
    speaker: visibleSpeaker(gateway.speaker, hides),
    routes: (vrf) => gateway.routes(vrf).filter(isVisible),
    longestMatch: (vrf, address) => gateway.longestMatch(vrf, address).filter(isVisible),
    tunnels: () => gateway.tunnels(),
    onChange: (listener) => gateway.onChange(listener),
  };
}

function isHidden(community: string, hides: Hides): boolean {
  const target = parseRouteTarget(community);
  return target !== undefined && hides(formatRouteTarget(target));
}

function visibleSpeaker(speaker: BgpSpeakerFacts, hides: Hides): BgpSpeakerFacts {
  const visible = (destination: BgpDestination): BgpDestination | undefined => {
    const paths = destination.paths.filter(
      ({ attributes }) =>
        !attributes.extendedCommunities.some((key) => {
          const target = formatRouteTargetKey(key);
          return target !== undefined && hides(target);
        }),
    );
    if (paths.length === destination.paths.length) return destination;
    return paths.length === 0 ? undefined : { ...destination, paths };
  };
  const page = (read: (filter: RibFilter) => RibPage, filter: RibFilter): RibPage => {
    const found = read({
      ...filter,
      match: (destination) => {
        const seen = visible(destination);
        return seen !== undefined && filter.match?.(seen) !== false;
      },
    });
    return { ...found, rows: found.rows.flatMap((destination) => visible(destination) ?? []) };
  };
  const one = (destination: BgpDestination | undefined) =>
    destination === undefined ? undefined : visible(destination);
  return {
    get key() {
      return speaker.key;
    },
    get name() {
      return speaker.name;
    },
    get asn() {
      return speaker.asn;
    },
    get routerId() {
      return speaker.routerId;
    },
    get address() {
      return speaker.address;
    },
    get port() {
      return speaker.port;
    },
    get listening() {
      return speaker.listening;
    },
    get listenError() {
      return speaker.listenError;
    },
    refusedCallers: () => speaker.refusedCallers(),
    sessions: () => speaker.sessions(),
    session: (peer) => speaker.session(peer),
    timeline: (peer) => speaker.timeline(peer),
    destination: (family, key) => one(speaker.destination(family, key)),
    routes: (family, filter) => page((asked) => speaker.routes(family, asked), filter),
    routeCount: (family) => speaker.routeCount(family),
    sentTo: (peer, family, filter) => page((asked) => speaker.sentTo(peer, family, asked), filter),
    sentRoute: (peer, family, key) => one(speaker.sentRoute(peer, family, key)),
    wantedTargets: (peer) => {
      const wanted = speaker.wantedTargets(peer);
      return wanted === undefined || wanted === 'all'
        ? wanted
        : wanted.filter((key) => {
            const target = formatRouteTargetKey(key);
            return target === undefined || !hides(target);
          });
    },
    *learnedWith(key) {
      for (const destination of speaker.learnedWith(key)) {
        const seen = visible(destination);
        if (seen !== undefined) yield seen;
      }
    },
  };
}
