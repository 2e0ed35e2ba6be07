/**
 * The uuids of deleted config objects by name, under which their history is found: for pages whose address names a
 * deleted object. It follows durable deletions as far back as the watch ring reaches, and keeps the newest of each
 * name.
 */

import { LongTask } from '../../http/turn-budget.ts';
import { isConfigType, type ConfigRecord } from '../../model/config/types.ts';
import { calledBy } from '../../model/declared-kinds.ts';
import type { Kind } from '../../model/kinds.ts';
import { formatFqName } from '../../model/naming/fq-name.ts';
import type { ChangeSet, Store } from '../../store/store.ts';

/** Names that are remembered; the oldest are dropped. */
const MOST = 10_000;
/** Change sets that are read in one step, */
const CHANGE_SETS_A_STEP = 8;
/** and the rows of work that a step is estimated at. */
const ROWS_A_STEP = 100;

export class DeletedNames {
  readonly #keys = new Map<string, string>();
  readonly #stop: () => void;
  readonly #store: Store;
  /**
   * Older deletions are read on demand, or in turns before that: the revision up to which they are read, and that of
   * the start.
   */
  #readTo: number;
  readonly #start: number;
  /** What was deleted before the start. */
  readonly #earlier = new Map<string, string>();

  constructor(store: Store) {
    this.#store = store;
    this.#readTo = store.oldestRevision;
    this.#start = store.durableRevision;
    const watch = store.watch(this.#start, (changeSet) => this.#note(changeSet, this.#keys));
    this.#stop = watch.gone ? () => undefined : watch.stop;
  }

  /** Reads the deletions before the start, yielding in between. */
  async catchUp(task = new LongTask()): Promise<void> {
    while (this.#step()) if (task.spend('rows', ROWS_A_STEP)) await task.nextTurn();
  }

  /** Reads some of the deletions before the start; false when all are read, or no longer in the ring. */
  #step(): boolean {
    if (this.#readTo >= this.#start) return false;
    const changeSets = this.#store.changesAfter(this.#readTo, CHANGE_SETS_A_STEP) ?? [];
    for (const changeSet of changeSets) if (changeSet.revision <= this.#start) this.#note(changeSet, this.#earlier);
    this.#readTo = changeSets.at(-1)?.revision ?? this.#start;
    return true;
  }

  /** The uuid under which the history of the deleted object is; those called by an address, by that too. */
  keyOf(kind: Kind, name: string): string | undefined {
    while (this.#step()) continue;
    return this.#keys.get(`${kind} ${name}`) ?? this.#earlier.get(`${kind} ${name}`);
  }

  close(): void {
    this.#stop();
  }

  #note({ changes }: ChangeSet, keys: Map<string, string>): void {
    for (const { kind, key, old, new: next } of changes) {
      if (next !== undefined || old === undefined || !isConfigType(kind)) continue;
      for (const name of namesOf(old.value as unknown as ConfigRecord)) remember(keys, `${kind} ${name}`, key);
    }
  }
}

/** A malformed object of an older version may have no readable name. */
function namesOf(record: ConfigRecord): readonly string[] {
  try {
    const name = formatFqName(record.fq_name);
    const address = calledBy(record.type, record as never);
    return address === undefined ? [name] : [name, address];
  } catch {
    return [];
  }
}

function remember(keys: Map<string, string>, name: string, key: string): void {
  keys.delete(name);
  keys.set(name, key);
  if (keys.size > MOST) {
    const [oldest] = keys.keys();
    keys.delete(oldest!);
  }
}
