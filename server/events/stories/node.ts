/** A node: registered, cordoned, ready or not. */

import type { KubeObjectOf } from '../../model/kube/types.ts';
import { referenceTo, type Happening, type Told } from '../told.ts';

type Node = KubeObjectOf<'Node'>;

export function nodeStory({ old, new: next }: Happening<'Node'>): readonly Told[] {
  const [before, after] = [old?.value, next?.value];
  const node = after ?? before;
  if (node === undefined) return [];
  const { name } = node.metadata;
  const told: Told[] = [];
  const says = (reason: string, message: string, component: string) =>
    told.push({ about: referenceTo('Node', node), type: 'Normal', reason, message, component });
  const controller = 'node-controller';
  if (before === undefined)
    says('RegisteredNode', `Node ${name} event: Registered Node ${name} in Controller`, controller);
  else if (after === undefined)
    says('RemovingNode', `Node ${name} event: Removing Node ${name} from Controller`, controller);
  else {
    for (const [was, is, reason] of [
      [isCordoned(before), isCordoned(after), isCordoned(after) ? 'NodeNotSchedulable' : 'NodeSchedulable'],
      [isReady(before), isReady(after), isReady(after) ? 'NodeReady' : 'NodeNotReady'],
    ] as const)
      if (was !== is) says(reason, `Node ${name} status is now: ${reason}`, 'kubelet');
  }
  return told;
}

function isCordoned({ spec }: Node): boolean {
  return (spec as { readonly unschedulable?: unknown } | undefined)?.unschedulable === true;
}

function isReady({ status }: Node): boolean {
  return status?.conditions?.some(({ type, status: its }) => type === 'Ready' && its === 'True') ?? false;
}
