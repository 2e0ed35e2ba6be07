/** `/views/vrfs/<id>/routes` and `…/vpn-routes`: own and leaked routes, each with why it is here. */
import { z } from 'zod';
import type { MaybeLink } from '../../contract/views/reference.ts';
import type { VpnRoute as VpnRouteView, VpnRoutesPage, VrfRoute, VrfRoutesPage, WithheldRoute } from '../../contract/views/vrfs.ts';
import type { FamilyCounts, VrfCounts } from '../../derived/vrf-view.ts';
import { shortName } from '../../model/naming/fq-name.ts';
import { formatAddress, parseAddress } from '../../model/net/address.ts';
import { parsePrefix } from '../../model/net/prefix.ts';
import type { RoutePath, VpnRoute, VrfRow } from '../../model/oper/route.ts';
import type { RoutingInstanceFacts } from '../../model/oper/routing-instance-facts.ts';
import { podLink } from '../links.ts';
import { badParameter, parse } from '../query.ts';
import type { World } from '../world.ts';
import { findVrf, vrfLink } from './find-vrf.ts';
import { whyNot } from './why-not.ts';

/** Paths not advertised that one answer names. */
const MOST_WITHHELD = 50;

const whole = z.string().regex(/^\d{1,15}$/, 'is not a whole number').transform(Number);
const routesQuery = z.strictObject({
  prefix: z.string().max(100).optional(), family: z.enum(['inet', 'inet6']).optional(), source: z.enum(['pod', 'floating-ip', 'service', 'leaked', 'own']).optional(),
  after: z.string().max(500).optional(), limit: whole.refine((n) => n >= 1 && n <= 1000, 'is outside 1 to 1000').optional(), minRevision: whole.optional(),
});

function sourceKind({ read }: World, { origin }: RoutePath): 'floating-ip' | 'service' | 'pod' {
  if (origin.kind === 'floating-ip') return 'floating-ip';
  return read.get('virtual-machine-interface', origin.interfaceUuid)?.value.props.virtual_machine_interface_device_owner === 'K8S:LOADBALANCER' ? 'service' : 'pod';
}

function sourceOf(world: World, path: RoutePath): VrfRoute['source'] {
  const { read } = world;
  const { origin } = path;
  let pod: VrfRoute['source']['pod'];
  if (origin.machineUuid !== undefined) for (const found of read.lookup('kube/Pod', 'uid', origin.machineUuid)) pod = podLink(found.key);
  const port = read.get('virtual-machine-interface', origin.interfaceUuid)?.value;
  return {
    kind: sourceKind(world, path), name: pod?.name ?? (port === undefined ? origin.interfaceUuid : shortName(port.fq_name)),
    ...(pod === undefined ? {} : { pod }), port: origin.interfaceUuid, ...(origin.kind === 'floating-ip' ? { floatingIp: origin.floatingIpUuid } : {}),
  };
}

function whyOf(row: VrfRow, source: VrfRoute['source'], into: RoutingInstanceFacts): string {
  const here = shortName(into.networkName);
  const what = source.kind === 'floating-ip' ? `${row.prefix} is a floating IP of ${source.name}; its pool is in ${shortName(row.from.networkName)}` : `${row.prefix} is an address of ${source.name} in ${shortName(row.from.networkName)}`;
  if (row.leak === undefined) return `${what}.`;
  const [use] = row.leak.via;
  const reason = use?.why[0];
  const because = reason === undefined ? '' : reason.kind === 'connection' ? `, because policy ${shortName(reason.steps[0]?.policyName ?? ['?'])} connects the two` : reason.kind === 'automatic' ? ', its own automatic target' : `, from its ${reason.kind === 'both-list' ? 'import and export' : 'import'} list`;
  return `${what}, which exports ${use?.target ?? ''}; ${here} imports it${because}.`;
}

function routesOf(world: World, row: VrfRow, into: RoutingInstanceFacts): readonly VrfRoute[] {
  return row.paths.map((path, nth) => {
    const source = sourceOf(world, path);
    const vpn = world.derived.vpnRoute(path);
    const leakedFrom: MaybeLink | undefined = row.leak === undefined ? undefined : vrfLink(world, row.leak.exporter);
    return {
      id: `${path.id}>${into.key}`, prefix: row.prefix, family: row.prefix.includes(':') ? 'inet6' : 'inet', source, ...(leakedFrom === undefined ? {} : { leakedFrom }),
      routeTargets: row.leak === undefined ? vpn?.routeTargets ?? [] : row.leak.via.map((use) => use.target), why: whyOf(row, source, into),
      ...(path.nextHop === undefined ? {} : { nextHop: { address: path.nextHop.address, node: path.nextHop.nodeName } }), ...(path.label === undefined ? {} : { label: path.label }),
      ...(vpn?.routeDistinguisher === undefined ? {} : { rd: vpn.routeDistinguisher }), tunnels: vpn?.encapsulations ?? [], med: path.med, localPreference: path.localPreference, best: nth === 0 || path.localPreference === row.paths[0]!.localPreference,
    };
  });
}

export function vrfRoutes(world: World, id: string, query: unknown): VrfRoutesPage {
  const asked = parse(routesQuery, query);
  const { derived, read } = world;
  const facts = findVrf(world, id);
  const limit = asked.limit ?? 100;
  const totals = derived.vrfCounts(facts.key);
  const total = (totals?.ownPrefixes ?? 0) + (totals?.leakedPrefixes ?? 0);
  const revision = read.revision;

  const address = asked.prefix === undefined ? undefined : parseAddress(asked.prefix.trim());
  if (address !== undefined) {
    const found = derived.vrfLookup(facts.key, address);
    const rows = found.flatMap((row) => routesOf(world, row, facts));
    const [best] = rows;
    return {
      rows, total, matched: rows.length, counts: { inet: rows.filter((row) => row.family === 'inet').length, inet6: rows.filter((row) => row.family === 'inet6').length }, revision,
      longestMatch: best === undefined ? { none: `No route of ${shortName(facts.networkName)} contains ${formatAddress(address)}, so such a packet is dropped.` } : { prefix: best.prefix, id: best.id },
    };
  }
  const prefix = asked.prefix === undefined ? undefined : parsePrefix(asked.prefix.trim(), 'mask');
  if (asked.prefix !== undefined && asked.prefix.trim() !== '' && prefix === undefined) throw badParameter('prefix', `"${asked.prefix}" is neither an address nor a prefix.`);

  checkCursor(asked.after);
  const familyOf = (row: VrfRow): 'inet' | 'inet6' => (row.prefix.includes(':') ? 'inet6' : 'inet');
  const fits = sourceFilter(world, asked.source);
  // A walk over the whole table is needed only where its counters do not tell.
  let counts = prefix === undefined ? countsOf(totals, asked.source) : undefined;
  if (counts === undefined) {
    const counted = { inet: 0, inet6: 0 };
    for (const row of derived.vrfRows(facts.key, prefix)) if (fits(row)) counted[familyOf(row)]++;
    counts = counted;
  }
  const page = derived.vrfPage(facts.key, {
    limit, ...(asked.after === undefined ? {} : { after: asked.after }), ...(prefix === undefined ? {} : { within: prefix }),
    ...(asked.source === undefined && asked.family === undefined ? {} : { where: (row: VrfRow) => (asked.family === undefined || familyOf(row) === asked.family) && fits(row) }),
  });
  const matched = asked.family === undefined ? counts.inet + counts.inet6 : counts[asked.family];
  return { rows: (page?.rows ?? []).flatMap((row) => routesOf(world, row, facts)), total, matched, ...(page?.next === undefined ? {} : { next: page.next }), counts, revision };
}

type SourceFilter = z.infer<typeof routesQuery>['source'];

function sourceFilter(world: World, source: SourceFilter): (row: VrfRow) => boolean {
  switch (source) {
    case undefined: return () => true;
    case 'own': return (row) => row.leak === undefined;
    case 'leaked': return (row) => row.leak !== undefined;
    default: return (row) => row.paths.some((path) => sourceKind(world, path) === source);
  }
}

/** Prefixes by family, as far as the table's counters tell; undefined where rows must be looked at. */
function countsOf(counts: VrfCounts | undefined, source: SourceFilter): FamilyCounts | undefined {
  const { ownByFamily: own, leakedByFamily: leaked } = counts ?? NO_ROUTES;
  switch (source) {
    case undefined: return { inet: own.inet + leaked.inet, inet6: own.inet6 + leaked.inet6 };
    case 'own': return own;
    case 'leaked': return leaked;
    default: return undefined;
  }
}

const NO_ROUTES = { ownByFamily: { inet: 0, inet6: 0 }, leakedByFamily: { inet: 0, inet6: 0 } };

function checkCursor(after: string | undefined): void {
  if (after !== undefined && !after.includes('|')) throw badParameter('after', 'it is not the "next" of an earlier page; leave it out to begin again.');
}

/** Prefixes of the table by family. */
export function familyCounts(counts: VrfCounts | undefined): FamilyCounts {
  return countsOf(counts, undefined)!;
}

/** A VPN route as views show it; undefined while it is not advertised. */
export function vpnView(world: World, route: VpnRoute): VpnRouteView | undefined {
  const { routeDistinguisher, label, nextHop, notAdvertised } = route;
  if (notAdvertised !== undefined || routeDistinguisher === undefined || label === undefined || nextHop === undefined) return undefined;
  return {
    id: `${routeDistinguisher}:${route.prefix}`, rd: routeDistinguisher, prefix: route.prefix, family: route.family, label, nextHop: nextHop.address, routeTargets: route.routeTargets, communities: route.communities,
    med: route.med, localPreference: route.localPreference, tunnels: route.encapsulations, source: sourceOf(world, route.path).name,
  };
}

export function vpnRoutes(world: World, id: string, query: unknown): VpnRoutesPage {
  const asked = parse(routesQuery, query);
  const facts = findVrf(world, id);
  checkCursor(asked.after);
  const { routes, total, next } = world.derived.vpnPage(facts.key, { limit: asked.limit ?? 100, ...(asked.after === undefined ? {} : { after: asked.after }) });
  return { rows: routes.flatMap((route) => vpnView(world, route) ?? []), total, ...(next === undefined ? {} : { next }), withheld: withheldOf(world, facts, total), revision: world.read.revision };
}

/** What is not advertised. Looked for only when counting says that there is something: the walk costs a route a path. */
function withheldOf(world: World, facts: RoutingInstanceFacts, advertised: number): VpnRoutesPage['withheld'] {
  const counts = world.derived.vrfCounts(facts.key);
  const total = (counts?.ownPaths ?? 0) + (counts?.notInstalled ?? 0) - advertised;
  const rows: WithheldRoute[] = [];
  if (total <= 0) return { rows, total: 0 };
  for (const { notAdvertised, path, prefix } of world.derived.vpnRoutes(facts.key)) {
    if (notAdvertised === undefined) continue;
    rows.push({ id: path.id, prefix, source: sourceOf(world, path).name, installed: path.notInstalled === undefined, reason: whyNot(notAdvertised) ?? '' });
    if (rows.length === Math.min(total, MOST_WITHHELD)) break;
  }
  return { rows, total };
}
