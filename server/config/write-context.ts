/** What every config operation takes: the transaction, a source of new uuids, and whose elements are written. */

import type { Transaction } from '../store/store.ts';

/** Randomness enters here; the edges and controllers hand it in. */
export interface Mint {
  /** A new random uuid. */
  uuid(): string;
}

export interface WriteContext {
  readonly transaction: Transaction;
  readonly mint: Mint;
  /** The controller that writes, as `kube-manager`: its elements are recorded under its name. Absent for people. */
  readonly owner?: string;
  /** Notified of what is accepted and may not be what was meant, a sentence each. */
  readonly warn?: (sentence: string) => void;
}
