import { conditionsOf, LABEL_SELECTOR, objectSchema } from '../metadata.ts';
import { POD_TEMPLATE } from '../pod-spec.ts';
import { APPS_PACKAGE } from '../replicas.ts';
import { field, INT32, INT64, pointer, required, structure, withoutEffect } from '../schema.ts';

export const REPLICA_SET = objectSchema(
  'ReplicaSet',
  'A number of equal pods.',
  {
    spec: field(
      2,
      structure(
        'ReplicaSetSpec',
        {
          replicas: pointer(1, INT32, 'How many pods are wanted; 1 unless given.'),
          selector: required(2, LABEL_SELECTOR, 'Which pods belong to it. It cannot change.'),
          template: field(3, POD_TEMPLATE, 'What the pods are made from.'),
          minReadySeconds: withoutEffect(
            field(4, INT32, 'Seconds that a new pod must be ready to count as available.'),
            'a pod that is ready is available',
            0,
          ),
        },
        'What a replica set is to be.',
        APPS_PACKAGE,
      ),
      'What the replica set is to be.',
    ),
    status: field(
      3,
      structure(
        'ReplicaSetStatus',
        {
          replicas: required(1, INT32, 'How many pods there are.'),
          fullyLabeledReplicas: field(2, INT32, 'How many of them have all labels of the template.'),
          observedGeneration: field(3, INT64, 'The metadata.generation that the controller has seen.'),
          readyReplicas: field(4, INT32, 'How many of them are ready.'),
          availableReplicas: field(5, INT32, 'How many of them are available.'),
          conditions: field(
            6,
            conditionsOf('ReplicaSetCondition', { lastTransitionTime: 3, reason: 4, message: 5 }, APPS_PACKAGE),
            'ReplicaFailure.',
          ),
          terminatingReplicas: pointer(7, INT32, 'How many of its pods are ending.'),
        },
        'What a replica set is.',
        APPS_PACKAGE,
      ),
      'What the replica set is. Set by the server.',
    ),
  },
  APPS_PACKAGE,
);
