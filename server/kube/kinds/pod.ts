/**
 * Pods. A pod is deleted at once, without a grace period, since no kubelet stops containers; its spec is immutable
 * except for the fields that Kubernetes lets change, and its node is set by binding.
 */

import { deepEqual } from '../../model/json.ts';
import { forbiddenField } from '../causes.ts';
import { child, childIf, draftOf, fill, isDraft, items, type Draft } from '../draft.ts';
import type { Cause } from '../kube-problem.ts';
import { assertWithinLimits, fillInLimits } from '../limit-ranges.ts';
import { podSpecCauses } from '../pod-causes.ts';
import { podSpecDefaults, qosClass } from '../pod-defaults.ts';
import { networkWarnings, podNetworkWarnings } from '../warnings.ts';
import type { KindRules } from './kind-rules.ts';

const IMMUTABLE =
  'pod updates may not change fields other than ' +
  '`spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` ' +
  '(only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it ' +
  'was previously negative)';
const NOT_READY = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'];

export const podRules: KindRules = {
  nameForm: 'subdomain',
  generation: 'none',
  defaults(object) {
    const spec = child(object, 'spec');
    podSpecDefaults(spec);
    fill(spec, { enableServiceLinks: true });
  },
  prepareCreate({ transaction }, object) {
    const spec = child(object, 'spec');
    requestsFromLimits(spec);
    fillInLimits(transaction, object);
    const tolerations = Array.isArray(spec['tolerations']) ? spec['tolerations'] : [];
    for (const key of NOT_READY) {
      if (
        tolerations.some(
          (toleration) => isDraft(toleration) && (toleration['key'] === key || toleration['key'] === undefined),
        )
      )
        continue;
      tolerations.push({ key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 });
    }
    spec['tolerations'] = tolerations;
    fill(spec, { priority: 0, preemptionPolicy: 'PreemptLowerPriority' });
    object['status'] = { phase: 'Pending', qosClass: qosClass(spec) };
  },
  admit: ({ transaction }, object) => assertWithinLimits(transaction, object),
  causes(object, old) {
    const causes = podSpecCauses('spec', childIf(object, 'spec'));
    if (old !== undefined) causes.push(...immutableCauses(object, old));
    return causes;
  },
  warnings: ({ metadata: { annotations, namespace } }) => [
    ...networkWarnings(annotations),
    ...podNetworkWarnings(annotations, namespace ?? ''),
  ],
};

/** What a container is limited to and does not request, it requests. */
function requestsFromLimits(spec: Draft): void {
  for (const container of [...items(spec, 'initContainers'), ...items(spec, 'containers')]) {
    const limits = childIf(childIf(container, 'resources'), 'limits');
    if (limits !== undefined && Object.keys(limits).length > 0)
      fill(child(child(container, 'resources'), 'requests'), limits);
  }
}

function immutableCauses(object: Draft, old: Draft): Cause[] {
  const now = childIf(object, 'spec') ?? {};
  const before = childIf(old, 'spec') ?? {};
  if (deepEqual(now, before)) return [];
  return deepEqual(frozenPart(now, before), frozenPart(before, before)) ? [] : [forbiddenField('spec', IMMUTABLE)];
}

/** The spec without its mutable fields; only tolerations that the pod already had are compared. */
function frozenPart(spec: Draft, before: Draft): Draft {
  const part = draftOf(spec);
  delete part['activeDeadlineSeconds'];
  for (const field of ['containers', 'initContainers'])
    for (const container of items(part, field)) delete container['image'];
  const earlier = items(before, 'tolerations');
  part['tolerations'] = items(part, 'tolerations').filter((toleration) =>
    earlier.some((known) => deepEqual(known, toleration)),
  );
  return part;
}
