/** Conditions on a namespace's status. */

import type { WriteContext } from '../../config/write-context.ts';
import { withCondition } from '../../kube/conditions.ts';
import { kubeTime } from '../../kube/kube-time.ts';
import { updateStatus } from '../../kube/operations.ts';
import type { Condition } from '../../model/kube/types.ts';

/** Sets conditions, in this order where they are new; others stay. Nothing is written when nothing changes. */
export function setNamespaceConditions(context: WriteContext, namespace: string, wanted: readonly Condition[]): void {
  const status = context.transaction.get('kube/Namespace', namespace)?.value.status;
  const time = kubeTime(context.transaction.time);
  const conditions = wanted.reduce<readonly Condition[]>(
    (all, condition) => withCondition(all, condition, time),
    status?.conditions ?? [],
  );
  updateStatus(context, 'Namespace', namespace, { ...status, conditions });
}

/** Sets one condition, or (undefined) removes it. */
export function setNamespaceCondition(
  context: WriteContext,
  namespace: string,
  type: string,
  wanted: Omit<Condition, 'type'> | undefined,
): void {
  const status = context.transaction.get('kube/Namespace', namespace)?.value.status;
  const before = status?.conditions?.find((condition) => condition.type === type);
  if (wanted === undefined && before === undefined) return;
  const others = (status?.conditions ?? []).filter((condition) => condition !== before);
  const { conditions: _conditions, ...rest } = status ?? {};
  const lastTransitionTime =
    before?.status === wanted?.status ? before?.lastTransitionTime : kubeTime(context.transaction.time);
  const conditions = wanted === undefined ? others : [...others, { type, ...wanted, lastTransitionTime }];
  updateStatus(context, 'Namespace', namespace, { ...rest, ...(conditions.length === 0 ? {} : { conditions }) });
}
