import { childIf } from '../../kube/draft.ts';
import { formatLabelSelector } from '../../kube/label-selector.ts';
import { age, column, name, part } from '../table-columns.ts';
import type { ServedKind } from './served-kind.ts';

export const servedNetworkPolicy: ServedKind<'NetworkPolicy'> = {
  columns: [
    name,
    column('Pod-Selector', 'The pods that it isolates', (object) =>
      formatLabelSelector(childIf(part(object, 'spec'), 'podSelector')),
    ),
    age,
  ],
};
