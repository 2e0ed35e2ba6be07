/** `/views/control-nodes/<id>/routes` and `/views/bgp/sessions/<local>/<peer>/received|sent`. */

import type { QueryOf } from '../../contract/endpoints/queries.ts';
import type { BgpRoutesPage } from '../../contract/views/bgp.ts';
import type { BgpSpeakerFacts } from '../../model/oper/bgp-facts.ts';
import { badParameter } from '../shared/query.ts';
import { readRoutesQuery, type RoutesQuery } from '../shared/route-query.ts';
import { nodesByAddress } from '../shared/route-rows.ts';
import type { ViewContext } from '../shared/view-context.ts';
import { findControlNode } from './control-nodes.ts';
import {
  pageOver,
  receivedTables,
  ribPart,
  ribTables,
  sentTables,
  type PagedTable,
  type RibTable,
} from './rib-routes.ts';
import { findSession } from './sessions.ts';
import { vrfTablePage, vrfTables } from './vrf-tables.ts';

/** A table with the family by which it is chosen. */
type Chooseable = PagedTable & { readonly family: string };

function chosen(tables: readonly Chooseable[], { table, family }: RoutesQuery): readonly Chooseable[] {
  if (table !== undefined && !tables.some((one) => one.name === table))
    throw badParameter(
      'table',
      `there is no table ${table}, or it is empty. There are ${tables
        .slice(0, 5)
        .map((one) => one.name)
        .join(', ')}${tables.length > 5 ? ` and ${tables.length - 5} more` : ''}.`,
    );
  return tables.filter(
    (one) => (table === undefined || one.name === table) && (family === undefined || one.family === family),
  );
}

const isFiltered = ({ keyTest, protocol, peer }: RoutesQuery): boolean =>
  keyTest !== undefined || protocol !== undefined || peer !== undefined;

function answer(
  context: ViewContext,
  tables: readonly Chooseable[],
  asked: RoutesQuery,
  peers: readonly string[],
): BgpRoutesPage {
  return {
    now: context.live.clock(),
    ...pageOver(chosen(tables, asked), asked, isFiltered(asked)),
    tables: tables.map(({ name, destinations }) => ({ name, destinations })),
    peers,
    revision: context.read.revision,
  };
}

export function controlNodeRoutes(
  context: ViewContext,
  id: string,
  query: QueryOf<'controlNodeRoutes'>,
): BgpRoutesPage {
  const speaker = findControlNode(context, id);
  const asked = readRoutesQuery(query);
  const own = ribTables(speaker).map((table): Chooseable => ({
    name: table.name,
    family: table.family,
    destinations: table.destinations,
    read: (place, limit) => ribPart(context, table, asked, place, limit),
  }));
  const vrfs = vrfTables(context).map((table): Chooseable => ({
    name: table.name,
    family: table.family,
    destinations: table.destinations,
    read: (place, limit) => {
      const { rows, next } = vrfTablePage(context, table, asked, place, limit);
      return { rows, destinations: new Set(rows.map((row) => row.prefix)).size, next };
    },
  }));
  return answer(context, [...own, ...vrfs], asked, [...peerNames(speaker), ...nodesByAddress(context).values()].sort());
}

const peerNames = (speaker: BgpSpeakerFacts): readonly string[] =>
  speaker.sessions().map((session) => session.peerName);

/** What the peer offers, or was really sent. */
export function sessionRoutes(
  context: ViewContext,
  local: string,
  peer: string,
  direction: 'received' | 'sent',
  query: QueryOf<'received'>,
): BgpRoutesPage {
  const session = findSession(context, local, peer);
  const speaker = context.live.bgp.speaker(session.localKey)!;
  const asked = readRoutesQuery(query);
  const tables = direction === 'received' ? receivedTables(speaker, session) : sentTables(speaker, session);
  const only =
    direction === 'received' ? (path: { readonly source: string }) => path.source === session.peerKey : undefined;
  const paged = tables.map((table: RibTable): Chooseable => ({
    name: table.name,
    family: table.family,
    destinations: table.destinations,
    read: (place, limit) => ribPart(context, table, asked, place, limit, only),
  }));
  return answer(context, paged, asked, [session.peerName]);
}
