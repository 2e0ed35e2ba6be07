/** Everything that may be the body of a request in protobuf: its schema by its kind. */

import { BINDING, DELETE_OPTIONS, EVICTION, SCALE } from '../contract/kube/requests.ts';
import {
  SELF_SUBJECT_ACCESS_REVIEW,
  SELF_SUBJECT_REVIEW,
  SELF_SUBJECT_RULES_REVIEW,
} from '../contract/kube/reviews.ts';
import type { KubeSchema } from '../contract/kube/schema.ts';
import { KUBE_SCHEMAS, schemaOf } from '../contract/kube/schemas.ts';
import { groupVersionOf, KUBE_RESOURCES, SERVED_RESOURCES } from '../model/kube/resources.ts';
import { KUBE_KINDS } from '../model/kube/types.ts';

const SCHEMAS: ReadonlyMap<string, KubeSchema> = new Map<string, KubeSchema>([
  // Custom kinds have no protobuf, in Kubernetes neither.
  ...KUBE_KINDS.filter((kind) => !KUBE_RESOURCES[kind].custom).map((kind) => [kind, KUBE_SCHEMAS[kind]] as const),
  ['Scale', SCALE],
  ['Binding', BINDING],
  ['Eviction', EVICTION],
  ['DeleteOptions', DELETE_OPTIONS],
  ['SelfSubjectReview', SELF_SUBJECT_REVIEW],
  ['SelfSubjectAccessReview', SELF_SUBJECT_ACCESS_REVIEW],
  ['SelfSubjectRulesReview', SELF_SUBJECT_RULES_REVIEW],
]);

/** The same of kinds in their second form. */
const SECOND: ReadonlyMap<string, KubeSchema> = new Map(
  SERVED_RESOURCES.filter(({ renamed }) => renamed !== undefined).map((resource) => [
    `${groupVersionOf(resource)} ${resource.kind}`,
    schemaOf(resource),
  ]),
);

/** The schema of a kind that has a form in protobuf. */
export function protobufSchemaOf(apiVersion: string, kind: string): KubeSchema | undefined {
  return SECOND.get(`${apiVersion} ${kind}`) ?? SCHEMAS.get(kind);
}
