/** Objects that only the system creates, and what to edit instead. */

import { formatFqName } from '../../model/naming/fq-name.ts';
import { forbidden } from '../problems.ts';
import type { ResourceRules } from '../rules.ts';

export function madeBySystem<T extends 'routing-instance' | 'access-control-list'>(
  edit: string,
): Pick<ResourceRules<T>, 'complete'> {
  return {
    complete({ draft }) {
      if (draft.system !== true)
        throw forbidden(`${draft.type} ${formatFqName(draft.fq_name)} is made by the system; edit ${edit} instead`);
      return draft;
    },
  };
}
