/**
 * A file of lines beside the database, for what may be lost but should survive a clean stop: written whole under
 * another name and then renamed, with a checksum at its end. One that is not as it was written is as none.
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { replacePrivately, writeFully } from './private-file.ts';

/** Files of this kind in a data directory, and what each holds. */
export type LinesFile = 'events';

/** Characters that are written at a time. */
const PIECE = 1024 * 1024;

/** Replaces the file. Throws what the file system says. */
export function writeLines(directory: string, name: LinesFile, lines: Iterable<string>): void {
  replacePrivately(join(directory, name), (descriptor) => {
    let sum = 0;
    let text = '';
    const write = () => {
      sum = crc32(text, sum);
      writeFully(descriptor, text);
      text = '';
    };
    for (const line of lines) {
      text += `${line}\n`;
      if (text.length > PIECE) write();
    }
    write();
    writeFully(descriptor, `${sum.toString(16).padStart(8, '0')}\n`);
  });
}

/** Its lines; undefined when there is none, or it is damaged. */
export function readLines(directory: string, name: LinesFile): readonly string[] | undefined {
  let text: string;
  try {
    text = readFileSync(join(directory, name), 'utf8');
  } catch {
    return undefined;
  }
  const end = text.length - 9;
  const body = text.slice(0, Math.max(0, end));
  if (text.slice(end) !== `${crc32(body).toString(16).padStart(8, '0')}\n`) return undefined;
  return body === '' ? [] : body.slice(0, -1).split('\n');
}
