import type { Json } from '../json.ts';

/** A list of route targets, each `target:<asn|ip>:<n>`. */
export interface RouteTargetList {
  readonly route_target: readonly string[];
}

export interface SubnetPrefix {
  readonly ip_prefix: string;
  readonly ip_prefix_len: number;
}

export interface AllocationPool {
  readonly start: string;
  readonly end: string;
  readonly vrouter_specific_pool?: boolean;
}

/** One subnet of a network or of a flat-subnet IPAM. */
export interface IpamSubnet {
  /** Absent in the one entry that a flat-subnet reference holds (it has a subnet_uuid only). */
  readonly subnet?: SubnetPrefix;
  readonly default_gateway?: string;
  readonly dns_server_address?: string;
  readonly subnet_uuid: string;
  readonly enable_dhcp?: boolean;
  readonly dns_nameservers?: readonly string[];
  readonly allocation_pools?: readonly AllocationPool[];
  /** true: allocate bottom-up. Default is top-down. */
  readonly addr_from_start?: boolean;
  readonly host_routes?: Json;
  readonly subnet_name?: string;
  readonly alloc_unit?: number;
  readonly created?: string;
  readonly last_modified?: string;
}

/** Attribute of the reference virtual-network → network-ipam. */
export interface VnSubnets {
  readonly ipam_subnets: readonly IpamSubnet[];
  readonly host_routes?: Json;
}

/** The properties with a network's own route targets, by their use in its routing instance. */
export const ROUTE_TARGET_LISTS = {
  both: 'route_target_list',
  import: 'import_route_target_list',
  export: 'export_route_target_list',
} as const satisfies { readonly [use: string]: keyof VirtualNetworkProps };

export type RouteTargetLists = { readonly [U in keyof typeof ROUTE_TARGET_LISTS]: readonly string[] };
export type RouteTargetListName = (typeof ROUTE_TARGET_LISTS)[keyof RouteTargetLists];

/** A network's own route targets. */
export function routeTargetListsOf(props: Pick<VirtualNetworkProps, RouteTargetListName>): RouteTargetLists {
  const of = (use: keyof RouteTargetLists): readonly string[] => props[ROUTE_TARGET_LISTS[use]]?.route_target ?? [];
  return { both: of('both'), import: of('import'), export: of('export') };
}

export type ForwardingMode = 'l2_l3' | 'l2' | 'l3';
type AddressAllocationMode =
  | 'user-defined-subnet-preferred'
  | 'user-defined-subnet-only'
  | 'flat-subnet-preferred'
  | 'flat-subnet-only';

export interface VirtualNetworkProps {
  readonly route_target_list?: RouteTargetList;
  readonly import_route_target_list?: RouteTargetList;
  readonly export_route_target_list?: RouteTargetList;
  readonly router_external?: boolean;
  readonly is_shared?: boolean;
  readonly flood_unknown_unicast?: boolean;
  readonly virtual_network_properties?: {
    readonly forwarding_mode?: ForwardingMode;
    readonly rpf?: 'enable' | 'disable';
    readonly allow_transit?: boolean;
    readonly vxlan_network_identifier?: number;
    readonly network_id?: number;
    readonly mirror_destination?: boolean;
    readonly max_flows?: number;
    readonly mtu?: number;
  };
  readonly virtual_network_network_id?: number;
  readonly fabric_snat?: boolean;
  readonly is_provider_network?: boolean;
  readonly address_allocation_mode?: AddressAllocationMode;
  readonly multi_policy_service_chains_enabled?: boolean;
  readonly virtual_network_category?: 'infra' | 'tenant' | 'internal' | 'routed';
  readonly port_security_enabled?: boolean;
  readonly [other: string]: Json | undefined | object;
}
