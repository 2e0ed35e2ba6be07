/** `/scale` of Deployments and ReplicaSets: `autoscaling/v1` Scale. */

import { childIf, draftOf, isDraft, type Draft } from '../kube/draft.ts';
import { badRequest } from '../kube/kube-problem.ts';
import { formatLabelSelector } from '../kube/label-selector.ts';
import type { KubeRecord } from './encode.ts';

export function scaleOf(record: KubeRecord): Draft {
  const object = draftOf(record.value);
  const { name, namespace, uid, creationTimestamp } = record.value.metadata;
  const selector = formatLabelSelector(childIf(childIf(object, 'spec'), 'selector'));
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: {
      name,
      ...(namespace === undefined ? {} : { namespace }),
      uid,
      resourceVersion: String(record.revision),
      creationTimestamp,
    },
    spec: { replicas: childIf(object, 'spec')?.['replicas'] ?? 0 },
    status: { replicas: childIf(object, 'status')?.['replicas'] ?? 0, selector: selector === '<none>' ? '' : selector },
  };
}

/** The workload with the replicas of a Scale. */
export function withReplicas(record: KubeRecord, scale: unknown): Draft {
  const replicas = isDraft(scale) ? (childIf(scale, 'spec')?.['replicas'] ?? 0) : undefined;
  if (typeof replicas !== 'number') throw badRequest('a Scale has spec.replicas, a number');
  const object = draftOf(record.value);
  return { ...object, spec: { ...childIf(object, 'spec'), replicas } };
}
