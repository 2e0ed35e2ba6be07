/** The network form's values, and how they are read from a stored network. Pure. */

import {
  type ForwardingMode,
  type IpamSubnet,
  routeTargetListsOf,
  type VnSubnets,
} from '../../../../server/model/config/virtual-network.ts';
import type { WireObject, WireRef } from '../../data/config-objects.ts';

export type SubnetForm = {
  /** Stable while rows are added and removed. */
  key: string;
  /** From a stored subnet; its prefix and gateway are then locked. */
  uuid?: string;
  /** uuid of the IPAM; empty for the default one. */
  ipam: string;
  cidr: string;
  allocateFrom: 'top' | 'bottom';
  gateway: string;
  serviceAddress: string;
  /** One `first-last` per line; empty: the whole prefix. */
  pools: string;
  dhcp: boolean;
  /** The stored entry, whose other fields are kept. */
  stored?: IpamSubnet;
};

type PoolForm = { key: string; name: string; uuid?: string };

export type NetworkForm = {
  /** Colon-joined: `default-domain:k8s-default`. */
  project: string;
  name: string;
  displayName: string;
  /** uuids of network policies, in the order in which they apply. */
  policies: string[];
  subnets: SubnetForm[];
  /** References to flat IPAMs, which the form keeps but does not edit. */
  flat: WireRef<VnSubnets>[];
  pools: PoolForm[];
  both: string[];
  imports: string[];
  exports: string[];
  /** Empty: unset, which means L2 and L3. */
  forwardingMode: '' | ForwardingMode;
  reversePathForwarding: boolean;
  allowTransit: boolean;
  floodUnknownUnicast: boolean;
  external: boolean;
  shared: boolean;
  fabricSnat: boolean;
};

export type StoredNetwork = WireObject<'virtual-network'> & {
  readonly network_ipam_refs?: readonly WireRef<VnSubnets>[];
  readonly network_policy_refs?: readonly WireRef<{
    readonly sequence?: { readonly major: number; readonly minor: number } | null;
  } | null>[];
  readonly floating_ip_pools?: readonly WireRef[];
};

/** The default IPAM of a new subnet. */
export const DEFAULT_IPAM = ['default-domain', 'default-project', 'default-network-ipam'] as const;
/** The pool that is created with External. */
export const PUBLIC_POOL = 'public';

export const blankSubnet = (key: string): SubnetForm => ({
  key,
  ipam: '',
  cidr: '',
  allocateFrom: 'top',
  gateway: '',
  serviceAddress: '',
  pools: '',
  dhcp: true,
});

/** An empty form with every default of the server. */
export const blank = (project = ''): NetworkForm => ({
  project,
  name: '',
  displayName: '',
  policies: [],
  subnets: [],
  flat: [],
  pools: [],
  both: [],
  imports: [],
  exports: [],
  forwardingMode: '',
  reversePathForwarding: true,
  allowTransit: false,
  floodUnknownUnicast: false,
  external: false,
  shared: false,
  fabricSnat: false,
});

/** The form of a stored network. */
export function fromRecord(network: StoredNetwork): NetworkForm {
  const properties = network.virtual_network_properties;
  const refs = network.network_ipam_refs ?? [];
  const name = network.fq_name.at(-1) ?? '';
  const targets = routeTargetListsOf(network);
  return {
    project: network.fq_name.slice(0, -1).join(':'),
    name,
    displayName: network.display_name === undefined || network.display_name === name ? '' : network.display_name,
    policies: [...(network.network_policy_refs ?? [])].sort((a, b) => placeOf(a) - placeOf(b)).map((ref) => ref.uuid),
    subnets: refs.flatMap((ref) =>
      (ref.attr?.ipam_subnets ?? [])
        .filter((subnet) => subnet.subnet !== undefined)
        .map((subnet) => subnetFrom(ref, subnet)),
    ),
    flat: refs.filter((ref) => (ref.attr?.ipam_subnets ?? []).every((subnet) => subnet.subnet === undefined)),
    pools: (network.floating_ip_pools ?? []).map((pool) => ({
      key: pool.uuid,
      uuid: pool.uuid,
      name: pool.to?.at(-1) ?? pool.uuid,
    })),
    both: [...targets.both],
    imports: [...targets.import],
    exports: [...targets.export],
    forwardingMode: properties?.forwarding_mode ?? '',
    reversePathForwarding: properties?.rpf !== 'disable',
    allowTransit: properties?.allow_transit === true,
    floodUnknownUnicast: network.flood_unknown_unicast === true,
    external: network.router_external === true,
    shared: network.is_shared === true,
    fabricSnat: network.fabric_snat === true,
  };
}

const placeOf = (ref: NonNullable<StoredNetwork['network_policy_refs']>[number]): number =>
  (ref.attr?.sequence?.major ?? 0) * 65536 + (ref.attr?.sequence?.minor ?? 0);

function subnetFrom(ref: WireRef<VnSubnets>, subnet: IpamSubnet): SubnetForm {
  return {
    key: subnet.subnet_uuid,
    uuid: subnet.subnet_uuid,
    ipam: ref.uuid,
    cidr: `${subnet.subnet?.ip_prefix}/${subnet.subnet?.ip_prefix_len}`,
    allocateFrom: subnet.addr_from_start === true ? 'bottom' : 'top',
    gateway: subnet.default_gateway ?? '',
    serviceAddress: subnet.dns_server_address ?? '',
    pools: (subnet.allocation_pools ?? []).map((pool) => `${pool.start}-${pool.end}`).join('\n'),
    dhcp: subnet.enable_dhcp !== false,
    stored: subnet,
  };
}
