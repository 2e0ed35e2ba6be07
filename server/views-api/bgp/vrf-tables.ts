/** VRF tables of a control node, `<routing instance>.inet.0`: our workloads' routes over XMPP, learned ones by BGP. */

import type { BgpRoutePath } from '../../contract/views/bgp.ts';
import { formatFqName } from '../../model/naming/fq-name.ts';
import { formatAddress, parseAddress } from '../../model/net/address.ts';
import { contains, parsePrefix } from '../../model/net/prefix.ts';
import type { LearnedPath, RoutePath, VrfRow } from '../../model/oper/route.ts';
import type { RoutingInstanceFacts } from '../../model/oper/routing-instance-facts.ts';
import { by } from '../../model/order.ts';
import type { RoutesQuery } from '../shared/route-query.ts';
import { routesOf } from '../shared/route-views.ts';
import type { ViewContext } from '../shared/view-context.ts';

export interface VrfTableRef {
  readonly name: string;
  readonly facts: RoutingInstanceFacts;
  readonly family: 'inet' | 'inet6';
  readonly destinations: number;
}

/** Tables that have routes, by name. */
export function vrfTables({ derived }: ViewContext): readonly VrfTableRef[] {
  const found: VrfTableRef[] = [];
  for (const facts of derived.routingInstances()) {
    const counts = derived.vrfCounts(facts.key);
    if (counts === undefined) continue;
    for (const family of ['inet', 'inet6'] as const) {
      const destinations = counts.ownByFamily[family] + counts.leakedByFamily[family] + counts.learnedByFamily[family];
      if (destinations > 0)
        found.push({ name: `${formatFqName(facts.fqName)}.${family}.0`, facts, family, destinations });
    }
  }
  return found.sort(by(({ name }) => name));
}

/** A page of one table; `next` is the cursor for the rest. */
export function vrfTablePage(
  context: ViewContext,
  table: VrfTableRef,
  asked: RoutesQuery,
  after: string,
  limit: number,
): { readonly rows: readonly BgpRoutePath[]; readonly next: string | undefined } {
  const fits = rowTest(table, asked);
  const within =
    asked.prefix === undefined || parseAddress(asked.prefix.trim()) !== undefined
      ? undefined
      : parsePrefix(asked.prefix.trim(), 'mask');
  const page = context.derived.vrfPage(table.facts.key, {
    limit,
    ...(after === '' ? {} : { after }),
    ...(within === undefined ? {} : { within }),
    where: fits,
  });
  return { rows: (page?.rows ?? []).flatMap((row) => rowPaths(context, table, row)), next: page?.next };
}

function rowTest({ family }: VrfTableRef, { prefix, protocol, peer }: RoutesQuery): (row: VrfRow) => boolean {
  const address = prefix === undefined ? undefined : parseAddress(prefix.trim());
  const host = address === undefined ? '' : `${formatAddress(address)}/${address.family === 4 ? 32 : 128}`;
  // A prefix is matched by `within`; any other text, in the text of the row.
  const text =
    prefix === undefined || address !== undefined || parsePrefix(prefix.trim(), 'mask') !== undefined
      ? undefined
      : prefix.trim();
  return (row) => {
    if (row.prefix.includes(':') !== (family === 'inet6')) return false;
    if (protocol !== undefined && (row.kind === 'learned' ? 'BGP' : 'XMPP') !== protocol) return false;
    if (peer !== undefined && !sourcesOf(row).includes(peer)) return false;
    if (text !== undefined) return row.prefix.includes(text);
    if (address === undefined || row.prefix === host) return true;
    if (row.prefix.endsWith(host.slice(host.indexOf('/')))) return false;
    const own = parsePrefix(row.prefix);
    return own !== undefined && contains(own, address);
  };
}

const sourcesOf = (row: VrfRow): readonly string[] =>
  row.kind === 'learned'
    ? row.paths.map(({ path }) => path.sourceName)
    : row.paths.flatMap((path) => path.nextHop?.nodeName ?? []);

function rowPaths(context: ViewContext, { name, facts, family }: VrfTableRef, row: VrfRow): readonly BgpRoutePath[] {
  const views = routesOf(context, row, facts);
  return row.paths.map((path: RoutePath | LearnedPath, nth): BgpRoutePath => {
    const view = views[nth]!;
    const common = {
      id: `${name} ${view.id}`,
      table: name,
      family,
      prefix: row.prefix,
      why: view.why,
      best: view.best,
      routeTargets: view.routeTargets,
      tunnels: view.tunnels,
      ...(view.rd === undefined ? {} : { rd: view.rd }),
    };
    if ('path' in path) {
      const { attributes } = path.path;
      return {
        ...common,
        protocol: 'BGP',
        source: path.path.sourceName,
        nextHop: path.nextHop,
        ...(path.label === undefined ? {} : { label: path.label }),
        origin: attributes.origin,
        asPath: path.asPath === '' ? '?' : path.asPath,
        ...(path.med === undefined ? {} : { med: path.med }),
        ...(path.localPreference === undefined ? {} : { localPreference: path.localPreference }),
        communities: path.communities,
        securityGroups: [],
        decidedBy: path.path.decidedBy,
        stale: path.stale,
        since: path.since,
      };
    }
    const vpn = context.derived.vpnRoute(path);
    const communities = vpn?.communities ?? [];
    return {
      ...common,
      protocol: 'XMPP',
      source: path.nextHop?.nodeName ?? '',
      nextHop: path.nextHop?.address ?? '',
      ...(path.label === undefined ? {} : { label: path.label }),
      origin: 'incomplete',
      asPath: '?',
      med: path.med,
      localPreference: path.localPreference,
      communities,
      securityGroups: communities.flatMap((one) => (one.startsWith('secgroup:') ? one.slice('secgroup:'.length) : [])),
      ...originVnOf(communities),
      decidedBy: row.paths.length === 1 ? 'only-path' : 'local-preference',
      stale: false,
    };
  });
}

function originVnOf(communities: readonly string[]): { readonly originVn?: string } {
  const found = communities.find((one) => one.startsWith('originvn:'));
  return found === undefined ? {} : { originVn: found.slice('originvn:'.length) };
}
