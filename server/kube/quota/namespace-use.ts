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
  nano: bigint;
  /** How many of the added are written in powers of two: the sum is too, while there are any. */
  binary: number;
  /** How many are written with an exponent. */
  exponent: number;
}

/** What objects that the scopes of quotas cannot tell apart use together. */
interface Alike {
  readonly scope: PodScope | undefined;
  objects: number;
  readonly amounts: Map<string, Sum>;
}

interface State {
  /** By namespace, then by the text of the scope. */
  readonly byNamespace: Map<string, Map<string, Alike>>;
  /** Namespaces whose sums this state alone has: those of others are copied before they are changed. */
  readonly own: Set<string>;
}

export const namespaceUse: Aggregate<State> = {
  name: 'kube/namespace-use',
  kinds: USING_KINDS,
  create: () => ({ byNamespace: new Map(), own: new Set() }),
  apply(state, { key, old, new: next }: Change) {
    const [before, after] = [useIn(old), useIn(next)];
    if (before === after) return;
    const { namespace = '' } = parseKubeKey(key);
    if (before !== undefined) count(state, namespace, before, -1);
    if (after !== undefined) count(state, namespace, after, 1);
  },
  frees: ({ kind, old, new: next }) =>
    USING_KINDS.has(kind) && old !== undefined && (next === undefined || useIn(old) !== useIn(next)),
  fork: ({ byNamespace, own }) => {
    own.clear();
    return { byNamespace: new Map(byNamespace), own: new Set() };
  },
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

function count(state: State, namespace: string, { scope, amounts }: Use, by: 1 | -1): void {
  const sums = ownSums(state, namespace);
  const text = scopeText(scope);
  let alike = sums.get(text);
  if (alike === undefined) sums.set(text, (alike = { scope, objects: 0, amounts: new Map() }));
  alike.objects += by;
  for (const [resource, { nano, format }] of amounts) {
    let sum = alike.amounts.get(resource);
    if (sum === undefined) alike.amounts.set(resource, (sum = { nano: 0n, binary: 0, exponent: 0 }));
    sum.nano += by === 1 ? nano : -nano;
    if (nano === 0n) continue;
    if (format === 'BinarySI') sum.binary += by;
    else if (format === 'DecimalExponent') sum.exponent += by;
  }
  if (alike.objects === 0) sums.delete(text);
  if (sums.size === 0) state.byNamespace.delete(namespace);
}

function ownSums({ byNamespace, own }: State, namespace: string): Map<string, Alike> {
  const found = byNamespace.get(namespace);
  if (found !== undefined && own.has(namespace)) return found;
  const copy = new Map<string, Alike>();
  for (const [text, { scope, objects, amounts }] of found ?? [])
    copy.set(text, { scope, objects, amounts: new Map([...amounts].map(([resource, sum]) => [resource, { ...sum }])) });
  byNamespace.set(namespace, copy);
  own.add(namespace);
  return copy;
}

const texts = new WeakMap<PodScope, string>();

function scopeText(scope: PodScope | undefined): string {
  if (scope === undefined) return '';
  const known = texts.get(scope);
  if (known !== undefined) return known;
  const text = JSON.stringify(scope);
  texts.set(scope, text);
  return text;
}
