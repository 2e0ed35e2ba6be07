/**
 * Stands in for the VRFs of a router whose tables cannot be read: one per route target that it asks for (RFC 4684),
 * or, if it asks for all, one per route target that networks exchange. Rows are what it was actually sent.
 */

import { asPathText } from '../../engine/bgp-diagnosis/as-path-text.ts';
import { partsOfNlri } from '../../engine/bgp/nlri/nlri-key.ts';
import { formatRouteTargetKey, parseRouteTarget, routeTargetKey } from '../../model/bgp/route-target.ts';
import type { RibFilter } from '../../model/oper/bgp-facts.ts';
import type { BgpSession } from '../../model/oper/bgp-session.ts';
import type { GatewayRoute } from '../../model/oper/gateway.ts';
import type { Gateway } from './gateway-list.ts';
import { communitiesOf } from './route-rows.ts';
import { routesOfTarget, type TargetRoutes } from './target-routes.ts';
import type { ViewContext } from './view-context.ts';

export interface SentVrf {
  /** The route target. */
  readonly name: string;
  readonly routes: TargetRoutes;
}

/** Sorted by target. */
export function sentVrfs(context: ViewContext, gateway: Gateway): readonly SentVrf[] {
  const up = gateway.sessions.filter((session) => session.state === 'Established');
  const targets = new Set<string>();
  for (const session of up) {
    const wanted = context.live.bgp.speaker(session.localKey)?.wantedTargets(session.peerKey);
    if (wanted === undefined || wanted === 'all') continue;
    for (const key of wanted) targets.add(formatRouteTargetKey(key) ?? key);
  }
  if (targets.size === 0) for (const target of exchangedTargets(context)) targets.add(target);
  return [...targets]
    .sort()
    .map((name) => ({ name, routes: up.length === 0 ? { prefixes: 0, paths: 0 } : routesOfTarget(context, name) }));
}

/** Targets that operators gave networks to export: an automatic one is for tables of our own. */
function exchangedTargets({ derived }: ViewContext): readonly string[] {
  const found = new Set<string>();
  for (const instance of derived.routingInstances())
    for (const { target } of instance.exports) if (target !== instance.automaticTarget) found.add(target);
  return [...found];
}

export interface SentPage {
  readonly rows: readonly GatewayRoute[];
  readonly next: string | undefined;
}

/** A page of what the router was sent with a target. `after`: an NLRI key. */
export function sentPage(
  context: ViewContext,
  session: BgpSession,
  target: string,
  filter: Pick<RibFilter, 'after' | 'limit'> & { readonly keep: (prefix: string) => boolean },
): SentPage {
  const parsed = parseRouteTarget(target);
  const speaker = context.live.bgp.speaker(session.localKey);
  if (parsed === undefined || speaker === undefined) return { rows: [], next: undefined };
  const key = routeTargetKey(parsed);
  const { rows, next } = speaker.sentTo(session.peerKey, 'inet-vpn', {
    limit: filter.limit,
    ...(filter.after === undefined ? {} : { after: filter.after }),
    match: (found) =>
      found.paths.some((path) => path.attributes.extendedCommunities.includes(key)) &&
      filter.keep(partsOfNlri(found.family, found.key).prefix!),
  });
  return {
    next,
    rows: rows.flatMap((found) =>
      found.paths.map((path): GatewayRoute => {
        const { rd = '', prefix = '' } = partsOfNlri(found.family, found.key);
        const { attributes } = path;
        return {
          prefix,
          protocol: 'BGP',
          preference: 170,
          since: path.since,
          active: true,
          bgp: {
            routeDistinguisher: rd,
            label: path.label ?? 0,
            protocolNextHop: attributes.nextHop,
            med: attributes.med,
            localPreference: attributes.localPreference,
            from: session.localAddress,
            asPath: asPathText(attributes.asPath, attributes.origin),
            communities: communitiesOf(attributes).communities,
            tunnel: undefined,
            stale: path.stale,
          },
        };
      }),
    ),
  };
}
