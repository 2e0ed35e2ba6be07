/**
 * Decides which address of a subnet is next.
 *
 * Top-down the highest free address wins, bottom-up the lowest; a released address is therefore
 * the next one if it lies beyond all other free ones. Kept are the *free* slots as intervals
 * (a slot is `allocUnit` addresses), so that every operation is O(log fragments) and the pool of
 * a /64 is as small as that of a /24. `clone` is O(1).
 *
 * The pool is a consequence: the durable facts are the addresses in the records. It is rebuilt at
 * start with `AddressPool.withUsed`.
 */

import { mergeRanges, rangeOfPrefix } from '../../model/net/address-range.ts';
import { address, formatAddress, type Address } from '../../model/net/address.ts';
import { contains, formatPrefix } from '../../model/net/prefix.ts';
import { compare } from '../../model/order.ts';
import {
  countNumbers,
  fromSorted,
  highest,
  intervalAround,
  intervals,
  lowest,
  withNumber,
  withoutNumber,
  type Interval,
  type IntervalTree,
} from './interval-tree.ts';
import { setAsideAddresses, setAsideRole, type SetAside, type SubnetLayout } from './subnet-layout.ts';

export type Reservation =
  | { readonly kind: 'reserved' }
  | { readonly kind: 'in-use' }
  /** Never allocated, for this role. */
  | { readonly kind: 'set-aside'; readonly role: SetAside }
  /** In the prefix, but in none of its allocation pools (or sharing an aligned unit with what is set aside). */
  | { readonly kind: 'outside-pools' }
  | { readonly kind: 'outside-subnet' };

export class AddressPool {
  readonly layout: SubnetLayout;
  private readonly unit: bigint;
  /** The slots that may be allocated at all. */
  private readonly allocatable: IntervalTree;
  private readonly capacity: bigint;
  private free: IntervalTree;
  private usedSlots: number;

  private constructor(
    layout: SubnetLayout,
    allocatable: IntervalTree,
    capacity: bigint,
    free: IntervalTree,
    usedSlots: number,
  ) {
    this.layout = layout;
    this.unit = BigInt(layout.allocUnit);
    this.allocatable = allocatable;
    this.capacity = capacity;
    this.free = free;
    this.usedSlots = usedSlots;
  }

  /** The pool of a subnet without allocations. */
  static of(layout: SubnetLayout): AddressPool {
    const unit = layout.allocUnit;
    if (!Number.isInteger(unit) || unit < 1 || (unit & (unit - 1)) !== 0) {
      throw new Error(`BUG: alloc_unit ${unit} is not a power of two`);
    }
    let tree = fromSorted(slotRanges(layout));
    for (const [, reserved] of setAsideAddresses(layout)) tree = withoutNumber(tree, reserved.value / BigInt(unit));
    return new AddressPool(layout, tree, countNumbers(tree), tree, 0);
  }

  /** The same with these addresses in use; much faster than reserving them one by one. */
  static withUsed(layout: SubnetLayout, used: Iterable<Address>): AddressPool {
    const pool = AddressPool.of(layout);
    const slots = new Set<bigint>();
    for (const a of used) if (a.family === layout.prefix.address.family) slots.add(a.value / pool.unit);
    const taken = [...slots].filter((slot) => intervalAround(pool.allocatable, slot) !== undefined);
    taken.sort(compare);
    pool.free = fromSorted(gapsBetween(pool.allocatable, taken));
    pool.usedSlots = taken.length;
    return pool;
  }

  /** Allocates the next free address (the first of its unit); undefined if the subnet is exhausted. */
  allocate(): Address | undefined {
    const slot = this.nextSlot();
    if (slot === undefined) return undefined;
    this.free = withoutNumber(this.free, slot);
    this.usedSlots++;
    return this.addressOfSlot(slot);
  }

  /** The address that `allocate` would return. */
  next(): Address | undefined {
    const slot = this.nextSlot();
    return slot === undefined ? undefined : this.addressOfSlot(slot);
  }

  /** Reserves a specific address (and its whole unit), or returns why it cannot. */
  reserve(a: Address): Reservation {
    if (!contains(this.layout.prefix, a)) return { kind: 'outside-subnet' };
    const slot = a.value / this.unit;
    if (intervalAround(this.free, slot) !== undefined) {
      this.free = withoutNumber(this.free, slot);
      this.usedSlots++;
      return { kind: 'reserved' };
    }
    if (intervalAround(this.allocatable, slot) !== undefined) return { kind: 'in-use' };
    const role = setAsideRole(this.layout, a);
    return role === undefined ? { kind: 'outside-pools' } : { kind: 'set-aside', role };
  }

  /** Releases an address; false if it was not in use here. */
  release(a: Address): boolean {
    if (!this.has(a)) return false;
    this.free = withNumber(this.free, a.value / this.unit);
    this.usedSlots--;
    return true;
  }

  /** Whether the address (its unit) is in use. Set-aside addresses do not count as in use. */
  has(a: Address): boolean {
    if (!contains(this.layout.prefix, a)) return false;
    const slot = a.value / this.unit;
    return intervalAround(this.allocatable, slot) !== undefined && intervalAround(this.free, slot) === undefined;
  }

  /** Allocations in use (units, if `allocUnit` is more than 1). */
  get used(): number {
    return this.usedSlots;
  }

  /** Allocations the subnet has in all. */
  get total(): bigint {
    return this.capacity;
  }

  /** An independent pool in the same state. O(1). */
  clone(): AddressPool {
    return new AddressPool(this.layout, this.allocatable, this.capacity, this.free, this.usedSlots);
  }

  private nextSlot(): bigint | undefined {
    return this.layout.bottomUp ? lowest(this.free) : highest(this.free);
  }

  private addressOfSlot(slot: bigint): Address {
    return address(this.layout.prefix.address.family, slot * this.unit);
  }
}

/** Whole units inside the allocation pools (or the prefix), as slot numbers. */
function slotRanges(layout: SubnetLayout): Interval[] {
  const unit = BigInt(layout.allocUnit);
  const whole = rangeOfPrefix(layout.prefix);
  const ranges = layout.allocationPools.length === 0 ? [whole] : mergeRanges(layout.allocationPools);
  const slots: Interval[] = [];
  for (const { first, last } of ranges) {
    if (!contains(layout.prefix, first) || !contains(layout.prefix, last)) {
      throw new Error(
        `BUG: allocation pool ${formatAddress(first)}-${formatAddress(last)} is not inside ` +
          `${formatPrefix(layout.prefix)}`,
      );
    }
    const from = (first.value + unit - 1n) / unit;
    const to = (last.value + 1n) / unit - 1n;
    if (from <= to) slots.push({ first: from, last: to });
  }
  return slots;
}

/** The allocatable intervals minus the taken slots, both ascending. */
function gapsBetween(allocatable: IntervalTree, taken: readonly bigint[]): Interval[] {
  const gaps: Interval[] = [];
  let from: bigint | undefined;
  let around: Interval | undefined;
  const close = (to: bigint): void => {
    if (from !== undefined && from <= to) gaps.push({ first: from, last: to });
  };
  const pending = [...intervals(allocatable)].values();
  const advance = (): void => {
    if (around !== undefined) close(around.last);
    around = pending.next().value;
    from = around?.first;
  };
  advance();
  for (const slot of taken) {
    while (around !== undefined && slot > around.last) advance();
    close(slot - 1n);
    from = slot + 1n;
  }
  while (around !== undefined) advance();
  return gaps;
}
