/** Projects: one per Kubernetes namespace. Each has an application policy set, which is deleted with it. */

import { kindOf } from '../../model/config/types.ts';
import { childFqName } from '../../model/naming/fq-name.ts';
import { childrenOf } from '../records.ts';
import type { ResourceRules } from '../rules.ts';
import { OF_PROJECT } from './application-policy-set.ts';

const DEFAULT_POLICY_SET = 'default-application-policy-set';

export const project: ResourceRules<'project'> = {
  ...kindOf('project'),
  follow(operations, after, before) {
    if (after === undefined || before !== undefined) return;
    operations.create('application-policy-set', {
      fq_name: childFqName(after.fq_name, DEFAULT_POLICY_SET),
      parent_type: 'project',
      parent_uuid: after.uuid,
      props: { all_applications: true },
      allocated: { [OF_PROJECT]: after.uuid },
    });
  },
  beforeDelete(operations, record) {
    for (const set of childrenOf(operations.context.transaction, record.uuid, 'application-policy-set')) {
      if (set.fq_name.at(-1) !== DEFAULT_POLICY_SET) continue;
      // A set of all applications cannot be deleted while it is one.
      const { all_applications: _all, ...props } = set.props;
      operations.context.transaction.put('application-policy-set', set.uuid, { ...set, props });
      operations.remove('application-policy-set', set.uuid);
    }
  },
};
