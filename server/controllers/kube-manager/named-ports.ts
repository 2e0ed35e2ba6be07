/** The numbers that pods give to the names of their ports, for network policies that name a port. */

import { namedPortsOf } from '../../engine/policy/named-ports.ts';
import { namedPortKey } from '../../model/kube/network-policy.ts';
import type { KubeObjectOf } from '../../model/kube/types.ts';
import type { Aggregate, Change, Read } from '../../store/store.ts';

/** Pods that have a number under a name, and the revision with which the first of them had it. */
interface Having {
  readonly pods: number;
  readonly since: number;
}
/** `TCP http` → number → pods that have it. */
type Numbers = Map<string, Map<number, Having>>;
type Pod = KubeObjectOf<'Pod'>;

export const namedPorts: Aggregate<Numbers> = {
  name: 'kube-manager/named-ports',
  kinds: new Set(['kube/Pod']),
  create: () => new Map(),
  apply(numbers: Numbers, change: Change) {
    if (change.kind !== 'kube/Pod' || sameSpec(change)) return;
    for (const { key, number } of namedPortsOf(change.old?.value as Pod | undefined))
      count(numbers, key, number, -1, 0);
    for (const { key, number } of namedPortsOf(change.new?.value as Pod | undefined))
      count(numbers, key, number, 1, change.new!.revision);
  },
  fork: (numbers) => new Map([...numbers].map(([key, counts]) => [key, new Map(counts)])),
};

function sameSpec({ old, new: next }: Change): boolean {
  return old !== undefined && next !== undefined && (old.value as Pod).spec === (next.value as Pod).spec;
}

function count(numbers: Numbers, key: string, number: number, by: 1 | -1, revision: number): void {
  let counts = numbers.get(key);
  if (counts === undefined) numbers.set(key, (counts = new Map()));
  const { pods, since } = counts.get(number) ?? { pods: 0, since: revision };
  if (pods + by === 0) counts.delete(number);
  else counts.set(number, { pods: pods + by, since });
  if (counts.size === 0) numbers.delete(key);
}

/** The numbers that pods have under a name, in order. */
export function numbersOf(read: Read, protocol: string, name: string): readonly number[] {
  const counts = read.aggregate(namedPorts).get(namedPortKey(protocol, name));
  return counts === undefined ? [] : [...counts.keys()].sort((a, b) => a - b);
}

/** The names (`namedPortKey`) under which a change of a pod is the first or the last to have a number. */
export function* changedNames(change: Change, read: Read): Iterable<string> {
  if (change.kind !== 'kube/Pod' || sameSpec(change)) return;
  const before = namedPortsOf(change.old?.value as Pod | undefined);
  const after = namedPortsOf(change.new?.value as Pod | undefined);
  if (before.length === 0 && after.length === 0) return;
  const numbers = read.aggregate(namedPorts);
  // One transaction may create several pods: the first of them is not the only one by now.
  for (const { key, number } of after)
    if ((numbers.get(key)?.get(number)?.since ?? 0) >= change.new!.revision) yield key;
  for (const { key, number } of before) if (numbers.get(key)?.get(number) === undefined) yield key;
}
