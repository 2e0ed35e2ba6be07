/**
 * Floating IPs for the topology: those of drawn pods and VRFs, and those that a search finds. They are no nodes, but
 * have paths.
 */

import type { FloatingIp } from '../../model/config/types.ts';
import { shortName } from '../../model/naming/fq-name.ts';
import type { PictureFloatingIp, PictureNode } from '../../model/oper/topology-picture.ts';
import { by } from '../../model/order.ts';
import { byParent, byRef } from '../../store/indexes.ts';
import type { ViewContext } from '../shared/view-context.ts';
import { FLOATING_IP } from './path-facts.ts';

/** Of one node, or found by one search. */
const MOST_FLOATING_IPS = 20;

const shown = ({ uuid, props, fq_name }: FloatingIp): PictureFloatingIp => ({
  id: `${FLOATING_IP}${uuid}`,
  address: props.floating_ip_address ?? shortName(fq_name),
});
const byAddress = by(({ address }: PictureFloatingIp) => address);

/** The nodes, pods and VRFs with their floating IPs. */
export function withFloatingIps({ read, derived }: ViewContext, nodes: readonly PictureNode[]): readonly PictureNode[] {
  return nodes.map((node) => {
    const found: PictureFloatingIp[] = [];
    if (node.kind === 'pod' && node.object !== undefined) {
      for (const port of derived.pod(node.object.key)?.interfaces ?? [])
        for (const { value } of read.lookup(byRef('floating-ip', 'virtual-machine-interface'), port))
          found.push(shown(value));
    } else if (node.kind === 'vrf' && node.object !== undefined) {
      for (const pool of read.lookup(byParent('floating-ip-pool'), node.object.key)) {
        for (const { value } of read.lookup(byParent('floating-ip'), pool.key)) {
          if (found.length >= MOST_FLOATING_IPS) break;
          found.push(shown(value));
        }
      }
    }
    return found.length === 0 ? node : { ...node, floatingIps: found.sort(byAddress).slice(0, MOST_FLOATING_IPS) };
  });
}

/** Those whose address or name has the text; the first ones. */
export function foundFloatingIps({ read }: ViewContext, q: string | undefined): readonly PictureFloatingIp[] {
  const wanted = q?.trim().toLowerCase() ?? '';
  if (wanted === '') return [];
  const found: PictureFloatingIp[] = [];
  for (const { value } of read.scan('floating-ip')) {
    if (found.length >= MOST_FLOATING_IPS) break;
    if (`${value.props.floating_ip_address ?? ''} ${shortName(value.fq_name)}`.toLowerCase().includes(wanted))
      found.push(shown(value));
  }
  return found.sort(byAddress);
}
