/**
 * Reads a whole database and verifies its checksums, continuing after damage: for `npm run verify`, for the error
 * message about what is intact, and for `--accept-damage`.
 */

import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { firstHash, linkOf, objectSum, tallyIn, touchedSum, type Link, type Tally } from './checksums.ts';
import { reasonOf } from './data-directory-error.ts';
import type { Head } from './head-file.ts';
import { checkHead, type JournalRow, type ObjectRow } from './load.ts';
import { readMarks, type MarkFacts } from './marks.ts';

/** Entries that follow each other undamaged: those after `before` up to `last`. */
interface Run {
  readonly before: Link;
  last: Link;
}

export interface Findings {
  /** Sentences without their ends; empty when all is as it was written. */
  readonly faults: readonly string[];
  readonly facts: MarkFacts | undefined;
  readonly entries: { readonly count: number; readonly runs: readonly Run[] };
  /** `whole`: every row is as it was written, none is missing and none is foreign. */
  readonly objects: {
    readonly count: number;
    readonly damaged: readonly { readonly kind: string; readonly key: string }[];
    readonly whole: boolean;
  };
  /** What the journal says after what is folded: its entries, and how many objects there are with them. */
  readonly unfolded: { readonly entries: number; readonly objects: number };
  /** Whether the list of which entry touched which object is whole. */
  readonly touchedWhole: boolean;
}

/** Rows that are read from the database at a time. */
const CHUNK = 500;
/** Faults of one kind that are reported. */
const TOLD = 10;

/** `known` is what the file head says. Throws nothing. */
export function examine(sql: DatabaseSync, known: Head | 'none' | 'damaged'): Findings {
  const faults: string[] = [];
  const attempt = <T>(what: string, read: () => T): T | undefined => {
    try {
      return read();
    } catch (error) {
      faults.push(`${what}${reasonOf(error)}`);
      return undefined;
    }
  };
  const facts = attempt('', () => readMarks(sql)) ?? (typeof known === 'object' ? young(known.id) : undefined);
  const after = new Unfolded(facts?.folded ?? 0);
  const entries = readEntries(sql, facts?.base, faults, (row) => after.take(row));
  const objects = readObjects(sql, facts?.objects, faults);
  const touchedWhole = readTouched(sql, facts?.touched, faults);
  const last = entries.runs.at(-1)?.last;
  if (known === 'none') faults.push('the file head is missing, so that nobody can tell whether the journal is whole');
  else if (known === 'damaged')
    faults.push('the file head is not as it was written, so that nobody can tell whether the journal is whole');
  else if (facts !== undefined && last !== undefined) attempt('', () => checkHead(sql, facts, last, known));
  attempt('the check of the database itself failed: ', () => {
    for (const row of sql.prepare(`PRAGMA integrity_check(${TOLD})`).all()) {
      const said = String(row['integrity_check']);
      if (said !== 'ok') faults.push(`the database says of itself: ${said.replaceAll('\n', ' ')}`);
    }
  });
  return {
    faults,
    facts,
    entries,
    objects,
    unfolded: { entries: after.entries, objects: objects.count + (attempt('', () => after.more(sql)) ?? 0) },
    touchedWhole,
  };
}

/** What a directory says of itself whose journal goes back to the beginning, when it cannot be asked any more. */
function young(id: string): MarkFacts {
  return {
    id,
    epoch: 1,
    epochId: '',
    folded: 0,
    folding: true,
    base: { number: 0, revision: 0, hash: firstHash(id) },
    fromNothing: true,
    objects: { count: 0, sum: 0 },
    touched: { count: 0, sum: 0 },
  };
}

/** What is intact, as a sentence for the error message. */
export function intactIn(sql: DatabaseSync, known: Head | 'none' | 'damaged'): string {
  const {
    facts,
    entries: { runs },
    objects,
  } = examine(sql, known);
  const first = runs[0];
  const of = facts === undefined || facts.objects.count === 0 ? '' : ` of ${facts.objects.count}`;
  const intact = `Intact are ${objects.count - objects.damaged.length}${of} objects`;
  return first === undefined || first.last.number === first.before.number
    ? `${intact}, and no entry of the journal.`
    : `${intact}, and the journal's entries from revision ${first.before.revision + 1} to ${first.last.revision}.`;
}

function readEntries(
  sql: DatabaseSync,
  base: Link | undefined,
  faults: string[],
  intact: (row: JournalRow) => void,
): Findings['entries'] {
  const runs: Run[] = base === undefined ? [] : [{ before: base, last: base }];
  const damaged: number[] = [];
  let count = 0;
  const take = (row: JournalRow): void => {
    count += 1;
    const run = runs.at(-1);
    const link = run === undefined ? undefined : linkOf(run.last, row.revision, row.entry);
    if (run !== undefined && link!.number === row.number && link!.hash === row.hash) {
      run.last = link!;
      intact(row);
    } else {
      damaged.push(row.revision);
      const { number, revision, hash } = row;
      runs.push({ before: { number, revision, hash }, last: { number, revision, hash } });
    }
  };
  const broken = readSlices(
    sql,
    'SELECT revision, number, hash, entry FROM journal WHERE revision > ? ORDER BY revision',
    -1,
    (row) => (row as unknown as JournalRow).revision,
    (row) => take(row as unknown as JournalRow),
  );
  for (const revision of damaged.slice(0, TOLD))
    faults.push(`the journal's entry of revision ${revision} is not as it was written`);
  if (damaged.length > TOLD) faults.push(`${damaged.length - TOLD} more entries of the journal are not`);
  if (broken !== undefined)
    faults.push(`the journal cannot be read behind revision ${runs.at(-1)?.last.revision ?? 0}: ${broken}`);
  return { count, runs };
}

/** What the journal says of objects after what is folded. */
class Unfolded {
  readonly #folded: number;
  /** Objects that entries touched, and whether the last of them left one. */
  readonly #stands = new Map<string, { readonly kind: string; readonly key: string; readonly stands: boolean }>();
  entries = 0;

  constructor(folded: number) {
    this.#folded = folded;
  }

  take({ revision, entry }: JournalRow): void {
    if (revision <= this.#folded) return;
    this.entries += 1;
    for (const { kind, key, op } of (
      JSON.parse(entry) as {
        readonly changes: readonly { readonly kind: string; readonly key: string; readonly op: string }[];
      }
    ).changes)
      this.#stands.set(`${kind} ${key}`, { kind, key, stands: op !== 'delete' });
  }

  /** How many objects there are more than rows; some rows may be folded further than the rest. */
  more(sql: DatabaseSync): number {
    const row = sql.prepare('SELECT 1 FROM object WHERE kind = ? AND key = ?');
    let more = 0;
    for (const { kind, key, stands } of this.#stands.values())
      more += Number(stands) - Number(row.get(kind, key) !== undefined);
    return more;
  }
}

function readObjects(sql: DatabaseSync, expected: Tally | undefined, faults: string[]): Findings['objects'] {
  const found: Tally = { count: 0, sum: 0 };
  const damaged: { kind: string; key: string }[] = [];
  const broken = readObjectRows(sql, (row) => {
    tallyIn(found, row.sum);
    if (!isIntact(row)) damaged.push({ kind: row.kind, key: row.key });
  });
  for (const { kind, key } of damaged.slice(0, TOLD)) faults.push(`the object ${kind} ${key} is not as it was written`);
  if (damaged.length > TOLD) faults.push(`${damaged.length - TOLD} more objects are not`);
  if (broken !== undefined) faults.push(`some objects cannot be read: ${broken}`);
  const all = expected !== undefined && found.count === expected.count && found.sum === expected.sum;
  if (expected !== undefined && broken === undefined && !all && damaged.length === 0)
    faults.push(`of ${expected.count} objects ${found.count} are there, or some are other ones than were written`);
  return { count: found.count, damaged, whole: all && damaged.length === 0 && broken === undefined };
}

/** Whether the row has the checksum it was written with. */
export function isIntact({ kind, key, created, revision, sum, value }: ObjectRow): boolean {
  return typeof value === 'string' && objectSum(kind, key, created, revision, value) === sum;
}

/** Every row that can be read; gives why others could not. */
export function readObjectRows(sql: DatabaseSync, take: (row: ObjectRow) => void): string | undefined {
  return readSlices(
    sql,
    'SELECT rowid, kind, key, created, revision, sum, value FROM object WHERE rowid > ? ORDER BY rowid',
    0,
    (row) => (row as unknown as ObjectRow).rowid,
    (row) => take(row as unknown as ObjectRow),
  );
}

function readTouched(sql: DatabaseSync, expected: Tally | undefined, faults: string[]): boolean {
  const found: Tally = { count: 0, sum: 0 };
  try {
    for (const { kind, key, revision } of sql.prepare('SELECT kind, key, revision FROM touched').iterate() as Iterable<{
      [column: string]: unknown;
    }>)
      tallyIn(found, touchedSum(String(kind), String(key), Number(revision)));
  } catch (error) {
    faults.push(`the list of what each entry touched cannot be read: ${reasonOf(error)}`);
    return false;
  }
  const whole = expected === undefined || (found.count === expected.count && found.sum === expected.sum);
  if (!whole) faults.push('the list of what each entry touched is not as it was written');
  return expected !== undefined && whole;
}

/** Reads in slices after a position; where one cannot be read, row by row, and past what cannot. */
function readSlices(
  sql: DatabaseSync,
  select: string,
  from: number,
  position: (row: unknown) => number,
  take: (row: unknown) => void,
): string | undefined {
  let slice: StatementSync;
  let one: StatementSync;
  try {
    slice = sql.prepare(`${select} LIMIT ${CHUNK}`);
    one = sql.prepare(`${select} LIMIT 1`);
  } catch (error) {
    return reasonOf(error);
  }
  let broken: string | undefined;
  for (let after = from; ;) {
    let rows: readonly unknown[];
    try {
      rows = slice.all(after);
    } catch (error) {
      broken = reasonOf(error);
      const [next, row] = past(one, after);
      if (row === undefined) return broken;
      take(row);
      after = Math.max(next, position(row));
      continue;
    }
    for (const row of rows) take(row);
    if (rows.length < CHUNK) return broken;
    after = position(rows.at(-1));
  }
}

/** The first row after `after` that can be read, skipping in growing steps. */
function past(one: StatementSync, after: number): readonly [number, unknown] {
  for (let step = 0; step < 2 ** 50; step = step === 0 ? 1 : step * 2) {
    try {
      return [after + step, one.get(after + step)];
    } catch {
      // Still in the page that cannot be read.
    }
  }
  return [after, undefined];
}
