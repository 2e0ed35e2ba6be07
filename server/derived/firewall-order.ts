/** Firewall policies and rules that say where they were put: the references of what holds them, and back. */

import { HOLDER, PLACE, sequenceOf, TAIL } from '../model/config/firewall.ts';
import { formatFqName, parseFqName } from '../model/naming/fq-name.ts';
import type { DerivedBackRef, DerivedRef } from '../model/oper/derived-config.ts';
import { byFqName, byHolder } from '../store/indexes.ts';
import type { Read } from '../store/store.ts';

type Holder = 'application-policy-set' | 'firewall-policy';
type Held = 'firewall-policy' | 'firewall-rule';

const HELD_BY: { readonly [H in Holder]: Held } = {
  'application-policy-set': 'firewall-policy',
  'firewall-policy': 'firewall-rule',
};
const HOLDER_OF: { readonly [H in Held]: Holder } = {
  'firewall-policy': 'application-policy-set',
  'firewall-rule': 'firewall-policy',
};

/** What was put into a policy set or policy, in its order. */
export function heldBy(read: Read, type: Holder, uuid: string): readonly DerivedRef[] {
  const record = read.get(type, uuid)?.value;
  if (record === undefined) return [];
  const held = [...read.lookup(byHolder(HELD_BY[type]), formatFqName(record.fq_name))];
  const placed = held.map(({ key, value }) => [placeOf(value.allocated), key] as const);
  const last = Math.max(0, ...placed.flatMap(([place]) => (place.tail ? [] : [place.number])));
  return placed
    .map(([place, key]) => [place.number + (place.tail ? last : 0), key] as const)
    .sort(([a], [b]) => a - b)
    .map(([place, key]) => ({ type: HELD_BY[type], uuid: key, attr: { ...sequenceOf(place) } }));
}

function placeOf(allocated: { readonly [what: string]: number | string } | undefined): {
  readonly number: number;
  readonly tail: boolean;
} {
  const tail = allocated?.[TAIL];
  return { number: Number(tail ?? allocated?.[PLACE] ?? 0), tail: tail !== undefined };
}

/** The policy set or policy that holds a policy or rule. */
export function holderOf(read: Read, type: Held, uuid: string): readonly DerivedBackRef[] {
  const allocated = read.get(type, uuid)?.value.allocated;
  const holder = allocated?.[HOLDER];
  if (typeof holder !== 'string') return [];
  const from = HOLDER_OF[type];
  const { number, tail } = placeOf(allocated);
  for (const { key } of read.lookup(byFqName(from), parseFqName(holder) ?? [])) {
    const attr = tail
      ? (heldBy(read, from, key).find((ref) => ref.uuid === uuid)?.attr ?? null)
      : { ...sequenceOf(number) };
    return [{ fromType: from, fromUuid: key, attr }];
  }
  return [];
}
