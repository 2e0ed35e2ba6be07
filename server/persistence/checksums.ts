/**
 * The checksums of stored data. Entries of the journal are chained with SHA-256: each hash covers the one before, the
 * entry's number and revision, and its text, so that two logs with the same last hash are the same log. Rows of
 * objects have a CRC-32 each, which finds every changed byte, and a tally of all of them, which finds a missing or a
 * foreign row.
 */

import { hash } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** A place in the chain: the entry's number (1, 2, 3, …), its revision, and the hash up to it. */
export interface Link {
  readonly number: number;
  readonly revision: number;
  readonly hash: string;
}

/** How many rows there are, and the sum of their checksums modulo 2^52. */
export interface Tally {
  count: number;
  sum: number;
}

/** Sums wrap around here, where numbers are still exact. */
const TALLY_LIMIT = 2 ** 52;

/** The hash before the first entry of a directory. */
export function firstHash(dataDirectoryId: string): string {
  return hash('sha256', `overlay ${dataDirectoryId}`, 'base64url');
}

/** The link of the entry after `previous`. */
export function linkOf(previous: Link, revision: number, entry: string): Link {
  const number = previous.number + 1;
  return { number, revision, hash: hash('sha256', `${previous.hash}\n${number}\n${revision}\n${entry}`, 'base64url') };
}

/** Checksum of a row of `object`; `value` is its JSON text. */
export function objectSum(kind: string, key: string, created: number, revision: number, value: string): number {
  return crc32(value, crc32(`${kind}\n${key}\n${created}\n${revision}\n`));
}

/** Checksum of a row of `touched`. */
export function touchedSum(kind: string, key: string, revision: number): number {
  return crc32(`${kind}\n${key}\n${revision}`);
}

/** Checksum of a short text. */
export function textSum(text: string): number {
  return crc32(text);
}

export function tallyIn(tally: Tally, sum: number): void {
  tally.count += 1;
  tally.sum = (tally.sum + sum) % TALLY_LIMIT;
}

export function tallyOut(tally: Tally, sum: number): void {
  tally.count -= 1;
  tally.sum = (tally.sum - sum + TALLY_LIMIT) % TALLY_LIMIT;
}
