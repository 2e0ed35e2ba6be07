/** Keys of ConfigMaps and Secrets, with the texts of k8s.io/apimachinery. */

import { invalidValue } from './causes.ts';
import type { Cause } from './kube-problem.ts';

const LONGEST = 253;
const KEY = /^[-._a-zA-Z0-9]+$/;
const KEY_TEXT =
  "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  " +
  "or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')";

/** Bytes of all values together. */
export const VALUES_LIMIT = 1024 * 1024;

/** Faults of a key of the map at `field`. */
export function configKeyCauses(field: string, key: string): Cause[] {
  const at = `${field}[${key}]`;
  return [
    ...(key.length > LONGEST ? [invalidValue(at, key, `must be no more than ${LONGEST} characters`)] : []),
    ...(KEY.test(key) ? [] : [invalidValue(at, key, KEY_TEXT)]),
    ...(key === '.' ? [invalidValue(at, key, "must not be '.'")] : []),
    ...(key === '..' ? [invalidValue(at, key, "must not be '..'")] : []),
    ...(key.length > 2 && key.startsWith('..') ? [invalidValue(at, key, "must not start with '..'")] : []),
  ];
}
