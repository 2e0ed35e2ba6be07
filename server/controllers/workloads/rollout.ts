/**
 * How many replicas each replica set of a deployment is to have next: the rule of Kubernetes' deployment controller.
 *
 * Rolling update: never more than `replicas + maxSurge` pods, never fewer than `replicas − maxUnavailable` available
 * ones. The new set grows first; of the old sets, first what is not available goes, then the rest, oldest set first.
 * Recreate: the old sets go to zero, and only when their pods are gone does the new one grow.
 */
export interface SetState {
  readonly name: string;
  /** Replicas asked for. */
  readonly wanted: number;
  /** Pods that exist. */
  readonly pods: number;
  readonly available: number;
}

export interface Strategy {
  readonly type: 'RollingUpdate' | 'Recreate';
  readonly maxSurge: number;
  readonly maxUnavailable: number;
}

/** A number, or `25%` of the replicas: rounded up for surge, down for unavailable; both zero would never move. */
export function rollingStrategy(
  replicas: number,
  rollingUpdate: { readonly maxSurge?: unknown; readonly maxUnavailable?: unknown } | undefined,
): Strategy {
  const maxSurge = portion(rollingUpdate?.maxSurge ?? '25%', replicas, Math.ceil);
  const maxUnavailable = portion(rollingUpdate?.maxUnavailable ?? '25%', replicas, Math.floor);
  return {
    type: 'RollingUpdate',
    maxSurge,
    maxUnavailable: maxSurge === 0 && maxUnavailable === 0 ? 1 : maxUnavailable,
  };
}

function portion(value: unknown, of: number, round: (x: number) => number): number {
  if (typeof value === 'number') return value;
  const percent = /^(\d+)%$/.exec(String(value));
  return percent === null ? 0 : round((Number(percent[1]) * of) / 100);
}

/** Set name → replicas, for the sets whose number changes. `old` is oldest first. */
export function planRollout(
  replicas: number,
  strategy: Strategy,
  current: SetState,
  old: readonly SetState[],
): ReadonlyMap<string, number> {
  const plan = new Map<string, number>();
  if (strategy.type === 'Recreate') {
    for (const set of old) if (set.wanted > 0) plan.set(set.name, 0);
    if (old.every((set) => set.wanted === 0 && set.pods === 0) && current.wanted !== replicas)
      plan.set(current.name, replicas);
    return plan;
  }

  const oldWanted = sum(old, (set) => set.wanted);
  let wanted = current.wanted;
  if (wanted > replicas) wanted = replicas;
  else if (wanted < replicas)
    wanted += Math.max(0, Math.min(replicas + strategy.maxSurge - (wanted + oldWanted), replicas - wanted));
  if (wanted !== current.wanted) plan.set(current.name, wanted);

  const leastAvailable = replicas - strategy.maxUnavailable;
  const newUnavailable = Math.max(0, wanted - current.available);
  let removable = wanted + oldWanted - leastAvailable - newUnavailable;
  const left = new Map(old.map((set) => [set.name, set.wanted]));
  for (const set of old) {
    const unavailable = Math.max(0, set.wanted - set.available);
    const taken = Math.max(0, Math.min(unavailable, removable));
    left.set(set.name, set.wanted - taken);
    removable -= taken;
  }
  let spare = Math.min(
    removable,
    current.available + sum(old, (set) => Math.min(set.available, left.get(set.name)!)) - leastAvailable,
  );
  for (const set of old) {
    const taken = Math.max(0, Math.min(left.get(set.name)!, spare));
    left.set(set.name, left.get(set.name)! - taken);
    spare -= taken;
  }
  for (const set of old) if (left.get(set.name) !== set.wanted) plan.set(set.name, left.get(set.name)!);
  return plan;
}

function sum<T>(items: readonly T[], count: (item: T) => number): number {
  return items.reduce((total, item) => total + count(item), 0);
}
