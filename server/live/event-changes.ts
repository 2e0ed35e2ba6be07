/** Announces that events were told, at most once a second: a deployment tells thousands. */

import type { Timers } from '../model/timers.ts';
import type { Store } from '../store/store.ts';
import type { ViewChanges } from './hub.ts';
import { throttle } from './throttle.ts';

/** Revision of changes that are announced at once: events have revisions of their own. */
const NOW = 0;

export function eventChangesOf(events: Store, timers: Timers): ViewChanges {
  return (listener) => {
    const told = throttle(timers, () => listener(NOW, [{ kind: 'view/events', key: '*', op: 'changed' }]));
    const stops = [events.onCommit(() => told.call()), told.stop];
    return () => stops.forEach((stop) => stop());
  };
}
