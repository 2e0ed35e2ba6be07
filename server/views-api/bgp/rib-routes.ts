/** Pages of a speaker's own tables: the loc-RIB, what a peer sent, what a peer was sent. */

import type { BgpRoutesPage } from '../../contract/views/bgp.ts';
import { ROUTED_FAMILIES, type RoutedFamily } from '../../model/bgp/nlri.ts';
import type { BgpDestination, BgpPath, BgpSpeakerFacts, RibFilter, RibPage } from '../../model/oper/bgp-facts.ts';
import type { BgpSession } from '../../model/oper/bgp-session.ts';
import { hexOfKey, keyPlace, writeCursor, type RoutesQuery } from '../shared/route-query.ts';
import { nodesByAddress, originOf, pathRow, TABLE_OF_FAMILY } from '../shared/route-rows.ts';
import type { ViewContext } from '../shared/view-context.ts';

export interface RibTable {
  readonly name: string;
  readonly family: RoutedFamily;
  readonly destinations: number;
  page(filter: RibFilter): RibPage;
}

/** A part of a page from one table, and the cursor for the rest (hex; undefined at the end). */
export interface TablePart {
  readonly rows: BgpRoutesPage['rows'];
  readonly destinations: number;
  readonly next: string | undefined;
}

export function ribTables(speaker: BgpSpeakerFacts): readonly RibTable[] {
  return ROUTED_FAMILIES.map((family) => ({
    name: TABLE_OF_FAMILY[family],
    family,
    destinations: speaker.routeCount(family),
    page: (filter) => speaker.routes(family, filter),
  }));
}

/** Adj-RIB-in: destinations for which the peer sent a path; rows have only its paths. */
export function receivedTables(speaker: BgpSpeakerFacts, { peerKey, families }: BgpSession): readonly RibTable[] {
  return ROUTED_FAMILIES.map((family) => ({
    name: TABLE_OF_FAMILY[family],
    family,
    destinations: families.find((one) => one.family === family)?.received ?? 0,
    page: (filter) =>
      speaker.routes(family, {
        ...filter,
        match: (found) => found.paths.some((path) => path.source === peerKey) && filter.match?.(found) !== false,
      }),
  }));
}

/** Adj-RIB-out, as sent. */
export function sentTables(speaker: BgpSpeakerFacts, { peerKey, families }: BgpSession): readonly RibTable[] {
  return ROUTED_FAMILIES.map((family) => ({
    name: TABLE_OF_FAMILY[family],
    family,
    destinations: families.find((one) => one.family === family)?.sent ?? 0,
    page: (filter) => speaker.sentTo(peerKey, family, filter),
  }));
}

/** `only`: keeps these paths of a destination. */
export function ribPart(
  context: ViewContext,
  table: RibTable,
  asked: RoutesQuery,
  place: string,
  limit: number,
  only: (path: BgpPath) => boolean = () => true,
): TablePart {
  const nodes = nodesByAddress(context);
  const { keyTest, protocol, peer } = asked;
  const pathFits = (path: BgpPath): boolean => {
    if (!only(path)) return false;
    if (protocol === undefined && peer === undefined) return true;
    const origin = originOf(path, table.family, nodes);
    return (protocol === undefined || origin.protocol === protocol) && (peer === undefined || origin.source === peer);
  };
  const plain = keyTest === undefined && protocol === undefined && peer === undefined;
  const match = (found: BgpDestination): boolean =>
    (keyTest === undefined || keyTest(found.family, found.key)) && found.paths.some(pathFits);
  const page = table.page({ limit, ...(place === '' ? {} : { after: keyPlace(place) }), ...(plain ? {} : { match }) });
  return {
    rows: page.rows.flatMap((found) => found.paths.filter(pathFits).map((path) => pathRow(found, path, nodes))),
    destinations: page.rows.length,
    next: page.next === undefined ? undefined : hexOfKey(page.next),
  };
}

export interface PagedTable {
  readonly name: string;
  readonly destinations: number;
  read(place: string, limit: number): TablePart;
}

/** One page over several tables: when one ends, it continues in the next. */
export function pageOver(
  tables: readonly PagedTable[],
  asked: RoutesQuery,
  filtered: boolean,
): Pick<BgpRoutesPage, 'rows' | 'total' | 'matched' | 'more' | 'next'> {
  const total = tables.reduce((sum, table) => sum + table.destinations, 0);
  const rows: BgpRoutesPage['rows'][number][] = [];
  let destinations = 0;
  let next: string | undefined;
  const from =
    asked.after === undefined
      ? 0
      : Math.max(
          0,
          tables.findIndex((table) => table.name === asked.after!.table),
        );
  for (let at = from; at < tables.length; at++) {
    const table = tables[at]!;
    if (table.destinations === 0) continue;
    if (destinations >= asked.limit) {
      next = writeCursor({ table: table.name, place: '' });
      break;
    }
    const place = asked.after?.table === table.name ? asked.after.place : '';
    const part = table.read(place, asked.limit - destinations);
    rows.push(...part.rows);
    destinations += part.destinations;
    if (part.next !== undefined) {
      next = writeCursor({ table: table.name, place: part.next });
      break;
    }
  }
  const exact = !filtered || (next === undefined && asked.after === undefined);
  return {
    rows,
    total,
    matched: filtered ? destinations : total,
    ...(exact ? {} : { more: true as const }),
    ...(next === undefined ? {} : { next }),
  };
}
