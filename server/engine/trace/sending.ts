/**
 * How our speaker announces a VPN route to one gateway, or why not. What was sent is looked up in the adj-RIB-out by
 * whoever gathers the facts, never concluded from the configuration.
 */

import { parseRouteTarget, routeTargetKey } from '../../model/bgp/route-target.ts';
import type { BgpSession } from '../../model/oper/bgp-session.ts';
import type { VpnRoute } from '../../model/oper/route.ts';
import type { Sending } from '../../model/oper/trace.ts';

/** What is known of the sessions with a gateway, and of the route in them. */
export interface SendingFacts {
  readonly gateway: string;
  /** All sessions with it, as our speakers see them. */
  readonly sessions: readonly BgpSession[];
  /** The Established session in whose adj-RIB-out the route is. `since`: when it came there, ms since 1970. */
  readonly sent: { readonly session: BgpSession; readonly since: number } | undefined;
  /** Where none is Established: why the first one is down, in a sentence. */
  readonly whyDown: string | undefined;
  /**
   * Where it was not sent: what the peer of the first Established session asks for, keys of route targets
   * (`routeTargetKey`). Undefined: the route-target family is not carried.
   */
  readonly wanted: readonly string[] | 'all' | undefined;
}

export function sendingOf(facts: SendingFacts, route: VpnRoute): Sending {
  const { gateway, sessions, sent, whyDown, wanted } = facts;
  const hop = { hop: 'sending', gateway } as const;
  // A route may be older than the session that carries it.
  if (sent !== undefined)
    return { ...hop, disposition: 'sent', session: sent.session, at: Math.max(sent.since, sent.session.since) };
  const session = sessions.find(({ state }) => state === 'Established');
  if (session === undefined) {
    const [down] = sessions;
    return down === undefined
      ? { ...hop, disposition: 'no-session' }
      : { ...hop, disposition: 'session-down', session: down, why: whyDown };
  }
  if (!session.families.some(({ family, carried }) => family === route.family && carried))
    return { ...hop, disposition: 'family-not-carried', session, family: route.family };
  if (wanted !== undefined && wanted !== 'all' && !asksForOne(wanted, route.routeTargets))
    return { ...hop, disposition: 'not-asked-for', session, routeTargets: route.routeTargets, wanted };
  return { ...hop, disposition: 'waiting', session };
}

function asksForOne(wanted: readonly string[], targets: readonly string[]): boolean {
  return targets.some((target) => {
    const parsed = parseRouteTarget(target);
    return parsed !== undefined && wanted.includes(routeTargetKey(parsed));
  });
}
