import type { Json } from '../json.ts';
import type { IpamSubnet } from './virtual-network.ts';

export interface NetworkIpamProps {
  readonly ipam_subnet_method?: 'user-defined-subnet' | 'flat-subnet' | 'auto-subnet';
  readonly ipam_subnets?: { readonly subnets: readonly IpamSubnet[] };
  readonly network_ipam_mgmt?: Json;
  readonly [other: string]: Json | undefined | object;
}
