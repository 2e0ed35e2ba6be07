/** What is wrong with a data directory, as a sentence for the operator. */

/** The directory cannot be opened, exported or imported; the caller ends with the sentence and exit code 2. */
export class DataDirectoryError extends Error {
  constructor(sentence: string, cause?: unknown) {
    super(sentence, { cause });
    this.name = 'DataDirectoryError';
  }
}

/** Primary result codes of SQLite (https://sqlite.org/rescode.html); extended ones hold them in the low byte. */
const REASONS: ReadonlyMap<number, string> = new Map([
  [5, 'another process holds it'],
  [8, 'the disk or the file is read-only'],
  [10, 'the disk reported an input/output error'],
  [11, 'the database file is damaged'],
  [13, 'the disk or the database is full'],
  [14, 'the file cannot be opened'],
  [26, 'the file is not a database'],
]);

/** SQLite's primary result code of an error, if it is SQLite's. */
export function sqliteCode(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('errcode' in error) || typeof error.errcode !== 'number') return undefined;
  return error.errcode & 0xff;
}

/** Why the database refused, in words, with the database's own words in brackets. */
export function reasonOf(error: unknown): string {
  const words = error instanceof Error ? error.message : String(error);
  const code = sqliteCode(error);
  const reason = code === undefined ? undefined : REASONS.get(code);
  return reason === undefined ? words : `${reason} (${words})`;
}
