/** Conditions of a status, whose times stay while what they say does. */

import type { Condition } from '../model/kube/types.ts';

/** Whether the condition is the same apart from its time, so that nothing need be written. */
function stands(before: Condition, condition: Condition): boolean {
  if (
    before.lastTransitionTime === undefined ||
    before.status !== condition.status ||
    before.reason !== condition.reason ||
    before.message !== condition.message ||
    before.lastUpdateTime !== condition.lastUpdateTime
  )
    return false;
  return Object.keys(before).length === Object.keys(condition).length + 1;
}

/** Conditions with one of them set; its time stays while its status does. `time` as Kubernetes writes it. */
export function withCondition(
  conditions: readonly Condition[] | undefined,
  condition: Condition,
  time: string,
): readonly Condition[] {
  const before = conditions?.find((known) => known.type === condition.type);
  if (before !== undefined && stands(before, condition)) return conditions!;
  const lastTransitionTime = before?.status === condition.status ? (before.lastTransitionTime ?? time) : time;
  const after = { ...condition, lastTransitionTime };
  return before === undefined
    ? [...(conditions ?? []), after]
    : conditions!.map((known) => (known.type === condition.type ? after : known));
}
