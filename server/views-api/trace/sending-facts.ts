/** What live BGP says of a route and a gateway, as data for `engine/trace`. */

import { vpnNlri } from '../../engine/bgp/nlri/nlri-key.ts';
import type { GatewayReceived } from '../../engine/trace/arrival.ts';
import type { SendingFacts } from '../../engine/trace/sending.ts';
import type { GatewayFacts, GatewayRoute } from '../../model/oper/gateway.ts';
import type { VpnRoute } from '../../model/oper/route.ts';
import type { Gateway } from '../shared/gateway-list.ts';
import { sessionState } from '../shared/session-rows.ts';
import type { ViewContext } from '../shared/view-context.ts';

/** `route`: undefined where none is advertised; then only the sessions are told. */
export function sendingFacts(
  context: ViewContext,
  { name, sessions }: Pick<Gateway, 'name' | 'sessions'>,
  route: VpnRoute | undefined,
): SendingFacts {
  const facts = { gateway: name, sessions, sent: undefined, whyDown: undefined, wanted: undefined };
  if (route === undefined) return facts;
  const up = sessions.filter((session) => session.state === 'Established');
  const [first] = up;
  if (first === undefined) {
    const [down] = sessions;
    return { ...facts, whyDown: down === undefined ? undefined : sessionState(context, down).reason };
  }
  const { bgp } = context.live;
  if (route.routeDistinguisher !== undefined) {
    const nlri = vpnNlri(route.routeDistinguisher, route.prefix);
    for (const session of up) {
      const [path] = bgp.speaker(session.localKey)?.sentRoute(session.peerKey, route.family, nlri)?.paths ?? [];
      if (path !== undefined) return { ...facts, sent: { session, since: path.since } };
    }
  }
  return { ...facts, wanted: bgp.speaker(first.localKey)?.wantedTargets(first.peerKey) };
}

/** What became of the route in the VRFs of a gateway. `route`: undefined where it was not sent. */
export function receivedBy(inside: GatewayFacts, route: VpnRoute | undefined): GatewayReceived {
  const { name, vrfs, tunnelNetworks } = inside;
  return { gateway: name, vrfs, tunnelNetworks, received: route === undefined ? [] : received(inside, route) };
}

/** In the order of its VRFs, up to the first that is not hidden. */
function received(inside: GatewayFacts, { prefix, routeDistinguisher }: VpnRoute): GatewayReceived['received'] {
  const found: { vrf: string; route: GatewayRoute }[] = [];
  for (const { name: vrf } of inside.vrfs) {
    for (const route of inside.routes(vrf)) {
      if (route.prefix !== prefix || route.bgp === undefined) continue;
      if (route.bgp.routeDistinguisher !== routeDistinguisher) continue;
      found.push({ vrf, route });
      if (route.hidden === undefined) return found;
    }
  }
  return found;
}
