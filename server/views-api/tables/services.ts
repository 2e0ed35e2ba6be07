/** Workloads > Services. */

import type { State } from '../../contract/views/reference.ts';
import type { ServiceRow } from '../../contract/views/rows/workload-rows.ts';
import { wantsExternalAddress } from '../../derived/nodes/pool-decisions.ts';
import type { ValueOf } from '../../model/kinds.ts';
import type { Condition } from '../../model/kube/types.ts';
import { addressOrder } from '../shared/address-order.ts';
import type { ViewContext } from '../shared/view-context.ts';
import { NAMESPACED, NAMESPACED_FILTER, NAMESPACED_SORT, namespacedColumns } from './kube-columns.ts';
import { inOrder, table } from './table.ts';

type Service = ValueOf<'kube/Service'>;

/** Ready, without anybody behind it, or waiting for an address from outside; and why. */
function stateOf(context: ViewContext, key: string, service: Service): State {
  return waitingForAddress(context, key, service) ?? withoutBackend(context, key, service) ?? READY;
}

const READY: State = { tone: 'ok', word: 'Ready' };

function withoutBackend(context: ViewContext, key: string, { spec }: Service): State | undefined {
  const { ready, notReady } = backendsOf(context, key);
  if (ready > 0 || spec?.type === 'ExternalName') return undefined;
  const labels = Object.entries(spec?.selector ?? {}).map(([label, value]) => `${label}=${value}`);
  const none =
    labels.length > 0
      ? `No pod with ${labels.join(', ')} is ready.`
      : `Service ${key} has no selector, and no Endpoints of its name have an address: write them, or a selector.`;
  return { tone: 'warn', word: 'No backend', reason: notReady === 0 ? none : `${none} ${notReady} not ready.` };
}

function waitingForAddress(context: ViewContext, key: string, service: Service): State | undefined {
  if (!wantsExternalAddress(service)) return undefined;
  const conditions = (service.status?.['conditions'] ?? []) as unknown as readonly Condition[];
  const condition = conditions.find(({ type }) => type === 'FloatingIPAllocated');
  if (condition?.status === 'True') return undefined;
  const trail = context.derived.poolOfService(key)?.decision.trail ?? [];
  const reason = condition?.message ?? trail.map(({ sentence }) => sentence).join(' ');
  return { tone: 'warn', word: 'Pending', reason };
}

/** The addresses from outside that the service has. */
function externalOf({ spec, status }: Service): readonly string[] {
  const { ingress = [] } = (status?.['loadBalancer'] ?? {}) as {
    readonly ingress?: readonly { readonly ip?: string }[];
  };
  return spec?.type === 'LoadBalancer' ? ingress.flatMap(({ ip }) => ip ?? []) : (spec?.externalIPs ?? []);
}

/** How many pods answer for it. */
function backendsOf({ read }: ViewContext, key: string): ServiceRow['backends'] {
  const subsets = read.get('kube/Endpoints', key)?.value.subsets ?? [];
  return {
    ready: subsets.reduce((sum, { addresses = [] }) => sum + addresses.length, 0),
    notReady: subsets.reduce((sum, { notReadyAddresses = [] }) => sum + notReadyAddresses.length, 0),
  };
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
      asksForAddress: wantsExternalAddress(value),
      external: externalOf(value),
      ports: (value.spec?.ports ?? []).map(({ port, protocol }) => `${port}/${protocol ?? 'TCP'}`),
      selector: value.spec?.selector ?? {},
      backends: backendsOf(context, key),
      state: stateOf(context, key, value),
      conditions: context.conditions('kube/Service', key),
    };
  },
  sort: {
    ...NAMESPACED_SORT,
    type: (_context, { value }) => value.spec?.type ?? 'ClusterIP',
    clusterIp: (_context, { value }) => inOrder(addressOrder(value.spec?.clusterIP)),
    external: (_context, { value }) => inOrder(addressOrder(externalOf(value)[0])),
  },
  filter: {
    ...NAMESPACED_FILTER,
    type: (_context, { value }) => [value.spec?.type ?? 'ClusterIP'],
    external: (_context, { value }) => externalOf(value),
  },
  text: (_context, { key, value }) => [key, value.spec?.clusterIP ?? '', ...externalOf(value)].join(' '),
  affectedBy: {},
});
