/** The inside of a gateway router: known only of the lab's own gateway. */

import type { Address } from '../net/address.ts';
import type { BgpSpeakerFacts } from './bgp-facts.ts';

export interface GatewayVrf {
  readonly name: string;
  readonly routeDistinguisher: string;
  readonly imports: readonly string[];
  readonly exports: readonly string[];
}

/** A route of a gateway's VRF table, `k8s-test.inet.0`. */
export interface GatewayRoute {
  readonly prefix: string;
  readonly protocol: 'BGP' | 'Static' | 'Direct' | 'Local';
  /** Junos route preference: BGP 170, Static 5, Direct and Local 0. */
  readonly preference: number;
  /** ms since 1970. */
  readonly since: number;
  readonly active: boolean;
  /** Of BGP routes. */
  readonly bgp?: {
    readonly routeDistinguisher: string;
    readonly label: number;
    readonly protocolNextHop: string;
    readonly med: number | undefined;
    readonly localPreference: number | undefined;
    /** The address of the control node that sent it. */
    readonly from: string;
    /** `?` for an empty path of incomplete origin. */
    readonly asPath: string;
    readonly communities: readonly string[];
    /** `gr-2/3/0.32771`; undefined: no dynamic tunnel covers the next hop, so the route is hidden. */
    readonly tunnel: string | undefined;
    readonly stale: boolean;
  };
  /** Of others: `lo0.0`, `ge-0/0/0.0`, `Discard`. */
  readonly via?: string;
  /** Why a route is hidden. */
  readonly hidden?: string;
}

/** A soft GRE tunnel, created on demand for the protocol next hop of a route. */
export interface DynamicTunnel {
  /** `gr-2/3/0.32771`. */
  readonly name: string;
  readonly remote: string;
  readonly local: string;
  readonly encapsulation: 'gre' | 'udp';
  /** IP protocol: 47 = GRE. */
  readonly protocol: number;
  readonly ttl: number;
  readonly routes: number;
  readonly since: number;
}

export interface GatewayFacts {
  readonly name: string;
  /** Router id, BGP address and tunnel source. */
  readonly address: string;
  readonly asn: number;
  readonly vrfs: readonly GatewayVrf[];
  /** Prefixes that dynamic tunnels may lead into. */
  readonly tunnelNetworks: readonly string[];
  readonly speaker: BgpSpeakerFacts;
  /** By prefix. */
  routes(vrf: string): readonly GatewayRoute[];
  /** Those with the longest prefix that contains the address; the active one first, hidden ones last. */
  longestMatch(vrf: string, address: Address): readonly GatewayRoute[];
  tunnels(): readonly DynamicTunnel[];
  onChange(listener: () => void): () => void;
}
