/** A floating IP that is not associated, not shared with its project, or not routed. */

import { isSharedWith } from '../../../engine/floating-ip/pool-sharing.ts';
import type { FloatingIp, FloatingIpPool } from '../../../model/config/types.ts';
import { formatFqName, shortName } from '../../../model/naming/fq-name.ts';
import type { ObjectCondition } from '../../../model/oper/condition.ts';
import type { Tracked } from '../../calc-node.ts';
import { condition, danglingRefs, nameOf, NONE, unknownObject, type Evaluate } from './evaluate.ts';
import { notRouted } from './not-routed.ts';

export const floatingIpConditions: Evaluate = (key, tracked, { ports }) => {
  const fip = tracked.read.get('floating-ip', key)?.value;
  if (fip === undefined) return NONE;
  const name = `Floating IP ${fip.props.floating_ip_address ?? shortName(fip.fq_name)}`;
  const found: ObjectCondition[] = [...danglingRefs(fip, tracked.read)];
  const pool =
    fip.parent_type === 'floating-ip-pool' && fip.parent_uuid !== undefined
      ? tracked.record('floating-ip-pool', fip.parent_uuid)?.value
      : undefined;
  if (fip.parent_type === 'floating-ip-pool' && pool === undefined) {
    found.push(
      condition(
        'error',
        'DanglingReference',
        'PoolNotFound',
        `${name} belongs to pool ${fip.parent_uuid ?? ''}, which does not exist, so it is not routed. Release it ` +
          'and allocate another one.',
        [unknownObject('floating-ip-pool', fip.parent_uuid ?? '')],
      ),
    );
  }
  if (pool !== undefined) found.push(...notShared(name, fip, pool, tracked));
  const interfaces = fip.refs['virtual-machine-interface'] ?? [];
  // A service without ready pods is nothing to be mended here.
  if (interfaces.length === 0 && !isOfService(fip)) {
    found.push(
      condition(
        'info',
        'NotAssociated',
        'NotAssociated',
        `${name} is not associated with a port, so nothing answers on it. Associate it under Overlay > Floating IP.`,
      ),
    );
  }
  for (const ref of interfaces) {
    const waiting = ports
      .get(ref.uuid)
      ?.paths.find((path) => path.origin.kind === 'floating-ip' && path.origin.floatingIpUuid === key)?.notInstalled;
    if (waiting === undefined) continue;
    const { reason, message } = notRouted(name, waiting);
    found.push(
      condition('error', 'NotRouted', reason, message, [
        { kind: 'virtual-machine-interface', key: ref.uuid, name: ref.uuid },
      ]),
    );
  }
  return found;
};

function notShared(name: string, fip: FloatingIp, pool: FloatingIpPool, tracked: Tracked): readonly ObjectCondition[] {
  const network =
    pool.parent_uuid === undefined ? undefined : tracked.record('virtual-network', pool.parent_uuid)?.value;
  return (fip.refs['project'] ?? []).flatMap((ref): readonly ObjectCondition[] => {
    const project = tracked.record('project', ref.uuid)?.value;
    if (project === undefined || network?.parent_uuid === project.uuid || isSharedWith(pool, project.uuid)) return [];
    const administrator = isOfService(fip);
    return [
      condition(
        administrator ? 'info' : 'warning',
        'PoolNotShared',
        'PoolNotShared',
        `${name}: pool ${formatFqName(pool.fq_name)} is not shared with project ${shortName(project.fq_name)}` +
          `${administrator ? '; kube-manager uses it as administrator' : ''}. Share it under Overlay > Floating IP > ` +
          'Floating IP Pools > Edit, or choose a pool of the project.',
        [nameOf(pool), nameOf(project)],
      ),
    ];
  });
}

/** kube-manager stamps what it allocates for a service. */
function isOfService({ annotations }: FloatingIp): boolean {
  return (annotations?.key_value_pair ?? []).some(({ key, value }) => key === 'kind' && value === 'Service');
}
