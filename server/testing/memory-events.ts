/** A store of events without a disk, for tests. */

import { validateRecord } from '../contract/record/validate.ts';
import { EventStore, type EventStoreOptions } from '../events/event-store.ts';

const NOON = Date.UTC(2026, 0, 31, 12);

export function createMemoryEvents(options: Partial<EventStoreOptions> = {}): EventStore {
  return new EventStore({
    clock: () => NOON,
    dataDirectoryId: '5f1e7a3c-6c1b-4a52-9a5e-0d3c5b7f9e21',
    epoch: 1,
    epochId: '1',
    validate: validateRecord,
    onFault: (error) => {
      throw error;
    },
    ...options,
  });
}
