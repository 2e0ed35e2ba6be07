/**
 * What a relation of the topology is: which edges facts hold, how several between the same two are one, how it ranks,
 * and what is said of it. One file each; `all.ts` lists them in order of rank. The console draws what these say.
 */

import type { EdgeState, Health, PictureEdge, PictureEdgeKind } from '../../../model/oper/topology-picture.ts';
import type { NamedValue, ObjectBehind, TopologyFacts } from '../facts.ts';
import type { DrawnWay } from '../path.ts';
import type { StandIn } from '../workload-band.ts';

/** Layers are switched on and off together, in this order. */
export const LAYERS = [
  { id: 'overlay', label: 'Overlay' },
  { id: 'control', label: 'Control' },
  { id: 'tunnels', label: 'Tunnels' },
  { id: 'policy', label: 'Policy' },
] as const;

export interface RelationFacts {
  readonly facts: TopologyFacts;
  /** Steps of the selected path that no other edge shows. */
  readonly ways: readonly DrawnWay[];
}

/** An edge between two things; `from` and `to` are their ids. */
export interface RelationEdge {
  readonly from: string;
  readonly to: string;
  readonly label?: string | undefined;
  /** It stands for as many as these. */
  readonly labels?: readonly string[];
  readonly mutual?: boolean;
  /** `ok` unless given. */
  readonly health?: Health;
  readonly reasons?: readonly string[];
  /** What is said of an edge only if it stands for a single relation. */
  readonly single?: {
    readonly state?: EdgeState;
    readonly since?: number;
    readonly facts?: readonly NamedValue[];
    readonly object?: ObjectBehind;
  };
}

/** What is drawn, and what stands for what. */
export interface Drawn {
  readonly standIns: readonly StandIn[];
  readonly drawnAs: ReadonlyMap<string, string>;
}

export interface Relation {
  readonly kind: PictureEdgeKind;
  /** Undefined: it is shown whatever is switched off. */
  readonly layer: (typeof LAYERS)[number]['id'] | undefined;
  /** Whether who looks at one end sees the other unfolded. */
  readonly unfolds: boolean;
  readonly words: {
    readonly name: string;
    /** Of the two ends. */
    readonly from: string;
    readonly to: string;
    /** What its label is; undefined: it is told by its facts. */
    readonly label: string | undefined;
    /** What its count counts. */
    readonly count: string;
    /** Seen from one end. `out`: from `source`. */
    seenFrom(edge: Pick<PictureEdge, 'count' | 'mutual'>, out: boolean): string;
  };
  /** Whether its label stands on the line. */
  readonly labelOnLine: boolean;
  edges(facts: RelationFacts): Iterable<RelationEdge>;
  /** Counts between what is drawn, where single edges would be too many: source → target → count. */
  readonly counted?: (drawn: Drawn) => ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** The label of a bundle; undefined: none. */
  bundleLabel(labels: ReadonlySet<string>): string | undefined;
  /** Whether a bundle with one label only is known by it too. */
  readonly idHasLabel: boolean;
}

/** The only label, or how many there are. */
export const counting =
  (noun: string) =>
  (labels: ReadonlySet<string>): string | undefined => {
    const [only] = labels;
    return labels.size > 1 ? `${labels.size} ${noun}` : only;
  };
