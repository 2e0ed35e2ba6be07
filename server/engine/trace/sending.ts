/**
 * Whether our speaker advertises a VPN route to a gateway, or why not. Whether it was sent is read from the adj-RIB-out
 * by the collector of the facts, never inferred from configuration.
 */

import { parseRouteTarget, routeTargetKey } from '../../model/bgp/route-target.ts';
import type { BgpSession } from '../../model/oper/bgp-session.ts';
import type { VpnRoute } from '../../model/oper/route.ts';
import type { Sending } from '../../model/oper/trace.ts';

/** The state of the sessions with a gateway, and of the route in them. */
export interface SendingFacts {
  readonly gateway: string;
  /** All sessions with the gateway, as seen by our speakers. */
  readonly sessions: readonly BgpSession[];
  /** The Established session with the route in its adj-RIB-out. `since`: when it was added there, ms since 1970. */
  readonly sent: { readonly session: BgpSession; readonly since: number } | undefined;
  /** If none is Established: why the first one is down, as a sentence. */
  readonly whyDown: string | undefined;
  /**
   * If it was not sent: the keys (`routeTargetKey`) of the route targets that the peer of the first Established session
   * requests. Undefined: the route-target family is not negotiated.
   */
  readonly wanted: readonly string[] | 'all' | undefined;
}

export function sendingOf(facts: SendingFacts, route: VpnRoute): Sending {
  const { gateway, sessions, sent, whyDown, wanted } = facts;
  const hop = { hop: 'sending', gateway } as const;
  // A route may be older than the session that it is sent on.
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
