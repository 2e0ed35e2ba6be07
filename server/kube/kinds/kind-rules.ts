/** What a kind's users may do that they may not with others. One file per kind holds one of these. */

import type { NameForm } from '../../engine/validation/kube-name.ts';
import type { AnyKubeObject } from '../../model/kube/types.ts';
import type { KubeContext } from '../cluster-ip-port.ts';
import type { Draft } from '../draft.ts';
import type { Cause } from '../kube-problem.ts';

export interface KindRules {
  readonly nameForm: NameForm;
  /** What `metadata.generation` counts changes of; a Deployment's counts its annotations too, as in Kubernetes. */
  readonly generation: 'none' | 'spec' | 'spec and annotations';
  /** What the server fills in, on create and on every update. */
  defaults(object: Draft): void;
  /** What only a create does: first status, labels, numbers and addresses drawn. May refuse by throwing. */
  prepareCreate?(context: KubeContext, object: Draft): void;
  /** What an update carries over from the object as it stands. May refuse by throwing. */
  prepareUpdate?(context: KubeContext, object: Draft, old: Draft): void;
  /** Why the object cannot stand, on create (`old` undefined) and on update. */
  causes(object: Draft, old: Draft | undefined): Cause[];
  /** What of an object is accepted and has no effect; `before` is the object as it stood, if it stood. */
  warnings?(object: AnyKubeObject, before: AnyKubeObject | undefined): readonly string[];
  /** Why the object of this key must not be deleted, for those that must not. */
  mustStay?(key: string): string | undefined;
}
