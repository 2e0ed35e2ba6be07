/** What was found not to be as it was written. */

import { DataDirectoryError } from './data-directory-error.ts';

/** Something that is kept is damaged: `message` says what, as half a sentence without its end. */
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
