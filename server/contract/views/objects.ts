/** Views of one object: history, dependents, explanation. */

import type { ConditionView, Revisioned } from './reference.ts';

/**
 * One leaf that changed. `path` is a JSON pointer into the object; secrets are redacted. Absent `old`: added; absent
 * `new`: removed.
 */
export interface LeafChange {
  readonly path: string;
  readonly old?: unknown;
  readonly new?: unknown;
}

export interface HistoryEntry {
  readonly revision: number;
  readonly time: string;
  readonly actor: string;
  /** `ui`, `config`, `kube`, `system` or `controller:<name>`. */
  readonly source: string;
  readonly requestId?: string;
  readonly op: 'created' | 'changed' | 'deleted';
  readonly leaves: readonly LeafChange[];
  /** Leaves beyond those listed. */
  readonly more?: number;
  /** Other objects changed in the same transaction. */
  readonly alongside: number;
}

/** `GET /views/objects/<kind>/<key>/history?before=&limit=`, newest first. */
export interface HistoryPage extends Revisioned {
  readonly entries: readonly HistoryEntry[];
  /** Pass as `before` for older entries. */
  readonly next?: number;
  /** The oldest revision that history reaches. */
  readonly startsAt: number;
  /** Set when the object is older than what is kept. */
  readonly note?: string;
}

/** `kept`: kube-manager leaves it until what an operator put there is gone. */
export type DependentFate = 'deleted' | 'released' | 'kept' | 'blocks' | 'will-point-to-nothing';

export interface Dependent {
  readonly kind: string;
  readonly key: string;
  readonly name: string;
  readonly detail: string;
  readonly fate: DependentFate;
  /** What goes with it, as `1 route withdrawn`. */
  readonly consequence?: string;
  readonly children: readonly Dependent[];
  /** Children beyond those listed. */
  readonly more?: number;
}

/** `GET /views/objects/<type>/<uuid|fqn>/dependents`: what a delete would do, as a tree with the object on top. */
export interface DependentsTree extends Revisioned {
  readonly root: Dependent;
  readonly counts: {
    readonly deleted: number;
    readonly released: number;
    readonly kept: number;
    readonly blocks: number;
    readonly willPointToNothing: number;
  };
  /**
   * In what order the console deletes, children first: config uuids with type, only `deleted` and `released` ones.
   * Absent when something blocks.
   */
  readonly order?: readonly { readonly type: string; readonly uuid: string; readonly name: string }[];
  /** A sentence that says how to clear the way, when something blocks. */
  readonly cure?: string;
}

/** `GET /views/objects/<kind>/<key>/explain`. */
export interface Explanation extends Revisioned {
  readonly subject: { readonly kind: string; readonly key: string; readonly name: string };
  readonly conditions: readonly ConditionView[];
}

/** `GET /views/conditions`. */
export interface ConditionsAnswer extends Revisioned {
  readonly conditions: readonly ConditionView[];
  readonly total: number;
}
