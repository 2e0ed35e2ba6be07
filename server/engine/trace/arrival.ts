/** What a gateway does with a received route: in which VRF it is, or why in none. */

import { parseAddress } from '../../model/net/address.ts';
import { contains, parsePrefix, prefixFamily } from '../../model/net/prefix.ts';
import type { GatewayRoute } from '../../model/oper/gateway.ts';
import type { VpnRoute } from '../../model/oper/route.ts';
import type { Arrival, ImportingVrf, KeptOut, NotImported } from '../../model/oper/trace.ts';

/** The configuration of a gateway that can be read. */
export interface GatewayConfigured {
  readonly gateway: string;
  readonly vrfs: readonly ImportingVrf[];
  /** Destination prefixes of its dynamic tunnels. */
  readonly tunnelNetworks: readonly string[];
}

/** The same with the VRF routes derived from this VPN route (same prefix, same RD), in the order of its VRFs. */
export interface GatewayReceived extends GatewayConfigured {
  readonly received: readonly { readonly vrf: string; readonly route: GatewayRoute }[];
}

/** For a gateway whose state can be read. */
export function arrivalOf(gateway: GatewayReceived, route: VpnRoute): Arrival {
  const hop = { hop: 'arrival', gateway: gateway.gateway } as const;
  let hidden: Arrival | undefined;
  for (const { vrf, route: received } of gateway.received) {
    const { bgp, hidden: why, active, since } = received;
    if (bgp === undefined) continue;
    if (why === undefined)
      return { ...hop, disposition: 'in-vrf', vrf, active, label: bgp.label, tunnel: bgp.tunnel, since };
    hidden ??=
      bgp.tunnel === undefined
        ? {
            ...hop,
            disposition: 'hidden-without-tunnel',
            vrf,
            nextHop: bgp.protocolNextHop,
            tunnelNetworks: gateway.tunnelNetworks,
          }
        : { ...hop, disposition: 'hidden', vrf, why };
  }
  if (hidden !== undefined) return hidden;
  const importing = importingVrfs(gateway, route);
  return importing.length > 0
    ? { ...hop, disposition: 'waiting', vrfs: importing.map((vrf) => vrf.name) }
    : notImported(gateway, route);
}

/** For a gateway known only by its sessions. `exported`: the route has a target that is not automatic. */
export function arrivalOutOfSight(gateway: string, exported: boolean): Arrival {
  return { hop: 'arrival', gateway, disposition: exported ? 'out-of-sight' : 'automatic-target-only' };
}

/** Undefined: nothing blocks it. */
export function keptOut(gateway: GatewayConfigured, route: VpnRoute): KeptOut | undefined {
  if (importingVrfs(gateway, route).length === 0) return notImported(gateway, route);
  const nextHop = parseAddress(route.nextHop?.address ?? '');
  if (nextHop === undefined) return undefined;
  const covered = gateway.tunnelNetworks.some((text) => {
    const network = parsePrefix(text, 'mask');
    return network !== undefined && prefixFamily(network) === nextHop.family && contains(network, nextHop);
  });
  return covered
    ? undefined
    : {
        hop: 'arrival',
        gateway: gateway.gateway,
        disposition: 'no-tunnel-network',
        nextHop: route.nextHop?.address ?? '',
        tunnelNetworks: gateway.tunnelNetworks,
      };
}

const importingVrfs = ({ vrfs }: GatewayConfigured, { routeTargets }: VpnRoute): readonly ImportingVrf[] =>
  vrfs.filter((vrf) => vrf.imports.some((target) => routeTargets.includes(target)));

const notImported = ({ gateway, vrfs }: GatewayConfigured, { routeTargets }: VpnRoute): NotImported => ({
  hop: 'arrival',
  gateway,
  disposition: 'no-common-route-target',
  vrfs,
  routeTargets,
});
