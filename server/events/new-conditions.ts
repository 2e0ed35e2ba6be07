/** Conditions of an object's status that say something new. */

import type { Condition } from '../model/kube/types.ts';

/** Those with the status, a reason and a message, which the object did not have with that message before. */
export function newConditions(
  before: readonly Condition[] | undefined,
  after: readonly Condition[] | undefined,
  status: Condition['status'],
): readonly { readonly type: string; readonly reason: string; readonly message: string }[] {
  if (after === undefined || after === before) return [];
  return after.flatMap(({ type, status: its, reason, message }) => {
    if (its !== status || reason === undefined || message === undefined || message === '') return [];
    const stood = before?.some((old) => old.type === type && old.status === its && old.message === message) ?? false;
    return stood ? [] : [{ type, reason, message }];
  });
}
