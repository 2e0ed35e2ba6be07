/** `/views/vrfs/<id>/routes` and `…/vpn-routes`: own, leaked and learned routes, each with why it is here. */

import type { QueryOf } from '../../contract/endpoints/queries.ts';
import type {
  VpnRoute as VpnRouteView,
  VpnRoutesPage,
  VrfRoutesPage,
  WithheldRoute,
} from '../../contract/views/vrfs.ts';
import type { FamilyCounts, VrfCounts } from '../../derived/vrf-view.ts';
import { notAdvertisedSentence } from '../../engine/trace/sentences.ts';
import { shortName } from '../../model/naming/fq-name.ts';
import { formatAddress, parseAddress } from '../../model/net/address.ts';
import { parsePrefix } from '../../model/net/prefix.ts';
import type { VpnRoute, VrfRow } from '../../model/oper/route.ts';
import type { RoutingInstanceFacts } from '../../model/oper/routing-instance-facts.ts';
import { findVrf } from '../shared/find-vrf.ts';
import { badParameter } from '../shared/query.ts';
import { routesOf, sourceKind, sourceOf } from '../shared/route-views.ts';
import type { ViewContext } from '../shared/view-context.ts';
import { routeCount } from '../shared/vrf-row.ts';

/** Paths not advertised that one answer names. */
const MOST_WITHHELD = 50;

export function vrfRoutes(context: ViewContext, id: string, asked: QueryOf<'vrfRoutes'>): VrfRoutesPage {
  const { derived, read } = context;
  const facts = findVrf(context, id);
  const limit = asked.limit ?? 100;
  const totals = derived.vrfCounts(facts.key);
  const total = routeCount(context, facts.key);
  const revision = read.revision;

  const address = asked.prefix === undefined ? undefined : parseAddress(asked.prefix.trim());
  if (address !== undefined) {
    const found = derived.vrfLookup(facts.key, address);
    const rows = found.flatMap((row) => routesOf(context, row, facts));
    const [best] = rows;
    return {
      rows,
      total,
      matched: rows.length,
      counts: {
        inet: rows.filter((row) => row.family === 'inet').length,
        inet6: rows.filter((row) => row.family === 'inet6').length,
      },
      revision,
      longestMatch:
        best === undefined
          ? {
              none:
                `No route of ${shortName(facts.networkName)} contains ${formatAddress(address)}, so such a packet ` +
                'is dropped.',
            }
          : { prefix: best.prefix, id: best.id },
    };
  }
  const prefix = asked.prefix === undefined ? undefined : parsePrefix(asked.prefix.trim(), 'mask');
  if (asked.prefix !== undefined && asked.prefix.trim() !== '' && prefix === undefined)
    throw badParameter('prefix', `"${asked.prefix}" is neither an address nor a prefix.`);

  checkCursor(asked.after);
  const familyOf = (row: VrfRow): 'inet' | 'inet6' => (row.prefix.includes(':') ? 'inet6' : 'inet');
  const fits = sourceFilter(context, asked.source);
  // A walk over the whole table is needed only where its counters do not tell.
  let counts = prefix === undefined ? countsOf(totals, asked.source) : undefined;
  if (counts === undefined) {
    const counted = { inet: 0, inet6: 0 };
    for (const row of derived.vrfRows(facts.key, prefix)) if (fits(row)) counted[familyOf(row)]++;
    counts = counted;
  }
  const page = derived.vrfPage(facts.key, {
    limit,
    ...(asked.after === undefined ? {} : { after: asked.after }),
    ...(prefix === undefined ? {} : { within: prefix }),
    ...(asked.source === undefined && asked.family === undefined
      ? {}
      : { where: (row: VrfRow) => (asked.family === undefined || familyOf(row) === asked.family) && fits(row) }),
  });
  const matched = asked.family === undefined ? counts.inet + counts.inet6 : counts[asked.family];
  return {
    rows: (page?.rows ?? []).flatMap((row) => routesOf(context, row, facts)),
    total,
    matched,
    ...(page?.next === undefined ? {} : { next: page.next }),
    counts,
    revision,
  };
}

type SourceFilter = QueryOf<'vrfRoutes'>['source'];

function sourceFilter(context: ViewContext, source: SourceFilter): (row: VrfRow) => boolean {
  switch (source) {
    case undefined:
      return () => true;
    case 'own':
      return (row) => row.kind === 'own';
    case 'leaked':
      return (row) => row.kind === 'leaked';
    case 'bgp':
      return (row) => row.kind === 'learned';
    default:
      return (row) => row.kind !== 'learned' && row.paths.some((path) => sourceKind(context, path) === source);
  }
}

/** Prefixes by family, as far as the table's counters tell; undefined where rows must be looked at. */
function countsOf(counts: VrfCounts | undefined, source: SourceFilter): FamilyCounts | undefined {
  const { ownByFamily: own, leakedByFamily: leaked, learnedByFamily: learned } = counts ?? NO_ROUTES;
  switch (source) {
    case undefined:
      return { inet: own.inet + leaked.inet + learned.inet, inet6: own.inet6 + leaked.inet6 + learned.inet6 };
    case 'own':
      return own;
    case 'leaked':
      return leaked;
    case 'bgp':
      return learned;
    default:
      return undefined;
  }
}

const NO_ROUTES = {
  ownByFamily: { inet: 0, inet6: 0 },
  leakedByFamily: { inet: 0, inet6: 0 },
  learnedByFamily: { inet: 0, inet6: 0 },
};

function checkCursor(after: string | undefined): void {
  if (after !== undefined && !after.includes('|'))
    throw badParameter('after', 'it is not the "next" of an earlier page; leave it out to begin again.');
}

/** Prefixes of the table by family. */
export function familyCounts(counts: VrfCounts | undefined): FamilyCounts {
  return countsOf(counts, undefined)!;
}

/** A VPN route as views show it; undefined while it is not advertised. */
export function vpnView(context: ViewContext, route: VpnRoute): VpnRouteView | undefined {
  const { routeDistinguisher, label, nextHop, notAdvertised } = route;
  if (notAdvertised !== undefined || routeDistinguisher === undefined || label === undefined || nextHop === undefined)
    return undefined;
  return {
    id: `${routeDistinguisher}:${route.prefix}`,
    rd: routeDistinguisher,
    prefix: route.prefix,
    family: route.family,
    label,
    nextHop: nextHop.address,
    routeTargets: route.routeTargets,
    communities: route.communities,
    med: route.med,
    localPreference: route.localPreference,
    tunnels: route.encapsulations,
    source: sourceOf(context, route.path).name,
  };
}

export function vpnRoutes(context: ViewContext, id: string, asked: QueryOf<'vpnRoutes'>): VpnRoutesPage {
  const facts = findVrf(context, id);
  checkCursor(asked.after);
  const { routes, total, next } = context.derived.vpnPage(facts.key, {
    limit: asked.limit ?? 100,
    ...(asked.after === undefined ? {} : { after: asked.after }),
  });
  return {
    rows: routes.flatMap((route) => vpnView(context, route) ?? []),
    total,
    ...(next === undefined ? {} : { next }),
    withheld: withheldOf(context, facts, total),
    revision: context.read.revision,
  };
}

/**
 * What is not advertised. Looked for only when counting says that there is something: the walk costs a route a
 * path.
 */
function withheldOf(context: ViewContext, facts: RoutingInstanceFacts, advertised: number): VpnRoutesPage['withheld'] {
  const counts = context.derived.vrfCounts(facts.key);
  const total = (counts?.ownPaths ?? 0) + (counts?.notInstalled ?? 0) - advertised;
  const rows: WithheldRoute[] = [];
  if (total <= 0) return { rows, total: 0 };
  for (const { notAdvertised, path, prefix } of context.derived.vpnRoutes(facts.key)) {
    if (notAdvertised === undefined) continue;
    rows.push({
      id: path.id,
      prefix,
      source: sourceOf(context, path).name,
      installed: path.notInstalled === undefined,
      reason: notAdvertisedSentence(notAdvertised),
    });
    if (rows.length === Math.min(total, MOST_WITHHELD)) break;
  }
  return { rows, total };
}
