/** Learned routes in the order of a VRF table: by prefix, several route distinguishers of one prefix together. */

import type { NlriKey } from '../../model/bgp/nlri.ts';
import type { Address, IpFamily } from '../../model/net/address.ts';
import type { LearnedDestination } from '../../model/oper/learned.ts';
import { by } from '../../model/order.ts';
import { SortedKeys } from '../../store/sorted-keys.ts';
import { keyOfLength, longestOf } from '../nodes/vrf-tables.ts';
import { familyOfVpnKey, lengthOfVpnKey, sortKeyOfVpnKey } from './vpn-key.ts';

export class LearnedTable {
  /** By prefix; of one prefix by route distinguisher. */
  private readonly rows = new Map<string, LearnedDestination[]>();
  private readonly order: SortedKeys;
  private readonly lengths = new Map<number, number>();
  private paths = 0;

  /** A route that comes twice (by two targets) is taken once. */
  constructor(destinations: Iterable<LearnedDestination>) {
    const seen = new Set<string>();
    for (const learned of destinations) {
      const { key } = learned.destination;
      if (seen.has(key)) continue;
      seen.add(key);
      const sortKey = sortKeyOfVpnKey(key);
      const row = this.rows.get(sortKey);
      if (row !== undefined) {
        row.push(learned);
        continue;
      }
      this.rows.set(sortKey, [learned]);
      this.count(key, 1);
    }
    this.paths = seen.size;
    this.order = new SortedKeys(this.rows.keys());
    for (const row of this.rows.values()) if (row.length > 1) row.sort(by((one) => one.destination.key));
  }

  /** Puts a route in place of the one with its key, or takes that out. */
  set(key: NlriKey, learned: LearnedDestination | undefined): void {
    const sortKey = sortKeyOfVpnKey(key);
    const row = this.rows.get(sortKey) ?? [];
    const found = row.findIndex(({ destination }) => destination.key >= key);
    const at = found === -1 ? row.length : found;
    const known = row[at]?.destination.key === key;
    if (!known && learned === undefined) return;
    const next = row.toSpliced(at, known ? 1 : 0, ...(learned === undefined ? [] : [learned]));
    this.paths += next.length - row.length;
    if (next.length === 0) {
      this.rows.delete(sortKey);
      this.order.delete(sortKey);
      this.count(key, -1);
      return;
    }
    this.rows.set(sortKey, next);
    if (row.length > 0) return;
    this.order.add(sortKey);
    this.count(key, 1);
  }

  /** Number of route distinguishers and prefixes. */
  get pathCount(): number {
    return this.paths;
  }

  get prefixCount(): number {
    return this.rows.size;
  }

  prefixesOf(family: IpFamily): number {
    let count = 0;
    for (const [lengthKey, prefixes] of this.lengths) if (lengthKey >> 8 === family) count += prefixes;
    return count;
  }

  keysFrom(after?: string): Generator<string, void, undefined> {
    return this.order.after(after);
  }

  /** By route distinguisher. */
  row(sortKey: string): readonly LearnedDestination[] | undefined {
    return this.rows.get(sortKey);
  }

  *destinations(): Generator<LearnedDestination, void, undefined> {
    for (const row of this.rows.values()) yield* row;
  }

  longestMatch(address: Address): { readonly key: string; readonly length: number } | undefined {
    return longestOf(this.lengths.keys(), address, (key) => this.rows.has(key));
  }

  /** A prefix came, or went. */
  private count(key: NlriKey, by: 1 | -1): void {
    const length = keyOfLength(familyOfVpnKey(key), lengthOfVpnKey(key));
    const left = (this.lengths.get(length) ?? 0) + by;
    if (left === 0) this.lengths.delete(length);
    else this.lengths.set(length, left);
  }
}
