/** Networks and floating IPs as the forwarding engine sees them. */

import type { FloatingIpFacts, NetworkFacts, SubnetFacts } from '../../engine/forwarding/facts.ts';
import { networkAccessRules } from '../../engine/policy/access-verdict.ts';
import { networkOfFloatingIp } from '../../model/config/floating-ip-network.ts';
import { parseSubnet } from '../../model/config/subnet-prefix.ts';
import type { FloatingIp, VirtualNetwork } from '../../model/config/types.ts';
import type { IpamSubnet, VnSubnets } from '../../model/config/virtual-network.ts';
import { formatFqName, type FqName } from '../../model/naming/fq-name.ts';
import { IP_FABRIC } from '../../model/naming/system-names.ts';
import { parseAddress } from '../../model/net/address.ts';
import { contains, formatPrefix } from '../../model/net/prefix.ts';
import type { Read } from '../../store/store.ts';
import { attachmentsOf, named } from '../nodes/network-directory.ts';

/** By the uuid of the network, which is the key of its VRF. */
export function networkFacts(read: Read, key: string): NetworkFacts | undefined {
  const record = read.get('virtual-network', key)?.value;
  return record === undefined ? undefined : new Network(read, key, record);
}

/** Subnets and rules are worked out when they are first asked for. */
class Network implements NetworkFacts {
  readonly vrf: NetworkFacts['vrf'];
  readonly object: NetworkFacts['object'];
  readonly fabricSnat: boolean;
  readonly mtu: number | undefined;
  readonly #read: Read;
  readonly #record: VirtualNetwork;
  #subnets: readonly SubnetFacts[] | undefined;
  #attached: ReturnType<typeof attachmentsOf>['policies'] | undefined;
  #policies: readonly FqName[] | undefined;
  #access: NetworkFacts['access'] | undefined;

  constructor(read: Read, key: string, record: VirtualNetwork) {
    const name = formatFqName(record.fq_name);
    const { props } = record;
    this.#read = read;
    this.#record = record;
    this.vrf = { key, network: name };
    this.object = { kind: 'virtual-network', key, name };
    this.fabricSnat = props.fabric_snat === true;
    this.mtu = props.virtual_network_properties?.mtu ?? numberOf(props['mtu']);
  }

  get subnets(): readonly SubnetFacts[] {
    return (this.#subnets ??= (this.#record.refs['network-ipam'] ?? []).flatMap(({ uuid, attr }) => {
      const own = (attr as unknown as VnSubnets | null)?.ipam_subnets ?? [];
      const shared = this.#read.get('network-ipam', uuid)?.value.props.ipam_subnets?.subnets ?? [];
      return [...own, ...shared].map(subnetFacts).filter((subnet) => subnet !== undefined);
    }));
  }

  get policies(): readonly FqName[] {
    return (this.#policies ??= this.#attachments.map(({ name }) => name));
  }

  get access(): NetworkFacts['access'] {
    return (this.#access ??= networkAccessRules(
      { ...named(this.#record), fabricSnat: this.fabricSnat, fabricNetwork: formatFqName(IP_FABRIC) },
      this.#attachments,
    ));
  }

  get #attachments(): ReturnType<typeof attachmentsOf>['policies'] {
    return (this.#attached ??= attachmentsOf(this.#record, {
      record: (kind, uuid) => this.#read.get(kind, uuid),
    }).policies);
  }
}

const numberOf = (value: unknown): number | undefined => (typeof value === 'number' && value > 0 ? value : undefined);

const known = new WeakMap<IpamSubnet, SubnetFacts | 'none'>();

/** Undefined for the entry of a reference to a flat-subnet IPAM, which has no prefix. */
function subnetFacts(of: IpamSubnet): SubnetFacts | undefined {
  let facts = known.get(of);
  if (facts === undefined) known.set(of, (facts = madeFacts(of) ?? 'none'));
  return facts === 'none' ? undefined : facts;
}

function madeFacts({ subnet, default_gateway: gateway, dns_server_address: dns }: IpamSubnet): SubnetFacts | undefined {
  const prefix = subnet === undefined ? undefined : parseSubnet(subnet);
  if (prefix === undefined) return undefined;
  return {
    prefix: formatPrefix(prefix),
    family: prefix.address.family,
    length: prefix.length,
    contains: (address) => contains(prefix, address),
    gateway: parseAddress(gateway ?? ''),
    dns: parseAddress(dns ?? ''),
  };
}

/** Undefined if there is no such floating IP, or it has no address. */
export function floatingIpFacts(read: Read, uuid: string): FloatingIpFacts | undefined {
  const record = read.get('floating-ip', uuid)?.value;
  const address = parseAddress(record?.props.floating_ip_address ?? '');
  if (record === undefined || address === undefined) return undefined;
  const { props } = record;
  return {
    object: { kind: 'floating-ip', key: uuid, name: formatFqName(record.fq_name) },
    address,
    direction: props.floating_ip_traffic_direction ?? 'both',
    portMappings:
      props.floating_ip_port_mappings_enable === true
        ? (props.floating_ip_port_mappings?.port_mappings ?? [])
        : undefined,
    fixedAddress: parseAddress(props.floating_ip_fixed_ip_address ?? ''),
    vrf: networkOf(read, record),
  };
}

export function networkOf(read: Read, floating: FloatingIp): string | undefined {
  return networkOfFloatingIp(floating, {
    instanceIp: (uuid) => read.get('instance-ip', uuid)?.value,
    pool: (uuid) => read.get('floating-ip-pool', uuid)?.value,
  });
}
