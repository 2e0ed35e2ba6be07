/**
 * The input of the topology. A VRF is named by the fully qualified name of its network (colon-joined), a pod by
 * `<namespace>/<name>`.
 */

import type { EdgeState, GatewayTable, Health, PathVerdict, PicturePath } from '../../model/oper/topology-picture.ts';

export interface ObjectBehind {
  readonly kind: string;
  readonly key: string;
}

interface WithHealth {
  readonly health: Health;
  /** Sentences; empty when ok. */
  readonly reasons: readonly string[];
}

export interface RouterFact extends WithHealth {
  readonly fqName: string;
  readonly name: string;
  readonly role: 'control-node' | 'gateway';
  readonly address?: string;
  readonly asn?: number;
  readonly vendor?: string;
  readonly families: readonly string[];
  readonly object: ObjectBehind;
  /** VRFs of a gateway whose routes can be read. */
  readonly tables?: readonly GatewayTable[];
}

/** A host of the lab without a BGP router. */
export interface HostFact {
  readonly name: string;
  readonly address: string;
}

export interface PeeringFact extends WithHealth {
  /** Fully qualified names of both routers. */
  readonly a: string;
  readonly b: string;
  readonly label?: string;
  /** The live session, if one of our speakers takes part. */
  readonly session?: {
    readonly state: EdgeState;
    readonly since: number;
    readonly facts: readonly NamedValue[];
    readonly object: ObjectBehind;
  };
}

export interface NamedValue {
  readonly name: string;
  readonly value: string;
}

/** A dynamic tunnel from a gateway to a compute node. */
export interface TunnelFact extends WithHealth {
  /** Fully qualified name of the gateway's BGP router. */
  readonly router: string;
  /** Name of the compute node. */
  readonly node: string;
  readonly name: string;
  readonly since?: number;
  readonly facts: readonly NamedValue[];
}

/** Routes actually exchanged between a VRF and a VRF of a gateway. */
export interface ExchangeFact extends WithHealth {
  readonly vrf: string;
  /** Fully qualified name of the gateway's BGP router. */
  readonly router: string;
  readonly routeTargets: readonly string[];
  /** Routes in both directions. */
  readonly routes: number;
  readonly facts: readonly NamedValue[];
}

/** A step of a path, with ids of objects rather than of drawn nodes. */
export interface PathStepFact extends Omit<PicturePath['steps'][number], 'edge' | 'node'> {
  readonly at?: string;
  /** The edge of this step: `session` and `tunnel` are drawn anyway if they exist. */
  readonly way?: {
    readonly kind: 'step' | 'session' | 'tunnel';
    readonly from: string;
    readonly to: string;
    readonly label?: string;
    readonly verdict: PathVerdict;
  };
}

export interface PathFact extends Omit<PicturePath, 'steps' | 'nodes'> {
  readonly steps: readonly PathStepFact[];
  /** Ids of all objects on the path. */
  readonly through: readonly string[];
}

export interface ProjectFact extends WithHealth {
  readonly name: string;
  readonly namespace?: string;
  readonly isolated: boolean;
  readonly object: ObjectBehind;
}

export interface VrfFact extends WithHealth {
  readonly fqName: string;
  readonly name: string;
  readonly project: string;
  readonly border: 'own' | 'shared' | 'isolated';
  readonly subnets: readonly string[];
  readonly routes: number;
  readonly imports: readonly string[];
  readonly exports: readonly string[];
  readonly object: ObjectBehind;
}

export interface ConnectionFact {
  readonly a: string;
  readonly b: string;
  readonly mutual: boolean;
  readonly policies: readonly string[];
}

export interface LeakFact {
  readonly from: string;
  readonly to: string;
  readonly routeTargets: readonly string[];
}

export interface ComputeNodeFact extends WithHealth {
  readonly name: string;
  readonly address?: string;
  readonly object: ObjectBehind;
}

/** Ids are built once by the reader of the facts (`ids.ts`), because there may be 100,000. */
export interface PodFact extends WithHealth {
  /** `podId(namespace, name)`. */
  readonly id: string;
  readonly namespace: string;
  readonly name: string;
  readonly project?: string;
  /** The outermost owner; kind `Pod` for a pod without an owner. */
  readonly workload: {
    readonly kind: string;
    readonly name: string;
    /** `workloadId(…)`; the same string for all its pods. */ readonly id: string;
  };
  readonly node?: string;
  /** The VRFs of its interfaces. */
  readonly vrfs: readonly string[];
  readonly address?: string;
}

/**
 * Pods that are drawn alike: of one workload, on one compute node, in the same VRFs. A picture of 100,000 pods is built
 * from buckets, and from single pods only where a pod must be drawn itself.
 */
export interface PodBucket {
  readonly namespace: string;
  readonly project?: string;
  readonly workload: PodFact['workload'];
  readonly node?: string;
  readonly vrfs: readonly string[];
  /** Unordered; at least one. */
  readonly pods: readonly PodFact[];
  /** The worst health of its pods. */
  readonly health: Health;
  readonly unhealthy: number;
}

export interface Pods extends Iterable<PodFact> {
  readonly size: number;
  readonly buckets: Iterable<PodBucket>;
}

export interface TopologyFacts {
  readonly routers: readonly RouterFact[];
  readonly hosts: readonly HostFact[];
  readonly peerings: readonly PeeringFact[];
  readonly projects: readonly ProjectFact[];
  readonly vrfs: readonly VrfFact[];
  readonly connections: readonly ConnectionFact[];
  readonly leaks: readonly LeakFact[];
  readonly computeNodes: readonly ComputeNodeFact[];
  readonly pods: Pods;
  readonly tunnels: readonly TunnelFact[];
  readonly exchanges: readonly ExchangeFact[];
}

/** The reader's request. */
export interface PictureRequest {
  readonly level: 'cluster' | 'projects' | 'vrfs' | 'pods';
  readonly project?: string;
  /** Id of a node: it and its neighbours are not collapsed. */
  readonly focus?: string;
  /** A path to draw, none of whose objects is collapsed. */
  readonly path?: PathFact;
  readonly expand: ReadonlySet<string>;
  /** Search text: matches are not collapsed. */
  readonly q?: string;
  /** Node and edge kinds to show; undefined = all. */
  readonly kinds?: ReadonlySet<string>;
  /** At most this many nodes. */
  readonly limit: number;
}
