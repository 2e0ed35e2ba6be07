/** What the floating-IP pages read. */

import { rowQuery, tableOf } from '../../data/tables.ts';
import { views } from '../../data/views.ts';

/** From what a row of the list is joined. */
const addressKinds = [
  'floating-ip',
  'floating-ip-pool',
  'virtual-network',
  'virtual-machine-interface',
  'instance-ip',
  'kube/Pod',
  'project',
  'view/conditions',
];

export const addressesQuery = (query: URLSearchParams) => tableOf('floating-ips', addressKinds, query);

/** All pools, with whom they are shared. */
export const poolsQuery = tableOf(
  'floating-ip-pools',
  ['floating-ip-pool', 'floating-ip', 'virtual-network', 'network-ipam', 'project', 'view/conditions'],
  new URLSearchParams({ limit: '1000' }),
);

/** One floating IP by its address or uuid; null when there is none. */
export const addressQuery = (address: string) => rowQuery('floating-ips', addressKinds, address);

/** From the pod to the VPN route, and where it is cut. */
export const lineageQuery = (uuid: string) => views.lineage({ uuid }, { object: uuid });

/** Ports to choose from, found by what is typed: pod, address, MAC. */
export const portChoices = (typed: string) =>
  tableOf(
    'ports',
    ['virtual-machine-interface', 'instance-ip', 'floating-ip', 'kube/Pod'],
    new URLSearchParams({ ...(typed.trim() === '' ? {} : { q: typed.trim() }), sort: 'pod', limit: '50' }),
  );

export const addressMapQuery = (network: string, subnet: string) =>
  views.addressMap({ network, subnet }, { object: network });
