/**
 * What the forwarding engine asks, answered from the store and its consequences when it is asked: nothing is scanned
 * and nothing is kept.
 */

import type { ForwardingFacts, NetworkFacts, PodFacts, PortFacts, SubnetFacts } from '../../engine/forwarding/facts.ts';
import type { IpamSubnet, VnSubnets } from '../../model/config/virtual-network.ts';
import { isObject, type JsonObject } from '../../model/json.ts';
import type { KubeObjectOf } from '../../model/kube/types.ts';
import { formatFqName } from '../../model/naming/fq-name.ts';
import { parseAddress } from '../../model/net/address.ts';
import { contains, formatPrefix, parsePrefix } from '../../model/net/prefix.ts';
import { byUid } from '../../store/indexes.ts';
import type { Read } from '../../store/store.ts';
import type { Derived } from '../derived.ts';

export interface ForwardingSources {
  readonly read: Read;
  readonly derived: Pick<Derived, 'port' | 'pod' | 'vrfLookup'>;
}

/** The answers follow the state: ask anew after a change. */
export function forwardingFacts({ read, derived }: ForwardingSources): ForwardingFacts {
  const pod = (key: string): PodFacts | undefined => {
    const record = read.get('kube/Pod', key)?.value;
    return record === undefined ? undefined : podFacts(record, key, derived.pod(key)?.interfaces ?? [], read);
  };
  const podOf = (machine: string | undefined): PodFacts | undefined => {
    if (machine === undefined) return undefined;
    for (const found of read.lookup(byUid('kube/Pod'), machine)) return pod(found.key);
    return undefined;
  };
  const network = (key: string): NetworkFacts | undefined => networkFacts(read, key);
  return {
    pod,
    network,
    port(uuid): PortFacts | undefined {
      const row = derived.port(uuid);
      const record = read.get('virtual-machine-interface', uuid)?.value;
      if (row === undefined || record === undefined) return undefined;
      return {
        uuid,
        object: { kind: 'virtual-machine-interface', key: uuid, name: formatFqName(record.fq_name) },
        pod: podOf(row.machineUuid),
        network: row.networkUuid === undefined ? undefined : network(row.networkUuid),
        addresses: row.addresses.map((text) => parseAddress(text)).filter((address) => address !== undefined),
        nextHop: row.nextHop,
        label: row.label,
        notInstalled: row.paths.find(({ origin }) => origin.kind === 'interface')?.notInstalled,
      };
    },
    routes: (vrf, address) => derived.vrfLookup(vrf, address),
  };
}

function podFacts(
  { metadata, spec, status }: KubeObjectOf<'Pod'>,
  key: string,
  interfaces: readonly string[],
  read: Read,
): PodFacts {
  return {
    key,
    namespace: metadata.namespace ?? '',
    name: metadata.name,
    node: spec?.nodeName,
    hostNetwork: spec?.hostNetwork === true,
    interfaces: interfaces.length < 2 ? interfaces : inOrder(read, interfaces),
    listens: (protocol, port) =>
      status?.phase === 'Running' &&
      (spec?.containers ?? []).some(({ ports }) =>
        (Array.isArray(ports) ? ports : []).some(
          (each) =>
            isObject(each) &&
            (each as JsonObject)['containerPort'] === port &&
            String(each['protocol'] ?? 'TCP').toLowerCase() === protocol,
        ),
      ),
  };
}

/** By the annotation `index` that kube-manager writes, `1/2`. */
function inOrder(read: Read, interfaces: readonly string[]): readonly string[] {
  const place = (uuid: string): number => {
    const annotations = read.get('virtual-machine-interface', uuid)?.value.annotations?.key_value_pair ?? [];
    return Number.parseInt(annotations.find(({ key }) => key === 'index')?.value ?? '', 10) || Number.MAX_SAFE_INTEGER;
  };
  return [...interfaces].sort((a, b) => place(a) - place(b));
}

function networkFacts(read: Read, key: string): NetworkFacts | undefined {
  const record = read.get('virtual-network', key)?.value;
  if (record === undefined) return undefined;
  const name = formatFqName(record.fq_name);
  const subnets = (record.refs['network-ipam'] ?? []).flatMap(({ uuid, attr }) => {
    const own = (attr as unknown as VnSubnets | null)?.ipam_subnets ?? [];
    const shared = read.get('network-ipam', uuid)?.value.props.ipam_subnets?.subnets ?? [];
    return [...own, ...shared].flatMap(subnetFacts);
  });
  return { vrf: { key, network: name }, object: { kind: 'virtual-network', key, name }, subnets };
}

function subnetFacts({ subnet, default_gateway, dns_server_address }: IpamSubnet): readonly SubnetFacts[] {
  const prefix = subnet === undefined ? undefined : parsePrefix(`${subnet.ip_prefix}/${subnet.ip_prefix_len}`, 'mask');
  if (prefix === undefined) return [];
  return [
    {
      prefix: formatPrefix(prefix),
      contains: (address) => contains(prefix, address),
      gateway: parseAddress(default_gateway ?? ''),
      dns: parseAddress(dns_server_address ?? ''),
    },
  ];
}
