/**
 * The durable cursor of a number pool (label:<node>, vrf-id:<node>, network-id, route-target, …).
 * The numbers in use are in their owners' records; because of the cursor a freed number is reused last.
 */
export interface NumberPoolCursor {
  /** The next number to try. */
  readonly next: number;
}

/** A number in a record, unparsed, and the pool that it was allocated from. */
export type HeldNumber = readonly [pool: string, number: number | string | undefined];

export const routeTargetPool = (fourByte: boolean): string =>
  fourByte ? 'route-target:4-byte' : 'route-target:2-byte';
export const labelPool = (node: string): string => `label:${node}`;
export const vrfIdPool = (node: string): string => `vrf-id:${node}`;
export const tagValuePool = (tagType: string): string => `tag:${tagType}`;
