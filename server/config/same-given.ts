/**
 * Whether a value equals the stored one, where a member of null counts as absent. Controllers write members of null,
 * and what clients receive lacks them; so a body that was read and sent back is no change.
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
