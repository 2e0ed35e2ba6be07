import { text } from '../../kube/draft.ts';
import { age, column, name, part } from '../table-columns.ts';
import { fieldOf, type ServedKind } from './served-kind.ts';

export const servedNamespace: ServedKind<'Namespace'> = {
  columns: [
    name,
    column('Status', 'The status of the namespace', (object) => text(part(object, 'status'), 'phase') ?? ''),
    age,
  ],
  fields: { 'status.phase': fieldOf('status', 'phase') },
};
