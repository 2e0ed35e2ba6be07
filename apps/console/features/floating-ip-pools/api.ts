/** Reads of the pool pages. */

import { pathTo } from '../../app/paths.ts';
import { readingObject } from '../../data/reading.ts';
import { rowQuery, tableOf } from '../../data/tables.ts';
import { view } from '../../data/views.ts';

/** The object of the detail page and of the form, for `page()` in `app/page.tsx`. */
export const poolObject = {
  kind: 'floating-ip-pool',
  noun: 'floating IP pool',
  name: ({ fqName }: { readonly fqName: string }) => fqName,
  all: { to: pathTo('floatingIps', {}, { tab: 'pools' }), label: 'Floating IP Pools' },
};

export const poolsQuery = (query: URLSearchParams) => tableOf('floating-ip-pools', query);
export const poolQuery = (fqName: string) => readingObject('floating-ip-pool', fqName);

/** The row of one pool, as the list shows it. */
export const poolRowQuery = (pool: { uuid: string }) => rowQuery('floating-ip-pools', pool.uuid);

/** Selectable networks that match the typed text. */
export const networkChoices = (typed: string) =>
  tableOf(
    'virtual-networks',
    new URLSearchParams({ ...(typed.trim() === '' ? {} : { q: typed.trim() }), limit: '100' }),
  );

export const addressMapQuery = (network: string, subnet: string) =>
  view('addressMap', { network, subnet }, {}, { object: network });

/** Known routers of the lab, with the import targets of their VRFs. */
export const knownHostsQuery = view('knownHosts', {});
