import type { RowByNoun } from '../../../server/contract/views/tables.ts';
import { picked, readingEveryRow } from './reading.ts';

/** Virtual networks by the number that routes carry as their origin (`originvn:60100:14`): their full names. */
export const networkIdsQuery = picked(
  readingEveryRow<RowByNoun['virtual-networks']>('/views/tables/virtual-networks?system=true', ['virtual-network']),
  (networks) =>
    new Map(networks.flatMap((row) => (row.networkId === undefined ? [] : [[row.networkId, row.fqName] as const]))),
);
