/** Valid names of config objects: the last part of the fully qualified name. */

import { nameFault } from '../../model/naming/name-text.ts';
import { faultsFrom, valueFirst, type FaultIn } from './fault.ts';

/** UTF-16 units of a name that is given. Programs join names: what they make may be longer (`nameFault`). */
const LONGEST_GIVEN = 255;

type Longest = { readonly length: number; readonly longest: number };
const SENTENCES = {
  'name/missing': (_: Readonly<Record<string, never>>) => 'Name is missing',
  'name/colon': ({ name }: { readonly name: string }) =>
    valueFirst(name, ' contains a colon, which separates the parts of a full name'),
  'name/too-long': ({ length, longest }: Longest) => `The name has ${length} characters; ${longest} are the most`,
  'display-name/too-long': ({ length, longest }: Longest) =>
    `The display name has ${length} characters; ${longest} are the most`,
  'name/text': ({ why }: { readonly name: string; readonly why: string }) => `The name ${why}`,
};
export type NameFault = FaultIn<typeof SENTENCES>;
const fault = faultsFrom(SENTENCES);

/**
 * Why an object cannot be given this name; undefined if it can. `model/naming/name-text.ts` defines the characters.
 */
export function objectNameFault(name: string): NameFault | undefined {
  if (name === '') return fault('name/missing', {});
  const tooLong = tooLongFault(name);
  if (tooLong !== undefined) return tooLong;
  const why = nameFault(name);
  if (why !== undefined) return fault('name/text', { name: '', why });
  return colonFault(name);
}

export const tooLongFault = (name: string): NameFault | undefined =>
  name.length > LONGEST_GIVEN ? fault('name/too-long', { length: name.length, longest: LONGEST_GIVEN }) : undefined;

export const displayNameFault = (name: string): NameFault | undefined =>
  name.length > LONGEST_GIVEN
    ? fault('display-name/too-long', { length: name.length, longest: LONGEST_GIVEN })
    : undefined;

/** Names of some types may contain colons, as those of route targets do. */
export function colonFault(name: string): NameFault | undefined {
  return name.includes(':') ? fault('name/colon', { name }, name.replaceAll(':', '-')) : undefined;
}
