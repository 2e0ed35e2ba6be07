import type { Json } from '../json.ts';

export interface FloatingIpPoolProps {
  readonly floating_ip_pool_subnets?: { readonly subnet_uuid: readonly string[] };
  readonly [other: string]: Json | undefined | object;
}

export type TrafficDirection = 'ingress' | 'egress' | 'both';

interface PortMapping {
  readonly protocol: string;
  readonly src_port: number;
  readonly dst_port: number;
}

export interface FloatingIpProps {
  readonly floating_ip_address?: string;
  readonly floating_ip_address_family?: 'v4' | 'v6';
  readonly floating_ip_fixed_ip_address?: string | null;
  /** Unset means both. */
  readonly floating_ip_traffic_direction?: TrafficDirection;
  readonly floating_ip_port_mappings?: { readonly port_mappings: readonly PortMapping[] };
  readonly floating_ip_port_mappings_enable?: boolean;
  readonly floating_ip_is_virtual_ip?: boolean;
  readonly [other: string]: Json | undefined | object;
}
