/** Workloads > Endpoints. */

import type { State } from '../../contract/views/reference.ts';
import type { EndpointsRow } from '../../contract/views/rows/workload-rows.ts';
import type { ValueOf } from '../../model/kinds.ts';
import type { ViewContext } from '../shared/view-context.ts';
import { NAMESPACED, NAMESPACED_FILTER, NAMESPACED_SORT, namespacedColumns, nameOf } from './kube-columns.ts';
import { table } from './table.ts';

type Endpoints = ValueOf<'kube/Endpoints'>;

/** Addresses that a row names. */
const NAMED = 3;

const readyOf = ({ subsets = [] }: Endpoints): number =>
  subsets.reduce((sum, { addresses = [] }) => sum + addresses.length, 0);
const notReadyOf = ({ subsets = [] }: Endpoints): number =>
  subsets.reduce((sum, { notReadyAddresses = [] }) => sum + notReadyAddresses.length, 0);

/** A controller keeps those of a service with a selector, and leaves the others to whoever wrote them. */
function keptBy({ read }: ViewContext, key: string): EndpointsRow['keptBy'] {
  const selector = read.get('kube/Service', key)?.value.spec?.selector ?? {};
  return Object.keys(selector).length === 0 ? 'hand' : 'controller';
}

function stateOf({ read }: ViewContext, key: string, endpoints: Endpoints): State {
  if (read.get('kube/Service', key) === undefined)
    return {
      tone: 'warn',
      word: 'No service',
      reason: `There is no service ${nameOf(key)} in the namespace, so nothing uses these addresses. Create it.`,
    };
  if (readyOf(endpoints) > 0) return { tone: 'ok', word: 'Ready' };
  return notReadyOf(endpoints) > 0
    ? { tone: 'busy', word: 'Not ready', reason: `${notReadyOf(endpoints)} addresses are there, none of them ready.` }
    : { tone: 'idle', word: 'Empty', reason: 'There is no address: the service answers nothing.' };
}

export const endpoints = table<'kube/Endpoints', EndpointsRow>({
  kind: 'kube/Endpoints',
  ...NAMESPACED,
  row(context, record) {
    const { key, value } = record;
    const { subsets = [] } = value;
    return {
      ...namespacedColumns(context, record),
      ready: readyOf(value),
      notReady: notReadyOf(value),
      addresses: subsets
        .flatMap(({ addresses = [] }) => addresses.slice(0, NAMED))
        .slice(0, NAMED)
        .map(({ ip }) => ip),
      ports: [
        ...new Set(
          subsets.flatMap(({ ports = [] }) => ports.map(({ port, protocol = 'TCP' }) => `${port}/${protocol}`)),
        ),
      ],
      service: context.read.get('kube/Service', key) !== undefined,
      keptBy: keptBy(context, key),
      state: stateOf(context, key, value),
    };
  },
  sort: {
    ...NAMESPACED_SORT,
    ready: (_context, { value }) => readyOf(value),
  },
  filter: {
    ...NAMESPACED_FILTER,
    keptBy: (context, { key }) => [keptBy(context, key)],
    state: (context, { key, value }) => [stateOf(context, key, value).word],
  },
  text: (_context, { key, value }) =>
    [key, ...(value.subsets ?? []).flatMap(({ addresses = [] }) => addresses.map(({ ip }) => ip))].join(' '),
  affectedBy: { 'kube/Service': (_read, { key }) => [key] },
});
