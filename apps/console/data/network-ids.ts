import { picked } from './reading.ts';
import { everyRowOf } from './tables.ts';

/** Virtual networks by the number that routes carry as their origin (`originvn:60100:14`): their full names. */
export const networkIdsQuery = picked(
  everyRowOf('virtual-networks', { system: 'true' }),
  (networks) =>
    new Map(networks.flatMap((row) => (row.networkId === undefined ? [] : [[row.networkId, row.fqName] as const]))),
);
