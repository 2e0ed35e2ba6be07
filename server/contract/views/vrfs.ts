/** VRF Explorer: `/views/vrfs`, `/views/vrfs/<fqn|uuid>`, `…/routes`, `…/vpn-routes`. */

import type { Cure } from '../../model/oper/cure.ts';
import type { NotAdvertised } from '../../model/oper/route.ts';
import type { Hop } from '../../model/oper/trace.ts';
import type { ConditionView, ConfigLink, KubeLink, MaybeLink, Revisioned, State } from './reference.ts';
import type { RowBase } from './table-query.ts';

/** Why a VRF imports or exports a route target. */
export interface TargetReason {
  readonly routeTarget: string;
  /**
   * `auto`: the VRF's own number; `both`, `import`, `export`: that list of the network; `policy`: the automatic target
   * of a connected VRF.
   */
  readonly why: 'auto' | 'both' | 'import' | 'export' | 'policy';
  /** For `policy`: the VRF whose target it is, and the policy. */
  readonly from?: MaybeLink;
  readonly policy?: MaybeLink;
}

/** Two VRFs joined by a policy. `mutual`: both networks hold it, so routes pass; `partial`: only one side does. */
export interface VrfConnection {
  readonly vrf: MaybeLink;
  readonly state: 'mutual' | 'partial';
  readonly policies: readonly MaybeLink[];
  readonly reason: string;
}

/** Routes pass from `from` into `to` because `to` imports a user's target that `from` exports. */
export interface VrfLeak {
  readonly from: MaybeLink;
  readonly to: MaybeLink;
  readonly routeTargets: readonly string[];
  readonly routes: number;
}

export interface VrfRow extends RowBase {
  /** Uuid of the routing instance (derived). `id` is the same. */
  readonly fqName: string;
  readonly project: string;
  readonly network?: ConfigLink;
  readonly routes: number;
  readonly imports: readonly string[];
  readonly exports: readonly string[];
  readonly auto?: string;
  readonly leaksIn: number;
  readonly leaksOut: number;
  readonly isolated: boolean;
  readonly shared: boolean;
  readonly system: boolean;
}

/** `GET /views/vrfs`: the tree of the explorer, all VRFs by project. */
export interface VrfTree extends Revisioned {
  readonly projects: readonly { readonly project: string; readonly vrfs: readonly VrfRow[] }[];
  readonly total: number;
  readonly hidden?: { readonly count: number; readonly reason: string };
}

/** A VRF of a gateway that takes the routes of a VRF of ours, or gives its own, by route targets of both. */
export interface VrfGateway {
  readonly name: string;
  readonly vrf: string;
  readonly takes: readonly string[];
  readonly gives: readonly string[];
  /** Of the gateway: routes pass while it is Established. */
  readonly state: State;
}

export interface VrfDetail extends VrfRow, Revisioned {
  readonly importReasons: readonly TargetReason[];
  readonly exportReasons: readonly TargetReason[];
  readonly connections: readonly VrfConnection[];
  readonly leaks: readonly VrfLeak[];
  readonly gateways: readonly VrfGateway[];
  readonly counts: {
    readonly inet: number;
    readonly inet6: number;
    readonly own: number;
    readonly leaked: number;
    readonly learned: number;
    readonly exported: number;
  };
  /** VRF numbers by compute node: the second half of the RD. */
  readonly nodes: readonly {
    readonly node: string;
    readonly address?: string;
    readonly vrfId: number;
    readonly rd?: string;
  }[];
  readonly conditions: readonly ConditionView[];
}

type RouteSourceKind = 'pod' | 'floating-ip' | 'service' | 'subnet' | 'gateway' | 'service-address' | 'static' | 'bgp';

/** One path of a VRF's table. */
export interface VrfRoute {
  /** Stable within the VRF. */
  readonly id: string;
  readonly prefix: string;
  readonly family: 'inet' | 'inet6';
  readonly source: {
    readonly kind: RouteSourceKind;
    /** What a person calls it: the pod, `subnet`, `gateway`. */
    readonly name: string;
    readonly pod?: KubeLink;
    readonly port?: string;
    readonly floatingIp?: string;
    /** Of `bgp`: the peer that announced it, as long as it is configured. */
    readonly router?: ConfigLink;
  };
  /** Present when the route came from another VRF. */
  readonly leakedFrom?: MaybeLink;
  /**
   * Target by which it came or goes: for a leaked or learned route the import, for an own one those it is exported
   * with.
   */
  readonly routeTargets: readonly string[];
  /** A sentence that says why the route stands in this table. */
  readonly why: string;
  /** Of a route that is not advertised: why, by name, and in a sentence. */
  readonly withheld?: { readonly disposition: NotAdvertised['kind']; readonly reason: string };
  readonly nextHop?: { readonly address: string; readonly node?: string };
  readonly label?: number;
  readonly rd?: string;
  readonly tunnels: readonly string[];
  readonly med?: number;
  readonly localPreference?: number;
  readonly best: boolean;
  /** Present when the route came from a BGP peer. */
  readonly learned?: {
    /** The control node that learned it. */
    readonly speaker: string;
    /** `64512 64513 I`: the path, then the origin. */
    readonly asPath: string;
    readonly communities: readonly string[];
    /** ms since 1970. */
    readonly since: number;
    /** Kept while the peer restarts (RFC 4724). */
    readonly stale: boolean;
  };
}

export interface VrfRoutesPage extends Revisioned {
  readonly rows: readonly VrfRoute[];
  readonly total: number;
  readonly matched: number;
  readonly next?: string;
  readonly counts: { readonly inet: number; readonly inet6: number };
  /** When `prefix` was an address: the longest match, or what happens without one. */
  readonly longestMatch?: { readonly prefix: string; readonly id: string } | { readonly none: string };
}

/** A route as it will be advertised in a VPN address family. */
export interface VpnRoute {
  readonly id: string;
  readonly rd: string;
  readonly prefix: string;
  readonly family: 'inet-vpn' | 'inet6-vpn';
  readonly label: number;
  readonly nextHop: string;
  readonly routeTargets: readonly string[];
  readonly communities: readonly string[];
  readonly med?: number;
  readonly localPreference?: number;
  readonly tunnels: readonly string[];
  readonly source: string;
}

/** A path that is not advertised, and why: it is not installed in the table either, or lacks what only BGP needs. */
export interface WithheldRoute {
  readonly id: string;
  readonly prefix: string;
  readonly source: string;
  /** Whether it stands in the VRF's table. */
  readonly installed: boolean;
  /** A sentence with the way out. */
  readonly reason: string;
}

export interface VpnRoutesPage extends Revisioned {
  readonly rows: readonly VpnRoute[];
  readonly total: number;
  readonly next?: string;
  /** The first 50 that are not advertised, on every page alike. */
  readonly withheld: { readonly rows: readonly WithheldRoute[]; readonly total: number };
}

/** One cell of the lineage strip; the joint to the next is cut where `verdict` is `cut`. */
export interface LineageStep {
  readonly kind: 'pod' | 'port' | 'vrf' | 'route-target' | 'vpn-route' | 'gateway';
  readonly title: string;
  readonly detail: string;
  /** What was found here, by name, as `engine/trace` has it: `sent`, `not-asked-for`, `in-vrf`. */
  readonly disposition: Hop['disposition'];
  readonly verdict: 'ok' | 'cut' | 'beyond';
  /** With `cut`: cause and cure. */
  readonly reason?: string;
  /** With `cut`, where it can be mended here. */
  readonly cure?: Cure;
  /** ms since 1970: when the UPDATE was sent, or the gateway took the route. */
  readonly at?: number;
  readonly link?: { readonly kind: string; readonly key: string };
}

/** `GET /views/floating-ips/<uuid>/lineage`. */
export interface Lineage extends Revisioned {
  readonly address: string;
  /** A gateway has it, or an external one was sent it. */
  readonly reachable: boolean;
  /** To the gateway that it comes nearest to. `vpn-route` is the UPDATE to it: cut there, the route was not sent. */
  readonly steps: readonly LineageStep[];
  /** Id of that gateway; absent where there is none. */
  readonly nearest?: string;
  /** The last two steps for each gateway: the UPDATE, and the gateway's VRF. By name. */
  readonly gateways: readonly {
    readonly id: string;
    readonly name: string;
    readonly reached: boolean;
    readonly steps: readonly LineageStep[];
  }[];
  readonly vpnRoutes: readonly VpnRoute[];
  readonly conditions: readonly ConditionView[];
}
