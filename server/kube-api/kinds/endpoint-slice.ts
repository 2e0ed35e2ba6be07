import { items, text, type Draft } from '../../kube/draft.ts';
import { age, column, name } from '../table-columns.ts';
import type { ServedKind } from './served-kind.ts';

/** Ports and addresses that a column shows; the others are counted. */
const SHOWN = 3;

export const servedEndpointSlice: ServedKind<'EndpointSlice'> = {
  columns: [
    name,
    column('AddressType', 'The type of its addresses', (object) => text(object, 'addressType') ?? ''),
    column('Ports', 'Its ports', (object) => shortened(items(object, 'ports').map(portOf))),
    column('Endpoints', 'Its addresses', (object) =>
      shortened(
        items(object, 'endpoints').flatMap(({ addresses }) => (Array.isArray(addresses) ? addresses.map(String) : [])),
      ),
    ),
    age,
  ],
};

function portOf(port: Draft): string {
  return typeof port['port'] === 'number' ? String(port['port']) : (text(port, 'name') ?? '*');
}

function shortened(all: readonly string[]): string {
  const shown = all.slice(0, SHOWN).join(',');
  if (all.length > SHOWN) return `${shown} + ${all.length - SHOWN} more...`;
  return shown === '' ? '<unset>' : shown;
}
