/** `/views/vrfs/<id>/routes` and `…/vpn-routes`: own and leaked routes, each with why it is here. */
import { z } from 'zod';
import type { MaybeLink } from '../../contract/views/reference.ts';
import type { VpnRoute as VpnRouteView, VpnRoutesPage, VrfRoute, VrfRoutesPage } from '../../contract/views/vrfs.ts';
import { shortName } from '../../model/naming/fq-name.ts';
import { formatAddress, parseAddress } from '../../model/net/address.ts';
import { covers, parsePrefix } from '../../model/net/prefix.ts';
import type { RoutePath, VpnRoute, VrfRow } from '../../model/oper/route.ts';
import type { RoutingInstanceFacts } from '../../model/oper/routing-instance-facts.ts';
import { podLink } from '../links.ts';
import { badParameter, parse } from '../query.ts';
import type { World } from '../world.ts';
import { findVrf, vrfLink } from './find-vrf.ts';

const whole = z.string().regex(/^\d{1,15}$/, 'is not a whole number').transform(Number);
const routesQuery = z.strictObject({
  prefix: z.string().max(100).optional(), family: z.enum(['inet', 'inet6']).optional(), source: z.enum(['pod', 'floating-ip', 'service', 'leaked', 'own']).optional(),
  after: z.string().max(500).optional(), limit: whole.refine((n) => n >= 1 && n <= 1000, 'is outside 1 to 1000').optional(), minRevision: whole.optional(),
});

function sourceOf({ read }: World, path: RoutePath): VrfRoute['source'] {
  const { origin } = path;
  let pod: VrfRoute['source']['pod'];
  if (origin.machineUuid !== undefined) for (const found of read.lookup('kube/Pod', 'uid', origin.machineUuid)) pod = podLink(found.key);
  const port = read.get('virtual-machine-interface', origin.interfaceUuid)?.value;
  const service = port?.props.virtual_machine_interface_device_owner === 'K8S:LOADBALANCER';
  return {
    kind: origin.kind === 'floating-ip' ? 'floating-ip' : service ? 'service' : 'pod', name: pod?.name ?? (port === undefined ? origin.interfaceUuid : shortName(port.fq_name)),
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

  if (prefix === undefined && asked.family === undefined && asked.source === undefined) {
    const page = derived.vrfPage(facts.key, { limit, ...(asked.after === undefined ? {} : { after: asked.after }) });
    const rows = (page?.rows ?? []).flatMap((row) => routesOf(world, row, facts));
    return { rows, total, matched: total, ...(page?.next === undefined ? {} : { next: page.next }), counts: familyCounts(world, facts), revision };
  }

  // Filters walk the table; the cursor is the number of matching prefixes already seen.
  const skip = asked.after === undefined ? 0 : Number(asked.after.replace(/^n/, ''));
  if (!Number.isInteger(skip)) throw badParameter('after', 'it is not the "next" of an earlier page with the same filters.');
  const rows: VrfRoute[] = [];
  let matched = 0;
  const counts = { inet: 0, inet6: 0 };
  for (const row of derived.vrfRows(facts.key)) {
    if (prefix !== undefined) {
      const own = parsePrefix(row.prefix);
      if (own === undefined || !covers(prefix, own)) continue;
    }
    if ((asked.source === 'leaked') !== (row.leak !== undefined) && (asked.source === 'leaked' || asked.source === 'own')) continue;
    if ((asked.source === 'pod' || asked.source === 'floating-ip' || asked.source === 'service') && !row.paths.some((path) => sourceOf(world, path).kind === asked.source)) continue;
    const family = row.prefix.includes(':') ? 'inet6' : 'inet';
    counts[family]++;
    if (asked.family !== undefined && asked.family !== family) continue;
    matched++;
    if (matched > skip && matched <= skip + limit) rows.push(...routesOf(world, row, facts));
  }
  return { rows, total, matched, ...(matched > skip + limit ? { next: `n${skip + limit}` } : {}), counts, revision };
}

/** Prefixes of the table by family. */
export function familyCounts({ derived }: World, { key }: RoutingInstanceFacts): { readonly inet: number; readonly inet6: number } {
  const counts = { inet: 0, inet6: 0 };
  for (const { prefix } of derived.vrfRows(key)) counts[prefix.includes(':') ? 'inet6' : 'inet']++;
  return counts;
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
  const limit = asked.limit ?? 100;
  const skip = asked.after === undefined ? 0 : Number(asked.after.replace(/^n/, ''));
  if (!Number.isInteger(skip)) throw badParameter('after', 'it is not the "next" of an earlier page.');
  const rows: VpnRouteView[] = [];
  let total = 0;
  for (const route of world.derived.vpnRoutes(facts.key)) {
    if (route.notAdvertised !== undefined) continue;
    total++;
    if (total <= skip || total > skip + limit) continue;
    const view = vpnView(world, route);
    if (view !== undefined) rows.push(view);
  }
  return { rows, total, ...(total > skip + limit ? { next: `n${skip + limit}` } : {}), revision: world.read.revision };
}
