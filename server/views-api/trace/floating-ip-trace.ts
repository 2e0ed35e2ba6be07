/** The way of a floating IP's route, traced from what store, derived tables and live BGP say. */

import type { LineageFacts } from '../../engine/trace/lineage.ts';
import { traceOf, type EndFacts } from '../../engine/trace/trace.ts';
import type { FloatingIp } from '../../model/config/types.ts';
import type { VpnRoute } from '../../model/oper/route.ts';
import type { Peering, Trace } from '../../model/oper/trace.ts';
import { floatingIpRoutes } from '../shared/floating-ip-routes.ts';
import { allGateways, callsOf, controlNodeNames, type Gateway } from '../shared/gateway-list.ts';
import { addressesOfPort, nodeOfPort, podOfPort, poolOf } from '../shared/links.ts';
import type { ViewContext } from '../shared/view-context.ts';
import { receivedBy, sendingFacts } from './sending-facts.ts';

export interface FloatingIpTrace extends Trace {
  /** All its VPN routes; the first one is traced. */
  readonly routes: readonly VpnRoute[];
  /** With all that is known of them, in the order of `ends`. */
  readonly gateways: readonly Gateway[];
}

export function traceFloatingIp(context: ViewContext, fip: FloatingIp): FloatingIpTrace {
  const routes = floatingIpRoutes(context, fip);
  const gateways = allGateways(context);
  const [route] = routes;
  const advertised = route?.notAdvertised === undefined ? route : undefined;
  const trace = traceOf(
    lineageFacts(context, fip, route),
    gateways.map((gateway) => endFacts(context, gateway, advertised)),
  );
  return { ...trace, routes, gateways };
}

/** Names of the VRFs of a gateway that can be looked into. */
export const vrfsOf = (gateway: Gateway | undefined): readonly string[] =>
  (gateway?.inside?.vrfs ?? []).map(({ name }) => name);

function lineageFacts(context: ViewContext, fip: FloatingIp, route: VpnRoute | undefined): LineageFacts {
  const { read, derived } = context;
  const ref = fip.refs['virtual-machine-interface']?.[0];
  const port = ref === undefined ? undefined : read.get('virtual-machine-interface', ref.uuid)?.value;
  const pod = port === undefined ? undefined : podOfPort(read, port);
  const { network } = poolOf(read, fip);
  const instance = network === undefined ? undefined : derived.routingInstance(network.uuid);
  return {
    floatingIp: {
      uuid: fip.uuid,
      address: fip.props.floating_ip_address ?? '',
      direction: fip.props.floating_ip_traffic_direction ?? 'both',
    },
    port:
      port === undefined
        ? undefined
        : { uuid: port.uuid, address: addressesOfPort(read, port.uuid)[0], node: nodeOfPort(read, port) },
    pod: pod === undefined ? undefined : { key: pod.key, namespace: pod.namespace ?? '', name: pod.name },
    network,
    route,
    exports: instance?.exports.map((use) => use.target) ?? [],
    automaticTarget: instance?.automaticTarget,
  };
}

function endFacts(context: ViewContext, gateway: Gateway, route: VpnRoute | undefined): EndFacts {
  const { id, name, address, inside } = gateway;
  const peering = peeringOf(context, gateway);
  const sending = sendingFacts(context, gateway, peering.disposition === 'peered' ? route : undefined);
  return {
    id,
    name,
    address,
    peering,
    sending,
    inside: inside === undefined ? undefined : receivedBy(inside, sending.sent === undefined ? undefined : route),
  };
}

function peeringOf(context: ViewContext, gateway: Gateway): Peering {
  const { name, router } = gateway;
  if (router === undefined) return { hop: 'peering', gateway: name, disposition: 'not-added' };
  if (context.derived.peeringsOf(router.uuid).length > 0)
    return { hop: 'peering', gateway: name, disposition: 'peered', router: router.uuid };
  return {
    hop: 'peering',
    gateway: name,
    disposition: 'not-associated',
    router: router.uuid,
    controlNodes: controlNodeNames(context),
    calls: callsOf(context, gateway),
  };
}
