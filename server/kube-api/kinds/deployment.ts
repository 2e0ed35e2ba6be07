import { age, column, count, name, part, templateColumns } from '../table-columns.ts';
import type { ServedKind } from './served-kind.ts';

export const servedDeployment: ServedKind<'Deployment'> = {
  columns: [
    name,
    column(
      'Ready',
      'Number of the pod with ready state',
      (object) => `${count(part(object, 'status')['readyReplicas'])}/${count(part(object, 'spec')['replicas'])}`,
    ),
    column('Up-to-date', 'Pods that have the desired template', (object) =>
      count(part(object, 'status')['updatedReplicas']),
    ),
    column('Available', 'Pods that are available', (object) => count(part(object, 'status')['availableReplicas'])),
    age,
    ...templateColumns,
  ],
};
