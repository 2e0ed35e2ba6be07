import { items, text, type Draft } from '../../kube/draft.ts';
import { age, column, name, NONE } from '../table-columns.ts';
import type { ServedKind } from './served-kind.ts';

/** Addresses that the column shows; the others are counted. */
const SHOWN = 3;

export const servedEndpoints: ServedKind<'Endpoints'> = {
  columns: [name, column('Endpoints', 'Addresses that take traffic', endpointsOf), age],
};

function endpointsOf(object: Draft): string {
  const subsets = items(object, 'subsets');
  if (subsets.length === 0) return NONE;
  const all: string[] = [];
  for (const subset of subsets) {
    const addresses = items(subset, 'addresses').map((address) => text(address, 'ip') ?? '');
    const ports = items(subset, 'ports');
    if (ports.length === 0) all.push(...addresses);
    for (const { port } of ports) for (const address of addresses) all.push(hostAndPort(address, String(port)));
  }
  const shown = all.slice(0, SHOWN).join(',');
  return all.length > SHOWN ? `${shown} + ${all.length - SHOWN} more...` : shown;
}

function hostAndPort(address: string, port: string): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}
