/** A service that asks for an external address and finds no pool. */

import type { ObjectCondition } from '../../../model/oper/condition.ts';
import { servicePoolKey } from '../pool-decisions.ts';
import { condition, NONE, type Evaluate } from './evaluate.ts';
import { poolConditions } from './pool.ts';

export const serviceConditions: Evaluate = (key, tracked, { pools }) => {
  if (tracked.read.get('kube/Service', key) === undefined) return NONE;
  const row = tracked.row(pools, servicePoolKey(key));
  if (row === undefined) return NONE;
  const found: ObjectCondition[] = [...poolConditions(row, ['object'], `service ${key}`)];
  if (row.decision.resolution.kind !== 'resolved' && row.decision.resolution.kind !== 'malformed') {
    const trail = row.decision.trail.map((step) => step.sentence).join(' ');
    found.push(
      condition(
        'warning',
        'NoPool',
        'NoPool',
        `Service ${key} asks for an external address, but no floating IP pool applies. ${trail} Create a pool ` +
          'under Overlay > Floating IP, or name one in an annotation.',
      ),
    );
  }
  return found;
};
