/**
 * The verdict on the first packet of a flow, in the order of the original's agent: route, translation of the source,
 * translation of the destination, access lists, security groups, policy sets, the way back, the receiver.
 */

import { isLoopback, parseAddress, sameAddress, type Address } from '../../model/net/address.ts';
import type { GatewayRoute } from '../../model/oper/gateway.ts';
import type { LearnedRow, RoutePath } from '../../model/oper/route.ts';
import { egressPort, portsOf } from './egress.ts';
import type { End } from './ends.ts';
import type {
  ForwardingFacts,
  GatewayRouting,
  NetworkFacts,
  NodeFacts,
  PodFacts,
  PortFacts,
  ServiceFacts,
  SubnetFacts,
} from './facts.ts';
import { filtered } from './filters.ts';
import { destinationTranslation, sourceTranslation } from './floating-ip-translation.ts';
import { isOwn, lengthOf, matchedRoute, routeIn, subnetOf } from './found-route.ts';
import { chosen, Journey } from './journey.ts';
import {
  DEFAULT_SOURCE_PORT,
  DEFAULT_TTL,
  type Flow,
  type Hop,
  type MatchedRoute,
  type NamedObject,
  type Obstacle,
  type SocketAddress,
  type Translation,
  type Verdict,
} from './verdict.ts';

const DNS_PORT = 53;

/** Pure: the same facts and flow give the same verdict. */
export function judge(facts: ForwardingFacts, flow: Flow): Verdict {
  return new Judge(facts, flow).verdict();
}

/** Where the packet comes from, for the filters and the way back. */
interface Origin extends End {
  /** Name of the gateway behind which the source is. */
  readonly gateway?: string;
}

class Judge {
  readonly #facts: ForwardingFacts;
  readonly #flow: Flow;
  readonly #journey: Journey;

  constructor(facts: ForwardingFacts, flow: Flow) {
    const { protocol, destination, port, sourcePort = DEFAULT_SOURCE_PORT, ttl = DEFAULT_TTL } = flow;
    this.#facts = facts;
    this.#flow = flow;
    const socket = (address: Address, number: number | undefined): SocketAddress => ({
      address,
      port: protocol === 'icmp' ? undefined : number,
    });
    // Each kind of source says from which address it sends.
    this.#journey = new Journey(protocol, socket(destination, sourcePort), socket(destination, port), ttl);
  }

  verdict(): Verdict {
    const { source } = this.#flow;
    switch (source.kind) {
      case 'pod':
        return this.#fromPod(source.pod, source.interface);
      case 'node': {
        const node = this.#facts.node(source.node);
        return node === undefined
          ? this.#journey.dropped({
              code: 'no-such-node',
              object: { kind: 'virtual-router', key: source.node, name: source.node },
            })
          : this.#fromNode(node, { node: node.name, network: this.#facts.fabric });
      }
      case 'client':
        return this.#fromClient(source.gateway, source.vrf, source.address);
      default:
        return source satisfies never;
    }
  }

  #fromPod(key: string, wanted: string | undefined): Verdict {
    const facts = this.#facts;
    const journey = this.#journey;
    const { destination } = this.#flow;
    const object: NamedObject = { kind: 'kube/Pod', key, name: key };
    const pod = facts.pod(key);
    if (pod === undefined) return journey.dropped({ code: 'no-such-pod', object });
    if (pod.hostNetwork) {
      const node = pod.node === undefined ? undefined : facts.node(pod.node);
      return node === undefined
        ? journey.unreachable('sender', { code: 'no-interface', family: destination.family, object })
        : this.#fromNode(node, { node: node.name, network: facts.fabric });
    }
    // The pod's own kernel answers for all its addresses.
    if (isLoopback(destination)) {
      journey.source = { ...journey.source, address: destination };
      return this.#received(pod, undefined);
    }
    const ports = portsOf(facts, pod);
    for (const { uuid, addresses } of ports)
      if (addresses.some((address) => sameAddress(address, destination))) {
        journey.source = { ...journey.source, address: destination };
        return this.#received(pod, uuid);
      }
    const sender = wanted === undefined ? egressPort(ports, destination) : ports.find(({ uuid }) => uuid === wanted);
    const from = sender?.addresses.find(({ family }) => family === destination.family);
    if (sender?.network === undefined || from === undefined)
      return journey.unreachable('sender', { code: 'no-interface', family: destination.family, object });
    journey.source = { ...journey.source, address: from };
    if (sender.notInstalled !== undefined)
      return journey.dropped({ code: 'not-installed', why: sender.notInstalled, object: sender.object });
    return this.#fromPort(sender, sender.network);
  }

  /** At the virtual router of the interface. */
  #fromPort(port: PortFacts, own: NetworkFacts): Verdict {
    const facts = this.#facts;
    const journey = this.#journey;
    const { source, destination, protocol } = journey;
    const router = port.nextHop?.nodeName ?? '';
    const answersFrom = subnetOf(own, source.address)?.gateway ?? parseAddress(port.nextHop?.address ?? '');
    const hop = (route: MatchedRoute | undefined, translations: readonly Translation[] = []): Hop => ({
      kind: 'vrouter',
      name: router,
      address: answersFrom,
      route,
      translations,
    });
    if (destination.port !== undefined && facts.isApiServer(destination.address, protocol, destination.port)) {
      const ended = journey.pass(hop(undefined));
      journey.passBack();
      return ended ?? journey.delivered({ kind: 'api-server' });
    }
    const found = routeIn(facts, own, destination.address);
    if (!isOwn(found)) {
      // Without a backend nobody announces a service, and what a default route made of it would explain nothing.
      const service = facts.serviceAt(own.vrf.key, destination.address);
      if (service !== undefined) return journey.dropped({ code: 'no-backend', object: service });
    }
    const floating = sourceTranslation(facts, port, own, destination.address, lengthOf(found));
    const network = floating?.network ?? own;
    const route = floating?.found ?? found;
    const translations: Translation[] = [];
    if (floating !== undefined) {
      journey.source = { ...source, address: floating.ip.address };
      translations.push({ kind: 'source', from: source, to: journey.source, by: floating.ip.object });
    }
    const origin: Origin = { port, pod: port.pod, network };
    if (route.kind === 'none' || route.kind === 'subnet') {
      if (route.kind === 'subnet') {
        const answer = this.#atSubnet(network, route.subnet);
        if (answer !== undefined) return answer;
      } else if (own.fabricSnat) return this.#outOverFabric(port, own, hop);
      const subnet = route.kind === 'subnet' ? route.subnet.prefix : undefined;
      return journey.dropped({ code: 'no-route', vrf: network.vrf, subnet, object: network.object });
    }
    const matched = matchedRoute(network, route);
    if (route.kind === 'node') {
      const stopped =
        this.#filtered(origin, { node: route.node.name, network: facts.fabric }, destination) ??
        this.#noWayBack(facts.fabric, network, journey.source.address);
      if (stopped !== undefined) return journey.dropped(stopped);
      const ended = journey.pass(hop(matched, translations));
      journey.passBack();
      return ended ?? this.#atNode(route.node);
    }
    const [row] = route.rows;
    if (row!.kind === 'learned') {
      // A route of BGP has no network of its own; it counts as one of the table that imports it.
      const stopped = this.#filtered(origin, { network }, destination);
      if (stopped !== undefined) return journey.dropped(stopped);
      return journey.pass(hop(matched, translations)) ?? this.#toGateway(row as LearnedRow, network);
    }
    return this.#toPath(origin, row!.paths as readonly RoutePath[], (label, more) =>
      hop({ ...matched, label }, [...translations, ...more]),
    );
  }

  /** The virtual router answers for the subnet's gateway and DNS server. */
  #atSubnet({ object }: NetworkFacts, { gateway, dns }: SubnetFacts): Verdict | undefined {
    const journey = this.#journey;
    const { protocol, destination } = journey;
    const is = (address: Address | undefined): boolean =>
      address !== undefined && sameAddress(address, destination.address);
    const service = is(gateway) ? 'gateway' : is(dns) ? 'dns' : undefined;
    if (service === undefined) return undefined;
    if (protocol === 'icmp' || (protocol === 'udp' && destination.port === DNS_PORT))
      return journey.delivered({ kind: 'subnet-service', service, network: object });
    return journey.dropped({ code: 'nobody-listens', protocol, port: destination.port ?? 0, object });
  }

  /** To one of equal paths, each an interface: translation, filters, the way back. */
  #toPath(
    origin: Origin,
    paths: readonly RoutePath[],
    hop: (label: number | undefined, translations: readonly Translation[]) => Hop,
  ): Verdict {
    const facts = this.#facts;
    const journey = this.#journey;
    const path = chosen(paths, journey)!;
    const port = facts.port(path.origin.interfaceUuid);
    const network = facts.network(path.instance);
    if (port === undefined || network === undefined)
      throw new Error(`BUG: path ${path.id} leads to no interface of a network`);
    const asked = journey.destination;
    const translations: Translation[] = [];
    let to = asked;
    if (path.origin.kind === 'floating-ip') {
      const ip = facts.floatingIp(path.origin.floatingIpUuid);
      if (ip === undefined) throw new Error(`BUG: path ${path.id} is of no floating IP with an address`);
      const translated = destinationTranslation(ip, port, journey);
      if ('code' in translated) return journey.dropped(translated);
      to = translated;
      translations.push({ kind: 'destination', from: asked, to, by: ip.object });
    }
    const stopped =
      this.#filtered(origin, { port, pod: port.pod, network }, to) ??
      (origin.gateway === undefined
        ? this.#noWayBack(network, origin.network, journey.source.address)
        : this.#noWayBackTo(origin.gateway, network));
    if (stopped !== undefined) return journey.dropped(stopped);
    const ended = journey.pass(hop(path.label, translations));
    journey.passBack();
    return ended ?? this.#atPod(port, to);
  }

  #atPod({ pod, uuid, object }: PortFacts, to: SocketAddress): Verdict {
    this.#journey.destination = to;
    return pod === undefined ? this.#journey.dropped({ code: 'no-such-pod', object }) : this.#received(pod, uuid);
  }

  #received(pod: PodFacts, port: string | undefined): Verdict {
    const journey = this.#journey;
    const { protocol, destination } = journey;
    const { namespace, name, key } = pod;
    const receiver = { kind: 'pod', namespace, name, interface: port } as const;
    if (destination.port === undefined || pod.listens(protocol, destination.port)) return journey.delivered(receiver);
    return journey.refused(receiver, {
      code: 'nobody-listens',
      protocol,
      port: destination.port,
      object: { kind: 'kube/Pod', key, name: key },
      field: 'spec.containers.ports',
    });
  }

  /** A node sends: its proxy knows the services, everything else is routed in the fabric's table. */
  #fromNode(node: NodeFacts, origin: Origin): Verdict {
    const facts = this.#facts;
    const journey = this.#journey;
    const { destination, protocol } = journey;
    const object = node.object;
    const { family } = destination.address;
    if (isLoopback(destination.address)) {
      journey.source = { ...journey.source, address: destination.address };
      return this.#atNode(node);
    }
    const from = node.addresses.find((address) => address.family === family);
    if (from === undefined) return journey.unreachable('sender', { code: 'no-interface', family, object });
    journey.source = { ...journey.source, address: from };
    if (destination.port !== undefined) {
      if (facts.isApiServer(destination.address, protocol, destination.port))
        return journey.delivered({ kind: 'api-server' });
      const service = facts.servicePort(destination.address, protocol, destination.port);
      if (service !== undefined) return this.#proxied(node, service, origin);
    }
    return this.#overFabric(node, origin, true);
  }

  /** Routed by a node. `proxies`: it is not the proxy itself that sends. */
  #overFabric(node: NodeFacts, origin: Origin, proxies: boolean): Verdict {
    const facts = this.#facts;
    const journey = this.#journey;
    const { fabric } = facts;
    const { address } = journey.destination;
    const to = facts.nodeAt(address);
    if (to !== undefined) return this.#atNode(to, proxies);
    const [row] = fabric === undefined ? [] : facts.routes(fabric.vrf.key, address);
    if (fabric !== undefined && row !== undefined && row.kind !== 'learned') {
      const matched = matchedRoute(fabric, { kind: 'rows', rows: [row] });
      return this.#toPath(origin, row.paths, (label, translations) => ({
        kind: 'vrouter',
        name: node.name,
        address: node.addresses[0],
        route: { ...matched, label },
        translations,
      }));
    }
    if (facts.holds(address))
      return journey.dropped({
        code: 'no-route',
        vrf: fabric?.vrf ?? { key: '', network: '' },
        subnet: undefined,
        object: fabric?.object ?? node.object,
      });
    return journey.delivered({ kind: 'external', gateway: undefined });
  }

  /** Fabric SNAT: outwards under the node's address. */
  #outOverFabric(
    port: PortFacts,
    own: NetworkFacts,
    hop: (route: MatchedRoute | undefined, translations: readonly Translation[]) => Hop,
  ): Verdict {
    const facts = this.#facts;
    const journey = this.#journey;
    const { source, destination } = journey;
    const { fabric } = facts;
    const node = parseAddress(port.nextHop?.address ?? '');
    if (node?.family !== destination.address.family || facts.holds(destination.address))
      return journey.dropped({ code: 'no-route', vrf: own.vrf, subnet: undefined, object: own.object });
    const to = facts.nodeAt(destination.address);
    const stopped = this.#filtered(
      { port, pod: port.pod, network: own },
      { node: to?.name, network: fabric },
      destination,
    );
    if (stopped !== undefined) return journey.dropped(stopped);
    journey.source = { ...source, address: node };
    const translation: Translation = { kind: 'source', from: source, to: journey.source, by: undefined };
    const ended = journey.pass(hop(undefined, [translation]));
    journey.passBack();
    return ended ?? (to === undefined ? journey.delivered({ kind: 'external', gateway: undefined }) : this.#atNode(to));
  }

  /** `proxies`: a node port may be meant. */
  #atNode(node: NodeFacts, proxies = true): Verdict {
    const journey = this.#journey;
    const { protocol, destination } = journey;
    const { port } = destination;
    if (port === undefined) return journey.delivered({ kind: 'node', name: node.name });
    const service = proxies ? this.#facts.nodePort(protocol, port) : undefined;
    if (service !== undefined) return this.#proxied(node, service, { node: node.name, network: this.#facts.fabric });
    const pod = node.listener(protocol, port);
    if (pod !== undefined)
      return journey.delivered({ kind: 'pod', namespace: pod.namespace, name: pod.name, interface: undefined });
    return journey.refused(
      { kind: 'node', name: node.name },
      { code: 'nobody-listens', protocol, port, object: node.object },
    );
  }

  /** kube-proxy of a node: an endpoint instead of the service, the node instead of the source. */
  #proxied(node: NodeFacts, { object, endpoints, local }: ServiceFacts, origin: Origin): Verdict {
    const journey = this.#journey;
    const { source, destination } = journey;
    const { family } = destination.address;
    const from = node.addresses.find((address) => address.family === family);
    const endpoint = chosen(
      endpoints.filter((each) => each.address.family === family && (!local || each.node === node.name)),
      journey,
    );
    if (endpoint === undefined || from === undefined) {
      const obstacle: Obstacle = { code: 'no-backend', object };
      return local ? journey.dropped(obstacle) : journey.refused({ kind: 'node', name: node.name }, obstacle);
    }
    const begins = sameAddress(source.address, from);
    const to: SocketAddress = { address: endpoint.address, port: endpoint.port };
    const translations: Translation[] = [{ kind: 'destination', from: destination, to, by: object }];
    journey.destination = to;
    if (!begins && !local) {
      journey.source = { ...source, address: from };
      translations.push({ kind: 'source', from: source, to: journey.source, by: undefined });
    }
    // A packet of its own leaves the node without having passed one.
    const ended = journey.pass({
      kind: 'node',
      name: node.name,
      address: begins ? undefined : from,
      route: undefined,
      translations,
    });
    if (!begins) journey.passBack();
    return ended ?? this.#overFabric(node, origin, false);
  }

  #fromClient(name: string, vrf: string | undefined, address: Address): Verdict {
    const journey = this.#journey;
    const gateway = this.#facts.gateway(name);
    const object: NamedObject = { kind: 'gateway', key: name, name };
    if (gateway === undefined) return journey.dropped({ code: 'no-such-gateway', object });
    const table = vrf === undefined ? gateway.vrfs[0] : gateway.vrfs.find((each) => each.name === vrf);
    if (table === undefined) return journey.dropped({ code: 'no-such-vrf', object });
    journey.source = { ...journey.source, address };
    return this.#inGateway(gateway, table.name, undefined);
  }

  /** Through the tunnel to the next hop of a learned route. */
  #toGateway(row: LearnedRow, network: NetworkFacts): Verdict {
    const journey = this.#journey;
    const path = chosen(
      row.paths.filter(({ best }) => best),
      journey,
    );
    const nextHop = path?.nextHop ?? row.paths[0]!.nextHop;
    const gateway = this.#facts.gatewayAt(nextHop);
    const vrf =
      gateway?.vrfs.find(({ routeDistinguisher }) => routeDistinguisher === path?.routeDistinguisher) ??
      gateway?.vrfs[0];
    if (gateway === undefined || vrf === undefined) return journey.delivered({ kind: 'external', gateway: nextHop });
    return this.#inGateway(gateway, vrf.name, network);
  }

  /** In a VRF of a gateway. `from`: the network from which a tunnel brought the packet. */
  #inGateway(gateway: GatewayRouting, vrf: string, from: NetworkFacts | undefined): Verdict {
    const facts = this.#facts;
    const journey = this.#journey;
    const { source, destination } = journey;
    const object: NamedObject = { kind: 'gateway', key: gateway.name, name: gateway.name };
    const hop: Hop = {
      kind: 'gateway',
      name: gateway.name,
      address: parseAddress(gateway.address),
      route: undefined,
      translations: [],
    };
    const noRoute = (rows: readonly GatewayRoute[], address: Address): Obstacle => ({
      code: 'no-gateway-route',
      vrf,
      address,
      hidden: rows[0]?.hidden,
      object,
    });
    const rows = gateway.longestMatch(vrf, destination.address);
    const active = rows.find((row) => row.active);
    if (active === undefined)
      return rows.length === 0
        ? journey.unreachable(hop, noRoute(rows, destination.address))
        : journey.dropped(noRoute(rows, destination.address));
    if (from !== undefined) {
      const back = gateway.longestMatch(vrf, source.address);
      const returns = back.find((row) => row.active);
      if (returns?.bgp === undefined)
        return journey.dropped(noRoute(returns === undefined ? back : [], source.address));
    }
    if (active.bgp !== undefined) {
      const { protocolNextHop, label } = active.bgp;
      const path = findIn(
        facts.pathsTo(destination.address),
        (each) => each.label === label && each.nextHop?.address === protocolNextHop,
      );
      if (path === undefined) return journey.dropped(noRoute([], destination.address));
      const ended = journey.pass(hop);
      if (ended !== undefined) return ended;
      journey.passBack();
      // A route of BGP counts as one of the network whose table imports it.
      const origin: Origin = { network: facts.network(path.instance), gateway: gateway.address };
      return this.#toPath(origin, [path], (_label, translations) => ({
        kind: 'vrouter',
        name: path.nextHop?.nodeName ?? '',
        // The label leads straight to the interface.
        address: undefined,
        route: undefined,
        translations,
      }));
    }
    if (active.protocol === 'Local') return journey.delivered({ kind: 'gateway', gateway: gateway.name, vrf });
    // What the overlay has is not outside, whatever the gateway's other routes say.
    const imports = gateway.vrfs.find(({ name }) => name === vrf)?.imports ?? [];
    if (facts.holds(destination.address) || isOfExporter(facts, imports, destination.address))
      return journey.dropped(noRoute([], destination.address));
    const ended = journey.pass(hop);
    journey.passBack();
    return ended ?? journey.delivered({ kind: 'external', gateway: gateway.name });
  }

  #filtered(source: End, destination: End, to: SocketAddress): Obstacle | undefined {
    const { protocol, source: from, destination: asked } = this.#journey;
    return filtered(this.#facts, { protocol, source, destination, from, asked, to });
  }

  /** Whether the receiver's table has no route to the source, whose address is routed in the other network. */
  #noWayBack(at: NetworkFacts | undefined, source: NetworkFacts | undefined, address: Address): Obstacle | undefined {
    if (at === undefined || source === undefined) return undefined;
    if (at.vrf.key === source.vrf.key || this.#facts.leaks(at.vrf.key, source.vrf.key)) return undefined;
    return {
      code: 'no-return-route',
      vrf: at.vrf,
      source: address,
      object: at.object,
      field: 'import_route_target_list',
    };
  }

  /** The same of a source behind a gateway. */
  #noWayBackTo(gateway: string, at: NetworkFacts): Obstacle | undefined {
    const { address } = this.#journey.source;
    const [row] = this.#facts.routes(at.vrf.key, address);
    if (row !== undefined && (row.kind !== 'learned' || row.paths.some(({ nextHop }) => nextHop === gateway)))
      return undefined;
    return {
      code: 'no-return-route',
      vrf: at.vrf,
      source: address,
      object: at.object,
      field: 'import_route_target_list',
    };
  }
}

/** Whether the address is of a subnet whose routes the gateway imports: then it has those that there are. */
function isOfExporter(facts: ForwardingFacts, imports: readonly string[], address: Address): boolean {
  return imports.some((target) =>
    facts.exporters(target).some((key) => {
      const network = facts.network(key);
      return network !== undefined && subnetOf(network, address) !== undefined;
    }),
  );
}

function findIn<T>(all: Iterable<T>, where: (one: T) => boolean): T | undefined {
  for (const one of all) if (where(one)) return one;
  return undefined;
}
