/**
 * The routes that a gateway originates: the static and direct routes of its VRFs as VPN routes with their export
 * targets (its own addresses, Local, are not exported), and for each import target a membership route, which requests
 * routes with that target (RFC 4684 §4).
 */

import type { NlriKey } from '../../model/bgp/nlri.ts';
import { NO_ATTRIBUTES, type PathAttributes } from '../../model/bgp/path-attributes.ts';
import { routeTargetKey, routeTargetOf } from '../../model/bgp/route-target.ts';
import { routeTargetNlri, vpnNlri } from '../bgp/nlri/nlri-key.ts';
import type { LocalRoute } from '../bgp/speaker-config.ts';
import type { GatewayConfig, GatewayVrfConfig } from './gateway-config.ts';

/** LOCAL_PREF of the gateway's own routes: the customary default. */
const LOCAL_PREFERENCE = 100;

/** `nextHop`: the gateway's own address, to which compute nodes send traffic. */
export function exportsOfGateway({ vrfs }: GatewayConfig, asn: number, nextHop: string): readonly LocalRoute[] {
  const requested = new Map<NlriKey, LocalRoute>();
  const attributes: PathAttributes = { ...NO_ATTRIBUTES, origin: 'igp', localPreference: LOCAL_PREFERENCE };
  for (const target of vrfs.flatMap(({ imports }) => imports)) {
    const key = routeTargetNlri(asn, target);
    requested.set(key, { family: 'route-target', key, label: undefined, attributes });
  }
  return [
    ...requested.values(),
    ...vrfs.flatMap((vrf) =>
      vpnRoutesOf(vrf, {
        ...attributes,
        nextHop,
        extendedCommunities: vrf.exports.map((target) => routeTargetKey(routeTargetOf(target))),
      }),
    ),
  ];
}

function vpnRoutesOf(
  { routeDistinguisher, routes, label }: GatewayVrfConfig,
  attributes: PathAttributes,
): readonly LocalRoute[] {
  const mapped: PathAttributes = {
    ...attributes,
    nextHop: attributes.nextHop.includes(':') ? attributes.nextHop : `::ffff:${attributes.nextHop}`,
  };
  const prefixes = new Set(routes.filter(({ protocol }) => protocol !== 'Local').map(({ prefix }) => prefix));
  return [...prefixes].map((prefix): LocalRoute => {
    const key = vpnNlri(routeDistinguisher, prefix);
    return prefix.includes(':')
      ? { family: 'inet6-vpn', key, label, attributes: mapped }
      : { family: 'inet-vpn', key, label, attributes };
  });
}
