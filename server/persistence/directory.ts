/**
 * The directory itself: created for its owner alone, with permissions tightened if it is older, and checked for free
 * space before anything is stored in it.
 */

import { chmodSync, closeSync, fsyncSync, lstatSync, mkdirSync, readdirSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { createPrivately } from './private-file.ts';

/** What a start must be able to write before it serves, bytes. */
const ROOM = 256 * 1024;
/** Files of ours; all hold secrets. Those of `server/tls` too. */
const OURS =
  /^(overlay\.sqlite.*|head(\.damaged.*)?|lock|room|events(\.new)?|kubeconfig(\.new)?|kube-(ca|serving)\.pem(\.new)?)$/;

/**
 * Makes the directory (0700) or tightens it and its files; `tell` gets a sentence for what was changed or could not
 * be.
 */
export function prepareDirectory(directory: string, tell: (sentence: string) => void): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const entries = readdirSync(directory);
  for (const entry of entries) {
    if (OURS.test(entry)) tighten(join(directory, entry), 0o600, tell);
  }
  const foreign = entries.find((entry) => !OURS.test(entry));
  if (foreign === undefined) tighten(directory, 0o700, tell);
  else if (isOpen(directory))
    tell(
      `The directory ${directory} is open to other users and is left so, because it holds other things ` +
        `(${foreign}). The files of the data directory in it are not.`,
    );
  askForRoom(join(directory, 'room'));
}

function isOpen(path: string): boolean {
  return (lstatSync(path).mode & 0o077) !== 0;
}

function tighten(path: string, mode: number, tell: (sentence: string) => void): void {
  const facts = lstatSync(path, { throwIfNoEntry: false });
  if (facts === undefined || facts.isSymbolicLink() || (facts.mode & 0o077) === 0) return;
  const was = (facts.mode & 0o777).toString(8).padStart(4, '0');
  try {
    chmodSync(path, mode);
    tell(`${path} could be read by other users (mode ${was}); it is its owner's alone from now on.`);
  } catch {
    tell(
      `${path} can be read by other users (mode ${was}) and belongs to somebody else: session keys are in it. ` +
        'Give it to the user who runs this, or move it.',
    );
  }
}

/** A full disk fails here, before anybody is served, and not at the first write. */
function askForRoom(file: string): void {
  rmSync(file, { force: true });
  const descriptor = createPrivately(file);
  try {
    for (let written = 0; written < ROOM;) written += writeSync(descriptor, Buffer.alloc(ROOM - written));
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
    rmSync(file, { force: true });
  }
}
