/**
 * Gives each pod a node: ready, not cordoned, with the labels that the pod selects, without a taint that the pod does
 * not tolerate; fewest pods first, then by name.
 */

import type { WriteContext } from '../../config/write-context.ts';
import { withCondition } from '../../kube/conditions.ts';
import { kubeTime } from '../../kube/kube-time.ts';
import { bindPod, updateStatus } from '../../kube/operations.ts';
import type { Kind } from '../../model/kinds.ts';
import type { Condition, KubeObjectOf } from '../../model/kube/types.ts';
import { own } from '../../model/own.ts';
import { byNode, unbound } from '../../store/indexes.ts';
import type { Read } from '../../store/store.ts';
import { among } from '../runtime/among.ts';
import type { Controller } from '../runtime/controller.ts';
import { isUsable, leastLoadedNode, repelling, type Taint } from './node-loads.ts';
import { isActive, isBound } from './pod-state.ts';

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
      Object.keys(pod.spec?.nodeSelector ?? {}).length === 0 && !toleratesMore(pod)
        ? leastLoadedNode(context.transaction)
        : leastLoaded(
            context.transaction,
            nodesOf(context.transaction).filter(
              (node) => isUsable(node) && hasSelectedLabels(node, pod) && !isRepelled(node, pod),
            ),
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

interface Toleration {
  readonly key?: string;
  readonly operator?: string;
  readonly value?: string;
  readonly effect?: string;
}

/** The tolerations that every pod gets, which let it on no more nodes. */
const EVERYBODYS: readonly unknown[] = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'];

function tolerationsOf(pod: Pod): readonly Toleration[] {
  const tolerations = pod.spec?.['tolerations'];
  return Array.isArray(tolerations) ? (tolerations as readonly Toleration[]) : [];
}

function toleratesMore(pod: Pod): boolean {
  return tolerationsOf(pod).some(({ key }) => !EVERYBODYS.includes(key));
}

function isRepelled(node: Node, pod: Pod): boolean {
  return untoleratedOf(node, pod).length > 0;
}

function untoleratedOf(node: Node, pod: Pod): readonly Taint[] {
  const tolerations = tolerationsOf(pod);
  return repelling(node).filter((taint) => !tolerations.some((toleration) => tolerates(toleration, taint)));
}

/** As kube-scheduler compares them: an absent key (with `Exists`) or effect stands for all. */
function tolerates({ key = '', operator = 'Equal', value = '', effect = '' }: Toleration, taint: Taint): boolean {
  if (effect !== '' && effect !== taint.effect) return false;
  if (key !== '' && key !== taint.key) return false;
  if (operator === 'Exists') return true;
  return operator === 'Equal' && key !== '' && value === (taint.value ?? '');
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
  const usable = nodes.filter(isUsable);
  const unselected = usable.filter((node) => !hasSelectedLabels(node, pod)).length;
  const untolerated = new Map<string, number>();
  for (const node of usable) {
    const [taint] = hasSelectedLabels(node, pod) ? untoleratedOf(node, pod) : [];
    if (taint === undefined) continue;
    const shown = `{${taint.key}: ${taint.value ?? ''}}`;
    untolerated.set(shown, (untolerated.get(shown) ?? 0) + 1);
  }
  const reasons = [
    ...(notReady > 0 ? [`${notReady} node(s) are not ready or cordoned`] : []),
    ...[...untolerated].map(([taint, count]) => `${count} node(s) had untolerated taint ${taint}`),
    ...(unselected > 0 ? [`${unselected} node(s) didn't match Pod's node affinity/selector`] : []),
  ];
  return `0/${nodes.length} nodes are available${reasons.length === 0 ? '' : `: ${reasons.join(', ')}`}.`;
}

/** The pod's status with the condition. */
function withScheduled(context: WriteContext, { status }: Pod, condition: Condition): object {
  return { ...status, conditions: withCondition(status?.conditions, condition, kubeTime(context.transaction.time)) };
}
