/** Floating IPs in the place of the source, and behind the destination (`FloatingIpSNat`, `FloatingIpDNat`). */

import { sameAddress, type Address } from '../../model/net/address.ts';
import type { FloatingIpFacts, ForwardingFacts, NetworkFacts, PortFacts } from './facts.ts';
import { lengthOf, routeIn, type Found } from './found-route.ts';
import type { Journey } from './journey.ts';
import type { Obstacle, SocketAddress } from './verdict.ts';

/**
 * The floating IP that stands for the source: one whose table has a strictly longer route than the interface's own;
 * of several the one with the longest, then of the lower VRF name, then the lower one (`FloatingIpSNat`).
 */
export function sourceTranslation(
  facts: ForwardingFacts,
  { floatingIps }: PortFacts,
  own: NetworkFacts,
  destination: Address,
  length: number,
): { readonly ip: FloatingIpFacts; readonly network: NetworkFacts; readonly found: Found } | undefined {
  let best: { ip: FloatingIpFacts; network: NetworkFacts; found: Found; length: number } | undefined;
  for (const uuid of floatingIps) {
    const ip = facts.floatingIp(uuid);
    if (ip?.vrf === undefined || ip.direction === 'ingress' || ip.address.family !== destination.family) continue;
    // What an interface begins comes from no mapped port.
    if (ip.portMappings !== undefined || ip.vrf === own.vrf.key) continue;
    const network = facts.network(ip.vrf);
    if (network === undefined) continue;
    const found = routeIn(facts, network, destination);
    const has = lengthOf(found);
    if (has <= length) continue;
    const nearer =
      best === undefined ||
      has > best.length ||
      (has === best.length &&
        (network.vrf.network < best.network.vrf.network ||
          (network.vrf.network === best.network.vrf.network && ip.address.value < best.ip.address.value)));
    if (nearer) best = { ip, network, found, length: has };
  }
  return best;
}

/** What a floating IP makes of the destination, or why nothing. */
export function destinationTranslation(
  ip: FloatingIpFacts,
  port: PortFacts,
  { destination, protocol }: Journey,
): SocketAddress | Obstacle {
  if (ip.direction === 'egress')
    return {
      code: 'floating-ip-direction',
      direction: 'egress',
      object: ip.object,
      field: 'floating_ip_traffic_direction',
    };
  const fixed =
    ip.fixedAddress !== undefined && port.addresses.some((address) => sameAddress(address, ip.fixedAddress!))
      ? ip.fixedAddress
      : port.addresses.find(({ family }) => family === ip.address.family);
  if (fixed === undefined) return { code: 'no-interface', family: ip.address.family, object: port.object };
  if (ip.portMappings === undefined) return { ...destination, address: fixed };
  const mapping = ip.portMappings.find(
    (each) => each.protocol.toLowerCase() === protocol && each.src_port === destination.port,
  );
  return mapping === undefined
    ? {
        code: 'no-port-map',
        protocol,
        port: destination.port,
        object: ip.object,
        field: 'floating_ip_port_mappings',
      }
    : { address: fixed, port: mapping.dst_port };
}
