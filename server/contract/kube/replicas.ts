/** What the status of a Deployment and of a ReplicaSet both have. */

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
