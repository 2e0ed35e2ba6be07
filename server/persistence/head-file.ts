/**
 * The file `head` beside the database: number, revision and hash of the last entry that is on disk. It is written
 * after each sync of the journal and not itself synced: after a power cut it may lag, never lead. A log that ends
 * before it has lost entries: because of a changed byte in the write-ahead log, a missing log, or an older file in
 * its place.
 *
 * Two lines of 256 bytes are written alternately, each with a checksum: if one write is torn, the other line is
 * intact.
 */

import { closeSync, constants, fsyncSync, lstatSync, openSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { textSum, type Link } from './checksums.ts';

/** Bytes of a line: the two lines are written in turn, each in place. */
const LINE = 256;

/** A link, and whose it is. */
export interface Head extends Link {
  /** Id of the data directory. */
  readonly id: string;
}

/** The head file in a data directory. */
export function headFile(directory: string): string {
  return join(directory, 'head');
}

/** What is known of the head: none = there is no such file; damaged = no line of it is as it was written. */
export function readHead(directory: string): Head | 'none' | 'damaged' {
  let descriptor: number;
  try {
    descriptor = openSync(headFile(directory), constants.O_RDONLY | constants.O_NOFOLLOW);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'none' : 'damaged';
  }
  try {
    const bytes = Buffer.alloc(2 * LINE);
    readSync(descriptor, bytes, 0, bytes.length, 0);
    const heads = [0, LINE].flatMap((at) => parseLine(bytes.toString('utf8', at, at + LINE)) ?? []);
    return heads.sort((a, b) => b.number - a.number)[0] ?? 'damaged';
  } finally {
    closeSync(descriptor);
  }
}

export class HeadFile {
  readonly #descriptor: number;
  readonly #id: string;
  #line = 0;

  /** Makes the file, or takes the one that is there, and writes both lines through to the disk. */
  constructor(directory: string, id: string, link: Link) {
    this.#id = id;
    this.#descriptor = openSync(
      headFile(directory),
      constants.O_RDWR | constants.O_CREAT | constants.O_NOFOLLOW,
      0o600,
    );
    this.write(link);
    this.write(link);
    fsyncSync(this.#descriptor);
  }

  /** Called when the entry is on disk; not synced. */
  write({ number, revision, hash }: Link): void {
    writeSync(this.#descriptor, formatLine({ number, revision, hash, id: this.#id }), this.#line * LINE, 'utf8');
    this.#line = 1 - this.#line;
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}

/** Whether there is anything of that name, whatever it is. */
export function hasHead(directory: string): boolean {
  return lstatSync(headFile(directory), { throwIfNoEntry: false }) !== undefined;
}

function formatLine(head: Head): string {
  const text = JSON.stringify(head);
  return `${`${text} ${textSum(text).toString(16).padStart(8, '0')}`.padEnd(LINE - 1)}\n`;
}

function parseLine(line: string): Head | undefined {
  const [, text, sum] = /^(\{.*\}) ([0-9a-f]{8}) *\n$/.exec(line) ?? [];
  return text === undefined || sum === undefined || textSum(text) !== Number.parseInt(sum, 16)
    ? undefined
    : (JSON.parse(text) as Head);
}
