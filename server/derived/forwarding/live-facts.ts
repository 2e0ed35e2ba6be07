/**
 * What the forwarding engine asks, answered from the store and its consequences when it is asked. Nothing is scanned,
 * so that a verdict among many pods costs what it costs among few.
 */

import type { ForwardingFacts, NodeFacts } from '../../engine/forwarding/facts.ts';
import { policyJudge, preparedPolicy } from '../../engine/policy/network-policies.ts';
import { formatAddress, parseAddress, type Address } from '../../model/net/address.ts';
import type { GatewayFacts } from '../../model/oper/gateway.ts';
import type { RoutePath } from '../../model/oper/route.ts';
import { by } from '../../model/order.ts';
import { byAddress, byFqName, byHostName, byNamespace, byNode, byUid } from '../../store/indexes.ts';
import type { Read } from '../../store/store.ts';
import type { Derived } from '../derived.ts';
import { floatingIpFacts, networkFacts, networkOfFloatingIp } from './network-facts.ts';
import { podFacts } from './pod-facts.ts';
import { portFacts } from './port-facts.ts';
import { apiServerService, serviceFacts, serviceHolding } from './service-facts.ts';

export interface ForwardingSources {
  readonly read: Read;
  readonly derived: Pick<Derived, 'port' | 'pod' | 'vrfLookup' | 'leaks'>;
  /** Those whose tables can be read. */
  readonly gateways: readonly GatewayFacts[];
}

const FABRIC = ['default-domain', 'default-project', 'ip-fabric'];

/** The answers follow the state: after a change they are those of the new one. */
export function forwardingFacts({ read, derived, gateways }: ForwardingSources): ForwardingFacts {
  const pod: ForwardingFacts['pod'] = (key) => {
    const record = read.get('kube/Pod', key)?.value;
    return record === undefined ? undefined : podFacts(read, key, record, derived.pod(key)?.interfaces ?? []);
  };
  const network: ForwardingFacts['network'] = (key) => networkFacts(read, key);
  let policies: { readonly revision: number; readonly judge: ReturnType<typeof policyJudge> } | undefined;
  return {
    pod,
    network,
    get fabric() {
      for (const { key } of read.lookup(byFqName('virtual-network'), FABRIC)) return network(key);
      return undefined;
    },
    port(uuid) {
      const row = derived.port(uuid);
      return row === undefined
        ? undefined
        : portFacts(read, row, {
            network,
            pod: (machine) => {
              for (const found of read.lookup(byUid('kube/Pod'), machine)) return pod(found.key);
              return undefined;
            },
          });
    },
    routes: (vrf, address) => derived.vrfLookup(vrf, address),
    leaks: (importer, exporter) => derived.leaks(importer, exporter),
    pathsTo: (address) => pathsTo(read, derived, address),
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
    policies(connection) {
      if (policies?.revision !== read.revision) {
        const judge = policyJudge((namespace) =>
          [...read.lookup(byNamespace('kube/NetworkPolicy'), namespace)]
            .sort(by(({ key }) => key))
            .map(({ value }) => preparedPolicy(value)),
        );
        policies = { revision: read.revision, judge };
      }
      return policies.judge(connection);
    },
  };
}

/** Every path is a host route: the tables of the networks in which something has the address. */
function* pathsTo(
  read: Read,
  derived: ForwardingSources['derived'],
  address: Address,
): Generator<RoutePath, void, undefined> {
  const text = formatAddress(address);
  const networks = new Set<string | undefined>();
  for (const { value } of read.lookup(byAddress('instance-ip'), text))
    networks.add(value.refs['virtual-network']?.[0]?.uuid);
  for (const { value } of read.lookup(byAddress('floating-ip'), text)) networks.add(networkOfFloatingIp(read, value));
  for (const network of networks)
    if (network !== undefined)
      for (const row of derived.vrfLookup(network, address)) if (row.kind === 'own') yield* row.paths;
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
