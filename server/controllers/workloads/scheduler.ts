/**
 * Gives each pod a node: ready, not cordoned, with the labels that the pod selects; fewest pods first, then by
 * name.
 */

import type { WriteContext } from '../../config/write-context.ts';
import { kubeTime } from '../../kube/kube-time.ts';
import { bindPod, updateStatus } from '../../kube/operations.ts';
import type { Kind } from '../../model/kinds.ts';
import type { Condition, KubeObjectOf } from '../../model/kube/types.ts';
import { own } from '../../model/own.ts';
import { byNode, unbound } from '../../store/indexes.ts';
import type { Read } from '../../store/store.ts';
import { among } from '../runtime/among.ts';
import type { Controller } from '../runtime/controller.ts';
import { isUsable, leastLoadedNode } from './node-loads.ts';
import { isActive, isBound, withCondition } from './pod-state.ts';

type Pod = KubeObjectOf<'Pod'>;
type Node = KubeObjectOf<'Node'>;

export const scheduler: Controller = {
  name: 'scheduler',
  owner: 'scheduler',
  hears: new Set<Kind>(['kube/Pod']),
  *wokenBy(change) {
    if (change.kind === 'kube/Pod' && change.new !== undefined && waits(change.new.value as Pod)) yield change.key;
  },
  keys: (read, skip) =>
    among(read.lookup(unbound('kube/Pod'), true), ({ key, value }) => (waits(value) ? key : undefined), skip),
  about: (key) => [{ kind: 'kube/Pod', key }],
  reconcile(context, key) {
    const pod = context.transaction.get('kube/Pod', key)?.value;
    if (pod === undefined || !waits(pod)) return;
    const chosen =
      Object.keys(pod.spec?.nodeSelector ?? {}).length === 0
        ? leastLoadedNode(context.transaction)
        : leastLoaded(
            context.transaction,
            nodesOf(context.transaction).filter((node) => isUsable(node) && hasSelectedLabels(node, pod)),
          );
    if (chosen === undefined) {
      const nodes = nodesOf(context.transaction);
      updateStatus(
        context,
        'Pod',
        key,
        withScheduled(context, pod, {
          type: 'PodScheduled',
          status: 'False',
          reason: 'Unschedulable',
          message: whyNot(nodes, pod),
        }),
      );
      return 'waits';
    }
    bindPod(context, key, chosen, withScheduled(context, pod, { type: 'PodScheduled', status: 'True' }));
    return undefined;
  },
};

function waits(pod: Pod): boolean {
  return isActive(pod) && !isBound(pod);
}

function nodesOf(read: Read): readonly Node[] {
  return Array.from(read.scan('kube/Node'), ({ value }) => value);
}

function hasSelectedLabels(node: Node, pod: Pod): boolean {
  return Object.entries(pod.spec?.nodeSelector ?? {}).every(
    ([label, value]) => own(node.metadata.labels, label) === value,
  );
}

function leastLoaded(read: Read, nodes: readonly Node[]): string | undefined {
  let best: { readonly name: string; readonly pods: number } | undefined;
  for (const {
    metadata: { name },
  } of nodes) {
    const pods = read.countIn(byNode('kube/Pod'), name);
    if (best === undefined || pods < best.pods || (pods === best.pods && name < best.name)) best = { name, pods };
  }
  return best?.name;
}

function whyNot(nodes: readonly Node[], pod: Pod): string {
  if (nodes.length === 0) return 'no nodes available to schedule pods'; // kube-scheduler's words
  const notReady = nodes.filter((node) => !isUsable(node)).length;
  const unselected = nodes.filter((node) => isUsable(node) && !hasSelectedLabels(node, pod)).length;
  const reasons = [
    ...(notReady > 0 ? [`${notReady} node(s) are not ready or cordoned`] : []),
    ...(unselected > 0 ? [`${unselected} node(s) didn't match Pod's node affinity/selector`] : []),
  ];
  return `0/${nodes.length} nodes are available${reasons.length === 0 ? '' : `: ${reasons.join(', ')}`}.`;
}

/** The pod's status with the condition. */
function withScheduled(context: WriteContext, { status }: Pod, condition: Condition): object {
  return { ...status, conditions: withCondition(status?.conditions, condition, kubeTime(context.transaction.time)) };
}
