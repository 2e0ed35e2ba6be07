/** A replica set: scaled, as its deployment's; and why it cannot make pods. */

import { newConditions } from '../new-conditions.ts';
import { ownerOf, referenceTo, type Happening, type Told } from '../told.ts';

/** The source of changes that deployments make. */
const DEPLOYMENTS = 'controller:deployment';

export function replicaSetStory({ old, new: next, source }: Happening<'ReplicaSet'>): readonly Told[] {
  const set = next?.value;
  if (set === undefined) return [];
  const told: Told[] = [];
  const [from, to] = [old?.value.spec?.replicas ?? 0, set.spec?.replicas ?? 0];
  const owner = source === DEPLOYMENTS && from !== to ? ownerOf(set) : undefined;
  if (owner !== undefined)
    told.push({
      about: owner,
      type: 'Normal',
      reason: 'ScalingReplicaSet',
      message: `Scaled ${to > from ? 'up' : 'down'} replica set ${set.metadata.name} from ${from} to ${to}`,
      component: 'deployment-controller',
    });
  for (const { reason, message } of newConditions(old?.value.status?.conditions, set.status?.conditions, 'True'))
    told.push({
      about: referenceTo('ReplicaSet', set),
      type: 'Warning',
      reason,
      message: `Error creating: ${message}`,
      component: 'replicaset-controller',
    });
  return told;
}
