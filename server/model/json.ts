/** JSON: its type, and basic functions on any value. Pure, and shared by the server and the console. */

/** A JSON value, as in the journal and on the wire. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A JSON object. */
export type JsonObject = { readonly [key: string]: Json };

/** Whether a value is an object, and neither null nor a list. */
export function isObject(value: unknown): value is { readonly [member: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Whether two JSON values are equal, whatever the order of their members. A member that is `undefined` counts as
 * absent, since serialization drops it: Node's `isDeepStrictEqual` distinguishes the two. Shared parts are not
 * compared.
 */
export function deepEqual(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  if (Array.isArray(left) || Array.isArray(right)) {
    if (!Array.isArray(left) || !Array.isArray(right) || left.length !== right.length) return false;
    for (let index = 0; index < left.length; index += 1) if (!deepEqual(left[index], right[index])) return false;
    return true;
  }
  const a = left as { readonly [name: string]: unknown };
  const b = right as { readonly [name: string]: unknown };
  let present = 0;
  for (const name in a) {
    if (a[name] === undefined) continue;
    if (!Object.hasOwn(b, name) || !deepEqual(a[name], b[name])) return false;
    present += 1;
  }
  for (const name in b) if (b[name] !== undefined) present -= 1;
  return present === 0;
}

/** How many values it is made of. */
export function valuesIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  let count = 1;
  for (const part of Object.values(value)) count += valuesIn(part);
  return count;
}
