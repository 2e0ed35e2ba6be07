/** The rules of a kind beyond those of all kinds: one file per kind. */

import type { NameForm } from '../../engine/validation/kube-name.ts';
import type { AnyKubeObject } from '../../model/kube/types.ts';
import type { KubeContext } from '../cluster-ip-port.ts';
import type { Draft } from '../draft.ts';
import type { Cause } from '../kube-problem.ts';

export interface KindRules {
  readonly nameForm: NameForm;
  /**
   * The part whose changes increase `metadata.generation`, as in Kubernetes: for a Deployment also its annotations; for
   * an EndpointSlice, which has no spec, all but the metadata, and its labels.
   */
  readonly generation: 'none' | 'spec' | 'spec and annotations' | 'content and labels';
  /** Defaults that the server sets on create and on every update. */
  defaults(object: Draft): void;
  /** On create only: first status, labels, allocated numbers and addresses. May refuse by throwing. */
  prepareCreate?(context: KubeContext, object: Draft): void;
  /** Values that an update keeps from the stored object. May refuse by throwing. */
  prepareUpdate?(context: KubeContext, object: Draft, old: Draft): void;
  /** Why the object is invalid, on create (`old` undefined) and on update. */
  causes(object: Draft, old: Draft | undefined): Cause[];
  /** On create only, of an object that is valid: refuses by throwing what the namespace does not allow. */
  admit?(context: KubeContext, object: Draft): void;
  /** Accepted values that have no effect; `before` is the stored object, if there is one. */
  warnings?(object: AnyKubeObject, before: AnyKubeObject | undefined): readonly string[];
  /** Why the object with this key must not be deleted, if so. */
  mustStay?(key: string): string | undefined;
}
