/**
 * Deployments: one replica set per pod template, the newest grown and the others shrunk as `rollout.ts` says.
 * Old, empty replica sets are kept up to `revisionHistoryLimit`, so that a rollback finds them.
 */

import type { WriteContext } from '../../config/write-context.ts';
import { annotateObject, createKubeObject, deleteKubeObject, patchKubeObject } from '../../kube/operations.ts';
import type { Kind } from '../../model/kinds.ts';
import type { DeploymentSpec, KubeObjectOf } from '../../model/kube/types.ts';
import { kubeKey } from '../../model/kube/types.ts';
import type { Controller } from '../runtime/controller.ts';
import { writeDeploymentStatus } from './deployment-status.ts';
import { claim, controllerReference, keyOf, owners } from './owned.ts';
import { podTemplateHash, TEMPLATE_HASH_LABEL } from './pod-template-hash.ts';
import { planRollout, rollingStrategy, type SetState, type Strategy } from './rollout.ts';

type Deployment = KubeObjectOf<'Deployment'>;
type ReplicaSet = KubeObjectOf<'ReplicaSet'>;

const REVISION = 'deployment.kubernetes.io/revision';
const DESIRED = 'deployment.kubernetes.io/desired-replicas';
const MOST = 'deployment.kubernetes.io/max-replicas';
/** Annotations of a deployment that say something about itself. */
const OF_ITSELF: ReadonlySet<string> = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  'deprecated.deployment.rollback.to',
  'deployment.kubernetes.io/revision-history',
  REVISION,
  DESIRED,
  MOST,
]);
/** Characters of a name that is a DNS subdomain. */
const LONGEST_NAME = 253;

export const deploymentController: Controller = {
  name: 'deployment',
  owner: 'deployment',
  gathers: true,
  hears: new Set<Kind>(['kube/Deployment', 'kube/ReplicaSet']),
  *wokenBy(change, read) {
    if (change.kind === 'kube/Deployment' && change.new !== undefined) yield change.key;
    if (change.kind === 'kube/ReplicaSet') yield* owners(read, 'Deployment', change.old, change.new);
  },
  *keys(read) {
    for (const { key } of read.scan('kube/Deployment')) yield key;
  },
  about: (key) => [{ kind: 'kube/Deployment', key }],
  reconcile(context, key) {
    const deployment = context.transaction.get('kube/Deployment', key)?.value;
    if (deployment?.spec === undefined || deployment.metadata.deletionTimestamp !== undefined) return;
    const sets = claim(context, 'ReplicaSet', deployment, deployment.spec.selector)?.filter(
      (set) => set.metadata.deletionTimestamp === undefined,
    );
    if (sets === undefined) return;
    const hash = podTemplateHash(deployment.spec.template);
    let current = sets.find((set) => set.metadata.labels?.[TEMPLATE_HASH_LABEL] === hash);
    const old = sets.filter((set) => set !== current).sort((a, b) => revisionOf(a) - revisionOf(b));
    const paused = deployment.spec['paused'] === true;
    if (current === undefined && !paused) current = makeSet(context, deployment, hash, old);
    if (current !== undefined) current = newestRevision(context, deployment, current, old);
    if (current !== undefined && !paused) rollOut(context, deployment.spec, current, old);
    const live = (set: ReplicaSet) => context.transaction.get('kube/ReplicaSet', keyOf(set))?.value;
    const later = writeDeploymentStatus(
      context,
      key,
      deployment,
      current && live(current),
      old.map(live).filter((set) => set !== undefined),
    );
    forgetOldSets(context, deployment.spec, old);
    return later;
  },
};

function revisionOf(set: ReplicaSet): number {
  return Number(set.metadata.annotations?.[REVISION] ?? 0);
}

function makeSet(context: WriteContext, deployment: Deployment, hash: string, old: readonly ReplicaSet[]): ReplicaSet {
  const { namespace } = deployment.metadata;
  const { selector, template } = deployment.spec!;
  const labels = { ...template.metadata?.labels, [TEMPLATE_HASH_LABEL]: hash };
  return createKubeObject(context, 'ReplicaSet', {
    metadata: {
      name: setName(deployment, hash),
      namespace,
      labels,
      annotations: { ...annotationsFor(deployment), [REVISION]: String(nextRevision(old)) },
      ownerReferences: [controllerReference(deployment)],
    },
    spec: {
      replicas: 0,
      selector: { ...selector, matchLabels: { ...selector.matchLabels, [TEMPLATE_HASH_LABEL]: hash } },
      template: { ...template, metadata: { ...template.metadata, labels } },
    },
  });
}

/** What a replica set is annotated with: the deployment's annotations, so that a rollback finds them, and its size. */
function annotationsFor({ metadata, spec }: Deployment): { readonly [key: string]: string } {
  const copied = Object.entries(metadata.annotations ?? {}).filter(([key]) => !OF_ITSELF.has(key));
  return { ...Object.fromEntries(copied), ...sizeOf(spec!) };
}

function sizeOf(spec: DeploymentSpec): { readonly [key: string]: string } {
  const replicas = spec.replicas ?? 1;
  return { [DESIRED]: String(replicas), [MOST]: String(replicas + strategyOf(spec, replicas).maxSurge) };
}

/** The deployment's name and the hash; a name that is too long is cut, and made unique by the deployment's uid. */
function setName({ metadata: { name, uid } }: Deployment, hash: string): string {
  const whole = `${name}-${hash}`;
  if (whole.length <= LONGEST_NAME) return whole;
  const end = `-${uid.slice(0, 8)}-${hash}`;
  return name.slice(0, LONGEST_NAME - end.length).replace(/[-.]+$/, '') + end;
}

function nextRevision(old: readonly ReplicaSet[]): number {
  return Math.max(0, ...old.map(revisionOf)) + 1;
}

/** A set that is current again after a rollback is the newest revision again; the deployment shows it. */
function newestRevision(
  context: WriteContext,
  deployment: Deployment,
  current: ReplicaSet,
  old: readonly ReplicaSet[],
): ReplicaSet {
  const revision = String(Math.max(revisionOf(current), nextRevision(old)));
  if (deployment.metadata.annotations?.[REVISION] !== revision)
    annotateObject(context, 'Deployment', keyOf(deployment), REVISION, revision);
  const held = current.metadata.annotations ?? {};
  const differs = Object.entries({ ...annotationsFor(deployment), [REVISION]: revision }).filter(
    ([key, value]) => !Object.hasOwn(held, key) || held[key] !== value,
  );
  if (differs.length === 0) return current;
  const patch = { metadata: { annotations: Object.fromEntries(differs) } };
  return patchKubeObject(context, 'ReplicaSet', keyOf(current), patch, { type: 'merge' });
}

function rollOut(context: WriteContext, spec: DeploymentSpec, current: ReplicaSet, old: readonly ReplicaSet[]): void {
  const replicas = spec.replicas ?? 1;
  for (const [name, wanted] of planRollout(replicas, strategyOf(spec, replicas), stateOf(current), old.map(stateOf))) {
    patchKubeObject(
      context,
      'ReplicaSet',
      kubeKey(current.metadata.namespace, name),
      { metadata: { annotations: sizeOf(spec) }, spec: { replicas: wanted } },
      { type: 'merge' },
    );
  }
}

function strategyOf(spec: DeploymentSpec, replicas: number): Strategy {
  const strategy = spec['strategy'] as
    | {
        readonly type?: string;
        readonly rollingUpdate?: { readonly maxSurge?: unknown; readonly maxUnavailable?: unknown };
      }
    | undefined;
  return strategy?.type === 'Recreate'
    ? { type: 'Recreate', maxSurge: 0, maxUnavailable: 0 }
    : rollingStrategy(replicas, strategy?.rollingUpdate);
}

function stateOf(set: ReplicaSet): SetState {
  return {
    name: set.metadata.name,
    wanted: set.spec?.replicas ?? 0,
    pods: set.status?.replicas ?? 0,
    available: set.status?.availableReplicas ?? 0,
  };
}

function forgetOldSets(context: WriteContext, spec: DeploymentSpec, old: readonly ReplicaSet[]): void {
  const limit = typeof spec['revisionHistoryLimit'] === 'number' ? spec['revisionHistoryLimit'] : 10;
  const empty = old.filter((set) => (set.spec?.replicas ?? 0) === 0 && (set.status?.replicas ?? 0) === 0);
  for (const set of empty.slice(0, Math.max(0, empty.length - limit)))
    deleteKubeObject(context, 'ReplicaSet', keyOf(set));
}
