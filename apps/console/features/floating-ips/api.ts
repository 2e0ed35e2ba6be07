/** What the floating-IP pages read. */

import { rowQuery, tableOf } from '../../data/tables.ts';
import { view } from '../../data/views.ts';

export const addressesQuery = (query: URLSearchParams) => tableOf('floating-ips', query);

/** All pools, with whom they are shared. */
export const poolsQuery = tableOf('floating-ip-pools', new URLSearchParams({ limit: '1000' }));

/** One floating IP by its address or uuid; null when there is none. */
export const addressQuery = (address: string) => rowQuery('floating-ips', address);

/** From the pod to the VPN route, and where it is cut. */
export const lineageQuery = (uuid: string) => view('lineage', { uuid }, {}, { object: uuid });

/** Ports to choose from, found by what is typed: pod, address, MAC. */
export const portChoices = (typed: string) =>
  tableOf(
    'ports',
    new URLSearchParams({ ...(typed.trim() === '' ? {} : { q: typed.trim() }), sort: 'pod', limit: '50' }),
  );

export const addressMapQuery = (network: string, subnet: string) =>
  view('addressMap', { network, subnet }, {}, { object: network });
