/** Workloads > Deployments. */

import type { State } from '../../contract/views/reference.ts';
import type { DeploymentRow } from '../../contract/views/rows/workload-rows.ts';
import type { ValueOf } from '../../model/kinds.ts';
import { NAMESPACED, NAMESPACED_FILTER, NAMESPACED_SORT, namespacedColumns } from './kube-columns.ts';
import { labelTexts } from './namespaces.ts';
import { table } from './table.ts';

const wanted = (deployment: ValueOf<'kube/Deployment'>): number => deployment.spec?.replicas ?? 1;
const ready = (deployment: ValueOf<'kube/Deployment'>): number => deployment.status?.readyReplicas ?? 0;

function stateOf(deployment: ValueOf<'kube/Deployment'>): State {
  const [have, want] = [ready(deployment), wanted(deployment)];
  if (have >= want) return { tone: 'ok', word: 'Ready' };
  const conditions = deployment.status?.conditions;
  const failing =
    conditions?.find(({ type }) => type === 'ReplicaFailure') ?? conditions?.find(({ status }) => status === 'False');
  return { tone: 'busy', word: 'Progressing', reason: failing?.message ?? `${have} of ${want} pods are ready.` };
}

export const deployments = table<'kube/Deployment', DeploymentRow>({
  kind: 'kube/Deployment',
  ...NAMESPACED,
  row(context, record) {
    const { value } = record;
    return {
      ...namespacedColumns(context, record),
      replicas: wanted(value),
      ready: ready(value),
      available: value.status?.availableReplicas ?? 0,
      updated: value.status?.updatedReplicas ?? 0,
      images: (value.spec?.template.spec.containers ?? []).flatMap((container) =>
        typeof container['image'] === 'string' ? [container['image']] : [],
      ),
      labels: value.metadata.labels ?? {},
      state: stateOf(value),
    };
  },
  sort: {
    ...NAMESPACED_SORT,
    replicas: (_context, { value }) => wanted(value),
    ready: (_context, { value }) => ready(value),
  },
  filter: {
    ...NAMESPACED_FILTER,
    state: (_context, { value }) => [stateOf(value).word],
    label: (_context, { value }) => labelTexts(value.metadata.labels),
  },
  text: (_context, { key, value }) => [key, ...labelTexts(value.metadata.labels)].join(' '),
  affectedBy: {},
});
