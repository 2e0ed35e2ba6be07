/** Application policy sets: the firewall policies of what has one of the set's application tags, in their order. */

import { kindOf } from '../../model/config/types.ts';
import { formatFqName } from '../../model/naming/fq-name.ts';
import { invalid, invalidField } from '../problems.ts';
import type { ResourceRules } from '../rules.ts';
import { checkFirewallObject } from './firewall-scope.ts';

/** In `allocated`: the set of all applications that a project has from its beginning, and that goes with it. */
export const OF_PROJECT = 'of-project';

export const applicationPolicySet: ResourceRules<'application-policy-set'> = {
  ...kindOf('application-policy-set'),
  complete(writing) {
    const { draft, before } = writing;
    checkFirewallObject(writing, ['firewall-policy']);
    const [all, was] = [draft, before].map((record) => record?.props['all_applications'] === true);
    const bySystem = draft.system === true || draft.allocated?.[OF_PROJECT] !== undefined;
    if (all !== was && !(before === undefined && bySystem))
      throw invalidField(
        '/application-policy-set/all_applications',
        "Application policy set 'all-applications' flag is read-only",
      );
    return draft;
  },
  beforeDelete(_operations, record) {
    if (record.props['all_applications'] === true)
      throw invalid(
        `Application Policy Set defined on all applications cannot be deleted: ${formatFqName(record.fq_name)} goes ` +
          'with its project',
      );
  },
};
