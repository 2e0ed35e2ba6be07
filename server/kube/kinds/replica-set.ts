/** ReplicaSets (apps/v1): created by the deployment controller, or by users. */

import { child, fill } from '../draft.ts';
import { templateWarnings } from '../warnings.ts';
import { templateDefaults, workloadCauses } from '../workload-causes.ts';
import type { KindRules } from './kind-rules.ts';

export const replicaSetRules: KindRules = {
  nameForm: 'subdomain',
  generation: 'spec',
  defaults(object) {
    const spec = child(object, 'spec');
    fill(spec, { replicas: 1 });
    templateDefaults(spec);
  },
  prepareCreate(_context, object) {
    object['status'] = { replicas: 0 };
  },
  causes: workloadCauses,
  warnings: templateWarnings,
};
