/** Reads of the network pages. */

import { pathTo } from '../../app/paths.ts';
import { picked, readingObject } from '../../data/reading.ts';
import { rowQuery, tableOf } from '../../data/tables.ts';
import { view } from '../../data/views.ts';
import type { StoredNetwork } from './form-model.ts';

/** The object of the detail page and of the form, for `page()` in `app/page.tsx`. */
export const networkObject = {
  kind: 'virtual-network',
  noun: 'virtual network',
  name: ({ fqName }: { readonly fqName: string }) => fqName,
  all: { to: pathTo('virtualNetworks'), label: 'Virtual Networks' },
};

/** The stored network, for its page and its form. */
export const networkQuery = (fqName: string) =>
  picked(
    readingObject('virtual-network', fqName),
    (read) => read as unknown as { object: StoredNetwork; etag: string | undefined },
  );

/** The row of one network: state, conditions, origin and counts, as the list shows them. */
export const networkRowQuery = (network: { uuid: string }) => rowQuery('virtual-networks', network.uuid);

/** A network's VRF is addressed by the network's name. */
const vrfOf = (fqName: readonly string[]): string => fqName.join(':');

export const vrfQuery = (fqName: readonly string[]) =>
  view('vrf', { id: vrfOf(fqName) }, {}, { object: vrfOf(fqName) });

export const addressMapQuery = (network: string, subnet: string) =>
  view('addressMap', { network, subnet }, {}, { object: network });

const all = (more: Record<string, string>) => new URLSearchParams({ limit: '1000', ...more });

/** The options of the form. */
export const policyChoices = tableOf('network-policies', all({}));
export const ipamChoices = tableOf('ipams', all({ filter: 'method:user-defined-subnet', system: 'true' }));

/** VRFs that export a route target (and whose routes an import receives), import it, or have it as automatic target. */
export const vrfsWith = (column: 'export' | 'import' | 'routeTarget', target: string) =>
  tableOf('vrfs', new URLSearchParams({ filter: `${column}:${target}`, system: 'true', limit: '20' }));
