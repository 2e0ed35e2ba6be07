/** What many view answers share: links to objects, states in words, conditions. */

import type { ConfigType } from '../../model/config/types.ts';
import type { KubeKind } from '../../model/kube/types.ts';

/** A config object as a row or panel names it. `uuid` opens it; `fqName` is colon-joined for people. */
export interface ConfigLink {
  readonly type: ConfigType;
  readonly uuid: string;
  readonly name: string;
  readonly fqName: string;
}

/**
 * A Kubernetes object as a row or panel names it. `key` is `<namespace>/<name>`, or `<name>` for cluster-wide
 * kinds.
 */
export interface KubeLink {
  readonly kind: KubeKind;
  readonly key: string;
  readonly name: string;
  readonly namespace?: string;
}

/** A reference that may point to nothing: then `uuid` is absent and `name` says what was wanted. */
export interface MaybeLink {
  readonly name: string;
  readonly fqName?: string;
  readonly uuid?: string;
}

/** `ok` disc, `warn` triangle, `bad` ring with slash, `busy` arc, `idle` dotted ring. */
export type Tone = 'ok' | 'warn' | 'bad' | 'busy' | 'idle';

/** A state: shape (tone), word, and why. */
export interface State {
  readonly tone: Tone;
  /** One or two words in sentence case, as `Programmed`, `Not associated`. */
  readonly word: string;
  readonly reason?: string;
}

type Severity = 'error' | 'warning' | 'info';

/** Something that an operator should know about an object, and the way out. */
export interface ConditionView {
  /** Stable within the cluster: same trouble, same id. */
  readonly id: string;
  readonly severity: Severity;
  /** The class of trouble, as `pool-missing`. */
  readonly type: string;
  /** A sentence: the object, the field, the way out. */
  readonly message: string;
  /** The object that it is about. `kind` is a store kind (`virtual-network`, `kube/Namespace`). */
  readonly subject: { readonly kind: string; readonly key: string; readonly name: string };
}

/** What every answer carries: the revision of the state that it shows, equal to the header X-Revision. */
export interface Revisioned {
  readonly revision: number;
}
