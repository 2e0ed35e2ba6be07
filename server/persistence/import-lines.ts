/** The lines of a file, one by one, none longer than a record may be. */

import { createReadStream } from 'node:fs';
import { DataDirectoryError } from './data-directory-error.ts';
import { LARGEST_ENTRY } from './entry.ts';

/** Throws `DataDirectoryError` at a line that is not text, or too long to be a record. */
export async function* linesOf(file: string, longest = LARGEST_ENTRY): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let rest = '';
  let number = 1;
  const decode = (bytes: Buffer | undefined): string => {
    try {
      return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
    } catch (error) {
      throw new DataDirectoryError(
        `Line ${number} of ${file}, or one soon after it, is not text in UTF-8. Nothing was imported.`,
        error,
      );
    }
  };
  for await (const bytes of createReadStream(file) as AsyncIterable<Buffer>) {
    const lines = (rest + decode(bytes)).split('\n');
    rest = lines.pop()!;
    for (const line of lines) {
      yield line.endsWith('\r') ? line.slice(0, -1) : line;
      number += 1;
    }
    if (rest.length > longest)
      throw new DataDirectoryError(
        `Line ${number} of ${file} is longer than ${longest} characters, which no record is. Nothing was imported.`,
      );
  }
  rest += decode(undefined);
  if (rest !== '') yield rest;
}
