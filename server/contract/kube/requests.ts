/** What clients send and get besides the objects of kinds: Scale, Binding, Eviction, DeleteOptions, Status, lists. */

import { LIST_META, META_PACKAGE, OBJECT_META, objectSchema } from './metadata.ts';
import { OBJECT_REFERENCE } from './object-reference.ts';
import {
  choice,
  described,
  field,
  FLAG,
  INT32,
  INT64,
  listOf,
  pointer,
  required,
  structure,
  TEXT,
  type KubeSchema,
} from './schema.ts';

const SCALING = 'io.k8s.api.autoscaling.v1';

export const SCALE = objectSchema(
  'Scale',
  'How many pods a workload wants.',
  {
    spec: field(
      2,
      structure('ScaleSpec', { replicas: field(1, INT32, 'How many are wanted.') }, 'What is wanted.', SCALING),
      'What is wanted.',
    ),
    status: field(
      3,
      structure(
        'ScaleStatus',
        {
          replicas: required(1, INT32, 'How many there are.'),
          selector: field(2, TEXT, 'The label selector of the pods.'),
        },
        'What there is.',
        SCALING,
      ),
      'What there is. Set by the server.',
    ),
  },
  SCALING,
);

export const BINDING = objectSchema('Binding', 'Gives a pod its node.', {
  target: required(2, OBJECT_REFERENCE, 'The node.'),
});

export const DELETE_OPTIONS = structure(
  'DeleteOptions',
  {
    apiVersion: described(TEXT, 'The versioned schema of this object.'),
    kind: described(TEXT, 'DeleteOptions.'),
    gracePeriodSeconds: pointer(1, INT64, 'Seconds that the object may take to end.'),
    preconditions: field(
      2,
      structure(
        'Preconditions',
        {
          uid: pointer(1, TEXT, 'The uid that the object must have.'),
          resourceVersion: pointer(2, TEXT, 'The version that the object must have.'),
        },
        'What must be so for an object to be deleted.',
        META_PACKAGE,
      ),
      'What must be so.',
    ),
    orphanDependents: pointer(3, FLAG, 'Deprecated: true is the propagationPolicy Orphan.'),
    propagationPolicy: pointer(4, TEXT, 'What becomes of dependents: Background, Foreground or Orphan.'),
    dryRun: field(5, listOf(TEXT), '"All": rehearse without deleting anything.'),
    ignoreStoreReadErrorWithClusterBreakingPotential: pointer(6, FLAG, 'Not served here.'),
  },
  'How an object is deleted.',
  META_PACKAGE,
);

export const EVICTION = objectSchema(
  'Eviction',
  'Deletes a pod.',
  { deleteOptions: field(2, DELETE_OPTIONS, 'How the pod is deleted.') },
  'io.k8s.api.policy.v1',
);

const STATUS_CAUSE = structure(
  'StatusCause',
  {
    reason: field(1, TEXT, 'Why, in one word.'),
    message: field(2, TEXT, 'Why, in a sentence.'),
    field: field(3, TEXT, 'The field of the object.'),
  },
  'One of the reasons of a refusal.',
  META_PACKAGE,
);
const STATUS_DETAILS = structure(
  'StatusDetails',
  {
    name: field(1, TEXT, 'The name of the object.'),
    group: field(2, TEXT, 'The API group of its kind.'),
    kind: field(3, TEXT, 'Its kind, or the resource.'),
    causes: field(4, listOf(STATUS_CAUSE), 'All reasons.'),
    retryAfterSeconds: field(5, INT32, 'After how many seconds to try again.'),
    uid: field(6, TEXT, 'The uid of the object.'),
  },
  'What a Status is about.',
  META_PACKAGE,
);

export const STATUS = structure(
  'Status',
  {
    apiVersion: described(TEXT, 'v1.'),
    kind: described(TEXT, 'Status.'),
    metadata: field(1, LIST_META, 'Holds a token to go on with a list.'),
    status: field(2, choice('Failure', 'Success'), 'Success or Failure.'),
    message: field(3, TEXT, 'What happened, in a sentence.'),
    reason: field(4, TEXT, 'What happened, in one word.'),
    details: field(5, STATUS_DETAILS, 'What it is about.'),
    code: field(6, INT32, 'The status code of HTTP.'),
  },
  'The answer to a request that has no object to answer with.',
  META_PACKAGE,
);

export const PARTIAL_OBJECT_METADATA = structure(
  'PartialObjectMetadata',
  {
    apiVersion: described(TEXT, 'meta.k8s.io/v1.'),
    kind: described(TEXT, 'PartialObjectMetadata.'),
    metadata: field(1, OBJECT_META, 'Standard metadata of the object.'),
  },
  'The metadata of any object.',
  META_PACKAGE,
);

/** A list of objects of a kind. */
export function listSchema(item: KubeSchema): KubeSchema {
  return structure(
    `${item.title}List`,
    {
      apiVersion: described(TEXT, 'The versioned schema of this list.'),
      kind: described(TEXT, 'The REST resource this list represents.'),
      metadata: field(1, LIST_META, 'Metadata of the list.'),
      items: required(2, listOf(item), 'The objects.'),
    },
    `A list of ${item.title}.`,
    item.package,
  );
}
