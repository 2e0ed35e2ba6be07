/**
 * The durable cursor of a number pool (label:<node>, vrf-id:<node>, network-id, route-target, …).
 * The numbers in use stand in their owners' records; the cursor is what makes a freed number be reused last.
 */
export interface NumberPoolCursor {
  /** The next number to try. */
  readonly next: number;
}
