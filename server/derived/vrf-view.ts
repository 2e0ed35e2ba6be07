/**
 * A VRF table as it is looked at: own and leaked routes merged in prefix order, a page at a time, without copying any.
 */
import type { Address } from '../model/net/address.ts';
import type { Prefix } from '../model/net/prefix.ts';
import type { VrfRow } from '../model/oper/route.ts';
import type { Leak, RoutingInstanceFacts, RoutingInstanceKey } from '../model/oper/routing-instance-facts.ts';
import type { Table } from './calc-node.ts';
import { keyRange, lengthOfKey } from './prefix-key.ts';
import type { VrfTable, VrfTables } from './nodes/vrf-tables.ts';

export interface VrfSources {
  readonly instances: Table<RoutingInstanceFacts>;
  readonly leaks: Table<readonly Leak[]>;
  readonly tables: VrfTables;
}

export interface VrfPage {
  readonly rows: readonly VrfRow[];
  /** Pass it as `after` for the next page; absent on the last one. */
  readonly next: string | undefined;
}

export interface VrfCounts {
  readonly ownPrefixes: number;
  readonly ownPaths: number;
  readonly leakedPrefixes: number;
  readonly leakedPaths: number;
  /** Prefixes by address family. */
  readonly ownByFamily: FamilyCounts;
  readonly leakedByFamily: FamilyCounts;
  readonly notInstalled: number;
}

export interface FamilyCounts {
  readonly inet: number;
  readonly inet6: number;
}

export interface VrfPageOptions {
  readonly after?: string;
  readonly limit: number;
  /** Only rows whose prefix it contains or is. */
  readonly within?: Prefix;
  readonly where?: (row: VrfRow) => boolean;
}

/** One table whose routes are seen, and why. */
interface Contribution {
  readonly table: VrfTable;
  readonly from: RoutingInstanceFacts;
  readonly leak: Leak | undefined;
}

interface Entry {
  readonly row: VrfRow;
  readonly cursor: string;
}

/** Undefined if there is no such instance. */
export function vrfPage(sources: VrfSources, instance: RoutingInstanceKey, options: VrfPageOptions): VrfPage | undefined {
  const contributions = contributionsTo(sources, instance);
  if (contributions === undefined) return undefined;
  const rows: VrfRow[] = [];
  let cursor: string | undefined;
  for (const entry of merged(contributions, options.after, options.within)) {
    if (options.where?.(entry.row) === false) continue;
    if (rows.length >= options.limit) return { rows, next: cursor };
    rows.push(entry.row);
    cursor = entry.cursor;
  }
  return { rows, next: undefined };
}

/** Every row in order, lazily; for counting what filters leave. */
export function* vrfRows(sources: VrfSources, instance: RoutingInstanceKey, within?: Prefix): Generator<VrfRow, void, undefined> {
  for (const entry of merged(contributionsTo(sources, instance) ?? [], undefined, within)) yield entry.row;
}

export function vrfCounts(sources: VrfSources, instance: RoutingInstanceKey): VrfCounts | undefined {
  const contributions = contributionsTo(sources, instance);
  if (contributions === undefined) return undefined;
  let [ownPrefixes, ownPaths, leakedPrefixes, leakedPaths] = [0, 0, 0, 0];
  const ownByFamily = { inet: 0, inet6: 0 };
  const leakedByFamily = { inet: 0, inet6: 0 };
  for (const { table, leak } of contributions) {
    const families = leak === undefined ? ownByFamily : leakedByFamily;
    const inet = table.prefixesOf(4);
    families.inet += inet;
    families.inet6 += table.prefixCount - inet;
    if (leak === undefined) {
      ownPrefixes += table.prefixCount;
      ownPaths += table.pathCount;
    } else {
      leakedPrefixes += table.prefixCount;
      leakedPaths += table.pathCount;
    }
  }
  return { ownPrefixes, ownPaths, leakedPrefixes, leakedPaths, ownByFamily, leakedByFamily, notInstalled: sources.tables.of(instance).notInstalledCount };
}

/** Longest-prefix match: every row with the longest prefix that contains the address, own ones first. */
export function vrfLookup(sources: VrfSources, instance: RoutingInstanceKey, address: Address): readonly VrfRow[] {
  let best: { length: number; rows: VrfRow[] } = { length: -1, rows: [] };
  for (const { table, from, leak } of contributionsTo(sources, instance) ?? []) {
    const match = table.longestMatch(address);
    if (match === undefined || match.length < best.length) continue;
    const row = rowOf(table, match.key, from, leak);
    if (match.length > best.length) best = { length: match.length, rows: [row] };
    else best.rows.push(row);
  }
  return best.rows;
}

/** The own table, then those that leak into it, by name; undefined if there is no such instance. */
function contributionsTo({ instances, leaks, tables }: VrfSources, instance: RoutingInstanceKey): readonly Contribution[] | undefined {
  const from = instances.get(instance);
  if (from === undefined) return undefined;
  const leaked: Contribution[] = [];
  for (const leak of leaks.get(instance) ?? []) {
    const exporter = instances.get(leak.exporter);
    const table = tables.of(leak.exporter);
    if (exporter !== undefined && table.prefixCount > 0) leaked.push({ table, from: exporter, leak });
  }
  return [{ table: tables.of(instance), from, leak: undefined }, ...leaked];
}

/**
 * Merges by the least head; among equal prefixes in the order of the contributions.
 * A cursor names prefix and originating instance, so that it holds when tables come and go.
 */
function* merged(contributions: readonly Contribution[], after: string | undefined, within: Prefix | undefined): Generator<Entry, void, undefined> {
  const bar = after?.indexOf('|') ?? -1;
  const afterKey = after === undefined ? undefined : after.slice(0, bar);
  const afterInstance = after === undefined ? '' : after.slice(bar + 1);
  const range = within === undefined ? undefined : keyRange(within);
  const from = range !== undefined && (afterKey === undefined || afterKey < range.after) ? range.after : afterKey;
  const afterRank = contributions.findIndex(({ from }) => from.key === afterInstance);
  const heads: { readonly contribution: Contribution; readonly keys: Generator<string, void, undefined>; key: string }[] = [];
  contributions.forEach((contribution, rank) => {
    // Of the cursor's own prefix, what stands after the cursor's table is still to come.
    const resume = afterKey !== undefined && rank > afterRank && contribution.table.row(afterKey) !== undefined;
    const keys = contribution.table.keysFrom(from);
    const head = resume ? afterKey : keys.next().value;
    if (typeof head === 'string') heads.push({ contribution, keys, key: head });
  });
  while (heads.length > 0) {
    let least = 0;
    for (let i = 1; i < heads.length; i++) if (heads[i]!.key < heads[least]!.key) least = i;
    const head = heads[least]!;
    if (range !== undefined && head.key > range.last) return;
    const { table, from: origin, leak } = head.contribution;
    if (range === undefined || lengthOfKey(head.key) >= range.length) yield { row: rowOf(table, head.key, origin, leak), cursor: `${head.key}|${origin.key}` };
    const next = head.keys.next().value;
    if (typeof next === 'string') head.key = next;
    else heads.splice(least, 1);
  }
}

function rowOf(table: VrfTable, key: string, from: RoutingInstanceFacts, leak: Leak | undefined): VrfRow {
  const paths = table.row(key);
  if (paths?.[0] === undefined) throw new Error(`BUG: no row ${key} in the table of ${from.key}`);
  return { prefix: paths[0].prefix, paths, from, leak };
}
