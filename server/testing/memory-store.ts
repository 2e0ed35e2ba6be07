/** A store without a disk, for tests. */

import { validateRecord } from '../contract/record/validate.ts';
import { createStore, type Loaded } from '../store/create-store.ts';
import { memoryJournal } from '../store/memory-journal.ts';
import type { ValidateRecord, Store } from '../store/store.ts';

export interface MemoryStoreOptions {
  /** Milliseconds since 1970, UTC; by default a stopped clock at 2026-01-31T12:00:00Z. */
  readonly clock?: () => number;
  readonly ringSize?: number;
  readonly dataDirectoryId?: string;
  /** Asked of every record before it is put; by default as the product does. */
  readonly validate?: ValidateRecord;
  /** What a journal had on disk. */
  readonly loaded?: Loaded;
}

const NOON = Date.UTC(2026, 0, 31, 12);

export function createMemoryStore(options: MemoryStoreOptions = {}): Store {
  return createStore({
    journal: memoryJournal(),
    clock: options.clock ?? (() => NOON),
    dataDirectoryId: options.dataDirectoryId ?? '5f1e7a3c-6c1b-4a52-9a5e-0d3c5b7f9e21',
    epoch: 1,
    ...(options.ringSize !== undefined && { ringSize: options.ringSize }),
    ...(options.loaded !== undefined && { loaded: options.loaded }),
    validate: options.validate ?? validateRecord,
    onFatal: (error) => {
      throw error;
    },
  });
}
