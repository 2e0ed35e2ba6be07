/**
 * Gateway routers: what the lab's gateway really learned, or what an external one was really sent.
 *
 * GET /views/gateways                                 {@link GatewaysAnswer}
 * GET /views/gateways/<name or uuid>                  {@link GatewayDetail}
 * GET /views/gateways/<name or uuid>/vrfs/<vrf>/routes {@link GatewayRoutesPage}, `?prefix=&after=&limit=`
 * GET /views/gateways/<name or uuid>/show?command=    {@link ShowAnswer}: the router's own words, to copy
 */

import type { GatewayRoute } from '../../model/oper/gateway.ts';
import type { ConfigLink, MaybeLink, Revisioned, State } from './reference.ts';

/**
 * `inside`: the lab's own router, looked into. `sent`: an external router; the table shows what it was sent and would
 * import.
 */
type GatewaySight = 'inside' | 'sent';

export interface GatewayRow {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly asn: number;
  /** Absent: a known host of the lab that nobody has added as BGP router yet. */
  readonly router?: ConfigLink;
  readonly sight: GatewaySight;
  readonly state: State;
  readonly sessions: { readonly established: number; readonly total: number };
  readonly vrfs: number;
  readonly routes: number;
  readonly tunnels: number;
}

export interface GatewaysAnswer extends Revisioned {
  readonly now: number;
  readonly rows: readonly GatewayRow[];
}

export interface GatewayPeerLine {
  readonly peer: string;
  readonly asn: number;
  readonly inPackets: number;
  readonly outPackets: number;
  readonly outQueue: number;
  readonly flaps: number;
  /** ms since 1970. */
  readonly since: number;
  readonly state: string;
  readonly tables: readonly {
    readonly table: string;
    readonly active: number;
    readonly received: number;
    readonly accepted: number;
    readonly damped: number;
  }[];
}

export interface GatewayTunnelRow {
  readonly name: string;
  readonly remote: string;
  readonly remoteNode?: MaybeLink;
  readonly local: string;
  readonly encapsulation: string;
  readonly protocol: number;
  readonly ttl: number;
  readonly routes: number;
  /** Covered by a dynamic-tunnel network; otherwise the routes through it are hidden. */
  readonly covered: boolean;
}

export interface GatewayDetail extends Revisioned {
  readonly now: number;
  readonly row: GatewayRow;
  readonly peers: readonly GatewayPeerLine[];
  /**
   * Of an external router: VRFs are not known; one per route target that it asks for or that networks exchange with
   * it.
   */
  readonly vrfs: readonly {
    readonly name: string;
    readonly rd?: string;
    readonly imports: readonly string[];
    readonly exports: readonly string[];
    readonly destinations: number;
    readonly routes: number;
    readonly active: number;
    readonly hidden: number;
  }[];
  readonly tunnels: readonly GatewayTunnelRow[];
  readonly tunnelNetworks: readonly string[];
  /** What it cannot be asked, and why. */
  readonly note?: string;
  /** Commands of `show` that can be answered. */
  readonly commands: readonly string[];
}

export interface GatewayRoutesPage extends Revisioned {
  readonly now: number;
  readonly vrf: string;
  readonly rows: readonly GatewayRoute[];
  readonly total: number;
  readonly matched: number;
  readonly next?: string;
}

export interface ShowAnswer extends Revisioned {
  readonly command: string;
  readonly text: string;
}
