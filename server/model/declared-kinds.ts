/** The declarations of all store kinds, for code that treats config types and Kubernetes kinds alike. */

import { CONFIG_TYPES, kindOf } from './config/types.ts';
import type { Kind, ValueOf } from './kinds.ts';
import { kubeKindOf } from './kube/resources.ts';
import { KUBE_KINDS } from './kube/types.ts';
import type { AnyHeldAddresses, HeldAddress } from './oper/address-space.ts';
import type { HeldNumber } from './oper/number-pool.ts';

interface KindFacts {
  readonly searchRank?: number;
  readonly foundByLabel?: boolean;
  readonly drawn?: boolean;
  readonly apart?: boolean;
  readonly calledByAddress?: boolean;
  readonly address?: (value: never) => string | undefined;
  readonly heldAddresses?: AnyHeldAddresses;
  readonly heldNumbers?: (value: never) => readonly HeldNumber[];
}

const FACTS: ReadonlyMap<Kind, KindFacts> = new Map<Kind, KindFacts>([
  ...CONFIG_TYPES.map((type) => [type, kindOf(type)] as const),
  ...KUBE_KINDS.map((kind) => [`kube/${kind}`, kubeKindOf(kind)] as const),
]);

/** The kinds for which `holds` is true, most frequently searched first. */
export function kindsThat(holds: (facts: KindFacts) => boolean): readonly Kind[] {
  return [...FACTS]
    .filter(([, facts]) => holds(facts))
    .sort(([, one], [, other]) => (one.searchRank ?? Infinity) - (other.searchRank ?? Infinity) || 0)
    .map(([kind]) => kind);
}

/** Whether objects of the kind are kept apart from others, in a store of their own. */
export function isApart(kind: Kind): boolean {
  return FACTS.get(kind)?.apart === true;
}

/** The address of an object; none for a malformed one left by an older version. */
export function addressOf<K extends Kind>(kind: K, value: ValueOf<K>): string | undefined {
  try {
    const address: unknown = FACTS.get(kind)?.address?.(value as never);
    return typeof address === 'string' ? address : undefined;
  } catch {
    return undefined;
  }
}

/** The address by which users refer to an object, for kinds where they do. */
export function calledBy<K extends Kind>(kind: K, value: ValueOf<K>): string | undefined {
  return FACTS.get(kind)?.calledByAddress === true ? addressOf(kind, value) : undefined;
}

const NONE: readonly never[] = [];

/** The addresses that a record holds, unparsed. */
export function heldAddresses<K extends Kind>(kind: K, value: ValueOf<K>): readonly HeldAddress[] {
  return FACTS.get(kind)?.heldAddresses?.of(value as never) ?? NONE;
}

/** The members of a record that say which addresses it holds. */
export function partsWithAddresses(kind: Kind): readonly string[] {
  return FACTS.get(kind)?.heldAddresses?.from ?? NONE;
}

/** The numbers that a record holds, unparsed. */
export function heldNumbers<K extends Kind>(kind: K, value: ValueOf<K>): readonly HeldNumber[] {
  return FACTS.get(kind)?.heldNumbers?.(value as never) ?? NONE;
}
