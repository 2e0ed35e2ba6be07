/**
 * FRR's configuration has no quotes: a word ends at a blank, and much else means something. What a word cannot hold is
 * written `_`, and whoever writes it says so (`frrWord` tells what became of a name).
 */

import { tagOf } from './quoted.ts';

export const frr = tagOf('frr', frrWord);

/** The name as FRR can hold it; never empty. */
export function frrWord(text: string): string {
  const word = text.replace(/[^A-Za-z0-9._:/-]/gu, '_');
  return word === '' ? '_' : word;
}

/** A host name: it begins with a letter and has letters, digits, hyphens and dots, at most 63. */
export function frrHostName(text: string): string {
  const name = text.replace(/[^A-Za-z0-9.-]/gu, '-');
  return (/^[A-Za-z]/.test(name) ? name : `r${name}`).slice(0, 63);
}

/** Names of network devices, which VRFs are, have at most 15 characters; equal ones are told apart by a number. */
export function frrDeviceNames(names: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const word = frrWord(name).replace(/[:/]/g, '_').replace(/^\.+/, '_');
    let device = word.slice(0, 15);
    for (let count = 2; taken.has(device); count++) device = `${word.slice(0, 14 - String(count).length)}-${count}`;
    taken.add(device);
    return device;
  });
}
