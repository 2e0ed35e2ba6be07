/** Status fields common to Deployments and ReplicaSets. */

import { CONDITIONS } from './metadata.ts';
import { INT32, INT64 } from './schema.ts';

export const REPLICAS = {
  replicas: INT32,
  fullyLabeledReplicas: INT32,
  readyReplicas: INT32,
  availableReplicas: INT32,
  terminatingReplicas: INT32,
  observedGeneration: INT64,
  conditions: CONDITIONS,
};
