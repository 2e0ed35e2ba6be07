import { childIf } from '../../kube/draft.ts';
import { age, column, name } from '../table-columns.ts';
import type { ServedKind } from './served-kind.ts';

export const servedConfigMap: ServedKind<'ConfigMap'> = {
  columns: [
    name,
    column('Data', 'How many keys it holds', (object) =>
      String(
        Object.keys(childIf(object, 'data') ?? {}).length + Object.keys(childIf(object, 'binaryData') ?? {}).length,
      ),
    ),
    age,
  ],
};
