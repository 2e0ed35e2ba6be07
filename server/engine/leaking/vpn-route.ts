/**
 * A path as BGP carries it (RFC 4364 §4; the control node's `BgpXmppChannel::ProcessItem`): route distinguisher of the
 * node's VRF, the instance's export targets, encapsulations, security groups, tags and origin network as extended
 * communities. ORIGIN is never set
 * by an agent, hence INCOMPLETE; the route is originated inside the AS, hence an empty AS path.
 */

import { formatExtendedCommunity, type ExtendedCommunity } from '../../model/bgp/extended-community.ts';
import { formatRouteDistinguisher, routeDistinguisherOf } from '../../model/bgp/route-distinguisher.ts';
import { tunnelType } from '../../model/bgp/tunnel.ts';
import { parseAddress } from '../../model/net/address.ts';
import type { NotAdvertised, RoutePath, VpnRoute } from '../../model/oper/route.ts';
import type { RoutingInstanceFacts } from '../../model/oper/routing-instance-facts.ts';

export interface VpnFacts {
  readonly instance: RoutingInstanceFacts;
  readonly asn: number;
  readonly encapsulations: readonly ('gre' | 'udp')[];
  /** Number of the VRF on the path's node. */
  readonly vrfId: number | undefined;
  /** Numbers of the interface's security groups. */
  readonly securityGroups: readonly number[];
  /** Numbers (0xTTTTVVVV) of the interface's tags. */
  readonly tags: readonly number[];
}

export function vpnRoute(path: RoutePath, facts: VpnFacts): VpnRoute {
  const { instance, asn, vrfId } = facts;
  const routeTargets = instance.exports.map((use) => use.target);
  const others: ExtendedCommunity[] = [
    ...facts.encapsulations.map((name): ExtendedCommunity => ({ kind: 'encapsulation', tunnelType: tunnelType(name) })),
    ...facts.securityGroups.map((id): ExtendedCommunity => ({ kind: 'security-group', asn, id })),
    ...facts.tags.map((id): ExtendedCommunity => ({ kind: 'tag', asn, id })),
    ...(instance.networkId === undefined ? [] : [{ kind: 'origin-vn', asn, id: instance.networkId } as const]),
  ];
  const node = path.nextHop === undefined ? undefined : parseAddress(path.nextHop.address);
  const notAdvertised = whyNot(path, vrfId, routeTargets);
  const route: VpnRoute = {
    prefix: path.prefix,
    family: path.prefix.includes(':') ? 'inet6-vpn' : 'inet-vpn',
    routeDistinguisher:
      node?.family === 4 && vrfId !== undefined
        ? formatRouteDistinguisher(routeDistinguisherOf(node, vrfId))
        : undefined,
    nextHop: path.nextHop,
    label: path.label,
    localPreference: path.localPreference,
    med: path.med,
    origin: 'incomplete',
    asPath: '',
    routeTargets,
    encapsulations: facts.encapsulations,
    communities: [...routeTargets, ...others.map(formatExtendedCommunity)],
    originNetwork: instance.networkName,
    instance: instance.key,
    path,
  };
  return notAdvertised === undefined ? route : { ...route, notAdvertised };
}

function whyNot(
  path: RoutePath,
  vrfId: number | undefined,
  routeTargets: readonly string[],
): NotAdvertised | undefined {
  if (path.notInstalled !== undefined) return path.notInstalled;
  if (vrfId === undefined) return { kind: 'no-vrf-id', nodeName: path.nextHop?.nodeName ?? '' };
  return routeTargets.length === 0 ? { kind: 'no-export-target' } : undefined;
}
