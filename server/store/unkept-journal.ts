/**
 * A journal that keeps nothing, for stores of what is short-lived: a change counts as durable in the next macrotask,
 * and there is no history.
 */

import type { Journal, JournalEvents } from './journal.ts';

/** `start` is the revision of the state with which the store begins. */
export function unkeptJournal(start: number): Journal {
  let events: JournalEvents | undefined;
  let appended = start;
  let scheduled = false;
  return {
    historyStartsAt: start + 1,
    start: (to) => {
      events = to;
    },
    format: () => ({ text: '', places: [] }),
    wanted: () => {},
    room: () => undefined,
    append: ({ revision }) => {
      appended = revision;
      if (scheduled) return;
      scheduled = true;
      setImmediate(() => {
        scheduled = false;
        events?.durable(appended);
      });
    },
    read: async () => [],
    history: async () => [],
    close: async () => events?.durable(appended),
  };
}
