/** VPN routes, built when they are asked for: one change of a route target concerns 100,000 of them and touches none. */
import { vpnRoute } from '../engine/leaking/vpn-route.ts';
import type { RoutePath, VpnRoute } from '../model/oper/route.ts';
import type { RoutingInstanceFacts, RoutingInstanceKey } from '../model/oper/routing-instance-facts.ts';
import type { Read } from '../store/store.ts';
import type { Table } from './calc-node.ts';
import { settingsOf, type GlobalSettings } from './nodes/global-settings.ts';
import type { VrfTables } from './nodes/vrf-tables.ts';

export interface VpnSources {
  readonly read: Read;
  readonly settings: Table<GlobalSettings>;
  readonly instances: Table<RoutingInstanceFacts>;
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
    vrfId: nodeUuid === undefined ? undefined : read.get('vrf-id', `${nodeUuid}/${instance.networkUuid}`)?.value.id,
    securityGroups: securityGroupsOf(read, path.origin.interfaceUuid),
  });
}

/** Routes that originate in an instance, in prefix order, strictly after a prefix's sort key; those that wait come last. */
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

function securityGroupsOf(read: Read, interfaceUuid: string): readonly number[] {
  const numbers: number[] = [];
  for (const ref of read.get('virtual-machine-interface', interfaceUuid)?.value.refs['security-group'] ?? []) {
    const group = read.get('security-group', ref.uuid)?.value;
    const number = group?.props.configured_security_group_id || group?.props.security_group_id || group?.allocated?.['id'];
    if (typeof number === 'number') numbers.push(number);
  }
  return numbers.sort((a, b) => a - b);
}
