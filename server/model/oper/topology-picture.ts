/**
 * The topology as it is drawn: nodes, groups and edges at one level of detail. The engine makes it, the view returns
 * it, and the console draws it. Ids are stable and readable: `router:<fq name>`, `host:<name>`, `project:<name>`,
 * `vrf:<fq name of the routing instance's network>`, `workload:<namespace>/<kind>/<name>`, `pod:<namespace>/<name>`,
 * `node:<name>`, `more:<group id>`; a floating IP, which has no node of its own but a path, is `fip:<uuid>`.
 */

import type { Fix } from './fix.ts';

export type TopologyLevel = 'cluster' | 'projects' | 'vrfs' | 'pods';

export type PictureNodeKind =
  | 'control-node'
  | 'gateway'
  | 'known-host'
  | 'project'
  | 'vrf'
  | 'workload'
  | 'pod'
  | 'compute-node'
  | 'more';

/** The three horizontal bands. */
export type PictureBand = 'control' | 'vrfs' | 'workloads';

/** `ok` < `unknown` < `busy` < `warn` < `bad`: an aggregate shows the worst of its members. */
export type Health = 'ok' | 'unknown' | 'busy' | 'warn' | 'bad';

export interface PictureNode {
  readonly id: string;
  readonly kind: PictureNodeKind;
  readonly band: PictureBand;
  /** Id of the group in which it is drawn. */
  readonly group?: string;
  readonly label: string;
  /** Second line: address, prefix, `AS 60100`. */
  readonly detail?: string;
  readonly health: Health;
  /** Why it is not ok. */
  readonly reasons: readonly string[];
  /** For aggregates: how many members it stands for (pods of a workload, VRFs of a project). */
  readonly count?: number;
  /** Members that are not ok. */
  readonly unhealthy?: number;
  readonly expandable: boolean;
  readonly expanded?: boolean;
  /** How its border is drawn: own, shared by default, isolated namespace. */
  readonly border?: 'own' | 'shared' | 'isolated';
  /** The project, namespace and VRF to which it belongs, where one can be named. */
  readonly project?: string;
  readonly namespace?: string;
  readonly vrf?: string;
  readonly compute?: string;
  /** For the side panel, in this order. */
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  /** The object behind it: store kind and key. */
  readonly object?: { readonly kind: string; readonly key: string };
  /** VRFs of a gateway, as far as they are known. */
  readonly tables?: readonly GatewayTable[];
  /** Floating IPs of a pod or of a VRF's pools; the first ones. */
  readonly floatingIps?: readonly PictureFloatingIp[];
}

export interface GatewayTable {
  readonly name: string;
  readonly imports: readonly string[];
  readonly exports: readonly string[];
  readonly routes: number;
  readonly hidden: number;
}

export interface PictureFloatingIp {
  /** `fip:<uuid>`: what is selected to see its path. */
  readonly id: string;
  readonly address: string;
}

/**
 * `exchange`: a VRF and a gateway's VRF have each other's routes, by route target. `path`: a step of the
 * selected floating IP's path that no other edge shows.
 */
export type PictureEdgeKind = 'membership' | 'policy' | 'leak' | 'peering' | 'exchange' | 'tunnel' | 'path';

/** The state of a session: `Established`, ok. */
export interface EdgeState {
  readonly tone: 'ok' | 'warn' | 'bad' | 'busy' | 'idle';
  readonly word: string;
}

/** A step of a path: reached, cut here, or beyond the cut. */
export type PathVerdict = 'ok' | 'cut' | 'beyond';

export interface PictureEdge {
  /** `<kind>:<source>><target>`, with `#<route target>` for a leak. */
  readonly id: string;
  readonly kind: PictureEdgeKind;
  readonly source: string;
  readonly target: string;
  /** Route target of a leak, state of a peering. */
  readonly label?: string;
  /** Of a policy: whether both networks have it. */
  readonly mutual?: boolean;
  /** How many relations it bundles. */
  readonly count: number;
  readonly health: Health;
  readonly reasons: readonly string[];
  /** Of a peering with a live session. */
  readonly state?: EdgeState;
  /** ms since 1970: since when the session has the state, or the tunnel exists. */
  readonly since?: number;
  /** For the side panel, in order. */
  readonly facts?: readonly { readonly name: string; readonly value: string }[];
  /** The object that it represents, if that has a page: `bgp-session` with both routers' uuids as `<ours>/<theirs>`. */
  readonly object?: { readonly kind: string; readonly key: string };
}

/** The path of a floating IP's route out to the gateway, and of traffic back in. */
export interface PicturePath {
  /** `fip:<uuid>`. */
  readonly id: string;
  readonly address: string;
  readonly reachable: boolean;
  readonly steps: readonly PathStep[];
  /** Ids of its nodes and frames in the picture. */
  readonly nodes: readonly string[];
}

interface PathStep {
  /** From 1; its edge has the same number. */
  readonly number: number;
  readonly title: string;
  readonly detail: string;
  readonly verdict: PathVerdict;
  /** With `cut`: cause and fix. */
  readonly reason?: string;
  readonly fix?: Fix;
  /** Id of its edge in the picture. */
  readonly edge?: string;
  /** Id of its node in the picture. */
  readonly node?: string;
}

/** A frame around nodes: a project in the VRF band, a compute node in the workload band. */
export interface PictureGroup {
  readonly id: string;
  readonly kind: 'project' | 'compute-node';
  readonly band: PictureBand;
  readonly label: string;
  readonly detail?: string;
  /** All members, drawn or collapsed. */
  readonly count: number;
  readonly isolated: boolean;
  readonly health: Health;
}

/** What was left out to stay readable, and how to see it. */
interface PictureTruncation {
  readonly nodes: number;
  readonly edges: number;
  readonly reason: string;
}

export interface Picture {
  readonly level: TopologyLevel;
  readonly nodes: readonly PictureNode[];
  readonly edges: readonly PictureEdge[];
  readonly groups: readonly PictureGroup[];
  /** For the legend: all that exist in scope, drawn or collapsed. */
  readonly counts: {
    readonly nodes: { readonly [K in PictureNodeKind]?: number };
    readonly edges: { readonly [K in PictureEdgeKind]?: number };
    readonly unhealthy: number;
    /** Hits of `q`. */
    readonly found?: number;
  };
  readonly truncated?: PictureTruncation;
  /** When `focus` is a floating IP. */
  readonly path?: PicturePath;
}
