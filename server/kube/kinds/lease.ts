/** Leases (coordination.k8s.io/v1). */

import { forbiddenField, invalidValue } from '../causes.ts';
import { childIf, number, text } from '../draft.ts';
import type { Cause } from '../kube-problem.ts';
import type { KindRules } from './kind-rules.ts';

export const leaseRules: KindRules = {
  nameForm: 'subdomain',
  generation: 'none',
  defaults() {},
  causes(object) {
    const spec = childIf(object, 'spec');
    const [duration, transitions] = [number(spec, 'leaseDurationSeconds'), number(spec, 'leaseTransitions')];
    const causes: Cause[] = [];
    if (duration !== undefined && duration <= 0)
      causes.push(invalidValue('spec.leaseDurationSeconds', duration, 'must be greater than 0'));
    if (transitions !== undefined && transitions < 0)
      causes.push(invalidValue('spec.leaseTransitions', transitions, 'must be greater than or equal to 0'));
    if ((text(spec, 'preferredHolder') ?? '') !== '' && (text(spec, 'strategy') ?? '') === '')
      causes.push(forbiddenField('spec.preferredHolder', 'may only be specified when `strategy` is defined'));
    return causes;
  },
};
