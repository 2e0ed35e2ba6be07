import { expect, test } from 'vitest';
import { isHindrance } from './data-directory-error.ts';

const sqlite = (errcode: number): Error => Object.assign(new Error('of SQLite'), { errcode });
const system = (code: string): Error => Object.assign(new Error('of the system'), { code });

test.each([
  ['SQLITE_READONLY_DIRECTORY', sqlite(1544)],
  ['SQLITE_BUSY', sqlite(5)],
  ['SQLITE_CANTOPEN', sqlite(14)],
  ['EACCES', system('EACCES')],
  ['EROFS', system('EROFS')],
])('%s says nothing of what is kept', (_name, error) => {
  expect(isHindrance(error)).toBe(true);
});

test.each([
  ['SQLITE_CORRUPT', sqlite(11)],
  ['SQLITE_NOTADB', sqlite(26)],
  ['SQLITE_IOERR', sqlite(10)],
  ['EIO', system('EIO')],
  ['an error of ours', new Error('entry 5 is not as it was written')],
])('%s may be damage', (_name, error) => {
  expect(isHindrance(error)).toBe(false);
});
