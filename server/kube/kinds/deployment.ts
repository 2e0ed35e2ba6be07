/** Deployments (apps/v1): rolling update by default, an immutable selector. */

import { unsupported } from '../causes.ts';
import { child, childIf, fill } from '../draft.ts';
import { templateWarnings } from '../warnings.ts';
import { templateDefaults, workloadCauses } from '../workload-causes.ts';
import type { KindRules } from './kind-rules.ts';

export const deploymentRules: KindRules = {
  nameForm: 'subdomain',
  generation: 'spec and annotations',
  defaults(object) {
    const spec = child(object, 'spec');
    fill(spec, { replicas: 1 });
    templateDefaults(spec);
    const strategy = child(spec, 'strategy');
    fill(strategy, { type: 'RollingUpdate' });
    if (strategy['type'] === 'RollingUpdate')
      fill(child(strategy, 'rollingUpdate'), { maxUnavailable: '25%', maxSurge: '25%' });
    fill(spec, { revisionHistoryLimit: 10, progressDeadlineSeconds: 600 });
  },
  prepareCreate(_context, object) {
    object['status'] = {};
  },
  causes(object, old) {
    const causes = workloadCauses(object, old);
    const strategy = childIf(childIf(object, 'spec'), 'strategy');
    const type = strategy?.['type'];
    if (type !== 'RollingUpdate' && type !== 'Recreate')
      causes.push(unsupported('spec.strategy.type', type, ['Recreate', 'RollingUpdate']));
    if (type === 'Recreate' && strategy?.['rollingUpdate'] !== undefined && strategy['rollingUpdate'] !== null) {
      causes.push({
        reason: 'FieldValueForbidden',
        message: "Forbidden: may not be specified when strategy `type` is 'Recreate'",
        field: 'spec.strategy.rollingUpdate',
      });
    }
    return causes;
  },
  warnings: templateWarnings,
};
