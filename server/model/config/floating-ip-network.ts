import type { FloatingIp, FloatingIpPool, InstanceIp } from './types.ts';

/** How the parents of floating IPs are read. */
interface FloatingIpParents {
  instanceIp(uuid: string): InstanceIp | undefined;
  pool(uuid: string): FloatingIpPool | undefined;
}

/** The network in which a floating IP is routed: its pool's, or that of the instance IP under which it stands. */
export function networkOfFloatingIp(
  { parent_type: type, parent_uuid: parent = '' }: Pick<FloatingIp, 'parent_type' | 'parent_uuid'>,
  parents: FloatingIpParents,
): string | undefined {
  return type === 'instance-ip'
    ? parents.instanceIp(parent)?.refs['virtual-network']?.[0]?.uuid
    : parents.pool(parent)?.parent_uuid;
}
