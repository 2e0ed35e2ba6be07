/**
 * Numbers that are stored in their owners' records: network ids, route-target numbers, security-group ids, labels per
 * node, VRF ids per node, tag ids. The numbers in use are computed from the records; because the cursor of each pool is
 * durable, a released number is the last to be allocated again.
 */

import {
  EMPTY,
  intervalAround,
  withNumber,
  withoutNumber,
  type IntervalTree,
} from '../../engine/ipam/interval-tree.ts';
import type { NumberRange } from '../../engine/numbering/ranges.ts';
import { heldNumbers } from '../../model/declared-kinds.ts';
import { vrfIdPool } from '../../model/oper/number-pool.ts';
import { parseVrfIdKey } from '../../model/oper/vrf-id.ts';
import type { Aggregate, Change, Read, Stored, Transaction } from '../../store/store.ts';

/** The second half of a tag id, and the tag type. */
export const TAG_VALUE: NumberRange = { first: 1, last: 65_535 };

type Pools = Map<string, IntervalTree>;

export const numberUse: Aggregate<Pools> = {
  name: 'config/number-use',
  create: () => new Map(),
  apply(pools: Pools, change: Change): void {
    if (holdsTheSame(change)) return;
    for (const [pool, number] of numbersOf(change.old)) {
      const left = withoutNumber(pools.get(pool), BigInt(number));
      if (left === EMPTY) pools.delete(pool);
      else pools.set(pool, left);
    }
    for (const [pool, number] of numbersOf(change.new)) pools.set(pool, withNumber(pools.get(pool), BigInt(number)));
  },
  frees(change) {
    if (change.old === undefined || holdsTheSame(change)) return false;
    const after = new Set(numbersOf(change.new).map(([pool, number]) => `${pool} ${number}`));
    return numbersOf(change.old).some(([pool, number]) => !after.has(`${pool} ${number}`));
  },
  fork: (pools) => new Map(pools),
};

/** Most changes do not change a record's numbers: the tree is left alone then. */
function holdsTheSame({ old, new: next }: Change): boolean {
  if (old === undefined || next === undefined || old.kind === 'vrf-id') return false;
  return (
    (old.value as { readonly allocated?: unknown }).allocated ===
    (next.value as { readonly allocated?: unknown }).allocated
  );
}

/** The pools and numbers that a record holds. */
export function numbersOf(stored: Stored | undefined): readonly (readonly [string, number])[] {
  if (stored === undefined) return [];
  if (stored.kind === 'vrf-id')
    return [[vrfIdPool(parseVrfIdKey(stored.key).node), (stored.value as { readonly id: number }).id]];
  return heldNumbers(stored.kind, stored.value as never).filter(
    (held): held is readonly [string, number] => typeof held[1] === 'number',
  );
}

/**
 * The next number of a pool, starting after the last allocated one; undefined when all are in use. The caller writes it
 * into its owner's record in the same transaction.
 */
export function drawNumber(transaction: Transaction, pool: string, range: NumberRange): number | undefined {
  const used = transaction.aggregate(numberUse).get(pool);
  const cursor = transaction.get('number-pool', pool)?.value.next ?? range.first;
  const start = cursor >= range.first && cursor <= range.last ? cursor : range.first;
  const number = firstFree(used, start, range.last) ?? firstFree(used, range.first, start - 1);
  if (number !== undefined) transaction.put('number-pool', pool, { next: number + 1 });
  return number;
}

/** Whether a record holds this number of a pool. */
export function numberIsUsed(read: Read, pool: string, number: number): boolean {
  return firstFree(read.aggregate(numberUse).get(pool), number, number) === undefined;
}

function firstFree(used: IntervalTree, from: number, last: number): number | undefined {
  if (from > last) return undefined;
  const around = intervalAround(used, BigInt(from));
  const number = around === undefined ? from : Number(around.last) + 1;
  return number <= last ? number : undefined;
}
