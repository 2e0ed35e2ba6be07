/**
 * Whether a value says nothing but what stands there: equal, where a member of null counts as absent. Members of null
 * are kept where a controller writes them and left out of what clients send, and a body that was read is no change.
 */
export function sameGiven(stood: unknown, given: unknown): boolean {
  if (stood === given || ((stood ?? null) === null && (given ?? null) === null)) return true;
  if (typeof stood !== 'object' || typeof given !== 'object' || stood === null || given === null) return false;
  if (Array.isArray(stood) || Array.isArray(given)) {
    return (
      Array.isArray(stood) &&
      Array.isArray(given) &&
      stood.length === given.length &&
      stood.every((item, index) => sameGiven(item, given[index]))
    );
  }
  const [a, b] = [stood as { readonly [member: string]: unknown }, given as { readonly [member: string]: unknown }];
  return (
    Object.keys(a).every((member) => sameGiven(a[member], Object.hasOwn(b, member) ? b[member] : null)) &&
    Object.keys(b).every((member) => (b[member] ?? null) === null || Object.hasOwn(a, member))
  );
}
