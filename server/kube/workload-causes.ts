/** Rules common to Deployments and ReplicaSets: a selector that is immutable and matches the template, and replicas. */

import { deepEqual } from '../model/json.ts';
import { goMap, GoText, invalidValue, required, unsupported } from './causes.ts';
import { child, childIf, fill, isDraft, number, type Draft } from './draft.ts';
import type { Cause } from './kube-problem.ts';
import { matchesLabelSelector } from './label-selector.ts';
import { labelCauses } from './names.ts';
import { podSpecCauses } from './pod-causes.ts';
import { podSpecDefaults } from './pod-defaults.ts';
import { selectorCauses } from './selector-causes.ts';

/** Pods per object; Kubernetes has no limit, but it has a real cluster to run them. */
const MOST_REPLICAS = 100_000;

export function templateDefaults(spec: Draft): void {
  const template = child(spec, 'template');
  fill(child(template, 'metadata'), { creationTimestamp: null });
  podSpecDefaults(child(template, 'spec'));
}

export function workloadCauses(object: Draft, old: Draft | undefined): Cause[] {
  const causes: Cause[] = [];
  const spec = childIf(object, 'spec') ?? {};
  const replicas = number(spec, 'replicas');
  if (replicas !== undefined && (replicas < 0 || !Number.isInteger(replicas)))
    causes.push(invalidValue('spec.replicas', replicas, 'must be greater than or equal to 0'));
  if (replicas !== undefined && replicas > MOST_REPLICAS)
    causes.push(
      invalidValue(
        'spec.replicas',
        replicas,
        `must be less than or equal to ${MOST_REPLICAS}: one process simulates them all`,
      ),
    );
  const selector = childIf(spec, 'selector');
  const template = childIf(spec, 'template');
  const labels = childIf(childIf(template, 'metadata'), 'labels');
  if (selector === undefined) causes.push(required('spec.selector'));
  else {
    causes.push(...selectorCauses('spec.selector', selector));
    if (Object.keys(selector).length === 0)
      causes.push(invalidValue('spec.selector', selector, 'empty selector is invalid for deployment'));
    else if (causes.length === 0 && !matchesLabelSelector(selector, labels)) {
      causes.push(
        invalidValue(
          'spec.template.metadata.labels',
          new GoText(goMap(labels)),
          '`selector` does not match template `labels`',
        ),
      );
    }
  }
  causes.push(
    ...labelCauses('spec.template.labels', labels),
    ...podSpecCauses('spec.template.spec', childIf(template, 'spec')),
  );
  const policy = childIf(template, 'spec')?.['restartPolicy'];
  if (typeof policy === 'string' && policy !== 'Always')
    causes.push(unsupported('spec.template.spec.restartPolicy', policy, ['Always']));
  const before = childIf(childIf(old, 'spec'), 'selector');
  if (old !== undefined && selector !== undefined && !deepEqual(before, selector)) {
    causes.push(invalidValue('spec.selector', new GoText(goSelector(selector)), 'field is immutable'));
  }
  return causes;
}

function goSelector(selector: Draft): string {
  const expressions = selector['matchExpressions'];
  const list = Array.isArray(expressions)
    ? `{${expressions
        .filter(isDraft)
        .map(
          ({ key, operator, values }) =>
            `v1.LabelSelectorRequirement{Key:${JSON.stringify(key)}, Operator:${JSON.stringify(operator)}, ` +
            `Values:[]string${goStrings(values)}}`,
        )
        .join(', ')}}`
    : '(nil)';
  return (
    `v1.LabelSelector{MatchLabels:${goMap(childIf(selector, 'matchLabels'))}, ` +
    `MatchExpressions:[]v1.LabelSelectorRequirement${list}}`
  );
}

function goStrings(values: unknown): string {
  return Array.isArray(values) ? `{${values.map((value) => JSON.stringify(value)).join(', ')}}` : '(nil)';
}
