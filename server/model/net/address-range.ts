/** A range of addresses of one family, both ends included. */

import { address, compareAddress, formatAddress, parseAddress, type Address } from './address.ts';
import { broadcastAddress, networkAddress, type Prefix } from './prefix.ts';

export interface AddressRange {
  readonly first: Address;
  readonly last: Address;
}

/** Undefined if the families differ or the first comes after the last. */
export function addressRange(first: Address, last: Address): AddressRange | undefined {
  if (first.family !== last.family || first.value > last.value) return undefined;
  return Object.freeze({ first, last });
}

/** `first-last` (blanks allowed around the dash), or one address alone. */
export function parseAddressRange(text: string): AddressRange | undefined {
  const [firstText = '', lastText = firstText, ...more] = text.split('-');
  const first = parseAddress(firstText.trim());
  const last = parseAddress(lastText.trim());
  if (first === undefined || last === undefined || more.length > 0) return undefined;
  return addressRange(first, last);
}

export function formatAddressRange(range: AddressRange): string {
  return `${formatAddress(range.first)}-${formatAddress(range.last)}`;
}

export function rangeOfPrefix(prefix: Prefix): AddressRange {
  return Object.freeze({ first: networkAddress(prefix), last: broadcastAddress(prefix) });
}

export function rangeContains(range: AddressRange, a: Address): boolean {
  return a.family === range.first.family && a.value >= range.first.value && a.value <= range.last.value;
}

/** Whether `outer` contains all of `inner`. */
export function rangeCovers(outer: AddressRange, inner: AddressRange): boolean {
  return rangeContains(outer, inner.first) && rangeContains(outer, inner.last);
}

export function rangesOverlap(a: AddressRange, b: AddressRange): boolean {
  return a.first.family === b.first.family && a.first.value <= b.last.value && b.first.value <= a.last.value;
}

export function rangeSize(range: AddressRange): bigint {
  return range.last.value - range.first.value + 1n;
}

function compareRange(a: AddressRange, b: AddressRange): number {
  return compareAddress(a.first, b.first) || compareAddress(a.last, b.last);
}

/** Sorted, and merged where they overlap or touch. */
export function mergeRanges(ranges: readonly AddressRange[]): AddressRange[] {
  const merged: AddressRange[] = [];
  for (const range of [...ranges].sort(compareRange)) {
    const previous = merged.at(-1);
    if (previous?.first.family === range.first.family && range.first.value <= previous.last.value + 1n) {
      const last = range.last.value > previous.last.value ? range.last : previous.last;
      merged[merged.length - 1] = Object.freeze({ first: previous.first, last });
    } else merged.push(range);
  }
  return merged;
}

/** The address at this offset from the first; undefined beyond the last. */
export function addressAt(range: AddressRange, offset: bigint): Address | undefined {
  if (offset < 0n || offset >= rangeSize(range)) return undefined;
  return address(range.first.family, range.first.value + offset);
}

/** Non-overlapping ranges of one family, sorted. */
export class DisjointRanges {
  readonly #ranges: AddressRange[] = [];

  /** Adds the range, unless it overlaps an existing one, which is returned. Compares with only two of them. */
  add(range: AddressRange): AddressRange | undefined {
    let [low, high] = [0, this.#ranges.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#ranges[middle]!.first.value <= range.first.value) low = middle + 1;
      else high = middle;
    }
    const other = [this.#ranges[low - 1], this.#ranges[low]].find(
      (each) => each !== undefined && rangesOverlap(each, range),
    );
    if (other === undefined) this.#ranges.splice(low, 0, range);
    return other;
  }
}
