/** Files that nobody but their owner can read, made anew and never through a link. */

import { closeSync, constants, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** Makes a file and opens it for writing; throws when something of that name exists. */
export function createPrivately(file: string): number {
  return openSync(file, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW, 0o600);
}

/** Replaces a file as a whole with what `write` writes: after a crash it is the old or the new one. */
export function replacePrivately(file: string, write: (descriptor: number) => void): void {
  const made = `${file}.new`;
  rmSync(made, { force: true });
  const descriptor = createPrivately(made);
  try {
    write(descriptor);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(made, file);
  syncDirectory(dirname(file));
}

/** A write may take less than it is given. */
export function writeFully(descriptor: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length;) written += writeSync(descriptor, bytes, written);
}

/** A new file is only there after a crash when its directory was synced. */
export function syncDirectory(directory: string): void {
  const descriptor = openSync(directory, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
