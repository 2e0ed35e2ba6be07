/** Standard communities (RFC 1997), each as 32 bits, and large ones (RFC 8092), as routers print them. */

export const NO_EXPORT = 0xffffff01;
export const NO_ADVERTISE = 0xffffff02;
export const NO_EXPORT_SUBCONFED = 0xffffff03;

const WELL_KNOWN: ReadonlyMap<number, string> = new Map([
  [NO_EXPORT, 'no-export'],
  [NO_ADVERTISE, 'no-advertise'],
  [NO_EXPORT_SUBCONFED, 'no-export-subconfed'],
]);

export type LargeCommunity = readonly [number, number, number];

/** `60100:5`, `no-export`. */
export function formatCommunity(community: number): string {
  return WELL_KNOWN.get(community) ?? `${community >>> 16}:${community & 0xffff}`;
}

/** `large:64512:1:2`. */
export function formatLargeCommunity(community: LargeCommunity): string {
  return `large:${community.join(':')}`;
}
