/** Reads back what is on disk: the folded objects, the journal after them, and the tail for the watch ring. */
import type { Kind } from '../model/kinds.ts';
import type { Loaded } from '../store/create-store.ts';
import type { ChangeSet, Stored } from '../store/store.ts';
import type { Database } from './database.ts';
import { parseEntry } from './entry.ts';
import { SharedValues } from './shared-values.ts';

export interface LoadedDatabase extends Loaded {
  readonly folded: number;
  /** Change sets after `folded`, oldest first. */
  readonly unfolded: readonly ChangeSet[];
  /** Revision of the oldest change set in the journal. */
  readonly historyStartsAt: number;
}

/** Bytes of the journal that are read back for the watch ring at most: a start must not read all of a busy day. */
export const RING_BYTES = 32 * 1024 * 1024;

export function loadDatabase({ sql }: Database, ringSize: number, ringBytes: number): LoadedDatabase {
  const folded = (sql.prepare(`SELECT value FROM meta WHERE name = 'folded'`).get() as { value: number }).value;
  const { first, last } = sql.prepare('SELECT (SELECT min(revision) FROM journal) AS first, (SELECT max(revision) FROM journal) AS last').get() as { first: number | null; last: number | null };
  const revision = Math.max(folded, last ?? 0);
  const recent: ChangeSet[] = [];
  const from = Math.min(folded, tailStart(sql, revision, ringSize, ringBytes));
  for (const row of sql.prepare('SELECT entry FROM journal WHERE revision > ? ORDER BY revision').iterate(from)) {
    recent.push(parseEntry(row['entry'] as string));
  }
  const unfolded = recent.filter((changeSet) => changeSet.revision > folded);
  return {
    records: records(sql, latest(unfolded)),
    revision,
    time: recent.at(-1)?.time,
    tail: recent.slice(-ringSize),
    folded,
    unfolded,
    historyStartsAt: first ?? revision + 1,
  };
}

/** The revision after which the tail of the journal is within both bounds. */
function tailStart(sql: Database['sql'], revision: number, ringSize: number, ringBytes: number): number {
  let left = ringBytes;
  const rows = sql.prepare('SELECT revision, octet_length(entry) AS size FROM journal WHERE revision > ? ORDER BY revision DESC');
  for (const row of rows.iterate(Math.max(0, revision - ringSize))) {
    left -= row['size'] as number;
    if (left < 0) return row['revision'] as number;
  }
  return Math.max(0, revision - ringSize);
}

/** The last state of each record that changed; undefined = deleted. */
function latest(changeSets: readonly ChangeSet[]): Map<string, Stored | undefined> {
  const changed = new Map<string, Stored | undefined>();
  for (const { changes } of changeSets) for (const { kind, key, new: record } of changes) changed.set(`${kind}\n${key}`, record);
  return changed;
}

/** Rows that are read at once: one call a row costs several times as much. */
const CHUNK = 1_000;

function* records(sql: Database['sql'], changed: Map<string, Stored | undefined>): Generator<Stored> {
  const read = sql.prepare('SELECT rowid, kind, key, created, revision, value FROM object WHERE rowid > ? ORDER BY rowid LIMIT ?');
  const shared = new SharedValues();
  for (let after = 0; ;) {
    const rows = read.all(after, CHUNK) as unknown as readonly ObjectRow[];
    for (const { kind, key, created, revision, value } of rows) {
      if (changed.size === 0 || !changed.has(`${kind}\n${key}`)) yield Object.freeze({ kind, key, value: shared.freeze(JSON.parse(value) as unknown), created, revision }) as Stored;
    }
    if (rows.length < CHUNK) break;
    after = rows.at(-1)!.rowid;
  }
  for (const record of changed.values()) if (record !== undefined) yield record;
}

interface ObjectRow {
  readonly rowid: number;
  readonly kind: Kind;
  readonly key: string;
  readonly created: number;
  readonly revision: number;
  readonly value: string;
}
