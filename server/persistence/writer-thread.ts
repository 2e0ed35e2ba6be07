/** The thread that writes the journal: what has come by the time a sync is over goes to the disk with the next one. */

import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { Damage } from './damage.ts';
import { reasonOf } from './data-directory-error.ts';
import {
  unpacked,
  type EntryToWrite,
  type FoundEntry,
  type FromWriter,
  type ToWriter,
  type WriterTask,
} from './writer-messages.ts';
import { Writer } from './writer.ts';

/** Entries of one transaction of the database, roughly, at most, */
const BATCH = 512;
/** and characters of them. */
const BATCH_LENGTH = 8 * 1024 * 1024;

const port = parentPort!;
const say = (message: FromWriter): void => port.postMessage(message);

/** What was asked and is not done yet, in order. */
let asked: ToWriter[] = [];
let closed = false;

function serve(writer: Writer): void {
  let startsAt = writer.historyStartsAt;
  const tellStart = (): void => {
    if (writer.historyStartsAt === startsAt) return;
    startsAt = writer.historyStartsAt;
    say({ said: 'history starts', revision: startsAt });
  };
  say({ said: 'open' });
  port.on('message', (message: ToWriter) => {
    if (closed) return;
    asked.push(message);
    try {
      while (!closed && (gather(), asked.length > 0)) step(writer, tellStart);
    } catch (error) {
      fail(error);
    }
  });
}

/** All that has arrived. */
function gather(): void {
  for (let next = receiveMessageOnPort(port); next !== undefined; next = receiveMessageOnPort(port))
    asked.push(next.message as ToWriter);
}

function step(writer: Writer, tellStart: () => void): void {
  const first = asked[0]!;
  if (first.do === 'write') {
    const { entries, now } = takeBatch();
    writer.write(entries);
    say({ said: 'durable', revision: entries.at(-1)!.revision });
    gather();
    writer.keepUp(now, asked.length > 0);
    return tellStart();
  }
  asked = asked.slice(1);
  if (first.do === 'history') return answer(first.question, () => writer.history(first.asked));
  if (first.do === 'read') return answer(first.question, () => writer.read(first.after, first.limit));
  closed = true;
  writer.foldAll();
  writer.close();
  port.close();
}

/** As many entries from the front as make one transaction. */
function takeBatch(): { readonly entries: readonly EntryToWrite[]; readonly now: number | undefined } {
  const entries: EntryToWrite[] = [];
  let length = 0;
  let now: number | undefined;
  let taken = 0;
  for (const message of asked) {
    if (message.do !== 'write' || entries.length >= BATCH || length >= BATCH_LENGTH) break;
    for (const entry of unpacked(message)) {
      entries.push(entry);
      length += entry.text.length;
    }
    now = message.now;
    taken += 1;
  }
  asked = asked.slice(taken);
  return { entries, now };
}

function answer(question: number, find: () => readonly FoundEntry[]): void {
  try {
    say({ said: 'entries', question, entries: find() });
  } catch (error) {
    if (!(error instanceof Damage)) throw error;
    say({ said: 'entries', question, refusal: error.message });
  }
}

/** Nothing is tried again: the process ends. */
function fail(error: unknown): void {
  closed = true;
  say({ said: 'failed', reason: reasonOf(error) });
}

try {
  serve(new Writer(workerData as WriterTask));
} catch (error) {
  fail(error);
}
