/**
 * How many pods each node has, and which schedulable node has the fewest: updated with each change, never recounted.
 */

import type { KubeObjectOf } from '../../model/kube/types.ts';
import { SortedKeys } from '../../store/sorted-keys.ts';
import type { Aggregate, Change, Read, Stored } from '../../store/store.ts';

type Node = KubeObjectOf<'Node'>;

interface Loads {
  readonly pods: Map<string, number>;
  /** Usable nodes that repel nobody: for pods without demands. */
  readonly usable: Set<string>;
  /** Their names by their number of pods. */
  readonly byCount: Map<number, SortedKeys>;
}

export const nodeLoads: Aggregate<Loads> = {
  name: 'controllers/node-loads',
  kinds: new Set(['kube/Pod', 'kube/Node']),
  create: () => ({ pods: new Map(), usable: new Set(), byCount: new Map() }),
  apply(loads, { kind, key, old, new: next }: Change) {
    if (kind === 'kube/Pod') {
      const [before, after] = [nodeOf(old), nodeOf(next)];
      if (before === after) return;
      if (before !== undefined) move(loads, before, -1);
      if (after !== undefined) move(loads, after, 1);
    } else if (kind === 'kube/Node') {
      const usable = next !== undefined && isUsable(next.value as Node) && repelling(next.value as Node).length === 0;
      if (usable === loads.usable.has(key)) return;
      if (usable) {
        loads.usable.add(key);
        enter(loads, key);
      } else {
        leave(loads, key);
        loads.usable.delete(key);
      }
    }
  },
  fork: ({ pods, usable, byCount }) => ({
    pods: new Map(pods),
    usable: new Set(usable),
    byCount: new Map([...byCount].map(([count, names]) => [count, new SortedKeys(names.after(undefined))])),
  }),
};

/** The usable node without taints that has the fewest pods, the first by name; undefined without one. */
export function leastLoadedNode(read: Read): string | undefined {
  const { byCount } = read.aggregate(nodeLoads);
  let least: number | undefined;
  for (const count of byCount.keys()) if (least === undefined || count < least) least = count;
  if (least === undefined) return undefined;
  for (const name of byCount.get(least)!.after(undefined)) return name;
  return undefined;
}

/** Ready, and not cordoned. */
export function isUsable(node: Node): boolean {
  return (
    node.spec?.['unschedulable'] !== true &&
    (node.status?.conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'True') ?? false)
  );
}

/** The taints that keep pods from a node. `PreferNoSchedule` is a wish, which the choice of a node leaves out. */
export function repelling(node: Node): readonly Taint[] {
  const taints = node.spec?.['taints'];
  return Array.isArray(taints)
    ? (taints as readonly Taint[]).filter(({ effect }) => effect === 'NoSchedule' || effect === 'NoExecute')
    : [];
}

export interface Taint {
  readonly key: string;
  readonly value?: string;
  readonly effect: string;
}

function nodeOf(stored: Stored | undefined): string | undefined {
  return (stored?.value as KubeObjectOf<'Pod'> | undefined)?.spec?.nodeName || undefined;
}

function move(loads: Loads, node: string, by: 1 | -1): void {
  leave(loads, node);
  const count = (loads.pods.get(node) ?? 0) + by;
  if (count === 0) loads.pods.delete(node);
  else loads.pods.set(node, count);
  enter(loads, node);
}

function enter({ pods, usable, byCount }: Loads, node: string): void {
  if (!usable.has(node)) return;
  const count = pods.get(node) ?? 0;
  const names = byCount.get(count);
  if (names === undefined) byCount.set(count, new SortedKeys([node]));
  else names.add(node);
}

function leave({ pods, usable, byCount }: Loads, node: string): void {
  if (!usable.has(node)) return;
  const count = pods.get(node) ?? 0;
  const names = byCount.get(count);
  names?.delete(node);
  if (names !== undefined && names.after(undefined)[Symbol.iterator]().next().done === true) byCount.delete(count);
}
