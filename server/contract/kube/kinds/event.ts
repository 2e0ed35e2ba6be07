import { objectSchema } from '../metadata.ts';
import { OBJECT_REFERENCE } from '../object-reference.ts';
import { choice, field, INT32, MICRO_TIME, required, structure, TEXT, TIME } from '../schema.ts';

const SOURCE = structure(
  'EventSource',
  {
    component: field(1, TEXT, 'The component that tells it.'),
    host: field(2, TEXT, 'The node on which the component runs.'),
  },
  'Who tells an event.',
);

const SERIES = structure(
  'EventSeries',
  {
    count: field(1, INT32, 'How often it happened.'),
    lastObservedTime: field(2, MICRO_TIME, 'When it happened last, UTC.'),
  },
  'An event that happens again and again.',
);

export const EVENT = objectSchema(
  'Event',
  'What happened to an object, told by the component that did or saw it. Kept for an hour.',
  {
    involvedObject: required(2, OBJECT_REFERENCE, 'The object that the event is about.'),
    reason: field(3, TEXT, 'Why, as a word that programs can read: Scheduled.'),
    message: field(4, TEXT, 'What happened, as a sentence.'),
    source: field(5, SOURCE, 'Who tells it.'),
    firstTimestamp: field(6, TIME, 'When it happened first, UTC.'),
    lastTimestamp: field(7, TIME, 'When it happened last, UTC.'),
    count: field(8, INT32, 'How often it happened.'),
    type: field(9, choice('Normal', 'Warning'), 'Whether it is as it should be.'),
    eventTime: field(10, MICRO_TIME, 'When it happened first, UTC, with microseconds.'),
    series: field(11, SERIES, 'How often it happened, and when last.'),
    action: field(12, TEXT, 'What was done about it.'),
    related: field(13, OBJECT_REFERENCE, 'Another object that plays a part.'),
    reportingComponent: field(14, TEXT, 'The component that tells it.'),
    reportingInstance: field(15, TEXT, 'Which of its instances.'),
  },
);
