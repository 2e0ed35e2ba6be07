/** Change sets as values: what would undo one, and putting changes into effect. */

import type { Kind, ValueOf } from '../model/kinds.ts';
import type { Change, ChangeSet, Transaction } from './store.ts';

/** The changes that lead back to the state before, in the order in which they are to be made. */
export function inverse({ changes }: Pick<ChangeSet, 'changes'>): readonly Change[] {
  return changes.toReversed().map(({ kind, key, old, new: next }): Change => ({
    kind,
    key,
    ...(next === undefined ? {} : { old: next }),
    ...(old === undefined ? {} : { new: old }),
  }));
}

/**
 * Puts what the changes lead to, whatever stands there now. Records that come back have a new revision, and are made
 * again where they were gone.
 */
export function applyChanges(transaction: Transaction, changes: readonly Change[]): void {
  for (const { kind, key, new: next } of changes) {
    if (next === undefined) transaction.delete(kind, key);
    else transaction.put(kind, key, next.value as ValueOf<Kind>);
  }
}
