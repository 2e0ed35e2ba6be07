import { picked } from '../../data/reading.ts';
import { rowQuery, tableOf } from '../../data/tables.ts';

/** The pod's row; null if it does not exist. */
export const podRowQuery = (namespace: string, name: string) => rowQuery('pods', `${namespace}/${name}`);

/** The pod's interfaces as ports, with node and label. */
export const portsOfPodQuery = (namespace: string, name: string) =>
  picked(
    tableOf('ports', new URLSearchParams({ filter: `pod:${namespace}/${name}`, system: 'true', limit: '100' })),
    ({ rows }) => rows,
  );
