/** JSON: its type, and what is asked of any value of it. Pure, so that every floor and the console ask the same. */

/** A JSON value, as it stands in the journal and on the wire. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A JSON object. */
export type JsonObject = { readonly [key: string]: Json };

/** Whether a value has members by name: an object that is neither null nor a list. */
export function isObject(value: unknown): value is { readonly [member: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Whether two JSON values are the same, whatever the order of their members. A member that is `undefined` counts as
 * absent, which it is once it was written down: `isDeepStrictEqual` of Node tells the two apart. Stops where both are
 * one object.
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
