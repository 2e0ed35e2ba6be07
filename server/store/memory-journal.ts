/** A journal in memory, for tests and for uses without durability: entries are durable in the next macrotask. */

import type { Journal, JournalEvents } from './journal.ts';
import type { ChangeSet, PastChangeSet } from './store.ts';

export function memoryJournal(): Journal {
  const kept: ChangeSet[] = [];
  let events: JournalEvents | undefined;
  let appended = 0;
  let durable = 0;
  let scheduled = false;
  const flush = (): void => {
    scheduled = false;
    durable = appended;
    if (durable > 0) events?.durable(durable);
  };
  return {
    historyStartsAt: 1,
    start: (to) => {
      events = to;
    },
    format: () => ({ text: '', places: [] }),
    wanted: () => {},
    room: () => undefined,
    append: (changeSet) => {
      kept.push(changeSet);
      appended = changeSet.revision;
      if (scheduled) return;
      scheduled = true;
      setImmediate(flush);
    },
    read: async (revision, limit) =>
      kept.filter((changeSet) => changeSet.revision > revision && changeSet.revision <= durable).slice(0, limit),
    history: async (kind, key, { before = Infinity, limit }) => {
      const found: PastChangeSet[] = [];
      for (let index = kept.length - 1; index >= 0 && found.length < limit; index -= 1) {
        const changeSet = kept[index]!;
        if (changeSet.revision >= before || changeSet.revision > durable) continue;
        const changes = changeSet.changes.filter((change) => change.kind === kind && change.key === key);
        if (changes.length > 0)
          found.push({ ...changeSet, changes, alongside: changeSet.changes.length - changes.length });
      }
      return found;
    },
    close: async () => flush(),
  };
}
