/**
 * What became of a route that a gateway was sent: in which VRF it stands, or why in none. Only the lab's gateway can
 * say.
 */

import type { GatewayFacts } from '../../model/oper/gateway.ts';
import type { VpnRoute } from '../../model/oper/route.ts';

export type Arrival =
  | {
      readonly kind: 'in-vrf';
      readonly vrf: string;
      readonly active: boolean;
      readonly label: number;
      readonly tunnel: string | undefined;
      readonly since: number;
    }
  | { readonly kind: 'hidden' | 'waiting' | 'not-imported'; readonly reason: string };

export function arrivalOf(gateway: GatewayFacts, route: VpnRoute, network: string): Arrival {
  let hidden: string | undefined;
  for (const vrf of gateway.vrfs) {
    for (const { prefix, bgp, hidden: why, active, since } of gateway.routes(vrf.name)) {
      if (prefix !== route.prefix || bgp === undefined || bgp.routeDistinguisher !== route.routeDistinguisher) continue;
      if (why === undefined)
        return { kind: 'in-vrf', vrf: vrf.name, active, label: bgp.label, tunnel: bgp.tunnel, since };
      hidden ??=
        bgp.tunnel === undefined
          ? `VRF ${vrf.name} has it hidden: no tunnel network of ${gateway.name} (${gateway.tunnelNetworks.join(', ') || 'none'}) covers next hop ${bgp.protocolNextHop}. Add one under dynamic-tunnels on ${gateway.name}.`
          : `VRF ${vrf.name} has it hidden: ${why}.`;
    }
  }
  if (hidden !== undefined) return { kind: 'hidden', reason: hidden };
  const importing = gateway.vrfs.filter((vrf) => vrf.imports.some((target) => route.routeTargets.includes(target)));
  if (importing.length > 0)
    return {
      kind: 'waiting',
      reason: `${gateway.name} has not taken it into ${importing.map((vrf) => vrf.name).join(', ')} yet.`,
    };
  const wants = gateway.vrfs.map((vrf) => `${vrf.name} imports ${vrf.imports.join(', ') || 'nothing'}`).join('; ');
  const [cure] = gateway.vrfs.flatMap((vrf) => vrf.imports);
  return {
    kind: 'not-imported',
    reason: `No VRF of ${gateway.name} imports it: ${wants || 'it has no VRF'}; ${network} exports ${route.routeTargets.join(', ') || 'nothing'}.${cure === undefined ? '' : ` Add ${cure} under Routing, Bridging and Policies of ${network}.`}`,
  };
}
