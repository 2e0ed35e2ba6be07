import { childIf } from '../../kube/draft.ts';
import { METADATA, plain } from '../protobuf-fields.ts';
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
  protobuf: { 1: METADATA, 2: plain('data', 'textMap'), 4: plain('immutable', 'flag') },
};
