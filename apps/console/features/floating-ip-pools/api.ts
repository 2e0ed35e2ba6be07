/** What the pool pages read. */

import { readingObject } from '../../data/reading.ts';
import { rowQuery, tableOf } from '../../data/tables.ts';
import { views } from '../../data/views.ts';

/** From what a row of the list is joined. */
const poolKinds = [
  'floating-ip-pool',
  'floating-ip',
  'virtual-network',
  'network-ipam',
  'project',
  'kube/Namespace',
  'kube/ConfigMap',
  'view/conditions',
];

export const poolsQuery = (query: URLSearchParams) => tableOf('floating-ip-pools', poolKinds, query);
export const poolQuery = (fqName: string) => readingObject('floating-ip-pool', fqName);

/** The row of one pool, as the list shows it. */
export const poolRowQuery = (pool: { uuid: string }) => rowQuery('floating-ip-pools', poolKinds, pool.uuid);

/** Networks to choose from, found by what is typed. */
export const networkChoices = (typed: string) =>
  tableOf(
    'virtual-networks',
    ['virtual-network', 'network-ipam', 'floating-ip-pool'],
    new URLSearchParams({ ...(typed.trim() === '' ? {} : { q: typed.trim() }), limit: '100' }),
  );

export const addressMapQuery = (network: string, subnet: string) =>
  views.addressMap({ network, subnet }, { object: network });

/** Routers of the lab that are known, with what their VRFs import. */
export const knownHostsQuery = views.knownHosts();
