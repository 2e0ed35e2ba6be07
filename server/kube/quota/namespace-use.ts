/**
 * What the pods and services of each namespace use together: updated with each change, so that a create among ten
 * thousand pods costs what it costs among ten.
 */

import type { Kind } from '../../model/kinds.ts';
import { ZERO, type Quantity } from '../../model/kube/quantity.ts';
import { parseKubeKey } from '../../model/kube/types.ts';
import type { Aggregate, Change, Read, Stored } from '../../store/store.ts';
import type { Draft } from '../draft.ts';
import { useOf, USING_KINDS, type PodScope, type Use } from './uses.ts';

interface Sum {
  readonly nano: bigint;
  /** How many of the added are written in powers of two: the sum is too, while there are any. */
  readonly binary: number;
  /** How many are written with an exponent. */
  readonly exponent: number;
}

/** What objects that the scopes of quotas cannot tell apart use together. */
interface Alike {
  readonly scope: PodScope | undefined;
  readonly objects: number;
  readonly amounts: ReadonlyMap<string, Sum>;
}

interface State {
  /** By namespace, then by the text of the scope. What stands in it is replaced, never changed. */
  readonly byNamespace: Map<string, ReadonlyMap<string, Alike>>;
}

export const namespaceUse: Aggregate<State> = {
  name: 'kube/namespace-use',
  kinds: USING_KINDS,
  create: () => ({ byNamespace: new Map() }),
  apply(state, { key, old, new: next }: Change) {
    const [before, after] = [useIn(old), useIn(next)];
    if (before === after) return;
    const { namespace = '' } = parseKubeKey(key);
    if (before !== undefined) count(state, namespace, before, -1);
    if (after !== undefined) count(state, namespace, after, 1);
  },
  frees: ({ kind, old, new: next }) =>
    USING_KINDS.has(kind) && old !== undefined && (next === undefined || useIn(old) !== useIn(next)),
  fork: ({ byNamespace }) => ({ byNamespace: new Map(byNamespace) }),
};

/** What is used of a resource in a namespace, by pods in the scope that `counts` accepts. */
export function usedIn(
  read: Read,
  namespace: string,
  resource: string,
  counts: (scope: PodScope | undefined) => boolean,
): Quantity {
  let [nano, binary, exponent] = [0n, 0, 0];
  for (const { scope, amounts } of read.aggregate(namespaceUse).byNamespace.get(namespace)?.values() ?? []) {
    const sum = counts(scope) ? amounts.get(resource) : undefined;
    if (sum === undefined) continue;
    nano += sum.nano;
    binary += sum.binary;
    exponent += sum.exponent;
  }
  if (nano === 0n) return ZERO;
  return { nano, format: binary > 0 ? 'BinarySI' : exponent > 0 ? 'DecimalExponent' : 'DecimalSI' };
}

function useIn(stored: Stored<Kind> | undefined): Use | undefined {
  return stored === undefined ? undefined : useOf(stored.kind.slice('kube/'.length), stored.value as unknown as Draft);
}

function count({ byNamespace }: State, namespace: string, { scope, amounts }: Use, by: 1 | -1): void {
  const text = scope === undefined ? '' : JSON.stringify(scope);
  const before = byNamespace.get(namespace);
  const known = before?.get(text);
  const sums = new Map(known?.amounts);
  for (const [resource, { nano, format }] of amounts) {
    const sum = sums.get(resource);
    const written = (form: Quantity['format']): number => (format === form && nano !== 0n ? by : 0);
    sums.set(resource, {
      nano: (sum?.nano ?? 0n) + (by === 1 ? nano : -nano),
      binary: (sum?.binary ?? 0) + written('BinarySI'),
      exponent: (sum?.exponent ?? 0) + written('DecimalExponent'),
    });
  }
  const after = new Map(before);
  const objects = (known?.objects ?? 0) + by;
  if (objects === 0) after.delete(text);
  else after.set(text, { scope, objects, amounts: sums });
  if (after.size === 0) byNamespace.delete(namespace);
  else byNamespace.set(namespace, after);
}
