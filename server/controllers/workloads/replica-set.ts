/** Keeps as many pods as a replica set asks for, and counts them in its status. */

import type { WriteContext } from '../../config/write-context.ts';
import { KubeProblem } from '../../kube/kube-problem.ts';
import { generatedName } from '../../kube/names.ts';
import { createKubeObject, deleteKubeObject, updateStatus } from '../../kube/operations.ts';
import type { Kind } from '../../model/kinds.ts';
import type { DeploymentSpec, KubeObjectOf, LabelSelector } from '../../model/kube/types.ts';
import { kubeKey } from '../../model/kube/types.ts';
import { byOwner } from '../../store/indexes.ts';
import type { Read } from '../../store/store.ts';
import type { Controller } from '../runtime/controller.ts';
import {
  adoptable,
  BURST,
  claim,
  controllerOf,
  controllerReference,
  keyOf,
  owners,
  selects,
  selectsLabels,
} from './owned.ts';
import { isActive, isBound, isReady } from './pod-state.ts';
import { nameSuffix } from './pod-template-hash.ts';
import { podsAlike } from './replica-counts.ts';

type Pod = KubeObjectOf<'Pod'>;
type ReplicaSet = KubeObjectOf<'ReplicaSet'>;

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
    const wanted = set.spec.replicas ?? 1;
    const missing = missingNode(context, set);
    const counted = countedPods(context.transaction, set, set.spec);
    if (counted !== undefined && counted.replicas <= wanted) {
      const { made, refused } = makePods(
        context,
        set,
        missing === undefined ? Math.min(BURST, wanted - counted.replicas) : 0,
      );
      const { replicas, labelled, ready } = counted;
      const more = made.length;
      writeStatus(context, key, set, { replicas: replicas + more, labelled: labelled + more, ready }, refused);
      return (missing ?? refused) !== undefined && replicas < wanted ? 'waits' : undefined;
    }
    if (counted !== undefined && wanted === 0) {
      for (const pod of someOf(context.transaction, set)) deleteKubeObject(context, 'Pod', keyOf(pod));
      const left = countedPods(context.transaction, set, set.spec);
      return left && writeStatus(context, key, set, left);
    }
    const pods = claim(context, 'Pod', set, set.spec.selector)?.filter(isActive);
    if (pods === undefined) return;
    const { made, refused } = makePods(
      context,
      set,
      pods.length < wanted && missing === undefined ? Math.min(BURST, wanted - pods.length) : 0,
    );
    const surplus = new Set(
      pods.length > wanted ? leastNeeded(pods).slice(0, Math.min(BURST, pods.length - wanted)) : [],
    );
    for (const pod of surplus) deleteKubeObject(context, 'Pod', keyOf(pod));
    const labels = templateLabels(set);
    const left = [...pods.filter((pod) => !surplus.has(pod)), ...made];
    const counts = {
      replicas: left.length,
      labelled: left.filter((pod) => selects(labels, pod)).length,
      ready: left.filter(isReady).length,
    };
    writeStatus(context, key, set, counts, refused);
    return (missing ?? refused) !== undefined && pods.length < wanted ? 'waits' : undefined;
  },
};

interface Replicas {
  readonly replicas: number;
  /** Those that have the labels of the template. */
  readonly labelled: number;
  readonly ready: number;
}

/** The set's pods as they are counted; undefined when there is one to be adopted or released. */
function countedPods(read: Read, set: ReplicaSet, { selector }: DeploymentSpec): Replicas | undefined {
  for (const _one of adoptable(read, 'Pod', set, selector)) return undefined;
  const labels = templateLabels(set);
  const sum = { replicas: 0, labelled: 0, ready: 0 };
  for (const alike of podsAlike(read, set.metadata.uid)) {
    if (!selectsLabels(selector, alike.labels)) return undefined;
    sum.replicas += alike.active;
    sum.ready += alike.ready;
    if (selectsLabels(labels, alike.labels)) sum.labelled += alike.active;
  }
  return sum;
}

/** As many as go in one turn, where all are to go: in which order does not matter. */
function someOf(read: Read, set: ReplicaSet): readonly Pod[] {
  const some: Pod[] = [];
  for (const { value } of read.lookup(byOwner('kube/Pod'), set.metadata.uid)) {
    if (!isActive(value) || controllerOf(value)?.uid !== set.metadata.uid) continue;
    if (some.push(value) === BURST) break;
  }
  return some;
}

function templateLabels({ spec }: ReplicaSet): LabelSelector {
  return { matchLabels: spec?.template.metadata?.labels ?? {} };
}

/**
 * The node that the template names, if it is not there: pods made for it would be collected at once, and made again,
 * for ever. The set waits for it (decision 0060).
 */
function missingNode({ transaction }: WriteContext, set: ReplicaSet): string | undefined {
  const node = set.spec?.template.spec?.nodeName ?? '';
  return node === '' || transaction.get('kube/Node', node) !== undefined ? undefined : node;
}

/** Up to `count` pods; fewer where the namespace allows no more, with the refusal. */
function makePods(
  context: WriteContext,
  set: ReplicaSet,
  count: number,
): { readonly made: readonly Pod[]; readonly refused: string | undefined } {
  const { template } = set.spec!;
  const { namespace, name } = set.metadata;
  const made: Pod[] = [];
  while (made.length < count) {
    const own = freeName(context, namespace, `${name}-`);
    const metadata = {
      ...template.metadata,
      name: own,
      generateName: `${name}-`,
      namespace,
      ownerReferences: [controllerReference(set)],
    };
    try {
      made.push(createKubeObject(context, 'Pod', { metadata, spec: template.spec }));
    } catch (error) {
      if (!(error instanceof KubeProblem) || error.status !== 403) throw error;
      // The name is another at each attempt; the refusal stays the same.
      return { made, refused: error.message.replace(own, `${name}-`) };
    }
  }
  return { made, refused: undefined };
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

function writeStatus(
  context: WriteContext,
  key: string,
  set: ReplicaSet,
  { replicas, labelled, ready }: Replicas,
  refused?: string,
): void {
  const missing = replicas < (set.spec?.replicas ?? 1) ? missingNode(context, set) : undefined;
  const failure =
    missing === undefined
      ? refused
      : `The pod template names the node ${missing}, which does not exist: create the node, or take ` +
        'spec.template.spec.nodeName out';
  updateStatus(context, 'ReplicaSet', key, {
    replicas,
    ...(replicas === 0 ? {} : { fullyLabeledReplicas: labelled }),
    ...(ready === 0 ? {} : { readyReplicas: ready, availableReplicas: ready }),
    observedGeneration: set.metadata.generation ?? 1,
    ...(failure === undefined
      ? {}
      : { conditions: [{ type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message: failure }] }),
  });
}
