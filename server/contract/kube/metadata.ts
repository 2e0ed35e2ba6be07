/** Schemas common to all kinds: `metadata`, conditions, label selectors. */

import { described, FLAG, INT64, listOf, mapOf, OPEN, structure, TEXT, TIME, type KubeSchema } from './schema.ts';

export const OBJECT_META = structure(
  'ObjectMeta',
  {
    name: described(TEXT, 'The name, unique within the namespace. It cannot change.'),
    generateName: described(TEXT, 'A prefix, used by the server to make a unique name when none is given.'),
    namespace: described(TEXT, 'The namespace in which the object lives.'),
    labels: described(mapOf(TEXT), 'Keys and values by which objects are selected.'),
    annotations: described(
      mapOf(TEXT),
      'Keys and values that tools and controllers read, opencontrail.org/* among them.',
    ),
    uid: described(TEXT, 'Unique in time and space. Set by the server.'),
    resourceVersion: described(TEXT, 'Changes with every change of the object. Set by the server.'),
    generation: described(INT64, 'Counts the changes of the spec. Set by the server.'),
    creationTimestamp: described(TIME, 'When the object was created, UTC. Set by the server.'),
    deletionTimestamp: described(TIME, 'When deletion was asked for, UTC. Set by the server.'),
    deletionGracePeriodSeconds: INT64,
    finalizers: described(listOf(TEXT), 'The object is removed only when this list is empty.'),
    ownerReferences: listOf(
      structure('OwnerReference', {
        apiVersion: TEXT,
        kind: TEXT,
        name: TEXT,
        uid: TEXT,
        controller: FLAG,
        blockOwnerDeletion: FLAG,
      }),
      'The objects with which this one is deleted.',
    ),
    managedFields: described(listOf(OPEN), 'Accepted and not kept.'),
    selfLink: TEXT,
  },
  'Standard metadata of the object.',
);

export const LABEL_SELECTOR = structure('LabelSelector', {
  matchLabels: mapOf(TEXT),
  matchExpressions: listOf(structure('LabelSelectorRequirement', { key: TEXT, operator: TEXT, values: listOf(TEXT) })),
});

export const CONDITIONS = listOf(
  structure('Condition', {
    type: TEXT,
    status: TEXT,
    reason: TEXT,
    message: TEXT,
    lastTransitionTime: TIME,
    lastUpdateTime: TIME,
    lastProbeTime: TIME,
    lastHeartbeatTime: TIME,
    observedGeneration: INT64,
  }),
);

/** A complete object: kind, apiVersion, metadata, and the kind's own fields. */
export function objectSchema(
  title: string,
  description: string,
  fields: { readonly [field: string]: KubeSchema },
): KubeSchema {
  return structure(
    title,
    {
      apiVersion: described(TEXT, 'The versioned schema of this object.'),
      kind: described(TEXT, 'The REST resource this object represents.'),
      metadata: OBJECT_META,
      ...fields,
    },
    description,
  );
}
