/** A namespace: isolation switched, and what holds up its isolation or its deletion. */

import { isIsolated } from '../../engine/annotations/namespace-annotations.ts';
import { newConditions } from '../new-conditions.ts';
import { referenceTo, type Happening, type Told } from '../told.ts';

const COMPONENT = 'kube-manager';
/** Conditions that are asked for: false needs a reason. Others say what is in the way when they are true. */
const WANTED: readonly string[] = ['Isolated'];

export function namespaceStory({ old, new: next }: Happening<'Namespace'>): readonly Told[] {
  const [before, after] = [old?.value, next?.value];
  if (after === undefined) return [];
  const about = referenceTo('Namespace', after);
  const told: Told[] = [];
  if (isIsolated(before) !== isIsolated(after))
    told.push({ about, type: 'Normal', component: COMPONENT, ...switched(isIsolated(after), after.metadata.name) });
  const conditions = [before?.status?.conditions, after.status?.conditions] as const;
  const holds = [
    ...newConditions(...conditions, 'True'),
    ...newConditions(...conditions, 'False').filter(({ type }) => WANTED.includes(type)),
  ];
  for (const { reason, message } of holds) told.push({ about, type: 'Warning', reason, message, component: COMPONENT });
  return told;
}

function switched(on: boolean, name: string): Pick<Told, 'reason' | 'message'> {
  return on
    ? { reason: 'IsolationOn', message: `Namespace ${name} is isolated: new pods and services get networks of its own` }
    : { reason: 'IsolationOff', message: `Namespace ${name} is not isolated: new pods get the cluster's networks` };
}
