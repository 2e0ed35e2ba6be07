/** Where to fix a hop that blocks the route, if that is possible here. */

import type { Fix } from '../../model/oper/fix.ts';
import type { End, Hop, NamedNetwork, Sending } from '../../model/oper/trace.ts';

/** `end`: the gateway of the hop; `network`: that of the route. */
export function fixOf(
  hop: Hop,
  end: Pick<End, 'name' | 'peering'>,
  network: NamedNetwork | undefined,
): Fix | undefined {
  switch (hop.hop) {
    case 'pod':
      return hop.disposition === 'not-associated'
        ? { kind: 'floating-ip', label: 'Associate it', key: hop.floatingIp.uuid, name: hop.floatingIp.address }
        : undefined;
    case 'route-target':
      return hop.disposition === 'no-export-target' ? routeTargetsOf(hop.network) : undefined;
    case 'peering':
      switch (hop.disposition) {
        case 'no-gateway':
          return { kind: 'known-host', label: 'Add a gateway', key: '', name: '' };
        case 'not-added':
          return { kind: 'known-host', label: `Add ${hop.gateway}`, key: hop.gateway, name: hop.gateway };
        case 'not-associated':
          return { kind: 'bgp-router', label: `Edit ${hop.gateway}`, key: hop.router, name: hop.gateway };
        default:
          return undefined;
      }
    case 'sending':
      return end.peering.disposition === 'peered' ? sendingFix(hop, end.peering.router, network) : undefined;
    case 'arrival':
      switch (hop.disposition) {
        case 'no-common-route-target':
        case 'automatic-target-only':
          return routeTargetsOf(network);
        case 'hidden':
        case 'hidden-without-tunnel':
          return end.peering.disposition === 'peered'
            ? { kind: 'gateway', label: `Tunnels of ${hop.gateway}`, key: end.peering.router, name: hop.gateway }
            : undefined;
        default:
          return undefined;
      }
    default:
      return undefined;
  }
}

function sendingFix(hop: Sending, router: string, network: NamedNetwork | undefined): Fix | undefined {
  const { gateway } = hop;
  switch (hop.disposition) {
    case 'sent':
    case 'waiting':
      return undefined;
    case 'not-asked-for':
      return routeTargetsOf(network);
    case 'no-session':
      return { kind: 'bgp-router', label: `Edit ${gateway}`, key: router, name: gateway };
    case 'session-down':
    case 'family-not-carried':
      return {
        kind: 'bgp-session',
        label: `Session with ${gateway}`,
        key: router,
        name: gateway,
        peer: hop.session.localName,
      };
    default:
      return hop satisfies never;
  }
}

/** The section of the network's form with its route targets. */
function routeTargetsOf(network: NamedNetwork | undefined): Fix | undefined {
  return network === undefined
    ? undefined
    : { kind: 'network', label: 'Edit its route targets', key: network.uuid, name: network.fqName };
}
