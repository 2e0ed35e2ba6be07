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

/** The same from the operating system. */
const SYSTEM_REASONS: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'this user may not use it'],
  ['EPERM', 'this user may not use it'],
  ['EROFS', 'the disk is read-only'],
  ['EIO', 'the disk reported an input/output error'],
  ['ENOSPC', 'the disk is full'],
  ['EDQUOT', 'this user may not fill more of the disk, it is full'],
  ['EFBIG', 'the file may not grow, the disk is full for it'],
]);

/** SQLite's primary result code of an error, if it is SQLite's. */
export function sqliteCode(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('errcode' in error) || typeof error.errcode !== 'number')
    return undefined;
  return error.errcode & 0xff;
}

/** SQLite: no permission (3), in use (5, 6), read-only (8), full (13), cannot be opened (14), no authorization (23). */
const HINDRANCES: ReadonlySet<number> = new Set([3, 5, 6, 8, 13, 14, 23]);

/** Whether an error says that the file cannot be used now, and nothing about its contents. */
export function isHindrance(error: unknown): boolean {
  const code = sqliteCode(error);
  if (code !== undefined) return HINDRANCES.has(code);
  const word = error instanceof Error && 'code' in error ? String(error.code) : '';
  return SYSTEM_REASONS.has(word) && word !== 'EIO';
}

/** Why the database refused, in words, with the database's own words in brackets. */
export function reasonOf(error: unknown): string {
  const words = error instanceof Error ? error.message : String(error);
  const code = sqliteCode(error);
  const reason =
    code !== undefined
      ? REASONS.get(code)
      : error instanceof Error && 'code' in error
        ? SYSTEM_REASONS.get(String(error.code))
        : undefined;
  return reason === undefined ? words : `${reason} (${words})`;
}
