import { FIP_POOL } from '../../engine/annotations/annotation-keys.ts';
import { byParent } from '../../store/indexes.ts';
import { nameOfObject } from '../shared/conditions.ts';
import { decidePool } from '../shared/pool-decision.ts';
import { floatingIpNode } from './floating-ip.ts';
import { node, type ShownKind } from './shown-kind.ts';

/** A pool goes with its network; its floating IPs are released, and who names it will name nothing. */
export const shownFloatingIpPool: ShownKind<'floating-ip-pool'> = {
  goesWithParent: true,
  tree(context, pool) {
    const { read } = context;
    const children = [...read.lookup(byParent('floating-ip'), pool.uuid)]
      .map(({ value }) => floatingIpNode(context, value, 'released'))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const { key, value } of read.scan('kube/Namespace')) {
      if (value.metadata.annotations?.[FIP_POOL] === undefined) continue;
      const { resolution } = decidePool(context, key);
      if (resolution.kind === 'resolved' && resolution.level === 'namespace' && resolution.poolUid === pool.uuid)
        children.push(node('kube/Namespace', key, key, 'names the pool in its annotation', 'will-point-to-nothing'));
    }
    const shares = pool.perms2.share.length;
    return node(
      'floating-ip-pool',
      pool.uuid,
      nameOfObject(read, 'floating-ip-pool', pool.uuid),
      shares === 0 ? 'pool' : `pool, shared with ${shares} ${shares === 1 ? 'project' : 'projects'}`,
      'deleted',
      children,
    );
  },
};
