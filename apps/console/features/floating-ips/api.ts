/** Reads of the floating IP pages. */

import { rowQuery, tableOf } from '../../data/tables.ts';
import { view } from '../../data/views.ts';

export const addressesQuery = (query: URLSearchParams) => tableOf('floating-ips', query);

/** All pools, with the projects that they are shared with. */
export const poolsQuery = tableOf('floating-ip-pools', new URLSearchParams({ limit: '1000' }));

/** One floating IP by its address or uuid; null if it does not exist. */
export const addressQuery = (address: string) => rowQuery('floating-ips', address);

/** From the pod to the VPN route, and where it is cut. */
export const lineageQuery = (uuid: string) => view('lineage', { uuid }, {}, { object: uuid });

/** Selectable ports that match the typed text: pod, address, MAC. */
export const portChoices = (typed: string) =>
  tableOf(
    'ports',
    new URLSearchParams({ ...(typed.trim() === '' ? {} : { q: typed.trim() }), sort: 'pod', limit: '50' }),
  );

export const addressMapQuery = (network: string, subnet: string) =>
  view('addressMap', { network, subnet }, {}, { object: network });
