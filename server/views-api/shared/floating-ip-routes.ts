/** VPN routes that a floating IP has by its ports. */

import type { FloatingIp } from '../../model/config/types.ts';
import type { VpnRoute } from '../../model/oper/route.ts';
import type { ViewContext } from './view-context.ts';

export function floatingIpRoutes({ read, derived }: ViewContext, fip: FloatingIp): readonly VpnRoute[] {
  const found: VpnRoute[] = [];
  for (const ref of fip.refs['virtual-machine-interface'] ?? []) {
    for (const path of derived.port(ref.uuid)?.paths ?? []) {
      if (path.origin.kind !== 'floating-ip' || path.origin.floatingIpUuid !== fip.uuid) continue;
      const route = derived.vpnRoute(path);
      if (route !== undefined && read.get('virtual-machine-interface', ref.uuid) !== undefined) found.push(route);
    }
  }
  return found;
}
