/** The verdict on the first packet of a flow, in the order of the original's agent. */

import type { Address } from '../../model/net/address.ts';
import type { RoutePath, VrfRow } from '../../model/oper/route.ts';
import type { ForwardingFacts, NetworkFacts, PodFacts, PortFacts, SubnetFacts } from './facts.ts';
import {
  DEFAULT_SOURCE_PORT,
  DEFAULT_TTL,
  type Flow,
  type Hop,
  type MatchedRoute,
  type NamedObject,
  type Obstacle,
  type RouteSource,
  type SocketAddress,
  type Verdict,
} from './verdict.ts';

/** Pure: the same facts and flow give the same verdict. */
export function judge(facts: ForwardingFacts, flow: Flow): Verdict {
  const { source } = flow;
  if (source.kind !== 'pod') throw new Error(`BUG: a flow of a ${source.kind} cannot be judged yet`);
  const pod = facts.pod(source.pod);
  const object: NamedObject = { kind: 'kube/Pod', key: source.pod, name: source.pod };
  if (pod === undefined) return dropped([], { code: 'no-such-pod', object });
  const { family } = flow.destination;
  const ports = pod.interfaces.map((uuid) => facts.port(uuid)).filter((port) => port !== undefined);
  const sender =
    source.interface === undefined
      ? egressPort(ports, flow.destination)
      : ports.find(({ uuid }) => uuid === source.interface);
  const from = sender?.addresses.find((address) => address.family === family);
  if (sender === undefined || from === undefined || sender.network === undefined)
    return { disposition: 'unreachable', by: 'sender', hops: [], obstacle: { code: 'no-interface', family, object } };
  return fromPort(facts, flow, sender, sender.network, from);
}

/** As the pod's routing table: connected subnets first, then the default route through the first interface. */
function egressPort(ports: readonly PortFacts[], destination: Address): PortFacts | undefined {
  const usable = ports.filter(({ addresses }) => addresses.some(({ family }) => family === destination.family));
  return (
    usable.find(({ network }) => network?.subnets.some((subnet) => subnet.contains(destination)) === true) ?? usable[0]
  );
}

function fromPort(
  facts: ForwardingFacts,
  { destination, protocol, port, sourcePort = DEFAULT_SOURCE_PORT, ttl = DEFAULT_TTL }: Flow,
  sender: PortFacts,
  network: NetworkFacts,
  from: Address,
): Verdict {
  if (sender.notInstalled !== undefined)
    return dropped([], { code: 'not-installed', why: sender.notInstalled, object: sender.object });
  const withPort = (address: Address, number: number | undefined): SocketAddress => ({
    address,
    port: protocol === 'icmp' ? undefined : number,
  });
  const source = withPort(from, sourcePort);
  const target = withPort(destination, port);
  const { vrf } = network;
  const subnet = network.subnets.find(({ contains }) => contains(destination));
  const hop = (route: MatchedRoute | undefined): Hop => ({
    kind: 'vrouter',
    name: sender.nextHop?.nodeName ?? '',
    address: gatewayOf(network, from),
    route,
    translations: [],
  });
  const [row] = facts.routes(vrf.key, destination);
  if (row === undefined || row.kind === 'learned') {
    const service = subnet === undefined ? undefined : serviceOf(subnet, destination);
    if (service !== undefined)
      return {
        disposition: 'delivered',
        to: { kind: 'subnet-service', service, network: network.object },
        source,
        destination: target,
        ttl,
        replyTtl: DEFAULT_TTL,
        hops: [],
      };
    return dropped([], { code: 'no-route', vrf, subnet: subnet?.prefix, object: network.object });
  }
  const path = row.paths[0] as RoutePath;
  const hops = [hop({ vrf, prefix: row.prefix, source: sourceOf(row), label: path.label })];
  if (ttl <= 1) return { disposition: 'expired', at: gatewayOf(network, from) ?? from, hops, replyTtl: DEFAULT_TTL };
  const receiver = facts.port(path.origin.interfaceUuid);
  if (receiver?.pod === undefined)
    return dropped(hops, { code: 'no-route', vrf, subnet: undefined, object: network.object });
  if (facts.routes(path.instance, from).length === 0)
    return dropped(hops, {
      code: 'no-return-route',
      vrf: receiver.network?.vrf ?? vrf,
      source: from,
      object: receiver.network?.object ?? network.object,
    });
  return arrival(receiver.pod, receiver, { source, destination: target, ttl: ttl - 1, hops, protocol });
}

function arrival(
  pod: PodFacts,
  port: PortFacts,
  {
    source,
    destination,
    ttl,
    hops,
    protocol,
  }: Pick<Extract<Verdict, { disposition: 'delivered' }>, 'source' | 'destination' | 'ttl' | 'hops'> &
    Pick<Flow, 'protocol'>,
): Verdict {
  const arrived = {
    to: { kind: 'pod', namespace: pod.namespace, name: pod.name, interface: port.uuid },
    source,
    destination,
    ttl,
    replyTtl: DEFAULT_TTL - hops.length,
    hops,
  } as const;
  const number = destination.port ?? 0;
  if (protocol === 'icmp' || pod.listens(protocol, number)) return { disposition: 'delivered', ...arrived };
  return {
    disposition: 'refused',
    ...arrived,
    obstacle: {
      code: 'nobody-listens',
      protocol,
      port: number,
      object: { kind: 'kube/Pod', key: pod.key, name: pod.key },
      field: 'spec.containers.ports',
    },
  };
}

function dropped(hops: readonly Hop[], obstacle: Obstacle): Verdict {
  return { disposition: 'dropped', hops, obstacle };
}

function sourceOf(row: VrfRow): RouteSource {
  switch (row.kind) {
    case 'own':
      return { kind: 'own' };
    case 'leaked':
      return { kind: 'leaked', from: { key: row.from.key, network: row.from.networkName.join(':') } };
    case 'learned':
      return { kind: 'learned', nextHop: row.paths[0]!.nextHop };
    default:
      return row satisfies never;
  }
}

function gatewayOf({ subnets }: NetworkFacts, address: Address): Address | undefined {
  return subnets.find((subnet) => subnet.contains(address))?.gateway;
}

function serviceOf({ gateway, dns }: SubnetFacts, { value }: Address): 'gateway' | 'dns' | undefined {
  if (gateway?.value === value) return 'gateway';
  return dns?.value === value ? 'dns' : undefined;
}
