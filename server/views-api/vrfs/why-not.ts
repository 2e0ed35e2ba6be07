/** Why a path is not advertised, with the way out. */

import type { NotAdvertised } from '../../model/oper/route.ts';

/** A sentence; undefined when it is advertised. */
export function whyNot(reason: NotAdvertised | undefined): string | undefined {
  if (reason === undefined) return undefined;
  switch (reason.kind) {
    case 'no-node':
      return 'The port is on no compute node yet: its pod has not been placed.';
    case 'node-missing':
      return 'The compute node of the port has no virtual router. Register it.';
    case 'node-without-address':
      return `Virtual router ${reason.nodeName} has no address; set virtual_router_ip_address.`;
    case 'no-label':
      return 'The port has no label yet.';
    case 'other-family':
      return `The port has no IPv${reason.family} address.`;
    case 'no-vrf-id':
      return `The VRF has no number on ${reason.nodeName} yet.`;
    case 'no-export-target':
      return 'The network exports no route target. Add one under Routing, Bridging and Policies.';
    default:
      return reason satisfies never;
  }
}
