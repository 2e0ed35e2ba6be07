/**
 * The sentences for hops that block the route: the cause and the fix. The only place where dispositions are worded.
 */

import { formatRouteTargetKey } from '../../model/bgp/route-target.ts';
import type { NotAdvertised } from '../../model/oper/route.ts';
import type {
  Arrival,
  End,
  Hop,
  KeptOut,
  LineageHop,
  Peering,
  PodHop,
  PortHop,
  RouteTargetHop,
  Sending,
  VpnRouteHop,
  VrfHop,
} from '../../model/oper/trace.ts';
import { notAssociated } from '../bgp-diagnosis/diagnose.ts';

/** Route targets listed in a sentence. */
const MOST_LISTED = 5;
const ADD = 'Add it under Infrastructure > Cluster > Advanced > BGP Routers.';
const NO_EXPORT = 'The network exports no route target. Add one under Routing, Bridging and Policies.';

/** The sentence for a blocking hop; undefined for one that passes. `network`: name of the route's network. */
export function sentenceOf(hop: Hop, network = ''): string | undefined {
  switch (hop.hop) {
    case 'peering':
      return peeringSentence(hop);
    case 'sending':
      return sendingSentence(hop);
    case 'arrival':
      return arrivalSentence(hop, network);
    default:
      return lineageSentence(hop);
  }
}

function lineageSentence(hop: LineageHop): string | undefined {
  switch (hop.hop) {
    case 'pod':
      return podSentence(hop);
    case 'port':
      return portSentence(hop);
    case 'vrf':
      return vrfSentence(hop);
    case 'route-target':
      return routeTargetSentence(hop);
    case 'vpn-route':
      return vpnRouteSentence(hop);
    default:
      return hop satisfies never;
  }
}

function podSentence(hop: PodHop): string | undefined {
  switch (hop.disposition) {
    case 'bound':
      return undefined;
    case 'not-associated':
      return 'It is associated with no port. Associate it with a pod.';
    case 'no-pod':
      return 'No pod stands behind its port; if it is a service, none of its pods is ready.';
    default:
      return hop satisfies never;
  }
}

function portSentence(hop: PortHop): string | undefined {
  switch (hop.disposition) {
    case 'forwards':
      return undefined;
    case 'no-port':
      return 'There is no port.';
    case 'not-installed':
      return notAdvertisedSentence(hop.why);
    default:
      return hop satisfies never;
  }
}

function vrfSentence(hop: VrfHop): string | undefined {
  switch (hop.disposition) {
    case 'in-vrf':
      return undefined;
    case 'no-vrf-number':
      return notAdvertisedSentence(hop.why);
    case 'no-network':
      return "Its pool or the pool's network does not exist.";
    default:
      return hop satisfies never;
  }
}

function routeTargetSentence(hop: RouteTargetHop): string | undefined {
  return hop.disposition === 'no-export-target' ? NO_EXPORT : undefined;
}

function vpnRouteSentence(hop: VpnRouteHop): string | undefined {
  switch (hop.disposition) {
    case 'advertised':
      return undefined;
    case 'not-advertised':
      return notAdvertisedSentence(hop.why);
    case 'no-route':
      return 'No route follows from it yet.';
    default:
      return hop satisfies never;
  }
}

/** Why a path is not advertised, and how to change that. */
export function notAdvertisedSentence(why: NotAdvertised): string {
  switch (why.kind) {
    case 'no-node':
      return 'The port is on no compute node yet: its pod has not been placed.';
    case 'node-missing':
      return 'The compute node of the port has no virtual router. Register it.';
    case 'node-without-address':
      return `Virtual router ${why.nodeName} has no address; set virtual_router_ip_address.`;
    case 'no-label':
      return 'The port has no label yet.';
    case 'other-family':
      return `The port has no IPv${why.family} address.`;
    case 'no-vrf-id':
      return `The VRF has no number on ${why.nodeName} yet.`;
    case 'no-export-target':
      return NO_EXPORT;
    default:
      return why satisfies never;
  }
}

function peeringSentence(hop: Peering): string | undefined {
  switch (hop.disposition) {
    case 'peered':
      return undefined;
    case 'no-gateway':
      return `No gateway is configured. ${ADD}`;
    case 'not-added':
      return `No gateway is configured: ${hop.gateway} is known, and no BGP router stands for it. ${ADD}`;
    case 'not-associated':
      return notAssociated(hop.gateway, hop.controlNodes, hop.calls).message;
    default:
      return hop satisfies never;
  }
}

function sendingSentence(hop: Sending): string | undefined {
  const { gateway } = hop;
  switch (hop.disposition) {
    case 'sent':
      return undefined;
    case 'no-session':
      return `No control node that runs here has a session with ${gateway}.`;
    case 'session-down':
      return hop.why ?? `The session with ${gateway} is ${hop.session.state}.`;
    case 'family-not-carried':
      return `The session with ${gateway} does not carry ${hop.family}. Add it to the address families of both ends.`;
    case 'not-asked-for':
      return (
        `${gateway} asks for none of ${hop.routeTargets.join(', ')} (route-target family), so the route is not ` +
        `sent. Import one of them in a VRF of ${gateway}, or export what it asks for: ${listed(hop.wanted)}.`
      );
    case 'waiting':
      return `It waits to be sent to ${gateway}.`;
    default:
      return hop satisfies never;
  }
}

/** Route targets by name; of many, the first few. */
function listed(keys: readonly string[]): string {
  const names = keys.map((key) => formatRouteTargetKey(key) ?? key).sort();
  if (names.length === 0) return 'none so far';
  const more = names.length - MOST_LISTED;
  return names.slice(0, MOST_LISTED).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

function arrivalSentence(hop: Arrival, network: string): string | undefined {
  const { gateway } = hop;
  switch (hop.disposition) {
    case 'in-vrf':
    case 'out-of-sight':
      return undefined;
    case 'hidden-without-tunnel':
      return (
        `VRF ${hop.vrf} has it hidden: no ${tunnelNetwork(hop)} covers next hop ${hop.nextHop}. Add one under ` +
        `dynamic-tunnels on ${gateway}.`
      );
    case 'hidden':
      return `VRF ${hop.vrf} has it hidden: ${hop.why}.`;
    case 'waiting':
      return `${gateway} has not taken it into ${hop.vrfs.join(', ')} yet.`;
    case 'no-common-route-target': {
      const wants = hop.vrfs.map((vrf) => `${vrf.name} imports ${vrf.imports.join(', ') || 'nothing'}`).join('; ');
      const [fix] = hop.vrfs.flatMap((vrf) => vrf.imports);
      return (
        `No VRF of ${gateway} imports it: ${wants || 'it has no VRF'}; ` +
        `${network} exports ${hop.routeTargets.join(', ') || 'nothing'}.` +
        (fix === undefined ? '' : ` Add ${fix} under Routing, Bridging and Policies of ${network}.`)
      );
    }
    case 'automatic-target-only':
      return (
        'Only the automatic target is exported, which a gateway does not import. Add a route target that a VRF of ' +
        `${gateway} imports to ${network}.`
      );
    default:
      return hop satisfies never;
  }
}

/** The sentence for the gateway at the end, whether it has the route or not. `vrfs`: all VRFs of the gateway. */
export function arrivalText({ arrival, address }: End, vrfs: readonly string[]): string {
  switch (arrival?.disposition) {
    case undefined:
    case 'automatic-target-only':
      return address;
    case 'out-of-sight':
      return 'was sent it; its VRFs are not seen here';
    case 'in-vrf': {
      const { active, label, tunnel } = arrival;
      return `${active ? 'active' : 'not active'}, Push ${label}${tunnel === undefined ? '' : ` via ${tunnel}`}`;
    }
    default:
      return vrfs.join(', ');
  }
}

/** The same sentence if only the gateway's configuration is known. */
export function keptOutSentence(hop: KeptOut): string {
  switch (hop.disposition) {
    case 'no-common-route-target':
      return `${hop.gateway} was sent it, and none of its VRFs imports ${hop.routeTargets.join(', ')}.`;
    case 'no-tunnel-network':
      return `No ${tunnelNetwork(hop)} covers its next hop ${hop.nextHop}.`;
    default:
      return hop satisfies never;
  }
}

const tunnelNetwork = ({
  gateway,
  tunnelNetworks,
}: {
  readonly gateway: string;
  readonly tunnelNetworks: readonly string[];
}) => `tunnel network of ${gateway} (${tunnelNetworks.join(', ') || 'none'})`;
