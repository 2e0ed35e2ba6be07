/** Valid names of config objects: the last part of the fully qualified name. */

import { nameFault } from '../../model/naming/name-text.ts';
import { faultsFrom, valueFirst, type FaultIn } from './fault.ts';

const SENTENCES = {
  'name/missing': (_: Readonly<Record<string, never>>) => 'Name is missing',
  'name/colon': ({ name }: { readonly name: string }) =>
    valueFirst(name, ' contains a colon, which separates the parts of a full name'),
  'name/text': ({ why }: { readonly name: string; readonly why: string }) => `The name ${why}`,
};
export type NameFault = FaultIn<typeof SENTENCES>;
const fault = faultsFrom(SENTENCES);

/**
 * Why an object cannot have this name; undefined if it can. `model/naming/name-text.ts` defines characters and length.
 */
export function objectNameFault(name: string): NameFault | undefined {
  if (name === '') return fault('name/missing', {});
  const why = nameFault(name);
  if (why !== undefined) return fault('name/text', { name: '', why });
  return colonFault(name);
}

/** Names of some types may contain colons, as those of route targets do. */
export function colonFault(name: string): NameFault | undefined {
  return name.includes(':') ? fault('name/colon', { name }, name.replaceAll(':', '-')) : undefined;
}
