/**
 * The whole way of a floating IP's route, as facts: its lineage, and for each gateway how the route is sent there and
 * what arrives. Shown by the lineage strip, VRF Explorer and the topology's path. Pure: the live BGP state is a
 * parameter.
 */

import type { End, Hop, Lineage, Peering, RouteTargetHop, Trace } from '../../model/oper/trace.ts';
import { arrivalOf, arrivalOutOfSight, type GatewayReceived } from './arrival.ts';
import { lineageOf, type LineageFacts } from './lineage.ts';
import { sendingOf, type SendingFacts } from './sending.ts';

/** The state of one gateway. */
export interface EndFacts {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly peering: Peering;
  readonly sending: SendingFacts;
  /** Undefined: its state cannot be read. */
  readonly inside: GatewayReceived | undefined;
}

/** Whether the route continues after this hop. */
export function passes(hop: Hop): boolean {
  switch (hop.disposition) {
    case 'bound':
    case 'forwards':
    case 'exported':
    case 'advertised':
    case 'peered':
    case 'sent':
    case 'in-vrf':
    case 'out-of-sight':
      return true;
    case 'automatic-target-only':
      return hop.hop === 'route-target'; // our own tables import it, a gateway does not
    default:
      return false;
  }
}

/** The route target that represents a hop: a user-defined one if there is one. */
export function targetOf(hop: RouteTargetHop): string | undefined {
  switch (hop.disposition) {
    case 'exported':
      return hop.targets[0];
    case 'automatic-target-only':
      return hop.target;
    case 'no-export-target':
      return undefined;
    default:
      return hop satisfies never;
  }
}

export function traceOf(facts: LineageFacts, gateways: readonly EndFacts[]): Trace {
  const lineage = lineageOf(facts);
  const [first, ...more] = gateways.map((gateway) => endOf(lineage, gateway));
  const ends: Trace['ends'] = first === undefined ? [NO_GATEWAY] : [first, ...more];
  const nearest = [...ends].sort((a, b) => comesTo(b, lineage) - comesTo(a, lineage))[0]!;
  const { pod, port, vrf, routeTarget } = lineage;
  return {
    floatingIp: facts.floatingIp,
    lineage,
    ends,
    nearest,
    reachable: [pod, port, vrf, routeTarget].every(passes) && comesTo(nearest, lineage) === ARRIVED,
  };
}

const NO_GATEWAY: End = {
  id: undefined,
  name: '',
  address: '',
  peering: { hop: 'peering', gateway: '', disposition: 'no-gateway' },
  sending: undefined,
  arrival: undefined,
};

function endOf(
  { routeTarget, vpnRoute }: Lineage,
  { id, name, address, peering, sending: facts, inside }: EndFacts,
): End {
  const end = { id, name, address, peering, sending: undefined, arrival: undefined };
  if (!passes(peering) || vpnRoute.disposition !== 'advertised') return end;
  const { route } = vpnRoute;
  const sending = sendingOf(facts, route);
  if (!passes(sending)) return { ...end, sending };
  const arrival =
    inside === undefined ? arrivalOutOfSight(name, routeTarget.disposition === 'exported') : arrivalOf(inside, route);
  return { ...end, sending, arrival };
}

/** The result of `comesTo` for a route that was sent and arrived. */
const ARRIVED = 2;

/** 0: not sent to the gateway, 1: not in its VRFs, 2: arrived. */
function comesTo({ sending, arrival }: End, { vpnRoute }: Lineage): number {
  if (!passes(vpnRoute) || (sending !== undefined && !passes(sending))) return 0;
  return arrival !== undefined && passes(arrival) ? ARRIVED : 1;
}
