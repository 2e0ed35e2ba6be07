/** What the pool pages read. */

import { readingObject } from '../../data/reading.ts';
import { rowQuery, tableOf } from '../../data/tables.ts';
import { view } from '../../data/views.ts';

export const poolsQuery = (query: URLSearchParams) => tableOf('floating-ip-pools', query);
export const poolQuery = (fqName: string) => readingObject('floating-ip-pool', fqName);

/** The row of one pool, as the list shows it. */
export const poolRowQuery = (pool: { uuid: string }) => rowQuery('floating-ip-pools', pool.uuid);

/** Networks to choose from, found by what is typed. */
export const networkChoices = (typed: string) =>
  tableOf(
    'virtual-networks',
    new URLSearchParams({ ...(typed.trim() === '' ? {} : { q: typed.trim() }), limit: '100' }),
  );

export const addressMapQuery = (network: string, subnet: string) =>
  view('addressMap', { network, subnet }, {}, { object: network });

/** Routers of the lab that are known, with what their VRFs import. */
export const knownHostsQuery = view('knownHosts', {});
