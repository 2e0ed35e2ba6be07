/** Load balancers: what listens on a virtual address, and who answers. */

import type { Json } from '../json.ts';

export const LOADBALANCER_PROTOCOLS = ['HTTP', 'HTTPS', 'TCP', 'UDP', 'TERMINATED_HTTPS'] as const;
type LoadbalancerProtocol = (typeof LOADBALANCER_PROTOCOLS)[number];

export interface LoadbalancerProps {
  readonly loadbalancer_provider?: string;
  readonly loadbalancer_properties?: {
    readonly provisioning_status?: string;
    readonly operating_status?: string;
    readonly vip_subnet_id?: string;
    readonly vip_address?: string;
    readonly admin_state?: boolean;
  };
  readonly [other: string]: Json | undefined | object;
}

export interface LoadbalancerListenerProps {
  readonly loadbalancer_listener_properties?: {
    readonly protocol?: LoadbalancerProtocol;
    readonly protocol_port?: number;
    readonly admin_state?: boolean;
    readonly connection_limit?: number;
  };
  readonly [other: string]: Json | undefined | object;
}

export interface LoadbalancerPoolProps {
  readonly loadbalancer_pool_provider?: string;
  readonly loadbalancer_pool_properties?: {
    readonly protocol?: LoadbalancerProtocol;
    readonly loadbalancer_method?: 'ROUND_ROBIN' | 'LEAST_CONNECTIONS' | 'SOURCE_IP';
    readonly session_persistence?: 'SOURCE_IP' | 'HTTP_COOKIE' | 'APP_COOKIE';
    readonly admin_state?: boolean;
  };
  readonly [other: string]: Json | undefined | object;
}

export interface LoadbalancerMemberProps {
  readonly loadbalancer_member_properties?: {
    /** Empty when the annotation `vmi` says who answers. */
    readonly address?: string;
    readonly protocol_port?: number;
    readonly weight?: number;
    readonly admin_state?: boolean;
  };
  readonly [other: string]: Json | undefined | object;
}

export interface LoadbalancerHealthmonitorProps {
  readonly loadbalancer_healthmonitor_properties?: {
    readonly monitor_type?: 'PING' | 'TCP' | 'HTTP' | 'HTTPS';
    /** s */
    readonly delay?: number;
    /** s */
    readonly timeout?: number;
    readonly max_retries?: number;
    readonly admin_state?: boolean;
  };
  readonly [other: string]: Json | undefined | object;
}
