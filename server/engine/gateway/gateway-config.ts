/** The configuration of a gateway router: VRFs, its own routes, dynamic tunnels. */

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
  /** The label announced with the VRF's routes: packets with it are looked up in the VRF (vrf-table-label). */
  readonly label: Label;
  readonly routes: readonly FixedRoute[];
}

export interface TunnelConfig {
  /** Outer source address. */
  readonly source: string;
  /** Destination prefixes for tunnels. */
  readonly networks: readonly string[];
  readonly encapsulation: 'gre' | 'udp';
  /** First unit number: `gr-2/3/0` and 32769 make `gr-2/3/0.32769`. */
  readonly device: string;
  readonly firstUnit: number;
}

export interface GatewayConfig {
  readonly vrfs: readonly GatewayVrfConfig[];
  readonly tunnels: TunnelConfig;
}
