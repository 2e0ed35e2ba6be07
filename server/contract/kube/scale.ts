/** Scale of the API group autoscaling: the requested number of pods. */

import { objectSchema } from './metadata.ts';
import { INT32, structure, TEXT } from './schema.ts';

export const SCALE = objectSchema('Scale', 'How many pods a workload wants.', {
  spec: structure('ScaleSpec', { replicas: INT32 }),
  status: structure('ScaleStatus', { replicas: INT32, selector: TEXT }),
});
