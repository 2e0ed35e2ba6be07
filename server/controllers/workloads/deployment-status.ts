/** A deployment's status, summed over its replica sets, with the conditions Available and Progressing. */

import type { WriteContext } from '../../config/write-context.ts';
import { kubeTime } from '../../kube/kube-time.ts';
import { updateStatus } from '../../kube/operations.ts';
import type { Condition, KubeObjectOf } from '../../model/kube/types.ts';
import { rollingStrategy } from './rollout.ts';

type Deployment = KubeObjectOf<'Deployment'>;
type ReplicaSet = KubeObjectOf<'ReplicaSet'>;

export function writeDeploymentStatus(
  context: WriteContext,
  key: string,
  deployment: Deployment,
  current: ReplicaSet | undefined,
  old: readonly ReplicaSet[],
): void {
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
    deployment.spec?.['paused'] === true
      ? { type: 'Progressing', status: 'Unknown', reason: 'DeploymentPaused', message: 'Deployment is paused' }
      : complete
        ? {
            type: 'Progressing',
            status: 'True',
            reason: 'NewReplicaSetAvailable',
            message: `ReplicaSet "${name}" has successfully progressed.`,
          }
        : {
            type: 'Progressing',
            status: 'True',
            reason: 'ReplicaSetUpdated',
            message: `ReplicaSet "${name}" is progressing.`,
          },
  ];
  const failure = sets.flatMap(({ status }) => status?.conditions ?? []).find(({ type }) => type === 'ReplicaFailure');
  if (failure !== undefined) conditions.push({ ...failure });
  updateStatus(context, 'Deployment', key, {
    observedGeneration: deployment.metadata.generation ?? 1,
    ...Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0)),
    conditions: timed(deployment.status?.conditions, conditions, kubeTime(context.transaction.time)),
  });
}

/** Times change only with what they belong to. */
function timed(before: readonly Condition[] | undefined, now: readonly Condition[], time: string): Condition[] {
  return now.map((condition) => {
    const known = before?.find((each) => each.type === condition.type);
    const same =
      known?.status === condition.status && known.reason === condition.reason && known.message === condition.message;
    return {
      ...condition,
      lastUpdateTime: same ? (known.lastUpdateTime ?? time) : time,
      lastTransitionTime: known?.status === condition.status ? (known.lastTransitionTime ?? time) : time,
    };
  });
}
