import { LABEL_SELECTOR, objectSchema } from '../metadata.ts';
import { POD_TEMPLATE } from '../pod-spec.ts';
import { REPLICAS } from '../replicas.ts';
import { described, FLAG, INT32, INT_OR_TEXT, structure, TEXT } from '../schema.ts';

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
