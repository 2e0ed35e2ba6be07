/** VPN routes, built on demand: a change of one route target would otherwise change 100,000 of them. */

import { vpnRoute } from '../engine/leaking/vpn-route.ts';
import type { RoutePath, VpnRoute } from '../model/oper/route.ts';
import type { RoutingInstanceFacts, RoutingInstanceKey } from '../model/oper/routing-instance-facts.ts';
import { vrfIdKey } from '../model/oper/vrf-id.ts';
import type { Read } from '../store/store.ts';
import type { DerivedTable } from './calc-node.ts';
import { settingsOf, type GlobalSettings } from './nodes/global-settings.ts';
import type { VrfTable, VrfTables } from './nodes/vrf-tables.ts';

export interface VpnSources {
  readonly read: Read;
  readonly settings: DerivedTable<GlobalSettings>;
  readonly instances: DerivedTable<RoutingInstanceFacts>;
  readonly tables: VrfTables;
}

export function vpnRouteOf({ read, settings, instances }: VpnSources, path: RoutePath): VpnRoute | undefined {
  const instance = instances.get(path.instance);
  if (instance === undefined) return undefined;
  const { asn, l3Encapsulations } = settingsOf(settings);
  const nodeUuid = path.nextHop?.nodeUuid;
  return vpnRoute(path, {
    instance,
    asn,
    encapsulations: l3Encapsulations,
    vrfId: nodeUuid === undefined ? undefined : read.get('vrf-id', vrfIdKey(nodeUuid, instance.networkUuid))?.value.id,
    securityGroups: securityGroupsOf(read, path.origin.interfaceUuid),
    tags: tagsOf(read, path.origin.interfaceUuid),
  });
}

/** Routes that originate in an instance, in prefix order; those that are not installed come last. */
export function* vpnRoutesOf(sources: VpnSources, instance: RoutingInstanceKey): Generator<VpnRoute, void, undefined> {
  const table = sources.tables.of(instance);
  for (const key of table.keysFrom()) {
    for (const path of table.row(key) ?? []) {
      const route = vpnRouteOf(sources, path);
      if (route !== undefined) yield route;
    }
  }
  for (const path of table.notInstalled()) {
    const route = vpnRouteOf(sources, path);
    if (route !== undefined) yield route;
  }
}

export interface VpnPage {
  readonly routes: readonly VpnRoute[];
  /** All that are advertised. */
  readonly total: number;
  /** Pass it as `after` for the next page; absent on the last one. */
  readonly next: string | undefined;
}

/**
 * A page of the routes that are advertised. A cursor names prefix and path, so that it holds when routes come and
 * go.
 */
export function vpnPage(
  sources: VpnSources,
  instance: RoutingInstanceKey,
  { after, limit }: { readonly after?: string; readonly limit: number },
): VpnPage {
  const table = sources.tables.of(instance);
  const total = advertisedCount(sources, instance);
  const routes: VpnRoute[] = [];
  let cursor: string | undefined;
  if (total === 0) return { routes, total, next: undefined };
  for (const [key, path] of pathsAfter(table, after)) {
    const route = vpnRouteOf(sources, path);
    if (route === undefined || route.notAdvertised !== undefined) continue;
    if (routes.length >= limit) return { routes, total, next: cursor };
    routes.push(route);
    cursor = `${key}|${path.id}`;
  }
  return { routes, total, next: undefined };
}

function* pathsAfter(
  table: VrfTable,
  after: string | undefined,
): Generator<readonly [string, RoutePath], void, undefined> {
  const bar = after?.indexOf('|') ?? -1;
  const afterKey = after?.slice(0, bar);
  const afterId = after?.slice(bar + 1) ?? '';
  if (afterKey !== undefined)
    for (const path of table.row(afterKey) ?? []) if (path.id > afterId) yield [afterKey, path];
  for (const key of table.keysFrom(afterKey)) for (const path of table.row(key) ?? []) yield [key, path];
}

/**
 * Counted without building routes: an installed path is advertised when its node numbers the VRF and the instance
 * exports.
 */
function advertisedCount({ read, instances, tables }: VpnSources, instance: RoutingInstanceKey): number {
  const facts = instances.get(instance);
  if (facts === undefined || facts.exports.length === 0) return 0;
  const numbered = new Map<string, boolean>();
  let count = 0;
  for (const path of tables.of(instance).installed()) {
    const node = path.nextHop?.nodeUuid;
    if (node === undefined) continue;
    let known = numbered.get(node);
    if (known === undefined)
      numbered.set(node, (known = read.get('vrf-id', vrfIdKey(node, facts.networkUuid)) !== undefined));
    if (known) count++;
  }
  return count;
}

function securityGroupsOf(read: Read, interfaceUuid: string): readonly number[] {
  const numbers: number[] = [];
  for (const ref of read.get('virtual-machine-interface', interfaceUuid)?.value.refs['security-group'] ?? []) {
    const group = read.get('security-group', ref.uuid)?.value;
    const number =
      group?.props.configured_security_group_id || group?.props.security_group_id || group?.allocated?.['id'];
    if (typeof number === 'number') numbers.push(number);
  }
  return numbers.sort((a, b) => a - b);
}

function tagsOf(read: Read, interfaceUuid: string): readonly number[] {
  const numbers: number[] = [];
  for (const ref of read.get('virtual-machine-interface', interfaceUuid)?.value.refs.tag ?? []) {
    const id = Number(read.get('tag', ref.uuid)?.value.props['tag_id']);
    if (Number.isInteger(id) && id > 0) numbers.push(id);
  }
  return numbers.sort((a, b) => a - b);
}
