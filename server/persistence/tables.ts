/**
 * The tables of a data directory's database. Format 2:
 *
 * `journal`: an entry a change set, with its link of the chain (`checksums.ts`). `object`: the state at `folded`, or
 * newer where a fold was under way, each row with its checksum. `touched`: which change sets up to `folded` touched
 * which record. `marks`: one row, `marks.ts`.
 *
 * `object` keeps its rowid: values of a kilobyte would overflow the pages of a table without. What is small stands
 * before what is long, so that it is read without it.
 */

/** Version of the tables and of the journal's entries. Format 1 had no checksums; it is taken over (`take-over.ts`). */
export const FORMAT = 2;
/** `OVLY`: tells our files from other SQLite databases. */
export const APPLICATION_ID = 0x4f564c59;

const TABLES = [
  'CREATE TABLE marks (marks TEXT NOT NULL, sum INTEGER NOT NULL)',
  'CREATE TABLE journal (revision INTEGER PRIMARY KEY, number INTEGER NOT NULL, hash TEXT NOT NULL, entry TEXT ' +
    'NOT NULL)',
  'CREATE TABLE object (kind TEXT, key TEXT, created INTEGER NOT NULL, revision INTEGER NOT NULL, sum INTEGER ' +
    'NOT NULL, value TEXT NOT NULL, PRIMARY KEY (kind, key))',
  'CREATE TABLE touched (kind TEXT, key TEXT, revision INTEGER, PRIMARY KEY (kind, key, revision)) WITHOUT ROWID',
] as const;

/** The statements that make the tables of a new database. */
export const MAKE_TABLES = [
  ...TABLES,
  `PRAGMA application_id = ${APPLICATION_ID}`,
  `PRAGMA user_version = ${FORMAT}`,
].join(';\n');

/** What `sqlite_schema` holds then, in order. */
export const SCHEMA_TEXT = TABLES.join(';\n');

/** The same of format 1. */
export const SCHEMA_TEXT_1 = [
  'CREATE TABLE meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID',
  'CREATE TABLE epoch (epoch INTEGER PRIMARY KEY, time TEXT NOT NULL)',
  'CREATE TABLE journal (revision INTEGER PRIMARY KEY, entry TEXT NOT NULL)',
  'CREATE TABLE object (kind TEXT, key TEXT, created INTEGER NOT NULL, revision INTEGER NOT NULL, value TEXT NOT ' +
    'NULL, PRIMARY KEY (kind, key))',
  'CREATE TABLE touched (kind TEXT, key TEXT, revision INTEGER, PRIMARY KEY (kind, key, revision)) WITHOUT ROWID',
].join(';\n');
