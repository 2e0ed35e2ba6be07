/** Security groups: numbered from 8000000 unless their number is configured below that. */

import { SECURITY_GROUP_IDS } from '../../engine/numbering/ranges.ts';
import { kindOf } from '../../model/config/types.ts';
import { drawNumber } from '../numbers/number-use.ts';
import { forbidden, invalidField } from '../problems.ts';
import type { RecordOf, ResourceRules, Writing } from '../rules.ts';
import { completeRules } from './policy-rules.ts';

export const securityGroup: ResourceRules<'security-group'> = {
  ...kindOf('security-group'),
  quotaOfParts: {
    resource: 'security_group_rule',
    count: ({ props }) => props.security_group_entries?.policy_rule?.length ?? 0,
  },
  complete(writing) {
    const { context, draft, given } = writing;
    const entries = draft.props.security_group_entries;
    const numbered = withNumber(writing);
    if (entries === undefined || !given('security_group_entries')) return numbered;
    const rules = completeRules(
      context,
      entries.policy_rule ?? [],
      'security-group',
      '/security-group/security_group_entries/policy_rule',
    );
    return { ...numbered, props: { ...numbered.props, security_group_entries: { ...entries, policy_rule: rules } } };
  },
};

function withNumber(writing: Writing<'security-group'>): RecordOf<'security-group'> {
  const { context, draft, before, given } = writing;
  const configured = draft.props.configured_security_group_id ?? 0;
  if (!Number.isInteger(configured) || configured < 0 || configured >= SECURITY_GROUP_IDS.first) {
    throw invalidField(
      '/security-group/configured_security_group_id',
      `configured_security_group_id ${configured} is outside of 1–${SECURITY_GROUP_IDS.first - 1} (0: the system ` +
        'chooses)',
    );
  }
  if (given('security_group_id') && draft.props.security_group_id !== before?.props.security_group_id) {
    throw forbidden('Cannot set the security group ID', [
      {
        pointer: '/security-group/security_group_id',
        detail: 'The system numbers security groups; configured_security_group_id sets one.',
      },
    ]);
  }
  const drawn = before?.allocated?.['id'] ?? drawNumber(context.transaction, 'security-group', SECURITY_GROUP_IDS);
  const id = configured > 0 ? configured : typeof drawn === 'number' ? drawn : undefined;
  return {
    ...draft,
    props: { ...draft.props, security_group_id: id },
    allocated: { ...draft.allocated, ...(drawn === undefined ? {} : { id: drawn }) },
  };
}
