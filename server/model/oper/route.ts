/**
 * Routes that the product originates, as they stand in the VRF table of their own network, in the tables that import
 * them, and on the VPN.
 */
import type { FqName } from '../naming/fq-name.ts';
import type { Leak, RoutingInstanceFacts, RoutingInstanceKey } from './routing-instance-facts.ts';

/** Where a path comes from. */
export type RouteOrigin =
  | { readonly kind: 'interface'; readonly instanceIpUuid: string; readonly interfaceUuid: string; readonly machineUuid: string | undefined }
  | { readonly kind: 'floating-ip'; readonly floatingIpUuid: string; readonly poolUuid: string | undefined; readonly interfaceUuid: string; readonly machineUuid: string | undefined };

/** The compute node that forwards for the interface. */
export interface NextHop {
  readonly nodeUuid: string;
  readonly nodeName: string;
  /** Fabric address of the node. */
  readonly address: string;
}

/** Why a path is not in the table; a sentence with the way out is the condition's business. */
export type NotInstalled =
  | { readonly kind: 'no-node' }
  | { readonly kind: 'node-missing'; readonly nodeUuid: string }
  | { readonly kind: 'node-without-address'; readonly nodeUuid: string; readonly nodeName: string }
  | { readonly kind: 'no-label' };

/** One way to reach a host prefix: through one interface. */
export interface RoutePath {
  /** `iip:<uuid>@<interface uuid>` or `fip:<uuid>@<interface uuid>`. */
  readonly id: string;
  /** `10.47.255.252/32`, canonical. */
  readonly prefix: string;
  /** Table in which the path originates. */
  readonly instance: RoutingInstanceKey;
  readonly origin: RouteOrigin;
  /** MPLS label of the interface; a floating IP has that of the interface it stands for. */
  readonly label: number | undefined;
  readonly localPreference: number;
  readonly med: number;
  readonly nextHop: NextHop | undefined;
  /** Absent: installed. */
  readonly notInstalled?: NotInstalled;
}

/** A prefix with its paths of one originating instance. */
export interface VrfRow {
  readonly prefix: string;
  readonly paths: readonly RoutePath[];
  /** Whose table the paths come from. */
  readonly from: RoutingInstanceFacts;
  /** Absent: the table's own. */
  readonly leak: Leak | undefined;
}

/** Why a path is not advertised although it is in a table. */
export type NotAdvertised = NotInstalled | { readonly kind: 'no-vrf-id'; readonly nodeName: string } | { readonly kind: 'no-export-target' };

/** A path as BGP will carry it. */
export interface VpnRoute {
  readonly prefix: string;
  readonly family: 'inet-vpn' | 'inet6-vpn';
  /** `10.169.25.20:2`; absent while the node has no number for the VRF. */
  readonly routeDistinguisher: string | undefined;
  readonly nextHop: NextHop | undefined;
  readonly label: number | undefined;
  readonly localPreference: number;
  readonly med: number;
  readonly origin: 'incomplete';
  /** Originated inside our AS. */
  readonly asPath: '';
  readonly routeTargets: readonly string[];
  /** `gre`, `udp`: in the order of the global encapsulation priorities. */
  readonly encapsulations: readonly string[];
  /** Every extended community as text: targets, `encapsulation:gre`, `secgroup:60100:8000000`, `originvn:60100:7`. */
  readonly communities: readonly string[];
  readonly originNetwork: FqName;
  readonly instance: RoutingInstanceKey;
  readonly path: RoutePath;
  readonly notAdvertised?: NotAdvertised;
}
