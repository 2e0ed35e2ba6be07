import type { Json } from '../json.ts';

export type BgpRouterType = 'control-node' | 'external-control-node' | 'router' | 'bgpaas-server' | 'bgpaas-client';

export interface AuthData {
  readonly key_type: 'md5';
  readonly key_items: readonly { readonly key_id: number; readonly key: string }[];
}

export interface BgpRouterParameters {
  readonly router_type?: BgpRouterType;
  readonly vendor?: string;
  readonly autonomous_system?: number;
  readonly local_autonomous_system?: number | null;
  readonly identifier?: string;
  readonly address?: string;
  readonly port?: number;
  readonly source_port?: number | null;
  /** Seconds; 0 means the default of 90. */
  readonly hold_time?: number;
  readonly address_families?: { readonly family: readonly string[] };
  readonly auth_data?: AuthData | null;
  readonly admin_down?: boolean;
  readonly cluster_id?: number | null;
  readonly [other: string]: Json | undefined | object;
}

export interface BgpSessionAttributes {
  /** uuid or name of the bgp-router for which the attributes hold; absent = both ends. */
  readonly bgp_router?: string | null;
  readonly admin_down?: boolean;
  readonly passive?: boolean;
  readonly as_override?: boolean;
  /** Seconds; 0 inherits the router's. */
  readonly hold_time?: number;
  readonly loop_count?: number;
  readonly local_autonomous_system?: number | null;
  readonly address_families?: { readonly family: readonly string[] } | null;
  readonly auth_data?: AuthData | null;
  readonly family_attributes?: readonly {
    readonly address_family: string;
    readonly loop_count?: number;
    readonly prefix_limit?: { readonly maximum?: number; readonly idle_timeout?: number };
    readonly default_tunnel_encap?: readonly string[];
  }[];
  readonly private_as_action?: string | null;
  readonly route_origin_override?: { readonly origin_override?: boolean; readonly origin?: string } | null;
}

/** Attribute of the reference bgp-router → bgp-router: the configured peering. */
export interface BgpPeeringAttributes {
  readonly session?: readonly { readonly uuid?: string; readonly attributes: readonly BgpSessionAttributes[] }[];
}

export interface BgpRouterProps {
  readonly bgp_router_parameters?: BgpRouterParameters;
  readonly [other: string]: Json | undefined | object;
}
