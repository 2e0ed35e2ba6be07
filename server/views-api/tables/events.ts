/** Workloads > Events, and the events of an object's page. They are kept in a store of their own. */

import type { EventRow } from '../../contract/views/rows/workload-rows.ts';
import type { ValueOf } from '../../model/kinds.ts';
import { kubeKey } from '../../model/kube/types.ts';
import { table } from './table.ts';

type Event = ValueOf<'kube/Event'>;

/** ms since 1970 that are beyond every time: the order is newest first. */
const BEYOND = 9_999_999_999_999;

const lastSeen = ({ series, lastTimestamp, eventTime, metadata }: Event): string =>
  series?.lastObservedTime ?? lastTimestamp ?? eventTime ?? metadata.creationTimestamp;
const firstSeen = ({ firstTimestamp, eventTime, metadata }: Event): string =>
  firstTimestamp ?? eventTime ?? metadata.creationTimestamp;
const countOf = ({ series, count }: Event): number => series?.count ?? count ?? 1;
/** `Pod default/web`, `Node cent111`: as the filter by object has it. */
const objectOf = ({ involvedObject: { kind = '', namespace, name = '' } }: Event): string =>
  `${kind} ${kubeKey(namespace === '' ? undefined : namespace, name)}`;
const sourceOf = ({ source, reportingComponent, reportingInstance }: Event): string =>
  [source?.component ?? reportingComponent, source?.host ?? reportingInstance]
    .filter((part) => part !== undefined && part !== '')
    .join(', ');
const orderOf = (event: Event): string => {
  const time = Date.parse(lastSeen(event));
  return String(BEYOND - (Number.isNaN(time) ? 0 : time)).padStart(13, '0');
};

export const events = table<'kube/Event', EventRow>({
  kind: 'kube/Event',
  order: (value) => ({ inOrder: orderOf(value) }),
  orderColumn: 'lastSeen',
  row(_context, { key, value, revision }) {
    const { kind = '', name = '', namespace, fieldPath } = value.involvedObject;
    return {
      id: key,
      name: value.metadata.name,
      revision,
      namespace: value.metadata.namespace ?? '',
      type: value.type ?? '',
      reason: value.reason ?? '',
      message: value.message ?? '',
      object: {
        kind,
        name,
        ...(namespace === undefined || namespace === '' ? {} : { namespace }),
        ...(fieldPath === undefined || fieldPath === '' ? {} : { part: fieldPath }),
      },
      source: sourceOf(value),
      count: countOf(value),
      firstSeen: firstSeen(value),
      lastSeen: lastSeen(value),
    };
  },
  sort: {
    type: (_context, { value }) => value.type,
    reason: (_context, { value }) => value.reason,
    object: (_context, { value }) => objectOf(value),
    namespace: (_context, { value }) => value.metadata.namespace,
    count: (_context, { value }) => countOf(value),
  },
  filter: {
    namespace: (_context, { value }) => [value.metadata.namespace],
    type: (_context, { value }) => [value.type],
    reason: (_context, { value }) => [value.reason],
    kind: (_context, { value }) => [value.involvedObject.kind],
    object: (_context, { value }) => [objectOf(value)],
  },
  text: (_context, { value }) =>
    [value.reason, value.type, value.message, objectOf(value), value.metadata.namespace, sourceOf(value)].join(' '),
  project: (context, { value }) => context.projectOf(value.metadata.namespace ?? ''),
  affectedBy: {},
});
