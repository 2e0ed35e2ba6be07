/**
 * What the topology is drawn from. Names are those of the field; a VRF is named by the fully qualified name of its
 * network (colon-joined), a pod by `<namespace>/<name>`.
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
  /** VRFs of a gateway that can be looked into. */
  readonly tables?: readonly GatewayTable[];
}

/** A host of the lab that no BGP router stands for yet. */
export interface HostFact {
  readonly name: string;
  readonly address: string;
}

export interface PeeringFact extends WithHealth {
  /** Fully qualified names of both routers. */
  readonly a: string;
  readonly b: string;
  readonly label?: string;
  /** The live session, when a speaker of ours takes part. */
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

/** A dynamic tunnel of a gateway to a compute node. */
export interface TunnelFact extends WithHealth {
  /** Fully qualified name of the gateway's BGP router. */
  readonly router: string;
  /** Name of the compute node. */
  readonly node: string;
  readonly name: string;
  readonly since?: number;
  readonly facts: readonly NamedValue[];
}

/** Routes that a VRF and a gateway's VRF really have from each other. */
export interface ExchangeFact extends WithHealth {
  readonly vrf: string;
  /** Fully qualified name of the gateway's BGP router. */
  readonly router: string;
  readonly routeTargets: readonly string[];
  /** Routes both ways. */
  readonly routes: number;
  readonly facts: readonly NamedValue[];
}

/** A step of a path, with ids of things rather than of what is drawn for them. */
export interface PathStepFact extends Omit<PicturePath['steps'][number], 'edge' | 'node'> {
  readonly at?: string;
  /** The edge it takes: `session` and `tunnel` are drawn already when they exist. */
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
  /** Ids of all things on it. */
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

/** Ids are made once by whoever reads the facts (`ids.ts`), because there are 100,000 of them. */
export interface PodFact extends WithHealth {
  /** `podId(namespace, name)`. */
  readonly id: string;
  readonly namespace: string;
  readonly name: string;
  readonly project?: string;
  /** The outermost owner; kind `Pod` for a pod on its own. */
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
 * Pods that are drawn alike: of one workload, on one compute node, in the same VRFs. A picture of 100,000 pods is made
 * of their crowds, and of single pods only where one stands out.
 */
export interface Crowd {
  readonly namespace: string;
  readonly project?: string;
  readonly workload: PodFact['workload'];
  readonly node?: string;
  readonly vrfs: readonly string[];
  /** In no particular order; at least one. */
  readonly pods: readonly PodFact[];
  /** The worst of them. */
  readonly health: Health;
  readonly unhealthy: number;
}

export interface Pods extends Iterable<PodFact> {
  readonly size: number;
  readonly crowds: Iterable<Crowd>;
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

/** What the reader asked for. */
export interface PictureRequest {
  readonly level: 'cluster' | 'projects' | 'vrfs' | 'pods';
  readonly project?: string;
  /** Id of a node: it and its neighbours are not folded. */
  readonly focus?: string;
  /** Drawn, and nothing on it folded. */
  readonly path?: PathFact;
  readonly expand: ReadonlySet<string>;
  /** Find: hits are not folded. */
  readonly q?: string;
  /** Node and edge kinds to keep; undefined = all. */
  readonly kinds?: ReadonlySet<string>;
  /** At most this many nodes. */
  readonly limit: number;
}
