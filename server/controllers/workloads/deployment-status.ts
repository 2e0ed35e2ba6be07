/** A deployment's status, summed over its replica sets, with the conditions Available and Progressing. */

import type { WriteContext } from '../../config/write-context.ts';
import { kubeTime } from '../../kube/kube-time.ts';
import { updateStatus } from '../../kube/operations.ts';
import type { Condition, KubeObjectOf } from '../../model/kube/types.ts';
import type { Later } from '../runtime/controller.ts';
import { rollingStrategy } from './rollout.ts';

type Deployment = KubeObjectOf<'Deployment'>;
type ReplicaSet = KubeObjectOf<'ReplicaSet'>;

export function writeDeploymentStatus(
  context: WriteContext,
  key: string,
  deployment: Deployment,
  current: ReplicaSet | undefined,
  old: readonly ReplicaSet[],
): Later | undefined {
  const sets = current === undefined ? old : [...old, current];
  const sum = (count: (set: ReplicaSet) => number | undefined) =>
    sets.reduce((total, set) => total + (count(set) ?? 0), 0);
  const wanted = deployment.spec?.replicas ?? 1;
  const replicas = sum((set) => set.status?.replicas);
  const available = sum((set) => set.status?.availableReplicas);
  const ready = sum((set) => set.status?.readyReplicas);
  const updated = current?.status?.replicas ?? 0;
  const unavailable = Math.max(0, Math.max(replicas, wanted) - available);
  const counts = {
    replicas,
    updatedReplicas: updated,
    readyReplicas: ready,
    availableReplicas: available,
    unavailableReplicas: unavailable,
  };

  const least = wanted - rollingStrategy(wanted, undefined).maxUnavailable;
  const complete = updated === wanted && replicas === wanted && available >= wanted;
  const name = current === undefined ? deployment.metadata.name : current.metadata.name;
  const before = deployment.status;
  const progressed = (
    [
      [updated, before?.updatedReplicas],
      [ready, before?.readyReplicas],
      [available, before?.availableReplicas],
      [(before?.replicas ?? 0) - (before?.updatedReplicas ?? 0), replicas - updated],
    ] as const
  ).some(([now, then = 0]) => now > then);
  const progress = progressing(deployment, name, {
    complete,
    onlyUpdated: replicas === updated,
    progressed,
    now: Date.parse(context.transaction.time),
  });
  const conditions: Condition[] = [
    available >= least
      ? {
          type: 'Available',
          status: 'True',
          reason: 'MinimumReplicasAvailable',
          message: 'Deployment has minimum availability.',
        }
      : {
          type: 'Available',
          status: 'False',
          reason: 'MinimumReplicasUnavailable',
          message: 'Deployment does not have minimum availability.',
        },
    progress.condition,
  ];
  const failure = sets.flatMap(({ status }) => status?.conditions ?? []).find(({ type }) => type === 'ReplicaFailure');
  if (failure !== undefined) conditions.push({ ...failure });
  updateStatus(context, 'Deployment', key, {
    observedGeneration: deployment.metadata.generation ?? 1,
    ...Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0)),
    conditions: timed(before?.conditions, conditions, kubeTime(context.transaction.time), progressed),
  });
  return progress.later;
}

/** Kubernetes' number for no deadline. */
const NO_DEADLINE = 2 ** 31 - 1;

/**
 * The condition Progressing, and when to look again. As Kubernetes' deployment controller: a rollout that makes no
 * progress for `progressDeadlineSeconds` has failed; one that is over is not looked at again when pods come and go.
 */
function progressing(
  { spec, status }: Deployment,
  set: string,
  rollout: {
    readonly complete: boolean;
    /** No pod is of an older replica set. */
    readonly onlyUpdated: boolean;
    readonly progressed: boolean;
    /** ms since 1970. */
    readonly now: number;
  },
): { readonly condition: Condition; readonly later?: Later } {
  const type = 'Progressing';
  if (spec?.['paused'] === true)
    return { condition: { type, status: 'Unknown', reason: 'DeploymentPaused', message: 'Deployment is paused' } };
  const over: Condition = {
    type,
    status: 'True',
    reason: 'NewReplicaSetAvailable',
    message: `ReplicaSet "${set}" has successfully progressed.`,
  };
  const known = status?.conditions?.find((condition) => condition.type === type);
  if (rollout.complete || (rollout.onlyUpdated && known?.message === over.message)) return { condition: over };
  const goesOn: Condition = {
    type,
    status: 'True',
    reason: 'ReplicaSetUpdated',
    message: `ReplicaSet "${set}" is progressing.`,
  };
  const failed: Condition = {
    type,
    status: 'False',
    reason: 'ProgressDeadlineExceeded',
    message: `ReplicaSet "${set}" has timed out progressing.`,
  };
  const seconds = Number(spec?.['progressDeadlineSeconds'] ?? NO_DEADLINE);
  if (seconds >= NO_DEADLINE) return { condition: goesOn };
  if (!rollout.progressed && known?.message === failed.message) return { condition: failed };
  const stands = !rollout.progressed && known?.message === goesOn.message;
  const since = stands ? Date.parse(known?.lastUpdateTime ?? '') : rollout.now;
  const left = (Number.isNaN(since) ? rollout.now : since) + seconds * 1000 - rollout.now;
  return left <= 0 ? { condition: failed } : { condition: goesOn, later: { after: left } };
}

/** Times change only with what they belong to; the update of Progressing also with progress. */
function timed(
  before: readonly Condition[] | undefined,
  now: readonly Condition[],
  time: string,
  progressed: boolean,
): Condition[] {
  return now.map((condition) => {
    const known = before?.find((each) => each.type === condition.type);
    const same =
      !(progressed && condition.reason === 'ReplicaSetUpdated') &&
      known?.status === condition.status &&
      known.reason === condition.reason &&
      known.message === condition.message;
    return {
      ...condition,
      lastUpdateTime: same ? (known.lastUpdateTime ?? time) : time,
      lastTransitionTime: known?.status === condition.status ? (known.lastTransitionTime ?? time) : time,
    };
  });
}
