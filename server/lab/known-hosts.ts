/** The lab's known hosts as the console shows them: prefill of the BGP router form, dashed in the topology. */

import type { KnownHost as KnownHostView } from '../contract/views/summary.ts';
import type { AddressFamily } from '../model/bgp/family.ts';
import type { Lab } from './chapter.ts';

/**
 * What a gateway speaks by default (provision_bgp): the control node's families less erm-vpn, so that both ends
 * match.
 */
export const GATEWAY_FAMILIES: readonly AddressFamily[] = ['route-target', 'inet-vpn', 'e-vpn', 'inet6-vpn'];

export function knownHostViews(lab: Lab): readonly KnownHostView[] {
  return lab.knownHosts.map(({ name, address, autonomousSystem, vrf }) => ({
    name,
    address,
    asn: autonomousSystem,
    vendor: 'mx',
    families: GATEWAY_FAMILIES,
    note: `Gateway of the chapter's lab. Its VRF ${vrf.name} imports and exports ${vrf.routeTarget}.`,
    vrfs: [{ name: vrf.name, rd: vrf.routeDistinguisher, imports: [vrf.routeTarget], exports: [vrf.routeTarget] }],
  }));
}
