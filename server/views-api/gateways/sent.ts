/**
 * Whether a VPN route of ours was really sent to a gateway, and if not, what stands in the way: looked up in the
 * speaker's adj-RIB-out, never concluded from the configuration.
 */

import { vpnNlri } from '../../engine/bgp/nlri/nlri-key.ts';
import { parseRouteTarget, routeTargetKey } from '../../model/bgp/route-target.ts';
import type { BgpSession } from '../../model/oper/bgp-session.ts';
import type { VpnRoute } from '../../model/oper/route.ts';
import { sessionState } from '../bgp/session-rows.ts';
import type { World } from '../world.ts';
import type { Gateway } from './gateway-list.ts';
import { textOfKey } from './sent-vrfs.ts';

export type Sending =
  | { readonly kind: 'sent'; readonly session: BgpSession; /** ms since 1970. */ readonly at: number }
  | { readonly kind: 'no-session'; readonly reason: string }
  | {
      readonly kind: 'family-not-carried' | 'not-asked-for' | 'waiting';
      readonly session: BgpSession;
      readonly reason: string;
    };

export function sendingOf(world: World, gateway: Gateway, route: VpnRoute): Sending {
  const { name, sessions } = gateway;
  const up = sessions.filter((session) => session.state === 'Established');
  const [first] = up;
  if (first === undefined) {
    const [down] = sessions;
    return {
      kind: 'no-session',
      reason:
        down === undefined
          ? `No control node that runs here has a session with ${name}.`
          : (sessionState(world, down).reason ?? `The session with ${name} is ${down.state}.`),
    };
  }
  for (const session of up) {
    const sent =
      route.routeDistinguisher === undefined
        ? undefined
        : world.live.bgp
            .speaker(session.localKey)
            ?.sentRoute(session.peerKey, route.family, vpnNlri(route.routeDistinguisher, route.prefix));
    const [path] = sent?.paths ?? [];
    if (path !== undefined) return { kind: 'sent', session, at: Math.max(path.since, session.since) }; // a route may be older than the session that carries it
  }
  if (!first.families.some((one) => one.family === route.family && one.carried)) {
    return {
      kind: 'family-not-carried',
      session: first,
      reason: `The session with ${name} does not carry ${route.family}. Add it to the address families of both ends.`,
    };
  }
  const wanted = world.live.bgp.speaker(first.localKey)?.wantedTargets(first.peerKey);
  if (
    wanted !== undefined &&
    wanted !== 'all' &&
    !route.routeTargets.some((target) => wanted.includes(keyOf(target)))
  ) {
    return {
      kind: 'not-asked-for',
      session: first,
      reason: `${name} asks for none of ${route.routeTargets.join(', ')} (route-target family), so the route is not sent. Import one of them in a VRF of ${name}, or export what it asks for: ${listed(wanted)}.`,
    };
  }
  return { kind: 'waiting', session: first, reason: `It waits to be sent to ${name}.` };
}

const MOST_LISTED = 5;

/** Route targets by name, the first few of many. */
function listed(keys: readonly string[]): string {
  const names = keys.map((key) => textOfKey(key) ?? key).sort();
  return names.length === 0
    ? 'none so far'
    : `${names.slice(0, MOST_LISTED).join(', ')}${names.length > MOST_LISTED ? ` and ${names.length - MOST_LISTED} more` : ''}`;
}

const keyOf = (target: string): string => {
  const parsed = parseRouteTarget(target);
  return parsed === undefined ? '' : routeTargetKey(parsed);
};
