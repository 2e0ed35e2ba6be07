/** Inverting change sets, and applying changes. */

import type { Kind, ValueOf } from '../model/kinds.ts';
import type { Change, ChangeSet, Transaction } from './store.ts';

/** The changes that undo a change set, in the order in which to apply them. */
export function inverse({ changes }: Pick<ChangeSet, 'changes'>): readonly Change[] {
  return changes.toReversed().map(({ kind, key, old, new: next }): Change => ({
    kind,
    key,
    ...(next === undefined ? {} : { old: next }),
    ...(old === undefined ? {} : { new: old }),
  }));
}

/**
 * Writes the new values of the changes, whatever is stored now. Records get a new revision; deleted ones are created
 * again.
 */
export function applyChanges(transaction: Transaction, changes: readonly Change[]): void {
  for (const { kind, key, new: next } of changes) {
    if (next === undefined) transaction.delete(kind, key);
    else transaction.put(kind, key, next.value as ValueOf<Kind>);
  }
}
