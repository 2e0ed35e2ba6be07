/** Reads a VRF table: own, leaked and learned routes merged in prefix order, a page at a time, without copying any. */

import type { Address } from '../model/net/address.ts';
import type { Prefix } from '../model/net/prefix.ts';
import type { LearnedRow, OwnRow, VrfRow } from '../model/oper/route.ts';
import type { RoutingInstanceFacts, RoutingInstanceKey } from '../model/oper/routing-instance-facts.ts';
import type { DerivedTable } from './calc-node.ts';
import { learnedRow } from './learned/learned-row.ts';
import type { LearnedTables } from './learned/learned-tables.ts';
import type { Leaks } from './nodes/leaks.ts';
import type { VrfTable, VrfTables } from './nodes/vrf-tables.ts';
import { keyRange, lengthOfKey } from './prefix-key.ts';

export interface VrfSources {
  readonly instances: DerivedTable<RoutingInstanceFacts>;
  readonly leaks: Leaks;
  readonly tables: VrfTables;
  readonly learned: LearnedTables;
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
  readonly learnedPrefixes: number;
  readonly learnedPaths: number;
  readonly learnedByFamily: FamilyCounts;
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

export interface LearnedPage {
  readonly rows: readonly LearnedRow[];
  /** Pass it as `after` for the next page; absent on the last one. */
  readonly next: string | undefined;
}

export type LearnedPageOptions = Pick<VrfPageOptions, 'after' | 'limit'>;

/** A table that contributes routes. */
interface Contribution {
  readonly kind: VrfRow['kind'];
  /** Identifies it in a cursor. */
  readonly id: string;
  readonly table: Pick<VrfTable, 'keysFrom' | 'longestMatch' | 'prefixCount' | 'prefixesOf' | 'pathCount'> & {
    row(sortKey: string): readonly unknown[] | undefined;
  };
  rowOf(sortKey: string): VrfRow;
}

/** No instance has this name. */
const LEARNED = 'bgp';

interface Entry {
  readonly row: VrfRow;
  readonly cursor: string;
}

/** Undefined if there is no such instance. */
export function vrfPage(
  sources: VrfSources,
  instance: RoutingInstanceKey,
  options: VrfPageOptions,
): VrfPage | undefined {
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
export function* vrfRows(
  sources: VrfSources,
  instance: RoutingInstanceKey,
  within?: Prefix,
): Generator<VrfRow, void, undefined> {
  for (const entry of merged(contributionsTo(sources, instance) ?? [], undefined, within)) yield entry.row;
}

export function vrfCounts(sources: VrfSources, instance: RoutingInstanceKey): VrfCounts | undefined {
  const contributions = contributionsTo(sources, instance);
  if (contributions === undefined) return undefined;
  const sum = { own: nothing(), leaked: nothing(), learned: nothing() };
  for (const { table, kind } of contributions) {
    const inet = table.prefixesOf(4);
    sum[kind].families.inet += inet;
    sum[kind].families.inet6 += table.prefixCount - inet;
    sum[kind].prefixes += table.prefixCount;
    sum[kind].paths += table.pathCount;
  }
  const { own, leaked, learned } = sum;
  return {
    ownPrefixes: own.prefixes,
    ownPaths: own.paths,
    ownByFamily: own.families,
    leakedPrefixes: leaked.prefixes,
    leakedPaths: leaked.paths,
    leakedByFamily: leaked.families,
    learnedPrefixes: learned.prefixes,
    learnedPaths: learned.paths,
    learnedByFamily: learned.families,
    notInstalled: sources.tables.of(instance).notInstalledCount,
  };
}

function nothing(): { prefixes: number; paths: number; readonly families: { inet: number; inet6: number } } {
  return { prefixes: 0, paths: 0, families: { inet: 0, inet6: 0 } };
}

/**
 * Longest-prefix match: every row with the longest prefix that contains the address; own ones first, learned ones
 * last. `among`: of the tables that leak into this one, only these need to be looked at.
 */
export function vrfLookup(
  sources: VrfSources,
  instance: RoutingInstanceKey,
  address: Address,
  among?: readonly RoutingInstanceKey[],
): readonly VrfRow[] {
  let best: { length: number; rows: VrfRow[] } = { length: -1, rows: [] };
  for (const { table, rowOf } of contributionsTo(sources, instance, among) ?? []) {
    const match = table.longestMatch(address);
    if (match === undefined || match.length < best.length) continue;
    if (match.length > best.length) best = { length: match.length, rows: [rowOf(match.key)] };
    else best.rows.push(rowOf(match.key));
  }
  return best.rows;
}

/** The table of what an instance learned, and its rows as they are shown; undefined when it learns nothing. */
function learnedTable({ instances, learned }: VrfSources, instance: RoutingInstanceKey) {
  const facts = instances.get(instance);
  const table = facts && learned.of(facts);
  if (facts === undefined || table === undefined) return undefined;
  const via = (communities: Parameters<typeof learned.via>[1]) => learned.via(facts, communities);
  return { table, rowOf: (key: string, inactive: boolean) => learnedRow(table.row(key) ?? [], via, inactive) };
}

/** Learned rows alone: those that the prefix contains, in order. */
export function* learnedRows(
  sources: VrfSources,
  instance: RoutingInstanceKey,
  within: Prefix,
): Generator<LearnedRow, void, undefined> {
  const found = learnedTable(sources, instance);
  if (found === undefined) return;
  const range = keyRange(within);
  for (const key of found.table.keysFrom(range.after)) {
    if (key > range.last) return;
    if (lengthOfKey(key) >= range.length) yield found.rowOf(key, false);
  }
}

/** A page of the learned rows alone, in order; none when the instance learns nothing. */
export function learnedPage(
  sources: VrfSources,
  instance: RoutingInstanceKey,
  { after, limit }: LearnedPageOptions,
): LearnedPage {
  const found = learnedTable(sources, instance);
  const rows: LearnedRow[] = [];
  let cursor: string | undefined;
  for (const key of found?.table.keysFrom(after) ?? []) {
    if (rows.length >= limit) return { rows, next: cursor };
    rows.push(found!.rowOf(key, false));
    cursor = key;
  }
  return { rows, next: undefined };
}

/**
 * The own table, then those that leak into it, by name, then what was learned; undefined if there is no such
 * instance.
 */
function contributionsTo(
  sources: VrfSources,
  instance: RoutingInstanceKey,
  among?: readonly RoutingInstanceKey[],
): readonly Contribution[] | undefined {
  const { instances, leaks, tables } = sources;
  const facts = instances.get(instance);
  if (facts === undefined) return undefined;
  const own = tables.of(instance);
  const originated: Contribution[] = [
    { kind: 'own', id: instance, table: own, rowOf: (key) => ({ kind: 'own', ...originatedRow(own, key, facts) }) },
  ];
  const leaking = among?.flatMap((exporter) => leaks.one(instance, exporter) ?? []) ?? leaks.into(instance);
  for (const leak of leaking) {
    const from = instances.get(leak.exporter);
    const table = tables.of(leak.exporter);
    if (from !== undefined && table.prefixCount > 0)
      originated.push({
        kind: 'leaked',
        id: leak.exporter,
        table,
        rowOf: (key) => ({ kind: 'leaked', ...originatedRow(table, key, from), leak }),
      });
  }
  const found = learnedTable(sources, instance);
  if (found === undefined) return originated;
  return [
    ...originated,
    {
      kind: 'learned',
      id: LEARNED,
      table: found.table,
      rowOf: (key) =>
        found.rowOf(
          key,
          originated.some((other) => other.table.row(key) !== undefined),
        ),
    },
  ];
}

/**
 * Merges sorted tables; equal prefixes come in the order of the contributions. A cursor names prefix and
 * contribution, so that it stays valid when tables change.
 */
function* merged(
  contributions: readonly Contribution[],
  after: string | undefined,
  within: Prefix | undefined,
): Generator<Entry, void, undefined> {
  const bar = after?.indexOf('|') ?? -1;
  const afterKey = after === undefined ? undefined : after.slice(0, bar);
  const afterId = after === undefined ? '' : after.slice(bar + 1);
  const range = within === undefined ? undefined : keyRange(within);
  const from = range !== undefined && (afterKey === undefined || afterKey < range.after) ? range.after : afterKey;
  const afterRank =
    afterId === LEARNED ? contributions.length - 1 : contributions.findIndex(({ id }) => id === afterId);
  const heads: {
    readonly contribution: Contribution;
    readonly keys: Generator<string, void, undefined>;
    key: string;
  }[] = [];
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
    const { id, rowOf } = head.contribution;
    if (range === undefined || lengthOfKey(head.key) >= range.length)
      yield { row: rowOf(head.key), cursor: `${head.key}|${id}` };
    const next = head.keys.next().value;
    if (typeof next === 'string') head.key = next;
    else heads.splice(least, 1);
  }
}

function originatedRow(
  table: VrfTable,
  key: string,
  from: RoutingInstanceFacts,
): Pick<OwnRow, 'prefix' | 'paths' | 'from'> {
  const paths = table.row(key);
  if (paths?.[0] === undefined) throw new Error(`BUG: no row ${key} in the table of ${from.key}`);
  return { prefix: paths[0].prefix, paths, from };
}
