/**
 * The gateways that exchange routes with a VRF by route target: whose VRFs import what it exports, or export what it
 * imports.
 */

import type { VrfGateway } from '../../contract/views/vrfs.ts';
import type { RoutingInstanceFacts } from '../../model/oper/routing-instance-facts.ts';
import { allGateways, gatewayState } from '../shared/gateway-list.ts';
import { sentVrfs } from '../shared/sent-vrfs.ts';
import type { ViewContext } from '../shared/view-context.ts';

/**
 * By gateway, then by its VRF. Of a router that cannot be looked into the targets that it asks for are known, and stand
 * for its VRFs.
 */
export function vrfGateways(context: ViewContext, facts: RoutingInstanceFacts): readonly VrfGateway[] {
  const exported = new Set(facts.exports.map(({ target }) => target));
  const imported = new Set(facts.imports.map(({ target }) => target));
  return allGateways(context).flatMap((gateway) => {
    const known = gateway.inside?.vrfs ?? gateway.host?.vrfs;
    const vrfs =
      known ??
      (gateway.router === undefined
        ? []
        : sentVrfs(context, gateway).map(({ name }) => ({ name, imports: [name], exports: [] })));
    const exchanging = vrfs.flatMap((vrf): readonly Omit<VrfGateway, 'state'>[] => {
      const takes = vrf.imports.filter((target) => exported.has(target));
      const gives = vrf.exports.filter((target) => imported.has(target));
      return takes.length + gives.length === 0 ? [] : [{ name: gateway.name, vrf: vrf.name, takes, gives }];
    });
    if (exchanging.length === 0) return [];
    const state = gatewayState(context, gateway);
    return exchanging.map((exchange) => ({ ...exchange, state }));
  });
}
