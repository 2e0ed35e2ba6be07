/** Deployments (apps/v1): rolling update by default, an immutable selector. */

import { GoText, invalidValue, unsupported } from '../causes.ts';
import { child, childIf, fill, type Draft, type DraftValue } from '../draft.ts';
import type { Cause } from '../kube-problem.ts';
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
    if (type === 'RollingUpdate') causes.push(...rollingCauses(childIf(strategy, 'rollingUpdate') ?? {}));
    return causes;
  },
  warnings: templateWarnings,
};

const ROLLING = 'spec.strategy.rollingUpdate';
const PERCENT_TEXT =
  "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for " +
  "validation is '[0-9]+%')";

function rollingCauses(rolling: Draft): Cause[] {
  const causes: Cause[] = [];
  for (const field of ['maxUnavailable', 'maxSurge']) {
    const value = rolling[field];
    const at = `${ROLLING}.${field}`;
    if (typeof value === 'number' && value < 0)
      causes.push(invalidValue(at, goIntOrString(value), 'must be greater than or equal to 0'));
    else if (typeof value === 'string' && !/^[0-9]+%$/.test(value))
      causes.push(invalidValue(at, goIntOrString(value), PERCENT_TEXT));
  }
  const { maxUnavailable, maxSurge } = rolling;
  if (isNothing(maxUnavailable) && isNothing(maxSurge))
    causes.push(
      invalidValue(
        `${ROLLING}.maxUnavailable`,
        goIntOrString(maxUnavailable ?? 0),
        'may not be 0 when `maxSurge` is 0',
      ),
    );
  if (typeof maxUnavailable === 'string' && Number(/^([0-9]+)%$/.exec(maxUnavailable)?.[1] ?? 0) > 100)
    causes.push(
      invalidValue(`${ROLLING}.maxUnavailable`, goIntOrString(maxUnavailable), 'must not be greater than 100%'),
    );
  return causes;
}

function isNothing(value: DraftValue | undefined): boolean {
  return value === 0 || (typeof value === 'string' && /^0+%$/.test(value));
}

/** How Go prints a number or text in a message. */
function goIntOrString(value: DraftValue): GoText {
  const isText = typeof value === 'string';
  return new GoText(
    `intstr.IntOrString{Type:${isText ? 1 : 0}, IntVal:${isText ? 0 : String(value)}, ` +
      `StrVal:${JSON.stringify(isText ? value : '')}}`,
  );
}
