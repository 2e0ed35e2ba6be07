/** Stored data that fails its checksums. */

import { DataDirectoryError } from './data-directory-error.ts';

/** Stored data is damaged: `message` says what, as part of a sentence. */
export class Damage extends Error {
  constructor(what: string, cause?: unknown) {
    super(what, { cause });
    this.name = 'Damage';
  }
}

/** The refusal of a damaged directory: what is damaged, what is intact, how to go on. */
export function damaged(directory: string, what: string, intact: string): DataDirectoryError {
  return new DataDirectoryError(
    `The data directory ${directory} is damaged: ${what}. ${intact} Nothing was changed. Put a whole copy of the ` +
      'directory in its place, or start once with --accept-damage to go on with what is intact; npm run verify -- ' +
      `--data-dir ${directory} tells more.`,
  );
}
