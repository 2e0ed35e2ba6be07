import { childIf, text } from '../../kube/draft.ts';
import { age, column, name } from '../table-columns.ts';
import type { ServedKind } from './served-kind.ts';

export const servedSecret: ServedKind<'Secret'> = {
  columns: [
    name,
    column('Type', 'What its values are for', (object) => text(object, 'type') ?? ''),
    column('Data', 'How many keys it holds', (object) => String(Object.keys(childIf(object, 'data') ?? {}).length)),
    age,
  ],
  fields: { type: (object) => ('type' in object ? (object.type ?? '') : '') },
};
