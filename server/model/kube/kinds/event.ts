import type { KubeObject } from '../objects.ts';
import { kubeKind } from './kube-kind.ts';

/** The object that an event is about. */
export interface ObjectReference {
  readonly kind?: string;
  readonly namespace?: string;
  readonly name?: string;
  readonly uid?: string;
  readonly apiVersion?: string;
  readonly resourceVersion?: string;
  readonly fieldPath?: string;
}

/** As core/v1 has it; times are null where they are not known. */
interface EventObject extends KubeObject<never, never> {
  readonly involvedObject: ObjectReference;
  readonly related?: ObjectReference;
  readonly type?: string;
  readonly reason?: string;
  readonly action?: string;
  readonly message?: string;
  readonly source?: { readonly component?: string; readonly host?: string };
  readonly reportingComponent?: string;
  readonly reportingInstance?: string;
  readonly firstTimestamp?: string | null;
  readonly lastTimestamp?: string | null;
  readonly eventTime?: string | null;
  readonly count?: number;
  readonly series?: { readonly count?: number; readonly lastObservedTime?: string };
}

const NONE: readonly string[] = [];

export const eventKind = kubeKind<EventObject>()({
  kind: 'Event',
  group: '',
  version: 'v1',
  plural: 'events',
  shortNames: ['ev'],
  categories: [],
  namespaced: true,
  subresources: [],
  apart: true,
  also: {
    group: 'events.k8s.io',
    version: 'v1',
    renamed: {
      involvedObject: 'regarding',
      message: 'note',
      reportingComponent: 'reportingController',
      source: 'deprecatedSource',
      firstTimestamp: 'deprecatedFirstTimestamp',
      lastTimestamp: 'deprecatedLastTimestamp',
      count: 'deprecatedCount',
    },
    package: 'io.k8s.api.events.v1',
    numbers: {
      eventTime: 2,
      series: 3,
      reportingController: 4,
      reportingInstance: 5,
      action: 6,
      reason: 7,
      regarding: 8,
      related: 9,
      note: 10,
      type: 11,
      deprecatedSource: 12,
      deprecatedFirstTimestamp: 13,
      deprecatedLastTimestamp: 14,
      deprecatedCount: 15,
    },
  },
  indexes: {
    involved: ({ involvedObject: { uid } }) => (uid === undefined || uid === '' ? NONE : [uid]),
  },
  indexedParts: ['involvedObject'],
});
