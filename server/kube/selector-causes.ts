/** Why a `LabelSelector` is invalid, with the texts of k8s.io/apimachinery. */

import { labelKeyFaults, labelValueFault } from '../engine/validation/kube-name.ts';
import { forbiddenField, invalidValue, required } from './causes.ts';
import { childIf, items, text, type Draft } from './draft.ts';
import type { Cause } from './kube-problem.ts';
import { labelCauses } from './names.ts';

/** The faults of the selector at `field`. */
export function selectorCauses(field: string, selector: Draft): Cause[] {
  const causes = labelCauses(`${field}.matchLabels`, childIf(selector, 'matchLabels'));
  items(selector, 'matchExpressions').forEach((expression, index) =>
    causes.push(...requirementCauses(`${field}.matchExpressions[${index}]`, expression)),
  );
  return causes;
}

function requirementCauses(at: string, expression: Draft): Cause[] {
  const causes: Cause[] = [];
  const values = Array.isArray(expression['values']) ? expression['values'] : [];
  const operator = text(expression, 'operator') ?? '';
  switch (operator) {
    case 'In':
    case 'NotIn':
      if (values.length === 0)
        causes.push(required(`${at}.values`, "must be specified when `operator` is 'In' or 'NotIn'"));
      break;
    case 'Exists':
    case 'DoesNotExist':
      if (values.length > 0)
        causes.push(
          forbiddenField(`${at}.values`, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"),
        );
      break;
    default:
      causes.push(invalidValue(`${at}.operator`, operator, 'not a valid selector operator'));
  }
  const key = text(expression, 'key') ?? '';
  for (const { sentence } of labelKeyFaults(key)) causes.push(invalidValue(`${at}.key`, key, sentence));
  values.forEach((value, index) => {
    const fault = typeof value === 'string' ? labelValueFault(value) : undefined;
    if (fault !== undefined) causes.push(invalidValue(`${at}.values[${index}]`, value, fault.sentence));
  });
  return causes;
}
