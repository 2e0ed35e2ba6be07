/**
 * The declaration of a relation in the topology: its edges, how edges between the same two nodes are bundled, its rank,
 * and its wording. One file each; `all.ts` lists them by rank. The console draws them as declared here.
 */

import type { EdgeState, Health, PictureEdge, PictureEdgeKind } from '../../../model/oper/topology-picture.ts';
import type { NamedValue, ObjectBehind, TopologyFacts } from '../facts.ts';
import type { DrawnWay } from '../path.ts';
import type { PodNode } from '../workload-band.ts';

/** Groups of relations that are switched on and off together, in this order. */
export const LAYERS = [
  { id: 'overlay', label: 'Overlay' },
  { id: 'control', label: 'Control' },
  { id: 'tunnels', label: 'Tunnels' },
  { id: 'policy', label: 'Policy' },
] as const;

export interface RelationFacts {
  readonly facts: TopologyFacts;
  /** Steps of the selected path without another edge. */
  readonly ways: readonly DrawnWay[];
}

/** An edge between two objects; `from` and `to` are their ids. */
export interface RelationEdge {
  readonly from: string;
  readonly to: string;
  readonly label?: string | undefined;
  /** The edge represents this many relations. */
  readonly labels?: readonly string[];
  readonly mutual?: boolean;
  /** Default: `ok`. */
  readonly health?: Health;
  readonly reasons?: readonly string[];
  /** Shown only if the edge represents a single relation. */
  readonly single?: {
    readonly state?: EdgeState;
    readonly since?: number;
    readonly facts?: readonly NamedValue[];
    readonly object?: ObjectBehind;
  };
}

/** What is drawn: `drawnAs` leads from the id of an object to that of the node that represents it. */
export interface Drawn {
  readonly podNodes: readonly PodNode[];
  readonly drawnAs: ReadonlyMap<string, string>;
}

export interface Relation {
  readonly kind: PictureEdgeKind;
  /** Undefined: shown always. */
  readonly layer: (typeof LAYERS)[number]['id'] | undefined;
  /** Whether selecting one end expands the other. */
  readonly expands: boolean;
  readonly words: {
    readonly name: string;
    /** Names of the two ends. */
    readonly from: string;
    readonly to: string;
    /** The meaning of its label; undefined: its facts explain it. */
    readonly label: string | undefined;
    /** The unit of its count. */
    readonly count: string;
    /** As seen from one end. `out`: from `source`. */
    seenFrom(edge: Pick<PictureEdge, 'count' | 'mutual'>, out: boolean): string;
  };
  /** Whether the label is drawn on the line. */
  readonly labelOnLine: boolean;
  edges(facts: RelationFacts): Iterable<RelationEdge>;
  /** Counts between drawn nodes, where single edges would be too many: source → target → count. */
  readonly counted?: (drawn: Drawn) => ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** The label of a bundle; undefined: none. */
  bundleLabel(labels: ReadonlySet<string>): string | undefined;
  /** Whether the id of a bundle with a single label contains it. */
  readonly idHasLabel: boolean;
}

/** The only label, or the number of labels. */
export const counting =
  (noun: string) =>
  (labels: ReadonlySet<string>): string | undefined => {
    const [only] = labels;
    return labels.size > 1 ? `${labels.size} ${noun}` : only;
  };
