/** The kinds of the group apps: Deployment and ReplicaSet; and Scale of the group autoscaling. */

import { CONDITIONS, LABEL_SELECTOR, objectSchema } from './metadata.ts';
import { POD_TEMPLATE } from './pod-spec.ts';
import { described, FLAG, INT32, INT64, INT_OR_TEXT, structure, TEXT } from './schema.ts';

const REPLICAS = {
  replicas: INT32,
  fullyLabeledReplicas: INT32,
  readyReplicas: INT32,
  availableReplicas: INT32,
  terminatingReplicas: INT32,
  observedGeneration: INT64,
  conditions: CONDITIONS,
};

export const DEPLOYMENT = objectSchema(
  'Deployment',
  'Pods made from a template, replaced step by step when it changes.',
  {
    spec: structure('DeploymentSpec', {
      replicas: described(INT32, 'How many pods are wanted; 1 unless given.'),
      selector: described(LABEL_SELECTOR, 'Which pods belong to it. It cannot change.'),
      template: POD_TEMPLATE,
      strategy: structure('DeploymentStrategy', {
        type: TEXT,
        rollingUpdate: structure('RollingUpdateDeployment', { maxUnavailable: INT_OR_TEXT, maxSurge: INT_OR_TEXT }),
      }),
      minReadySeconds: INT32,
      revisionHistoryLimit: INT32,
      progressDeadlineSeconds: INT32,
      paused: FLAG,
    }),
    status: structure('DeploymentStatus', {
      ...REPLICAS,
      updatedReplicas: INT32,
      unavailableReplicas: INT32,
      collisionCount: INT32,
    }),
  },
);

export const REPLICA_SET = objectSchema('ReplicaSet', 'A number of equal pods.', {
  spec: structure('ReplicaSetSpec', {
    replicas: INT32,
    minReadySeconds: INT32,
    selector: LABEL_SELECTOR,
    template: POD_TEMPLATE,
  }),
  status: structure('ReplicaSetStatus', REPLICAS),
});

export const SCALE = objectSchema('Scale', 'How many pods a workload wants.', {
  spec: structure('ScaleSpec', { replicas: INT32 }),
  status: structure('ScaleStatus', { replicas: INT32, selector: TEXT }),
});
