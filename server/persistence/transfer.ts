/**
 * The whole state as a file of JSON lines: a header
 * `{"overlay-console":"state","format":1,"dataDirectoryId":…,"revision":…,"time":…,"records":n}` and one record a line,
 * `{kind, key, created, revision, value}`. Session keys are in it in clear, so that only the owner may read the file;
 * values of Kubernetes Secrets are left empty (decision 0088). What is imported gets a new data-directory id and goes
 * on counting after the exported revision; history does not move.
 */

import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, lstatSync, renameSync, rmSync } from 'node:fs';
import type { Kind } from '../model/kinds.ts';
import { Problem } from '../model/problem.ts';
import { deepFreeze } from '../store/freeze.ts';
import { withEmptySecretParts } from '../store/redact.ts';
import { SCHEMA } from '../store/schema.ts';
import { State } from '../store/state.ts';
import type { ValidateRecord, Read, Store, Stored } from '../store/store.ts';
import { firstHash, objectSum, tallyIn, type Link, type Tally } from './checksums.ts';
import { DataDirectoryError, reasonOf } from './data-directory-error.ts';
import { hasDatabase } from './database.ts';
import { prepareDirectory } from './directory.ts';
import { hasHead } from './head-file.ts';
import { linesOf } from './import-lines.ts';
import { clearUnfinished, makeDatabase } from './new-database.ts';
import { createPrivately, writeFully } from './private-file.ts';

/** Version of the file. */
const EXPORT_FORMAT = 1;

interface Header {
  readonly 'overlay-console': 'state';
  readonly format: number;
  readonly dataDirectoryId: string;
  readonly revision: number;
  readonly time: string;
  readonly records: number;
}

interface Line {
  readonly kind: Kind;
  readonly key: string;
  readonly created: number;
  readonly revision: number;
  readonly value: object;
}

/** Characters that are collected before they are written. */
const CHUNK = 1_000_000;

/** Writes the state at the store's head into a new file for its owner alone. The file appears whole or not at all. */
export function exportState(store: Store, file: string, time: string): { readonly records: number } {
  const kinds = [...SCHEMA.keys()];
  const records = kinds.reduce((sum, kind) => sum + store.count(kind), 0);
  const header: Header = {
    'overlay-console': 'state',
    format: EXPORT_FORMAT,
    dataDirectoryId: store.dataDirectoryId,
    revision: store.revision,
    time,
    records,
  };
  if (lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() === true) {
    throw new DataDirectoryError(
      `The state is not exported to ${file}: it is a link, and what it leads to may be anybody's. Name the file ` +
        'itself, or take the link away.',
    );
  }
  const unfinished = `${file}.${randomUUID()}.unfinished`;
  try {
    const descriptor = createPrivately(unfinished);
    try {
      let text = `${JSON.stringify(header)}\n`;
      for (const kind of kinds) {
        for (const { key, created, revision, value: held } of store.scan(kind)) {
          const value = withEmptySecretParts(kind, held);
          text += `${JSON.stringify({ kind, key, created, revision, value } satisfies Line)}\n`;
          if (text.length < CHUNK) continue;
          writeFully(descriptor, text);
          text = '';
        }
      }
      writeFully(descriptor, text);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(unfinished, file);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw new DataDirectoryError(`The state cannot be exported to ${file}: ${reasonOf(error)}.`, error);
  }
  return { records };
}

/** What an import is held against. */
export interface ImportChecks {
  /** Asked of every record, as of every one that is put. */
  readonly validate?: ValidateRecord;
  /** Asked once of all records together; gives what is wrong, as sentences. */
  readonly inspect?: (read: Read) => readonly string[];
}

/** Faults of a file that are reported. */
const TOLD = 10;
/** No directory reaches such revisions within centuries; numbers above it would soon be inexact. */
const HIGHEST_REVISION = 900_000_000_000_000;

/**
 * Fills an empty data directory from an export: wholly, or not at all. What is refused is named by line, object and
 * field.
 */
export async function importState(
  file: string,
  directory: string,
  checks: ImportChecks = {},
): Promise<{ readonly records: number }> {
  try {
    prepareDirectory(directory, () => {});
    clearUnfinished(directory);
    if (hasDatabase(directory) || hasHead(directory)) {
      throw new DataDirectoryError(
        `The data directory ${directory} is not empty. An import needs an empty one: choose another with --data-dir.`,
      );
    }
    const { revision, state, records } = await read(file, checks);
    const id = randomUUID();
    const base: Link = { number: 0, revision, hash: firstHash(id) };
    makeDatabase(directory, (sql) => {
      const objects: Tally = { count: 0, sum: 0 };
      const insert = sql.prepare('INSERT INTO object VALUES (?, ?, ?, ?, ?, ?)');
      for (const kind of SCHEMA.keys()) {
        for (const record of state.scan(kind)) {
          const value = JSON.stringify(record.value);
          const sum = objectSum(kind, record.key, record.created, record.revision, value);
          insert.run(kind, record.key, record.created, record.revision, sum, value);
          tallyIn(objects, sum);
        }
      }
      return {
        facts: {
          id,
          epoch: 1,
          epochId: randomUUID(),
          folded: revision,
          folding: false,
          base,
          fromNothing: revision === 0,
          objects,
          touched: { count: 0, sum: 0 },
        },
        head: base,
      };
    });
    return { records };
  } catch (error) {
    if (error instanceof DataDirectoryError) throw error;
    throw new DataDirectoryError(
      `The file ${file} cannot be imported: ${reasonOf(error)}. Nothing was imported.`,
      error,
    );
  }
}

/** Reads the file into memory and validates it, first record by record, then as a whole. */
async function read(
  file: string,
  { validate = () => {}, inspect = () => [] }: ImportChecks,
): Promise<{ readonly revision: number; readonly state: State; readonly records: number }> {
  let header: Header | undefined;
  let state: State | undefined;
  let count = 0;
  const faults: string[] = [];
  for await (const text of linesOf(file)) {
    if (header === undefined || state === undefined) {
      header = parseHeader(text, file);
      state = new State(undefined, header.revision);
      continue;
    }
    count += 1;
    try {
      takeLine(text, header.revision, state, validate);
    } catch (error) {
      if (!(error instanceof LineFault) && !(error instanceof Problem)) throw error;
      faults.push(`Line ${count + 1}: ${error.message}`);
      if (faults.length >= TOLD) break;
    }
  }
  if (faults.length > 0) throw refused(file, faults);
  if (header === undefined || state === undefined || count !== header.records) {
    throw new DataDirectoryError(
      `The file ${file} is not whole: it holds ${count} of ${header?.records ?? 'an unknown number of'} records. ` +
        'Nothing was imported; export again.',
    );
  }
  const wrong = inspect(state);
  if (wrong.length > 0) throw refused(file, wrong);
  return { revision: header.revision, state, records: count };
}

function refused(file: string, faults: readonly string[]): DataDirectoryError {
  const more = faults.length > TOLD ? ` And ${faults.length - TOLD} more.` : '';
  return new DataDirectoryError(
    `The file ${file} is refused. ${faults
      .slice(0, TOLD)
      .map((fault) => (fault.endsWith('.') ? fault : `${fault}.`))
      .join(' ')}${more} Nothing was imported.`,
  );
}

/** What is wrong with a line, as half a sentence. */
class LineFault extends Error {}

function takeLine(text: string, head: number, state: State, validate: ValidateRecord): void {
  const line = parse(text) as Partial<Line> | undefined;
  if (line === undefined) throw new LineFault('it is not a JSON object');
  const { kind, key, created, revision, value } = line;
  if (typeof kind !== 'string' || !SCHEMA.has(kind))
    throw new LineFault(`it is not a record of this version: there is no kind ${JSON.stringify(kind)}`);
  if (typeof key !== 'string' || key === '')
    throw new LineFault(`it is not a record of this version: a ${kind} needs a key`);
  if (!isRevision(revision, head, 1))
    throw new LineFault(`${kind} ${key}: revision must be a whole number from 1 to ${head}, the revision of the file`);
  if (!isRevision(created, revision, 1))
    throw new LineFault(`${kind} ${key}: created must be a whole number from 1 to its revision, ${revision}`);
  if (typeof value !== 'object' || value === null) throw new LineFault(`${kind} ${key}: value must be an object`);
  if (state.get(kind, key) !== undefined) throw new LineFault(`${kind} ${key} is there twice`);
  validate(kind, key, value as never, undefined);
  state.load(Object.freeze({ kind, key, value: deepFreeze(value, `${kind} ${key}`), created, revision }) as Stored);
}

function parseHeader(text: string, file: string): Header {
  const header = parse(text) as Partial<Header> | undefined;
  if (
    header?.['overlay-console'] !== 'state' ||
    !Number.isSafeInteger(header.format) ||
    !Number.isSafeInteger(header.records)
  ) {
    throw new DataDirectoryError(
      `The file ${file} is not an export of Overlay Console: its first line is not the header. Make one with --export.`,
    );
  }
  if (header.format! > EXPORT_FORMAT) {
    throw new DataDirectoryError(
      `The file ${file} has format ${header.format}, this version reads up to ${EXPORT_FORMAT}. Import it with ` +
        'the version that wrote it, or a newer one.',
    );
  }
  if (!isRevision(header.revision, HIGHEST_REVISION, 0)) {
    throw new DataDirectoryError(
      `The file ${file} has the revision ${String(header.revision)}, which is not a whole number from 0 to ` +
        `${HIGHEST_REVISION}. Nothing was imported.`,
    );
  }
  return header as Header;
}

function isRevision(value: unknown, highest: number, lowest: number): value is number {
  return Number.isSafeInteger(value) && (value as number) >= lowest && (value as number) <= highest;
}

function parse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
