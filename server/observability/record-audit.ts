/**
 * What is stored, held against what would be taken today. An older version took more than this one does; a directory
 * that it has left is served, and each such object has a condition that says what is wrong with it. Done bit by bit
 * beside the work of a running system, so that no start waits for it; a change of the object has it looked at again.
 */

import type { Faults } from '../engine/faults/faults.ts';
import type { Timers } from '../model/timers.ts';
import { SCHEMA } from '../store/schema.ts';
import type { ValidateRecord, Store, Stored } from '../store/store.ts';

/** ms of work in a turn of the audit. */
const WORK = 2;
/** ms between turns: the audit takes a tenth of the time. */
const REST = 18;
const BY = 'record';

export interface AuditOptions {
  readonly store: Store;
  readonly faults: Faults;
  /** Throws what is wrong with a record. */
  readonly validate: ValidateRecord;
  /** ms on a clock that only goes forward. */
  readonly now: () => number;
  readonly timers: Timers;
}

export interface Audit {
  /** Resolves when every record has been looked at once. */
  readonly done: Promise<void>;
  stop(): void;
}

export function auditRecords({ store, faults, validate, now, timers }: AuditOptions): Audit {
  const malformed = new Set<string>();
  const look = ({ kind, key, value }: Stored): void => {
    const name = `${kind} ${key}`;
    try {
      validate(kind, key, value, undefined);
      if (malformed.delete(name)) faults.clear(BY, name);
    } catch (error) {
      malformed.add(name);
      faults.note({ by: BY, key: name, subjects: [{ kind, key }], malformed: true }, error);
    }
  };
  const stopCommits = store.onCommit(({ changes }) => {
    if (malformed.size === 0) return;
    for (const { kind, key, new: next } of changes) {
      if (!malformed.has(`${kind} ${key}`)) continue;
      if (next !== undefined) look(next);
      else if (malformed.delete(`${kind} ${key}`)) faults.clear(BY, `${kind} ${key}`);
    }
  });
  let finished = (): void => {};
  const done = new Promise<void>((resolve) => void (finished = resolve));
  const records = everything(store);
  let next = timers.after(REST, work);

  function work(): void {
    const end = now() + WORK;
    for (;;) {
      const record = records.next();
      if (record.done === true) return finished();
      look(record.value);
      if (now() >= end) break;
    }
    next = timers.after(REST, work);
  }
  return {
    done,
    stop() {
      next.stop();
      stopCommits();
      finished();
    },
  };
}

/** Records that are listed at a time before they are checked. */
const PAGE = 500;

function* everything(store: Store): Generator<Stored, void, undefined> {
  for (const kind of SCHEMA.keys()) {
    for (let after: string | undefined; ;) {
      const page: readonly Stored[] = store.page(kind, { limit: PAGE, ...(after === undefined ? {} : { after }) });
      yield* page;
      if (page.length < PAGE) break;
      after = page.at(-1)!.key;
    }
  }
}
