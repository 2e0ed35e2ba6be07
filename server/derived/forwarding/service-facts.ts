/** Services as the proxy of a node sees them. */

import type { ServiceFacts } from '../../engine/forwarding/facts.ts';
import type { FlowProtocol, NamedObject } from '../../engine/forwarding/verdict.ts';
import { annotationOf } from '../../model/config/annotations.ts';
import { API_SERVICE } from '../../model/kube/api-service.ts';
import { kubeKey, type KubeObjectOf } from '../../model/kube/types.ts';
import { formatAddress, parseAddress, type Address } from '../../model/net/address.ts';
import { byAddress, byNodePort } from '../../store/indexes.ts';
import type { Read } from '../../store/store.ts';
import { networkOf } from './network-facts.ts';

type Service = KubeObjectOf<'Service'>;

export function apiServerService(read: Read): Service | undefined {
  return read.get('kube/Service', API_SERVICE.key)?.value;
}

/** The service that has the address as ClusterIP or external address, and the network in which it is. */
export function serviceHolding(
  read: Read,
  address: Address,
): { readonly service: NamedObject; readonly network: string } | undefined {
  const text = formatAddress(address);
  for (const { value } of read.lookup(byAddress('instance-ip'), text)) {
    const key = value.allocated?.['held_by'];
    const network = value.refs['virtual-network']?.[0]?.uuid;
    if (typeof key === 'string' && network !== undefined && read.get('kube/Service', key) !== undefined)
      return { service: { kind: 'kube/Service', key, name: key }, network };
  }
  for (const { value } of read.lookup(byAddress('floating-ip'), text)) {
    if (annotationOf(value, 'kind') !== 'Service') continue;
    const key = kubeKey(annotationOf(value, 'namespace') ?? '', annotationOf(value, 'name') ?? '');
    const network = networkOf(read, value);
    if (network !== undefined && read.get('kube/Service', key) !== undefined)
      return { service: { kind: 'kube/Service', key, name: key }, network };
  }
  return undefined;
}

/** By its key and port, or by a node port. */
export function serviceFacts(
  read: Read,
  asked: { readonly service: string; readonly port: number } | { readonly nodePort: number },
  protocol: FlowProtocol,
): ServiceFacts | undefined {
  const candidates =
    'service' in asked
      ? [read.get('kube/Service', asked.service)]
      : [...read.lookup(byNodePort('kube/Service'), asked.nodePort)];
  for (const stored of candidates) {
    const port = stored?.value.spec?.ports?.find(
      (each) =>
        (each.protocol ?? 'TCP').toLowerCase() === protocol &&
        ('service' in asked ? each.port === asked.port : each.nodePort === asked.nodePort),
    );
    if (stored === undefined || port === undefined) continue;
    const { key, value } = stored;
    return {
      object: { kind: 'kube/Service', key, name: key },
      endpoints: endpointsOf(read, key, port.name, port.protocol),
      local: 'nodePort' in asked && value.spec?.['externalTrafficPolicy'] === 'Local',
    };
  }
  return undefined;
}

/** Ready endpoints of a port. */
function endpointsOf(read: Read, key: string, name = '', protocol = 'TCP'): ServiceFacts['endpoints'] {
  const subsets = read.get('kube/Endpoints', key)?.value.subsets ?? [];
  return subsets.flatMap(({ addresses = [], ports = [] }) => {
    const port = ports.find((each) => (each.name ?? '') === name && (each.protocol ?? 'TCP') === protocol)?.port;
    if (port === undefined) return [];
    return addresses.flatMap(({ ip, nodeName }) => {
      const address = parseAddress(ip);
      return address === undefined ? [] : [{ address, port, node: nodeName }];
    });
  });
}
