import { childIf, text, type Draft } from '../../kube/draft.ts';
import type { AnyKubeObject } from '../../model/kube/types.ts';
import { byInvolved } from '../../store/indexes.ts';
import { ageOf } from '../human-duration.ts';
import { column, count, meta, wide } from '../table-columns.ts';
import type { FieldOf, ServedKind } from './served-kind.ts';

/** The columns, their descriptions and what is in them as printers.go of Kubernetes has them (`printEvent`). */
export const servedEvent: ServedKind<'Event'> = {
  columns: [
    column('Last Seen', 'The time at which the most recent occurrence of this event was recorded.', lastSeen),
    column('Type', 'Type of this event (Normal, Warning), new types could be added in the future', member('type')),
    column(
      'Reason',
      "A short word for the reason of the transition into the object's current status.",
      member('reason'),
    ),
    column('Object', 'The object that this event is about.', (event) => {
      const [kind, name] = [about(event, 'kind').toLowerCase(), about(event, 'name')];
      return name === '' ? kind : `${kind}/${name}`;
    }),
    wide('Subobject', 'The part of the object that it is about, such as spec.containers{name}.', (event) =>
      about(event, 'fieldPath'),
    ),
    wide('Source', 'The component reporting this event.', (event) => {
      const source = childIf(event, 'source');
      const either = (one: string | undefined, other: string) =>
        one === undefined || one === '' ? (text(event, other) ?? '') : one;
      const component = either(text(source, 'component'), 'reportingComponent');
      const host = either(text(source, 'host'), 'reportingInstance');
      return host === '' ? component : `${component}, ${host}`;
    }),
    column('Message', 'A human-readable description of the status of this operation.', (event) =>
      (text(event, 'message') ?? '').trim(),
    ),
    wide('First Seen', 'The time at which the event was first recorded.', firstSeen),
    wide('Count', 'The number of times this event has occurred.', (event) => {
      const series = childIf(event, 'series');
      return series === undefined ? count(event['count']) || 1 : count(series['count']);
    }),
    column('Name', 'The name of the event.', (event) => text(meta(event), 'name') ?? '', {
      format: 'name',
      priority: 1,
    }),
  ],
  fields: {
    'involvedObject.kind': involved('kind'),
    'involvedObject.namespace': involved('namespace'),
    'involvedObject.name': involved('name'),
    'involvedObject.uid': involved('uid'),
    'involvedObject.apiVersion': involved('apiVersion'),
    'involvedObject.resourceVersion': involved('resourceVersion'),
    'involvedObject.fieldPath': involved('fieldPath'),
    reason: fieldOfEvent('reason'),
    type: fieldOfEvent('type'),
    reportingComponent: fieldOfEvent('reportingComponent'),
    source: (object) => {
      const component = text(childIf(draft(object), 'source'), 'component') ?? '';
      return component === '' ? (text(draft(object), 'reportingComponent') ?? '') : component;
    },
  },
  indexed: { 'involvedObject.uid': byInvolved('kube/Event') },
};

function draft(object: AnyKubeObject): Draft {
  return object as unknown as Draft;
}

function fieldOfEvent(field: string): FieldOf {
  return (object) => text(draft(object), field) ?? '';
}

function involved(field: string): FieldOf {
  return (object) => about(draft(object), field);
}

function member(field: string): (event: Draft) => string {
  return (event) => text(event, field) ?? '';
}

function about(event: Draft, field: string): string {
  return text(childIf(event, 'involvedObject'), field) ?? '';
}

function firstSeen(event: Draft, now: number): string {
  return ageOf(text(event, 'firstTimestamp') ?? text(event, 'eventTime'), now);
}

function lastSeen(event: Draft, now: number): string {
  const series = childIf(event, 'series');
  if (series !== undefined) return ageOf(text(series, 'lastObservedTime'), now);
  const last = text(event, 'lastTimestamp');
  return last === undefined ? firstSeen(event, now) : ageOf(last, now);
}
