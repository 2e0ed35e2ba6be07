/** The context of every config operation: the transaction, a source of new uuids, and the owner of what is written. */

import type { Transaction } from '../store/store.ts';

/** The only source of randomness, supplied by the edges and controllers. */
export interface Mint {
  /** A new random uuid. */
  uuid(): string;
}

export interface WriteContext {
  readonly transaction: Transaction;
  readonly mint: Mint;
  /** The controller that writes, as `kube-manager`: recorded as owner of what it writes. Absent for users. */
  readonly owner?: string;
  /** Called with a sentence for each accepted value that may not be intended. */
  readonly warn?: (sentence: string) => void;
}
