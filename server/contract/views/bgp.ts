/**
 * Live BGP, as far as this process knows it.
 *
 * GET /views/bgp/sessions {@link SessionsAnswer} GET /views/bgp/sessions/<local>/<peer> {@link SessionDetail}; both are
 * uuids (or colon-joined fq names) of bgp-routers GET /views/bgp/sessions/<local>/<peer>/received|sent
 * {@link BgpRoutesPage}, `?family=&prefix=&after=&limit=` GET /views/control-nodes {@link ControlNodesAnswer} GET
 * /views/control-nodes/<name or uuid>/routes {@link BgpRoutesPage}, {@link BgpRoutesQuery}
 */

import type { DecisionStep } from '../../model/oper/bgp-facts.ts';
import type { BgpSession, SessionEvent } from '../../model/oper/bgp-session.ts';
import type { ConfigLink, MaybeLink, Revisioned, State } from './reference.ts';

/**
 * A reason why a session is not Established, or not what both ends would like: the two values, and the field to
 * change.
 */
export interface SessionFinding {
  readonly severity: 'error' | 'warning' | 'info';
  /**
   * `asn`, `families`, `authentication`, `refused`, `timed-out`, `unreachable`, `hold-time`, `admin-down`,
   * `not-associated`, `listen`, `prefix-limit`, `identifier`, `closed`, `notification`, `update`, `graceful-restart`,
   * `configuration`, `connecting`.
   */
  readonly topic: string;
  /** A sentence with the way out. */
  readonly message: string;
  readonly ours?: { readonly label: string; readonly value: string };
  readonly theirs?: { readonly label: string; readonly value: string };
  /**
   * Where each is edited: router and field of its form (`autonomous_system`, `address_families`, `hold_time`,
   * `auth_data`, `admin_down`, `peers`, `address`, `port`, `identifier`).
   */
  readonly fix: readonly { readonly router: ConfigLink; readonly field: string; readonly label: string }[];
}

export interface SessionRow {
  readonly local: MaybeLink;
  readonly peer: MaybeLink;
  readonly peerType: 'BGP';
  readonly state: State;
  readonly session: BgpSession;
  readonly findings: readonly SessionFinding[];
}

export interface SessionsAnswer extends Revisioned {
  /** Milliseconds since 1970 of the answer, for durations. */
  readonly now: number;
  readonly rows: readonly SessionRow[];
  readonly established: number;
  /** Peerings that no speaker of ours takes part in, and why: what is missing, or that neither end runs here. */
  readonly beyond: readonly { readonly ends: readonly [MaybeLink, MaybeLink]; readonly reason: string }[];
}

export interface SessionDetail extends Revisioned {
  readonly now: number;
  readonly row: SessionRow;
  /** Oldest first. */
  readonly timeline: readonly SessionEvent[];
  /** Changes of either router's configuration by people, to draw on the same axis. */
  readonly changes: readonly {
    readonly at: number;
    readonly revision: number;
    readonly actor: string;
    readonly summary: string;
  }[];
  /** `show bgp summary` as the peer prints it about us: its line, in its own words. */
  readonly asPeerPrints: { readonly command: string; readonly text: string };
}

export interface BgpRoutePath {
  readonly id: string;
  /** `bgp.l3vpn.0`, `bgp.rtarget.0`, `default-domain:…:k8s-vn-ns-default-pod-network.inet.0`. */
  readonly table: string;
  readonly family: string;
  /** `10.169.25.20:1:101.101.101.2/32` for VPN families, `60100:target:60100:100` for route-target. */
  readonly prefix: string;
  readonly rd?: string;
  readonly protocol: 'BGP' | 'XMPP' | 'Local';
  /** Name of the peer or compute node. */
  readonly source: string;
  readonly nextHop: string;
  readonly label?: number;
  readonly origin: 'igp' | 'egp' | 'incomplete';
  readonly asPath: string;
  readonly med?: number;
  readonly localPreference?: number;
  readonly routeTargets: readonly string[];
  readonly communities: readonly string[];
  readonly tunnels: readonly string[];
  readonly securityGroups: readonly string[];
  readonly originVn?: string;
  readonly best: boolean;
  readonly decidedBy: DecisionStep;
  /** `decidedBy` as a sentence. */
  readonly why: string;
  readonly stale: boolean;
  readonly infeasible?: string;
  /** ms since 1970; absent for our workloads' routes in a VRF table, which have no age of their own. */
  readonly since?: number;
}

export interface BgpRoutesPage extends Revisioned {
  readonly now: number;
  readonly rows: readonly BgpRoutePath[];
  /** Destinations in the chosen tables. */
  readonly total: number;
  /**
   * Destinations that match; with `more` at least so many: a filter that looks at routes counts no further than its
   * page.
   */
  readonly matched: number;
  readonly more?: true;
  /** Pass as `after`. Destinations are counted by `limit`; one with several paths has several rows, best first. */
  readonly next?: string;
  readonly tables: readonly { readonly name: string; readonly destinations: number }[];
  readonly peers: readonly string[];
}

export interface ControlNodeRow {
  readonly id: string;
  readonly name: string;
  readonly router: ConfigLink;
  readonly address: string;
  readonly asn: number;
  readonly routerId: string;
  /** Where it really listens, `127.0.0.19:1179`; absent with `state.reason`. */
  readonly listening?: string;
  readonly state: State;
  readonly sessions: { readonly established: number; readonly total: number };
  readonly computeNodes: readonly { readonly name: string; readonly address: string }[];
  readonly routes: {
    readonly 'inet-vpn': number;
    readonly 'inet6-vpn': number;
    readonly 'route-target': number;
    readonly inet: number;
  };
  readonly updates: { readonly sent: number; readonly received: number };
}

export interface ControlNodesAnswer extends Revisioned {
  readonly now: number;
  readonly rows: readonly ControlNodeRow[];
}
