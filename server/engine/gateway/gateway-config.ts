/** What a gateway router is told, on its own side: VRFs, routes that it has itself, dynamic tunnels. */

import type { Label } from '../../model/bgp/label.ts';
import type { GatewayRoute, GatewayVrf } from '../../model/oper/gateway.ts';

/** A route that does not come from BGP. */
export interface FixedRoute {
  readonly prefix: string;
  readonly protocol: Exclude<GatewayRoute['protocol'], 'BGP'>;
  /** `ge-0/0/1.500`, `Discard`. */
  readonly via: string;
}

export interface GatewayVrfConfig extends GatewayVrf {
  /** Announced with the VRF's routes: packets that carry it are looked up in the VRF (vrf-table-label). */
  readonly label: Label;
  readonly routes: readonly FixedRoute[];
}

export interface TunnelConfig {
  /** Outer source address. */
  readonly source: string;
  /** Prefixes that tunnels may lead into. */
  readonly networks: readonly string[];
  readonly encapsulation: 'gre' | 'udp';
  /** Units are numbered from there: `gr-2/3/0` and 32769 make `gr-2/3/0.32769`. */
  readonly device: string;
  readonly firstUnit: number;
}

export interface GatewayConfig {
  readonly vrfs: readonly GatewayVrfConfig[];
  readonly tunnels: TunnelConfig;
}
