import type { Json } from '../json.ts';

export interface VirtualRouterProps {
  /** The node's fabric address: BGP next hop and tunnel end of its workloads. */
  readonly virtual_router_ip_address?: string;
  readonly virtual_router_type?: 'embedded' | 'tor-agent' | 'tor-service-node';
  readonly virtual_router_dpdk_enabled?: boolean;
  readonly [other: string]: Json | undefined | object;
}
