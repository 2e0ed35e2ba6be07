/** Why a path is not in its table, as a sentence. */

import type { NotAdvertised } from '../../../model/oper/route.ts';

/** `what` begins the sentence: "Interface web__…", "Floating IP 101.101.101.2". */
export function notRouted(what: string, why: NotAdvertised): { readonly reason: string; readonly message: string } {
  switch (why.kind) {
    case 'no-node':
      return {
        reason: 'NoNode',
        message:
          `${what} is on no compute node yet, so it is not routed. ` + 'It is as soon as its pod is placed on a node.',
      };
    case 'node-missing':
      return {
        reason: 'NodeMissing',
        message:
          `${what} is on virtual router ${why.nodeUuid}, which does not exist, so it is not routed. Create the ` +
          'virtual router again, or let its pod be placed anew.',
      };
    case 'node-without-address':
      return {
        reason: 'NodeWithoutAddress',
        message:
          `${what} is on compute node ${why.nodeName}, which has no IP address, so there is no next hop. Set ` +
          `virtual_router_ip_address of ${why.nodeName}.`,
      };
    case 'no-label':
      return {
        reason: 'NoLabel',
        message:
          `${what} has no MPLS label, so it is not routed. The labels of its compute node are used up: remove ` +
          'workloads from the node.',
      };
    case 'other-family':
      return {
        reason: 'OtherFamily',
        message:
          `${what} is IPv${why.family}, but its port has IPv${why.family === 4 ? 6 : 4} only ` +
          `(${why.addresses.join(', ')}), so it is not routed. Give the port an IPv${why.family} address, or ` +
          'associate the floating IP with another port.',
      };
    case 'no-vrf-id':
      return {
        reason: 'NoVrfId',
        message:
          `${what} is not advertised: compute node ${why.nodeName} has no VRF number for the network. Its 65535 ` +
          'numbers are used up: remove networks from the node.',
      };
    case 'no-export-target':
      return {
        reason: 'NoExportTarget',
        message:
          `${what} is not advertised: its network exports no route target. Set one under Overlay > Virtual ` +
          'Networks > Edit > Routing, Bridging and Policies.',
      };
    default:
      throw new Error(`BUG: unknown reason ${String(why satisfies never)}`);
  }
}
