/** Workloads > Deployments, and services. */

import type { State } from '../../contract/views/reference.ts';
import type { DeploymentRow, ServiceRow } from '../../contract/views/rows/workload-rows.ts';
import { wantsExternalAddress } from '../../derived/nodes/pool-decisions.ts';
import { FIP_POOL } from '../../engine/annotations/annotation-keys.ts';
import type { ValueOf } from '../../model/kinds.ts';
import { formatFqName } from '../../model/naming/fq-name.ts';
import { addressOrder } from '../shared/address-order.ts';
import type { ViewContext } from '../shared/view-context.ts';
import { NAMESPACED, NAMESPACED_FILTER, NAMESPACED_SORT, namespacedColumns, namespaceOf } from './kube-columns.ts';
import { labelTexts } from './namespaces.ts';
import { inOrder, table } from './table.ts';

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

/** A service that asks for an address from outside waits for a floating IP: from which pool, or why from none. */
function serviceState(context: ViewContext, key: string, service: ValueOf<'kube/Service'>): State {
  if (!wantsExternalAddress(service)) return { tone: 'ok', word: 'Ready' };
  const { decision } = context.derived.poolOfService(key) ?? {};
  const reason =
    decision?.resolution.kind === 'resolved'
      ? `Pool ${formatFqName(decision.resolution.pool)} is there for it; services are not given floating IPs yet.`
      : decision?.resolution.kind === 'none'
        ? `No pool is named: not on the service, not on namespace ${namespaceOf(key)}, not for the cluster. Name ` +
          `one with the annotation ${FIP_POOL}.`
        : (decision?.trail.map((step) => step.sentence).join(' ') ?? 'Its pool is not worked out yet.');
  return { tone: 'warn', word: 'Pending', reason };
}

export const services = table<'kube/Service', ServiceRow>({
  kind: 'kube/Service',
  ...NAMESPACED,
  row(context, record) {
    const { key, value } = record;
    return {
      ...namespacedColumns(context, record),
      type: value.spec?.type ?? 'ClusterIP',
      clusterIp: value.spec?.clusterIP,
      ports: (value.spec?.ports ?? []).map(({ port, protocol }) => `${port}/${protocol ?? 'TCP'}`),
      selector: value.spec?.selector ?? {},
      state: serviceState(context, key, value),
      conditions: context.conditions('kube/Service', key),
    };
  },
  sort: {
    ...NAMESPACED_SORT,
    type: (_context, { value }) => value.spec?.type ?? 'ClusterIP',
    clusterIp: (_context, { value }) => inOrder(addressOrder(value.spec?.clusterIP)),
  },
  filter: {
    ...NAMESPACED_FILTER,
    type: (_context, { value }) => [value.spec?.type ?? 'ClusterIP'],
  },
  text: (_context, { key, value }) => [key, value.spec?.clusterIP ?? ''].join(' '),
  affectedBy: {},
});
