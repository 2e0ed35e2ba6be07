/** Keeps as many pods as a replica set asks for, and counts them in its status. */

import type { WriteContext } from '../../config/write-context.ts';
import { generatedName } from '../../kube/names.ts';
import { createKubeObject, deleteKubeObject, updateStatus } from '../../kube/operations.ts';
import type { Kind } from '../../model/kinds.ts';
import type { KubeObjectOf } from '../../model/kube/types.ts';
import { kubeKey } from '../../model/kube/types.ts';
import type { Controller } from '../runtime/controller.ts';
import { claim, controllerReference, keyOf, owners, selects } from './owned.ts';
import { isActive, isBound, isReady } from './pod-state.ts';
import { nameSuffix } from './pod-template-hash.ts';

type Pod = KubeObjectOf<'Pod'>;
type ReplicaSet = KubeObjectOf<'ReplicaSet'>;

/** Pods made or deleted in one turn; the pods' own changes bring the replica set back. */
const BURST = 50;

export const replicaSetController: Controller = {
  name: 'replica-set',
  owner: 'replica-set',
  gathers: true,
  hears: new Set<Kind>(['kube/ReplicaSet', 'kube/Pod']),
  *wokenBy(change, read) {
    if (change.kind === 'kube/ReplicaSet' && change.new !== undefined) yield change.key;
    if (change.kind === 'kube/Pod') yield* owners(read, 'ReplicaSet', change.old, change.new);
  },
  *keys(read) {
    for (const { key } of read.scan('kube/ReplicaSet')) yield key;
  },
  about: (key) => [{ kind: 'kube/ReplicaSet', key }],
  reconcile(context, key) {
    const set = context.transaction.get('kube/ReplicaSet', key)?.value;
    if (set?.spec === undefined || set.metadata.deletionTimestamp !== undefined) return;
    const pods = claim(context, 'Pod', set, set.spec.selector).filter(isActive);
    const wanted = set.spec.replicas ?? 1;
    const missing = missingNode(context, set);
    const made =
      pods.length < wanted && missing === undefined
        ? makePods(context, set, Math.min(BURST, wanted - pods.length))
        : [];
    const surplus = new Set(
      pods.length > wanted ? leastNeeded(pods).slice(0, Math.min(BURST, pods.length - wanted)) : [],
    );
    for (const pod of surplus) deleteKubeObject(context, 'Pod', keyOf(pod));
    writeStatus(context, key, set, [...pods.filter((pod) => !surplus.has(pod)), ...made]);
    if (missing !== undefined && pods.length < wanted) return 'waits';
  },
};

/**
 * The node that the template names, if it is not there: pods made for it would be collected at once, and made again,
 * for ever. The set waits for it (decision 0060).
 */
function missingNode({ transaction }: WriteContext, set: ReplicaSet): string | undefined {
  const node = set.spec?.template.spec?.nodeName ?? '';
  return node === '' || transaction.get('kube/Node', node) !== undefined ? undefined : node;
}

function makePods(context: WriteContext, set: ReplicaSet, count: number): Pod[] {
  const { template } = set.spec!;
  const { namespace, name } = set.metadata;
  return Array.from({ length: count }, () =>
    createKubeObject(context, 'Pod', {
      metadata: {
        ...template.metadata,
        name: freeName(context, namespace, `${name}-`),
        generateName: `${name}-`,
        namespace,
        ownerReferences: [controllerReference(set)],
      },
      spec: template.spec,
    }),
  );
}

function freeName(context: WriteContext, namespace: string | undefined, prefix: string): string {
  for (;;) {
    const name = generatedName(prefix, nameSuffix(context.mint));
    if (context.transaction.get('kube/Pod', kubeKey(namespace, name)) === undefined) return name;
  }
}

/** Which pods go first: those without a node, then not ready, then the youngest. */
function leastNeeded(pods: readonly Pod[]): Pod[] {
  const rank = (pod: Pod) => (isBound(pod) ? 1 : 0) + (isReady(pod) ? 2 : 0);
  const age = (pod: Pod) => pod.metadata.creationTimestamp;
  return [...pods].sort((a, b) => rank(a) - rank(b) || (age(a) < age(b) ? 1 : age(a) > age(b) ? -1 : 0));
}

function writeStatus(context: WriteContext, key: string, set: ReplicaSet, pods: readonly Pod[]): void {
  const ready = pods.filter(isReady).length;
  const missing = pods.length < (set.spec?.replicas ?? 1) ? missingNode(context, set) : undefined;
  const labels = { matchLabels: set.spec?.template.metadata?.labels ?? {} };
  updateStatus(context, 'ReplicaSet', key, {
    replicas: pods.length,
    ...(pods.length === 0 ? {} : { fullyLabeledReplicas: pods.filter((pod) => selects(labels, pod)).length }),
    ...(ready === 0 ? {} : { readyReplicas: ready, availableReplicas: ready }),
    observedGeneration: set.metadata.generation ?? 1,
    ...(missing === undefined
      ? {}
      : {
          conditions: [
            {
              type: 'ReplicaFailure',
              status: 'True',
              reason: 'FailedCreate',
              message: `The pod template names the node ${missing}, which does not exist: create the node, or take spec.template.spec.nodeName out`,
            },
          ],
        }),
  });
}
