/** A key and its certificate in one file, so that both are always of one piece: read, judged and written. */

import { createPrivateKey, X509Certificate } from 'node:crypto';
import { closeSync, constants, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** Both PEM. */
export interface IdentityText {
  readonly key: string;
  readonly cert: string;
}

export interface Identity extends IdentityText {
  readonly certificate: X509Certificate;
}

/**
 * The identity in a file; undefined if there is none. Throws when the file holds something else, or a key that is not
 * its certificate's.
 */
export function readIdentity(file: string): Identity | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const part = (label: string): string =>
    new RegExp(`-----BEGIN ${label}-----[^-]+-----END ${label}-----\n?`).exec(text)?.[0] ?? '';
  const [key, cert] = [part('PRIVATE KEY'), part('CERTIFICATE')];
  const certificate = new X509Certificate(cert);
  if (!certificate.checkPrivateKey(createPrivateKey(key))) throw new Error('its key is not that of its certificate');
  return { key, cert, certificate };
}

export function writeIdentity(file: string, { key, cert }: IdentityText): void {
  writePrivately(file, key + cert);
}

/** Replaces a file as a whole; nobody but its owner can read it. */
export function writePrivately(file: string, text: string): void {
  const made = `${file}.new`;
  rmSync(made, { force: true });
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
  const descriptor = openSync(made, flags, 0o600);
  try {
    writeSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(made, file);
  const directory = openSync(dirname(file), 'r');
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}
