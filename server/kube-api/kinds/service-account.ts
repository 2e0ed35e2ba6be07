import { items } from '../../kube/draft.ts';
import { age, column, name } from '../table-columns.ts';
import type { ServedKind } from './served-kind.ts';

export const servedServiceAccount: ServedKind<'ServiceAccount'> = {
  columns: [name, column('Secrets', 'How many secrets pods may use', (object) => items(object, 'secrets').length), age],
};
