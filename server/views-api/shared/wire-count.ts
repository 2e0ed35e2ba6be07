/** A number where it can be one, a decimal string beyond. */
export function wireCount(count: bigint): number | string {
  return count <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(count) : count.toString();
}
