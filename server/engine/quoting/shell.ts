/** POSIX shells: a word is plain, or stands in single quotes, in which nothing means anything. */

import { tagOf } from './quoted.ts';

export const shell = tagOf('shell', shellWord);

/** One argument, whatever is in it. NUL, which no argument can hold, is left out. */
function shellWord(text: string): string {
  const held = text.replaceAll('\0', '');
  return /^[\w./:@%+=,-]+$/.test(held) ? held : `'${held.replaceAll("'", String.raw`'\''`)}'`;
}
