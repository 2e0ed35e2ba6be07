import { text } from '../../kube/draft.ts';
import { age, column, name, part } from '../table-columns.ts';
import type { ServedKind } from './served-kind.ts';

export const servedLease: ServedKind<'Lease'> = {
  columns: [
    name,
    column('Holder', 'Who holds it', (object) => text(part(object, 'spec'), 'holderIdentity') ?? ''),
    age,
  ],
};
