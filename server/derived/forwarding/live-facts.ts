/**
 * What the forwarding engine asks, answered from the store and its consequences when it is asked. Nothing is scanned,
 * so that a verdict among many pods costs what it costs among few.
 */

import type { ForwardingFacts, NodeFacts, PodFacts } from '../../engine/forwarding/facts.ts';
import { formatAddress, parseAddress, type Address } from '../../model/net/address.ts';
import type { GatewayFacts } from '../../model/oper/gateway.ts';
import type { RoutePath } from '../../model/oper/route.ts';
import { byAddress, byHostName, byNode, byUid } from '../../store/indexes.ts';
import type { Read } from '../../store/store.ts';
import type { Derived } from '../derived.ts';
import { Moment } from './moment.ts';
import { floatingIpFacts, networkOf } from './network-facts.ts';
import { podFacts } from './pod-facts.ts';
import { portFacts } from './port-facts.ts';
import { apiServerService, serviceFacts, serviceHolding } from './service-facts.ts';

export interface ForwardingSources {
  readonly read: Read;
  readonly derived: Pick<Derived, 'port' | 'pod' | 'vrfLookup' | 'leaks' | 'exportersOf'>;
  /** Those whose tables can be read. */
  readonly gateways: readonly GatewayFacts[];
}

/** The answers follow the state: after a change they are those of the new one. */
export function forwardingFacts({ read, derived, gateways }: ForwardingSources): ForwardingFacts {
  let moment = new Moment(read);
  const now = (): Moment => (moment.revision === read.revision ? moment : (moment = new Moment(read)));
  const pod: ForwardingFacts['pod'] = (key) => {
    const record = read.get('kube/Pod', key)?.value;
    return record === undefined ? undefined : podFacts(read, key, record, derived.pod(key)?.interfaces ?? []);
  };
  const podOf = (machine: string): PodFacts | undefined => {
    for (const found of read.lookup(byUid('kube/Pod'), machine)) return pod(found.key);
    return undefined;
  };
  return {
    pod,
    network: (key) => now().network(key),
    get fabric() {
      return now().fabric;
    },
    port(uuid) {
      const row = derived.port(uuid);
      return row === undefined ? undefined : portFacts(read, now(), row, podOf);
    },
    routes: (vrf, address) => derived.vrfLookup(vrf, address, networksWith(read, address)),
    leaks: (importer, exporter) => derived.leaks(importer, exporter),
    pathsTo: (address) => pathsTo(read, derived, address),
    holds: (address) => networksWith(read, address).length > 0,
    exporters: (target) => derived.exportersOf(target),
    floatingIp: (uuid) => floatingIpFacts(read, uuid),
    node: (name) => nodeNamed(read, name, pod),
    nodeAt: (address) => nodeAt(read, address, pod),
    serviceAt: (vrf, address) => {
      const holding = serviceHolding(read, address);
      if (holding === undefined) return undefined;
      return holding.network === vrf || derived.leaks(vrf, holding.network) ? holding.service : undefined;
    },
    nodePort: (protocol, port) => serviceFacts(read, { nodePort: port }, protocol),
    servicePort: (address, protocol, port) => {
      const holding = serviceHolding(read, address);
      return holding === undefined ? undefined : serviceFacts(read, { service: holding.service.key, port }, protocol);
    },
    isApiServer: (address, protocol, port) => {
      const service = protocol === 'tcp' ? apiServerService(read) : undefined;
      return (
        service?.spec?.clusterIP === formatAddress(address) &&
        service.spec.ports?.some((each) => each.port === port) === true
      );
    },
    gateway: (name) => gateways.find((gateway) => gateway.name === name),
    gatewayAt: (address) => gateways.find((gateway) => gateway.address === address),
    policies: (connection) => now().policies(connection),
  };
}

/** The networks in which something has the address: every route of ours is one to a host. */
function networksWith(read: Read, address: Address): readonly string[] {
  const text = formatAddress(address);
  const networks: string[] = [];
  const add = (network: string | undefined): void => {
    if (network !== undefined && !networks.includes(network)) networks.push(network);
  };
  for (const { value } of read.lookup(byAddress('instance-ip'), text)) add(value.refs['virtual-network']?.[0]?.uuid);
  for (const { value } of read.lookup(byAddress('floating-ip'), text)) add(networkOf(read, value));
  return networks;
}

function* pathsTo(
  read: Read,
  derived: ForwardingSources['derived'],
  address: Address,
): Generator<RoutePath, void, undefined> {
  for (const network of networksWith(read, address))
    for (const row of derived.vrfLookup(network, address, [])) if (row.kind === 'own') yield* row.paths;
}

type PodOf = ForwardingFacts['pod'];

function nodeAt(read: Read, address: Address, pod: PodOf): NodeFacts | undefined {
  const text = formatAddress(address);
  for (const { value } of read.lookup(byAddress('virtual-router'), text))
    return nodeNamed(read, value.fq_name.at(-1) ?? '', pod);
  for (const { key } of read.lookup(byAddress('kube/Node'), text)) return nodeNamed(read, key, pod);
  return undefined;
}

/** By the name of its virtual router, or of a Kubernetes node without one. */
function nodeNamed(read: Read, name: string, pod: PodOf): NodeFacts | undefined {
  const [router] = read.lookup(byHostName('virtual-router'), name);
  const node = read.get('kube/Node', name);
  if (router === undefined && node === undefined) return undefined;
  const texts = [
    router?.value.props.virtual_router_ip_address,
    ...(node?.value.status?.addresses ?? []).map(({ address }) => address),
  ];
  return {
    name,
    object:
      router === undefined
        ? { kind: 'kube/Node', key: name, name }
        : { kind: 'virtual-router', key: router.key, name: router.value.fq_name.join(':') },
    addresses: [...new Set(texts)].map((text) => parseAddress(text ?? '')).filter((address) => address !== undefined),
    listener: (protocol, port) => {
      for (const { key, value } of read.lookup(byNode('kube/Pod'), name)) {
        if (value.spec?.hostNetwork !== true) continue;
        const found = pod(key);
        if (found?.listens(protocol, port) === true) return found;
      }
      return undefined;
    },
  };
}
