/**
 * Whether two JSON values are the same. A property that is `undefined` counts as absent. Stops at identical
 * references.
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
