/**
 * How many pods each controller has, and how many of them are ready: updated with each change, so that a set of ten
 * thousand does not read all of its pods when one changes. Pods are counted by their labels, which the pods of a set
 * nearly always share, so that a selector is matched once for each set of labels and not for each pod.
 */

import type { KubeObjectOf } from '../../model/kube/types.ts';
import type { Aggregate, Change, Read, Stored } from '../../store/store.ts';
import { controllerOf } from './owned.ts';
import { isActive, isReady } from './pod-state.ts';

type Pod = KubeObjectOf<'Pod'>;
type Labels = Pod['metadata']['labels'];

/** Pods of one controller that have the same labels. */
export interface Alike {
  readonly labels: Labels;
  readonly pods: number;
  /** Those of them that count as replicas. */
  readonly active: number;
  readonly ready: number;
}

interface Counts {
  /** By uid of the controller, then by the text of the labels. What stands in it is replaced, never changed. */
  readonly byController: Map<string, ReadonlyMap<string, Alike>>;
}

export const replicaCounts: Aggregate<Counts> = {
  name: 'controllers/replica-counts',
  kinds: new Set(['kube/Pod']),
  create: () => ({ byController: new Map() }),
  apply(counts, { old, new: next }: Change) {
    const [before, after] = [placeOf(old), placeOf(next)];
    if (
      before?.controller === after?.controller &&
      before?.labels === after?.labels &&
      before?.active === after?.active &&
      before?.ready === after?.ready
    )
      return;
    if (before !== undefined) count(counts, before, -1);
    if (after !== undefined) count(counts, after, 1);
  },
  fork: ({ byController }) => ({ byController: new Map(byController) }),
};

/** The pods of a controller, counted by their labels. */
export function podsAlike(read: Read, controller: string): Iterable<Alike> {
  return read.aggregate(replicaCounts).byController.get(controller)?.values() ?? [];
}

interface Place {
  readonly controller: string;
  readonly labels: Labels;
  readonly active: boolean;
  readonly ready: boolean;
}

function placeOf(stored: Stored | undefined): Place | undefined {
  if (stored?.kind !== 'kube/Pod') return undefined;
  const pod = stored.value as Pod;
  const controller = controllerOf(pod)?.uid;
  if (controller === undefined) return undefined;
  const active = isActive(pod);
  return { controller, labels: pod.metadata.labels, active, ready: active && isReady(pod) };
}

function count({ byController }: Counts, { controller, labels, active, ready }: Place, by: 1 | -1): void {
  const text = JSON.stringify(labels ?? {});
  const before = byController.get(controller);
  const known = before?.get(text);
  const alike: Alike = {
    labels: known?.labels ?? labels,
    pods: (known?.pods ?? 0) + by,
    active: (known?.active ?? 0) + (active ? by : 0),
    ready: (known?.ready ?? 0) + (ready ? by : 0),
  };
  const after = new Map(before);
  if (alike.pods === 0) after.delete(text);
  else after.set(text, alike);
  if (after.size === 0) byController.delete(controller);
  else byController.set(controller, after);
}
