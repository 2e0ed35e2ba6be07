import { conditionsOf, LABEL_SELECTOR, objectSchema } from '../metadata.ts';
import { POD_TEMPLATE } from '../pod-spec.ts';
import { APPS_PACKAGE } from '../replicas.ts';
import {
  choice,
  field,
  FLAG,
  INT32,
  INT64,
  INT_OR_TEXT,
  pointer,
  required,
  structure,
  withoutEffect,
} from '../schema.ts';

const ROLLING_UPDATE = structure(
  'RollingUpdateDeployment',
  {
    maxUnavailable: field(1, INT_OR_TEXT, 'How many pods may be missing meanwhile: a number or 25% (default).'),
    maxSurge: field(2, INT_OR_TEXT, 'How many pods there may be too many meanwhile: a number or 25% (default).'),
  },
  'How pods are replaced step by step.',
  APPS_PACKAGE,
);
const STRATEGY = structure(
  'DeploymentStrategy',
  {
    type: field(1, choice('Recreate', 'RollingUpdate'), 'RollingUpdate (default) or Recreate.'),
    rollingUpdate: field(2, ROLLING_UPDATE, 'How pods are replaced step by step; for RollingUpdate.'),
  },
  'How pods of an old template are replaced.',
  APPS_PACKAGE,
);

export const DEPLOYMENT = objectSchema(
  'Deployment',
  'Pods made from a template, replaced step by step when it changes.',
  {
    spec: field(
      2,
      structure(
        'DeploymentSpec',
        {
          replicas: pointer(1, INT32, 'How many pods are wanted; 1 unless given.'),
          selector: required(2, LABEL_SELECTOR, 'Which pods belong to it. It cannot change.'),
          template: required(3, POD_TEMPLATE, 'What the pods are made from.'),
          strategy: field(4, STRATEGY, 'How pods of an old template are replaced.'),
          minReadySeconds: withoutEffect(
            field(5, INT32, 'Seconds that a new pod must be ready to count as available.'),
            'a pod that is ready is available',
            0,
          ),
          revisionHistoryLimit: pointer(6, INT32, 'How many old replica sets are kept; 10 unless given.'),
          paused: field(7, FLAG, 'Whether changes of the template wait.'),
          progressDeadlineSeconds: pointer(9, INT32, 'Seconds without progress that are a failure; 600 unless given.'),
        },
        'What a deployment is to be.',
        APPS_PACKAGE,
      ),
      'What the deployment is to be.',
    ),
    status: field(
      3,
      structure(
        'DeploymentStatus',
        {
          observedGeneration: field(1, INT64, 'The metadata.generation that the controller has seen.'),
          replicas: field(2, INT32, 'How many pods there are.'),
          updatedReplicas: field(3, INT32, 'How many of them are of the present template.'),
          availableReplicas: field(4, INT32, 'How many of them are available.'),
          unavailableReplicas: field(5, INT32, 'How many are missing.'),
          conditions: field(
            6,
            conditionsOf(
              'DeploymentCondition',
              { reason: 4, message: 5, lastUpdateTime: 6, lastTransitionTime: 7 },
              APPS_PACKAGE,
            ),
            'Progressing, Available, ReplicaFailure.',
          ),
          readyReplicas: field(7, INT32, 'How many of them are ready.'),
          collisionCount: pointer(8, INT32, 'How often a replica set of the name was there already.'),
          terminatingReplicas: pointer(9, INT32, 'How many of its pods are ending.'),
        },
        'What a deployment is.',
        APPS_PACKAGE,
      ),
      'What the deployment is. Set by the server.',
    ),
  },
  APPS_PACKAGE,
);
