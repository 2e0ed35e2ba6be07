import { picked } from './reading.ts';
import { everyRowOf } from './tables.ts';

/** Full names of virtual networks by the number in a route's origin (`originvn:60100:14`). */
export const networkIdsQuery = picked(
  everyRowOf('virtual-networks', { system: 'true' }),
  (networks) =>
    new Map(networks.flatMap((row) => (row.networkId === undefined ? [] : [[row.networkId, row.fqName] as const]))),
);
