/**
 * `/views/floating-ips/<uuid>/lineage`: how a floating IP's route gets out. Pod → port → VRF → route target → VPN route
 * → gateway; the first cut has cause and cure, what is beyond it is grey.
 */
import type { Lineage, LineageStep } from '../../contract/views/vrfs.ts';
import type { FloatingIp } from '../../model/config/types.ts';
import { shortName } from '../../model/naming/fq-name.ts';
import type { VpnRoute } from '../../model/oper/route.ts';
import { addressesOfPort, nodeOfPort, podOfPort, poolOf } from '../links.ts';
import { notFound } from '../query.ts';
import type { World } from '../world.ts';
import { vpnView } from './vrf-routes.ts';
import { whyNot } from './why-not.ts';

type Draft = Omit<LineageStep, 'verdict'> & { readonly cut?: string };

/** Routes that the floating IP has by its ports. */
function routesOf({ read, derived }: World, fip: FloatingIp): readonly VpnRoute[] {
  const found: VpnRoute[] = [];
  for (const ref of fip.refs['virtual-machine-interface'] ?? []) {
    for (const path of derived.port(ref.uuid)?.paths ?? []) {
      if (path.origin.kind !== 'floating-ip' || path.origin.floatingIpUuid !== fip.uuid) continue;
      const route = derived.vpnRoute(path);
      if (route !== undefined && read.get('virtual-machine-interface', ref.uuid) !== undefined) found.push(route);
    }
  }
  return found;
}

export function lineage(world: World, uuid: string): Lineage {
  const { read, derived } = world;
  const fip = read.get('floating-ip', uuid)?.value;
  if (fip === undefined) throw notFound('floating IP', uuid, 'See /views/tables/floating-ips.');
  const address = fip.props.floating_ip_address ?? '';
  const ref = fip.refs['virtual-machine-interface']?.[0];
  const port = ref === undefined ? undefined : read.get('virtual-machine-interface', ref.uuid)?.value;
  const pod = port === undefined ? undefined : podOfPort(read, port);
  const { network } = poolOf(read, fip);
  const routes = routesOf(world, fip);
  const [route] = routes;
  const instance = network === undefined ? undefined : derived.routingInstance(network.uuid);
  const exports = route?.routeTargets ?? instance?.exports.map((use) => use.target) ?? [];
  const user = exports.filter((target) => target !== instance?.automaticTarget);
  const reason = whyNot(route?.notAdvertised);
  const early = route?.notAdvertised !== undefined && route.notAdvertised.kind !== 'no-export-target' && route.notAdvertised.kind !== 'no-vrf-id' ? reason : undefined;
  const label = route?.label;
  const drafts: Draft[] = [
    { kind: 'pod', title: pod?.name ?? '', detail: port === undefined ? '' : [addressesOfPort(read, port.uuid)[0], nodeOfPort(read, port)].filter((part) => part !== undefined).join(' '), ...(pod === undefined ? { cut: port === undefined ? 'It is associated with no port. Associate it with a pod.' : 'The port belongs to no pod.' } : { link: { kind: 'kube/Pod', key: pod.key } }) },
    { kind: 'port', title: label === undefined ? 'port' : `label ${label}`, detail: { both: 'NAT both ways', ingress: 'NAT inbound only', egress: 'NAT outbound only' }[fip.props.floating_ip_traffic_direction ?? 'both'], ...(early === undefined ? {} : { cut: early }), ...(port === undefined ? { cut: 'There is no port.' } : { link: { kind: 'virtual-machine-interface', key: port.uuid } }) },
    { kind: 'vrf', title: network?.name ?? '', detail: [address, route?.routeDistinguisher === undefined ? undefined : `RD ${route.routeDistinguisher}`].filter((part) => part !== undefined).join(' '), ...(route?.notAdvertised?.kind === 'no-vrf-id' ? { cut: reason! } : network === undefined ? { cut: 'Its pool or the pool\'s network does not exist.' } : {}), ...(network === undefined ? {} : { link: { kind: 'virtual-network', key: network.uuid } }) },
    { kind: 'route-target', title: user[0] ?? exports[0] ?? '', detail: user.length > 0 ? 'exported' : 'automatic target only', ...(exports.length === 0 ? { cut: 'The network exports no route target. Add one under Routing, Bridging and Policies.' } : {}) },
    { kind: 'vpn-route', title: route === undefined ? '' : `${route.prefix}`, detail: [route?.nextHop?.address, label === undefined ? undefined : `label ${label}`].filter((part) => part !== undefined).join(' '), ...(route === undefined || route.notAdvertised !== undefined ? { cut: reason ?? 'No route follows from it yet.' } : {}) },
    gatewayStep(world, user),
  ];
  let cut = false;
  const steps = drafts.map(({ cut: cause, ...step }): LineageStep => {
    if (cut) return { ...step, verdict: 'beyond' };
    if (cause === undefined) return { ...step, verdict: 'ok' };
    cut = true;
    return { ...step, verdict: 'cut', reason: cause };
  });
  return { address, reachable: !cut, steps, vpnRoutes: routes.flatMap((found) => vpnView(world, found) ?? []), conditions: world.conditions('floating-ip', uuid), revision: read.revision };
}

/** Whether a gateway is configured as a peer, and whether there is a target that it could import. */
function gatewayStep({ read, derived }: World, targets: readonly string[]): Draft {
  const gateways = [...read.scan('bgp-router')].map(({ value }) => value).filter((router) => router.props.bgp_router_parameters?.router_type === 'router').sort((a, b) => (shortName(a.fq_name) < shortName(b.fq_name) ? -1 : 1));
  const peered = gateways.filter((router) => derived.peeringsOf(router.uuid).length > 0);
  const [gateway] = peered.length > 0 ? peered : gateways;
  if (gateway === undefined) return { kind: 'gateway', title: '', detail: '', cut: 'No gateway is configured. Add it under Infrastructure > Cluster > Advanced > BGP Routers.' };
  const name = shortName(gateway.fq_name);
  const link = { kind: 'bgp-router', key: gateway.uuid };
  if (peered.length === 0) return { kind: 'gateway', title: name, detail: '', link, cut: `${name} is no peer of a control node. Choose it under Associated Peers.` };
  if (targets.length === 0) return { kind: 'gateway', title: name, detail: '', link, cut: 'Only the automatic target is exported, which no gateway imports. Add a route target that the gateway imports.' };
  const mismatch = derived.peeringsOf(gateway.uuid).flatMap((peering) => peering.mismatches).find((one) => one.severity === 'error');
  return { kind: 'gateway', title: name, detail: gateway.props.bgp_router_parameters?.address ?? '', link, ...(mismatch === undefined ? {} : { cut: mismatch.message }) };
}
