import { age, column, count, name, part, templateColumns } from '../table-columns.ts';
import type { ServedKind } from './served-kind.ts';

export const servedReplicaSet: ServedKind<'ReplicaSet'> = {
  columns: [
    name,
    column('Desired', 'Pods that are wanted', (object) => count(part(object, 'spec')['replicas']), { type: 'integer' }),
    column('Current', 'Pods that exist', (object) => count(part(object, 'status')['replicas']), { type: 'integer' }),
    column('Ready', 'Pods that are ready', (object) => count(part(object, 'status')['readyReplicas']), {
      type: 'integer',
    }),
    age,
    ...templateColumns,
  ],
};
