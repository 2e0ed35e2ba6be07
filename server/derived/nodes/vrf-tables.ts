/**
 * VRF tables: the routes that originate in each routing instance, in prefix order. Leaked routes are not copied here;
 * `vrf-view.ts` reads them through the leaks.
 */

import { parseAddress, type Address, type IpFamily } from '../../model/net/address.ts';
import { parseIpv4 } from '../../model/net/ipv4-text.ts';
import type { Port } from '../../model/oper/port.ts';
import type { RoutePath } from '../../model/oper/route.ts';
import type { RoutingInstanceKey } from '../../model/oper/routing-instance-facts.ts';
import { by } from '../../model/order.ts';
import { SortedKeys } from '../../store/sorted-keys.ts';
import type { RowIndex } from '../calc-node.ts';
import { coveringKey, ipv4HostKey, prefixSortKey } from '../prefix-key.ts';

/** The table of one instance: its own routes. */
export class VrfTable {
  private readonly rows = new Map<string, readonly RoutePath[]>();
  private readonly order = new SortedKeys();
  /** How many prefixes there are of each `lengthKey`. */
  private readonly lengths = new Map<number, number>();
  private readonly waiting = new Map<string, RoutePath>();
  private paths = 0;

  add(path: RoutePath): void {
    if (path.notInstalled !== undefined) {
      this.waiting.set(path.id, path);
      return;
    }
    const { key, lengthKey } = keysOfPath(path);
    const row = this.rows.get(key);
    if (row === undefined) {
      this.rows.set(key, [path]);
      this.order.add(key);
      this.lengths.set(lengthKey, (this.lengths.get(lengthKey) ?? 0) + 1);
    } else this.rows.set(key, [...row, path].sort(by(({ id }) => id)));
    this.paths++;
  }

  remove(path: RoutePath): void {
    if (path.notInstalled !== undefined) {
      this.waiting.delete(path.id);
      return;
    }
    const { key, lengthKey } = keysOfPath(path);
    const row = this.rows.get(key);
    const rest = row?.filter((other) => other.id !== path.id) ?? [];
    if (row === undefined || rest.length === row.length) return;
    this.paths--;
    if (rest.length > 0) {
      this.rows.set(key, rest);
      return;
    }
    this.rows.delete(key);
    this.order.delete(key);
    const left = (this.lengths.get(lengthKey) ?? 0) - 1;
    if (left > 0) this.lengths.set(lengthKey, left);
    else this.lengths.delete(lengthKey);
  }

  /** Puts the keys that were added in order. */
  arrange(): void {
    this.order.arrange();
  }

  get isEmpty(): boolean {
    return this.rows.size === 0 && this.order.size === 0 && this.lengths.size === 0 && this.waiting.size === 0;
  }

  /** Number of prefixes. */
  get prefixCount(): number {
    return this.rows.size;
  }

  /** Number of prefixes of a family. */
  prefixesOf(family: IpFamily): number {
    let count = 0;
    for (const [lengthKey, prefixes] of this.lengths) if (lengthKey >> 8 === family) count += prefixes;
    return count;
  }

  get notInstalledCount(): number {
    return this.waiting.size;
  }

  get pathCount(): number {
    return this.paths;
  }

  /** Sort keys in order, strictly after `after`. */
  keysFrom(after?: string): Generator<string, void, undefined> {
    return this.order.after(after);
  }

  row(sortKey: string): readonly RoutePath[] | undefined {
    return this.rows.get(sortKey);
  }

  /** Every path of the table, in no particular order. */
  *installed(): Generator<RoutePath, void, undefined> {
    for (const paths of this.rows.values()) yield* paths;
  }

  /** Paths that are not in the table, with their reasons; by id. */
  notInstalled(): readonly RoutePath[] {
    return [...this.waiting.values()].sort(by(({ id }) => id));
  }

  /** Sort key of the longest own prefix that contains the address. */
  longestMatch(address: Address): { readonly key: string; readonly length: number } | undefined {
    return longestOf(this.lengths.keys(), address, (key) => this.rows.has(key));
  }
}

/** Longest-prefix match: a look-up for each length there is. */
export function longestOf(
  lengthKeys: Iterable<number>,
  address: Address,
  has: (sortKey: string) => boolean,
): { readonly key: string; readonly length: number } | undefined {
  const lengths = [...lengthKeys]
    .filter((key) => key >> 8 === address.family)
    .map((key) => key & 255)
    .sort((a, b) => b - a);
  for (const length of lengths) {
    const key = coveringKey(address, length);
    if (has(key)) return { key, length };
  }
  return undefined;
}

/** A family and a prefix length as one number. */
export function keyOfLength(family: IpFamily, length: number): number {
  return (family << 8) | length;
}

const IPV4_HOST = keyOfLength(4, 32);

function keysOfPath(path: RoutePath): { readonly key: string; readonly lengthKey: number } {
  const slash = path.prefix.indexOf('/');
  if (path.prefix.endsWith('/32')) {
    const value = parseIpv4(path.prefix.slice(0, slash));
    if (value !== undefined) return { key: ipv4HostKey(value), lengthKey: IPV4_HOST };
  }
  const address = parseAddress(path.prefix.slice(0, slash));
  if (address === undefined) throw new Error(`BUG: path ${path.id} has the prefix ${path.prefix}`);
  const length = Number(path.prefix.slice(slash + 1));
  return { key: prefixSortKey(address, length), lengthKey: keyOfLength(address.family, length) };
}

const EMPTY = new VrfTable();

/** All tables, kept in step with the ports. */
export class VrfTables implements RowIndex<Port> {
  readonly name = 'vrf-tables';
  private readonly byInstance = new Map<RoutingInstanceKey, VrfTable>();

  add(_key: string, port: Port): void {
    for (const path of port.paths) {
      let table = this.byInstance.get(path.instance);
      if (table === undefined) this.byInstance.set(path.instance, (table = new VrfTable()));
      table.add(path);
    }
  }

  remove(_key: string, port: Port): void {
    for (const path of port.paths) {
      const table = this.byInstance.get(path.instance);
      table?.remove(path);
      if (table?.isEmpty === true) this.byInstance.delete(path.instance);
    }
  }

  built(): void {
    for (const table of this.byInstance.values()) table.arrange();
  }

  isEmpty(): boolean {
    return this.byInstance.size === 0;
  }

  of(instance: RoutingInstanceKey): VrfTable {
    return this.byInstance.get(instance) ?? EMPTY;
  }
}
