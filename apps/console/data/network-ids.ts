import { queryOptions } from '@tanstack/react-query';
import { liveKey } from './live-keys.ts';
import { allRowsOf } from './tables.ts';

/** Virtual networks by the number that routes carry as their origin (`originvn:60100:14`): their full names. */
export const networkIdsQuery = queryOptions({
  queryKey: liveKey(['virtual-network'], 'network-ids'),
  queryFn: async () => new Map((await allRowsOf('virtual-networks', new URLSearchParams({ system: 'true' }))).flatMap((row) => (row.networkId === undefined ? [] : [[row.networkId, row.fqName] as const]))),
});
