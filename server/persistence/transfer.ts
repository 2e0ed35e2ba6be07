/**
 * The whole state as a file of JSON lines: a header
 * `{"overlay-console":"state","format":1,"dataDirectoryId":…,"revision":…,"time":…,"records":n}` and one record a line,
 * `{kind, key, created, revision, value}`. Secrets are in it in clear, so that only the owner may read the file.
 * What is imported gets a new data-directory id and goes on counting after the exported revision; history does not move.
 */
import { closeSync, createReadStream, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { CONFIG_TYPES } from '../model/config/types.ts';
import type { Kind } from '../model/kinds.ts';
import { SCHEMA } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import { DataDirectoryError, reasonOf } from './data-directory-error.ts';
import { databaseFile, FORMAT, hasDatabase, openDatabase, type Database } from './database.ts';

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

/** Writes the state at the store's head. The file appears whole or not at all. */
export function exportState(store: Store, file: string, time: string): { readonly records: number } {
  const kinds = [...SCHEMA.keys()];
  const records = kinds.reduce((sum, kind) => sum + store.count(kind), 0);
  const header: Header = { 'overlay-console': 'state', format: FORMAT, dataDirectoryId: store.dataDirectoryId, revision: store.revision, time, records };
  const unfinished = `${file}.unfinished`;
  try {
    const descriptor = openSync(unfinished, 'w', 0o600);
    try {
      let text = `${JSON.stringify(header)}\n`;
      for (const kind of kinds) {
        for (const { key, created, revision, value } of store.scan(kind)) {
          text += `${JSON.stringify({ kind, key, created, revision, value } satisfies Line)}\n`;
          if (text.length < CHUNK) continue;
          writeSync(descriptor, text);
          text = '';
        }
      }
      writeSync(descriptor, text);
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

/** Fills an empty data directory from an export: wholly, or not at all. */
export async function importState(file: string, directory: string, time: string): Promise<{ readonly records: number }> {
  if (hasDatabase(directory)) {
    throw new DataDirectoryError(`The data directory ${directory} is not empty. An import needs an empty one: choose another with --data-dir.`);
  }
  const database = openDatabase(directory, time);
  try {
    const records = await load(file, database);
    database.sql.close();
    return { records };
  } catch (error) {
    database.sql.close();
    for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(`${databaseFile(directory)}${suffix}`, { force: true });
    if (error instanceof DataDirectoryError) throw error;
    throw new DataDirectoryError(`The file ${file} cannot be imported: ${reasonOf(error)}. Nothing was imported.`, error);
  }
}

async function load(file: string, { sql }: Database): Promise<number> {
  sql.exec('BEGIN IMMEDIATE');
  const insert = sql.prepare('INSERT INTO object VALUES (?, ?, ?, ?, ?)');
  let header: Header | undefined;
  let count = 0;
  for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    if (header === undefined) {
      header = parseHeader(text, file);
      continue;
    }
    count += 1;
    const { kind, key, created, revision, value } = parseLine(text, file, count + 1, header.revision);
    insert.run(kind, key, created, revision, JSON.stringify(value));
  }
  if (header === undefined || count !== header.records) {
    throw new DataDirectoryError(`The file ${file} is not whole: it holds ${count} of ${header?.records ?? 'an unknown number of'} records. Nothing was imported; export again.`);
  }
  sql.prepare(`UPDATE meta SET value = ? WHERE name = 'folded'`).run(header.revision);
  sql.exec('COMMIT');
  return count;
}

function parseHeader(text: string, file: string): Header {
  const header = parse(text) as Partial<Header> | undefined;
  if (header?.['overlay-console'] !== 'state' || !isRevision(header.revision, Number.MAX_SAFE_INTEGER, 0) || typeof header.format !== 'number') {
    throw new DataDirectoryError(`The file ${file} is not an export of Overlay Console: its first line is not the header. Make one with --export.`);
  }
  if (header.format > FORMAT) {
    throw new DataDirectoryError(`The file ${file} has format ${header.format}, this version reads up to ${FORMAT}. Import it with the version that wrote it, or a newer one.`);
  }
  return header as Header;
}

function parseLine(text: string, file: string, number: number, head: number): Line {
  const line = parse(text) as Partial<Line> | undefined;
  const whole = line !== undefined && line.kind !== undefined && SCHEMA.has(line.kind) && typeof line.key === 'string'
    && isRevision(line.revision, head, 1) && isRevision(line.created, line.revision, 1) && typeof line.value === 'object' && line.value !== null;
  if (!whole || !hasShape(line as Line)) throw new DataDirectoryError(`Line ${number} of ${file} is not a record of this version. Nothing was imported.`);
  return line as Line;
}

/** What the indexes need to find in a value. */
function hasShape({ kind, value }: Line): boolean {
  const record = value as { readonly [field: string]: unknown };
  if (kind.startsWith('kube/')) return typeof record['metadata'] === 'object' && record['metadata'] !== null;
  if (!(CONFIG_TYPES as readonly string[]).includes(kind)) return true;
  return Array.isArray(record['fq_name']) && ['refs', 'props'].every((field) => typeof record[field] === 'object' && record[field] !== null);
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
