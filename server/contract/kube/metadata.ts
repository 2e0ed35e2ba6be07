/** Schemas common to all kinds: `metadata`, conditions, label selectors. */

import {
  choice,
  described,
  field,
  FLAG,
  INT64,
  listOf,
  mapOf,
  OPEN,
  pointer,
  required,
  structure,
  TEXT,
  TIME,
  type Fields,
  type KubeSchema,
  byServer,
  dropped,
} from './schema.ts';

export const META_PACKAGE = 'io.k8s.apimachinery.pkg.apis.meta.v1';

const OWNER_REFERENCE = structure(
  'OwnerReference',
  {
    apiVersion: required(5, TEXT, 'The API group and version of the owner.'),
    kind: required(1, TEXT, 'The kind of the owner.'),
    name: required(3, TEXT, 'The name of the owner, in the same namespace or cluster-wide.'),
    uid: required(4, TEXT, 'The uid of the owner.'),
    controller: pointer(6, FLAG, 'Whether the owner manages this object; at most one owner does.'),
    blockOwnerDeletion: pointer(7, FLAG, 'Whether a foreground deletion of the owner waits for this object.'),
  },
  'An object with which this one is deleted.',
  META_PACKAGE,
);

const MANAGED_FIELDS = structure(
  'ManagedFieldsEntry',
  {
    manager: field(1, TEXT, 'Who manages the fields.'),
    operation: field(2, TEXT, 'How the fields were set: Apply or Update.'),
    apiVersion: field(3, TEXT, 'The version in which the fields are named.'),
    time: field(4, TIME, 'When the fields were set, UTC.'),
    fieldsType: field(6, TEXT, 'The form of fieldsV1: FieldsV1.'),
    fieldsV1: field(7, OPEN, 'The names of the fields.'),
    subresource: field(8, TEXT, 'The subresource through which the fields were set.'),
  },
  'Fields and who manages them. Accepted and not kept.',
  META_PACKAGE,
);

export const OBJECT_META = structure(
  'ObjectMeta',
  {
    name: field(1, TEXT, 'The name, unique within the namespace. It cannot change.'),
    generateName: field(2, TEXT, 'A prefix, used by the server to make a unique name when none is given.'),
    namespace: field(3, TEXT, 'The namespace in which the object lives.'),
    selfLink: dropped(field(4, TEXT, 'Deprecated; accepted and not kept.')),
    uid: byServer(field(5, TEXT, 'Unique in time and space. Set by the server.')),
    resourceVersion: field(6, TEXT, 'Changes with every change of the object. Set by the server.'),
    generation: byServer(field(7, INT64, 'Counts the changes of the spec. Set by the server.')),
    creationTimestamp: byServer(field(8, TIME, 'When the object was created, UTC. Set by the server.')),
    deletionTimestamp: byServer(field(9, TIME, 'When deletion was asked for, UTC. Set by the server.')),
    deletionGracePeriodSeconds: byServer(
      pointer(10, INT64, 'Seconds that the object may take to end. Set by the server.'),
    ),
    labels: field(11, mapOf(TEXT), 'Keys and values by which objects are selected.'),
    annotations: field(
      12,
      mapOf(TEXT),
      'Keys and values that tools and controllers read, opencontrail.org/* among them.',
    ),
    ownerReferences: field(13, listOf(OWNER_REFERENCE), 'The objects with which this one is deleted.'),
    finalizers: field(14, listOf(TEXT), 'The object is removed only when this list is empty.'),
    managedFields: dropped(field(17, listOf(MANAGED_FIELDS), 'Accepted and not kept.')),
  },
  'Standard metadata of an object.',
  META_PACKAGE,
);

export const LIST_META = structure(
  'ListMeta',
  {
    selfLink: field(1, TEXT, 'Deprecated.'),
    resourceVersion: field(2, TEXT, 'The state that the list shows; a watch goes on from it.'),
    continue: field(3, TEXT, 'Asks for the next page of the list.'),
    remainingItemCount: pointer(4, INT64, 'How many objects follow this page.'),
  },
  'Metadata of a list.',
  META_PACKAGE,
);

const LABEL_REQUIREMENT = structure(
  'LabelSelectorRequirement',
  {
    key: required(1, TEXT, 'The key of the label.'),
    operator: required(
      2,
      choice('In', 'NotIn', 'Exists', 'DoesNotExist'),
      'How the label is compared with the values.',
    ),
    values: field(3, listOf(TEXT), 'The values of In and NotIn; none for Exists and DoesNotExist.'),
  },
  'A requirement for one label.',
  META_PACKAGE,
);

export const LABEL_SELECTOR = structure(
  'LabelSelector',
  {
    matchLabels: field(1, mapOf(TEXT), 'Labels that an object must have.'),
    matchExpressions: field(2, listOf(LABEL_REQUIREMENT), 'Requirements that its labels must meet, all of them.'),
  },
  'Selects objects by their labels; an empty selector selects all.',
  META_PACKAGE,
);

type Noted = 'lastProbeTime' | 'lastTransitionTime' | 'lastUpdateTime' | 'lastHeartbeatTime' | 'observedGeneration';

const NOTED: { readonly [N in Noted]: readonly [schema: KubeSchema, description: string] } = {
  lastProbeTime: [TIME, 'When the condition was last looked at, UTC.'],
  lastTransitionTime: [TIME, 'When the status last changed, UTC.'],
  lastUpdateTime: [TIME, 'When the condition was last written, UTC.'],
  lastHeartbeatTime: [TIME, 'When the node last reported, UTC.'],
  observedGeneration: [INT64, 'The metadata.generation for which the condition was set.'],
};

/**
 * A list of conditions. Each kind numbers the fields after type and status as it likes.
 *
 * @param title - The Go structure: `PodCondition`.
 */
export function conditionsOf(
  title: string,
  numbers: { readonly [N in Noted]?: number } & { readonly reason: number; readonly message: number },
  of?: string,
): KubeSchema {
  const { reason, message, ...noted } = numbers;
  const fields: { [name: string]: KubeSchema } = {
    type: required(1, TEXT, 'What the condition is about.'),
    status: required(2, choice('True', 'False', 'Unknown'), 'Whether it holds.'),
    reason: field(reason, TEXT, 'Why, in one word.'),
    message: field(message, TEXT, 'Why, in a sentence.'),
  };
  for (const [name, number] of Object.entries(noted) as [Noted, number][]) fields[name] = field(number, ...NOTED[name]);
  return listOf(structure(title, fields, 'A state of the object at one point.', of));
}

/** A complete object: kind, apiVersion, metadata, and the kind's own fields. */
export function objectSchema(title: string, description: string, fields: Fields, of?: string): KubeSchema {
  return structure(
    title,
    {
      apiVersion: described(TEXT, 'The versioned schema of this object.'),
      kind: described(TEXT, 'The REST resource this object represents.'),
      metadata: field(1, OBJECT_META, 'Standard metadata of the object.'),
      ...fields,
    },
    description,
    of,
  );
}
