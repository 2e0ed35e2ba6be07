/** Network policies: rules between virtual networks. */

import { kindOf } from '../../model/config/types.ts';
import type { ResourceRules } from '../rules.ts';
import { checkPolicyOverlap } from './cluster-overlap.ts';
import { completeRules } from './policy-rules.ts';

export const networkPolicy: ResourceRules<'network-policy'> = {
  ...kindOf('network-policy'),
  complete({ context, draft, given }) {
    const entries = draft.props.network_policy_entries;
    if (entries === undefined || !given('network_policy_entries')) return draft;
    const rules = completeRules(
      context,
      entries.policy_rule ?? [],
      'network-policy',
      '/network-policy/network_policy_entries/policy_rule',
    );
    return { ...draft, props: { ...draft.props, network_policy_entries: { ...entries, policy_rule: rules } } };
  },
  follow({ context }, after, before) {
    if (context.owner === undefined && after !== undefined && before !== undefined)
      checkPolicyOverlap(context.transaction, after);
  },
};
