/** A deployment that does not get on. Its scaling is told by its replica sets' changes. */

import { newConditions } from '../new-conditions.ts';
import { referenceTo, type Happening, type Told } from '../told.ts';

/** Conditions that are true when all is well, and false for a reason worth telling. */
const TOLD: readonly string[] = ['Progressing'];

export function deploymentStory({ old, new: next }: Happening<'Deployment'>): readonly Told[] {
  const deployment = next?.value;
  if (deployment === undefined) return [];
  return newConditions(old?.value.status?.conditions, deployment.status?.conditions, 'False')
    .filter(({ type }) => TOLD.includes(type))
    .map(({ reason, message }) => ({
      about: referenceTo('Deployment', deployment),
      type: 'Warning',
      reason,
      message,
      component: 'deployment-controller',
    }));
}
