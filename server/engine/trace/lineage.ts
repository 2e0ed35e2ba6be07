/**
 * The origin of a floating IP's route: pod → port → VRF → route target → VPN route. Each hop is a fact with a named
 * disposition, which alone determines its wording and its fix (`sentences.ts`, `fixes.ts`).
 */

import type { VpnRoute } from '../../model/oper/route.ts';
import type {
  Lineage,
  NamedNetwork,
  PodHop,
  PodName,
  PortHop,
  RouteTargetHop,
  TracedFloatingIp,
  VpnRouteHop,
  VrfHop,
} from '../../model/oper/trace.ts';

/** The input of a lineage, from the store and derived tables. */
export interface LineageFacts {
  readonly floatingIp: TracedFloatingIp;
  /** Undefined: not associated with an existing port. */
  readonly port:
    | {
        readonly uuid: string;
        /** The port's own address in the pod's network: the first one. */
        readonly address: string | undefined;
        /** Name of its compute node. */
        readonly node: string | undefined;
      }
    | undefined;
  readonly pod: PodName | undefined;
  /** The network of the floating IP's pool. */
  readonly network: NamedNetwork | undefined;
  /** Its VPN route through that port; undefined: there is none. */
  readonly route: VpnRoute | undefined;
  /** Route targets that the network exports, and which of them is automatic: read if there is no route. */
  readonly exports: readonly string[];
  readonly automaticTarget: string | undefined;
}

export function lineageOf(facts: LineageFacts): Lineage {
  return {
    pod: podHop(facts),
    port: portHop(facts),
    vrf: vrfHop(facts),
    routeTarget: routeTargetHop(facts),
    vpnRoute: vpnRouteHop(facts.route),
  };
}

function podHop({ pod, port, floatingIp }: LineageFacts): PodHop {
  if (port === undefined) return { hop: 'pod', disposition: 'not-associated', floatingIp };
  const { address, node } = port;
  return pod === undefined
    ? { hop: 'pod', disposition: 'no-pod', address, node }
    : { hop: 'pod', disposition: 'bound', pod, address, node };
}

function portHop({ port, route, floatingIp: { direction } }: LineageFacts): PortHop {
  const hop = { hop: 'port', direction, label: route?.label } as const;
  if (port === undefined) return { ...hop, disposition: 'no-port' };
  const why = route?.notAdvertised;
  if (why === undefined || why.kind === 'no-vrf-id' || why.kind === 'no-export-target')
    return { ...hop, disposition: 'forwards', port: port.uuid };
  return { ...hop, disposition: 'not-installed', port: port.uuid, why };
}

function vrfHop({ network, route, floatingIp: { address } }: LineageFacts): VrfHop {
  const hop = { hop: 'vrf', address, network, routeDistinguisher: route?.routeDistinguisher } as const;
  const why = route?.notAdvertised;
  if (why?.kind === 'no-vrf-id') return { ...hop, disposition: 'no-vrf-number', why };
  return { ...hop, disposition: network === undefined ? 'no-network' : 'in-vrf' };
}

function routeTargetHop({ network, route, exports, automaticTarget }: LineageFacts): RouteTargetHop {
  const all = route?.routeTargets ?? exports;
  const [first, ...more] = all.filter((target) => target !== automaticTarget);
  if (first !== undefined) return { hop: 'route-target', network, disposition: 'exported', targets: [first, ...more] };
  const [target] = all;
  return target === undefined
    ? { hop: 'route-target', network, disposition: 'no-export-target' }
    : { hop: 'route-target', network, disposition: 'automatic-target-only', target };
}

function vpnRouteHop(route: VpnRoute | undefined): VpnRouteHop {
  if (route === undefined) return { hop: 'vpn-route', disposition: 'no-route' };
  return route.notAdvertised === undefined
    ? { hop: 'vpn-route', disposition: 'advertised', route }
    : { hop: 'vpn-route', disposition: 'not-advertised', route, why: route.notAdvertised };
}
