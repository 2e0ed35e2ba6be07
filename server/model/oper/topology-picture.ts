/**
 * The topology as it is drawn: nodes, groups and edges at one level of detail. What the engine makes, what the view
 * answers and what the console draws. Ids are stable and readable:
 * `router:<fq name>`, `host:<name>`, `project:<name>`, `vrf:<fq name of the routing instance's network>`,
 * `workload:<namespace>/<kind>/<name>`, `pod:<namespace>/<name>`, `node:<name>`, `more:<group id>`.
 */

export type TopologyLevel = 'cluster' | 'projects' | 'vrfs' | 'pods';

export type PictureNodeKind = 'control-node' | 'gateway' | 'known-host' | 'project' | 'vrf' | 'workload' | 'pod' | 'compute-node' | 'more';

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
  /** Facts for the side panel, in order. */
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  /** The object behind it: store kind and key. */
  readonly object?: { readonly kind: string; readonly key: string };
}

export type PictureEdgeKind = 'membership' | 'policy' | 'leak' | 'peering';

export interface PictureEdge {
  /** `<kind>:<source>><target>`, with `#<route target>` for a leak. */
  readonly id: string;
  readonly kind: PictureEdgeKind;
  readonly source: string;
  readonly target: string;
  /** Route target of a leak, state of a peering. */
  readonly label?: string;
  /** Policy: whether both networks hold it. */
  readonly mutual?: boolean;
  /** How many it bundles. */
  readonly count: number;
  readonly health: Health;
  readonly reasons: readonly string[];
}

/** A frame around nodes: a project in the VRF band, a compute node in the workload band. */
export interface PictureGroup {
  readonly id: string;
  readonly kind: 'project' | 'compute-node';
  readonly band: PictureBand;
  readonly label: string;
  readonly detail?: string;
  /** All members, drawn or folded. */
  readonly count: number;
  readonly isolated: boolean;
  readonly health: Health;
}

/** What was left out to stay readable, and how to see it. */
export interface PictureTruncation {
  readonly nodes: number;
  readonly edges: number;
  readonly reason: string;
}

export interface Picture {
  readonly level: TopologyLevel;
  readonly nodes: readonly PictureNode[];
  readonly edges: readonly PictureEdge[];
  readonly groups: readonly PictureGroup[];
  /** For the legend: all that exist in scope, drawn or folded. */
  readonly counts: {
    readonly nodes: { readonly [K in PictureNodeKind]?: number };
    readonly edges: { readonly [K in PictureEdgeKind]?: number };
    readonly unhealthy: number;
    /** Hits of `q`. */
    readonly found?: number;
  };
  readonly truncated?: PictureTruncation;
}
