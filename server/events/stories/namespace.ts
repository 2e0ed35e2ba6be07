/** A namespace: isolation, fabric options and its pods' network switched, and what holds any of it up. */

import { IP_FABRIC_FORWARDING, IP_FABRIC_SNAT, NETWORK } from '../../engine/annotations/annotation-keys.ts';
import { isIsolated, readFabricOptions, type FabricOption } from '../../engine/annotations/namespace-annotations.ts';
import { newConditions } from '../new-conditions.ts';
import { referenceTo, type Happening, type Told } from '../told.ts';

const COMPONENT = 'kube-manager';
/** Conditions that are asked for: false needs a reason. Others say what is in the way when they are true. */
const WANTED: readonly string[] = ['Isolated', 'IPFabricForwarding'];

export function namespaceStory({ old, new: next }: Happening<'Namespace'>): readonly Told[] {
  const [before, after] = [old?.value, next?.value];
  if (after === undefined) return [];
  const about = referenceTo('Namespace', after);
  const told: Told[] = [];
  if (isIsolated(before) !== isIsolated(after))
    told.push({ about, type: 'Normal', component: COMPONENT, ...switched(isIsolated(after), after.metadata.name) });
  if (before !== undefined)
    for (const switchedTo of otherwise(before.metadata.annotations, after.metadata.annotations))
      told.push({ about, type: 'Normal', component: COMPONENT, ...switchedTo });
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

type Annotations = Parameters<typeof readFabricOptions>[0];

/** What a changed annotation means for new pods, and for those that run. */
function otherwise(before: Annotations, after: Annotations): readonly Pick<Told, 'reason' | 'message'>[] {
  const [was, is] = [readFabricOptions(before), readFabricOptions(after)];
  const told: Pick<Told, 'reason' | 'message'>[] = [];
  if (was.snat !== is.snat)
    told.push({
      reason: 'FabricSnatChanged',
      message: `${IP_FABRIC_SNAT} is ${says(is.snat)}: this holds for the pods that run as well`,
    });
  if (was.forwarding !== is.forwarding)
    told.push({
      reason: 'FabricForwardingChanged',
      message:
        `${IP_FABRIC_FORWARDING} is ${says(is.forwarding)}: the pod network changes its addresses as soon as no pod ` +
        'has one of it',
    });
  const [one, other] = [before?.[NETWORK], after?.[NETWORK]];
  if (one !== other)
    told.push({
      reason: 'PodNetworkChanged',
      message:
        `${NETWORK} is ${other === undefined ? 'gone' : other}: new pods follow it, running pods keep their network ` +
        'until they are made anew',
    });
  return told;
}

function says(option: FabricOption): string {
  return option === 'inherit' ? "gone, and the cluster's setting holds" : option;
}
