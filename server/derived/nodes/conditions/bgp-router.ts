/** A BGP router whose peerings do not fit. */

import type { ConditionType, ObjectCondition } from '../../../model/oper/condition.ts';
import { condition, NONE, type Evaluate } from './evaluate.ts';

const REASONS = {
  autonomous_system: 'AsnDiffers',
  hold_time: 'HoldTimeDiffers',
  address_families: 'FamiliesDiffer',
  auth_data: 'KeysDiffer',
  attributes: 'AttributesDiffer',
  router_missing: 'PeerNotFound',
} as const;

export const bgpRouterConditions: Evaluate = (key, tracked, { peerings, peeringsByRouter }) => {
  if (tracked.read.get('bgp-router', key) === undefined) return NONE;
  const found: ObjectCondition[] = [];
  for (const pair of [...peeringsByRouter.of(key)].sort()) {
    const peering = tracked.row(peerings, pair);
    if (peering === undefined) continue;
    const [a, b] = peering.ends;
    const other = a.uuid === key ? b : a;
    for (const mismatch of peering.mismatches) {
      const type: ConditionType = mismatch.field === 'router_missing' ? 'DanglingReference' : 'PeeringMismatch';
      found.push(
        condition(mismatch.severity, type, REASONS[mismatch.field], mismatch.message, [
          { kind: 'bgp-router', key: mismatch.field === 'router_missing' ? undefined : other.uuid, name: other.name },
        ]),
      );
    }
  }
  return found;
};
