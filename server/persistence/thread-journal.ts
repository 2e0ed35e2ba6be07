/**
 * The journal as the store sees it: entries go to the thread that writes them (`writer-thread.ts`), in order, and come
 * back as durable. They go at once when somebody waits for them; what nobody waits for, the work of controllers, goes
 * along with that, or a few milliseconds later: so it costs few syncs, and no answer waits behind it. What waits for
 * the disk is bounded: above one bound, whoever can wait is asked to; above a second, transactions are refused.
 */

import { Worker } from 'node:worker_threads';
import type { Kind } from '../model/kinds.ts';
import { Problem } from '../model/problem.ts';
import type { FormattedEntry, Journal, JournalEvents } from '../store/journal.ts';
import { stopping } from '../store/stopping.ts';
import type { ChangeSet, PastChangeSet } from '../store/store.ts';
import { formatEntry, parseEntry } from './entry.ts';
import {
  packed,
  type EntryChange,
  type EntryToWrite,
  type FoundEntry,
  type FromWriter,
  type ToWriter,
  type WriterTask,
} from './writer-messages.ts';

/** What may wait for the disk, in characters of entries. */
export interface QueueBounds {
  /** From here on who can wait should. */
  readonly full: number;
  /** From here on transactions are refused. */
  readonly overfull: number;
}

export const QUEUE_BOUNDS: QueueBounds = { full: 16 * 1024 * 1024, overfull: 128 * 1024 * 1024 };

/** ms for which entries that nobody waits for may stay unsent, */
const LINGER_MS = 5;
/** and characters of them. */
const LINGERING = 256 * 1024;

export interface ThreadJournalParts {
  readonly task: WriterTask;
  /** Called at the start: closes the database here, so that the thread can open it. */
  readonly handOver: () => void;
  /** Milliseconds since 1970 by a clock that can be relied on; undefined while there is none. */
  readonly steadyNow: () => number | undefined;
  /** Characters of one entry at most. */
  readonly largestEntry: number;
  readonly bounds: QueueBounds;
  /** The thread's module; `writer-thread.ts` unless given. */
  readonly module?: URL;
}

interface Question {
  readonly resolve: (entries: readonly FoundEntry[]) => void;
  readonly reject: (error: unknown) => void;
}

export class ThreadJournal implements Journal {
  readonly #parts: ThreadJournalParts;
  #worker: Worker | undefined;
  #events: JournalEvents | undefined;
  #historyStartsAt: number;
  /** Appended and not sent yet, its characters, and when it goes. */
  #unsent: EntryToWrite[] = [];
  #unsentLength = 0;
  #sending: 'soon' | NodeJS.Timeout | undefined;
  /** What was sent or will be, and is not durable: revisions and lengths. */
  #waiting: { readonly revision: number; readonly length: number }[] = [];
  #length = 0;
  #durable: number;
  readonly #questions = new Map<number, Question>();
  #asked = 0;
  #roomless: (() => void)[] = [];
  #failed = false;
  #closing = false;
  readonly #opened: Promise<void>;
  #open: () => void = () => {};
  #ended: () => void = () => {};

  constructor(parts: ThreadJournalParts) {
    this.#parts = parts;
    this.#historyStartsAt = parts.task.historyStartsAt;
    this.#durable = parts.task.head.revision;
    this.#opened = new Promise((resolve) => {
      this.#open = resolve;
    });
  }

  get historyStartsAt(): number {
    return this.#historyStartsAt;
  }

  start(events: JournalEvents): void {
    this.#events = events;
    this.#parts.handOver();
  }

  /**
   * Resolves when the thread has the database. It begins with the first that is asked of it: who only reads the state
   * needs none.
   */
  opened(): Promise<void> {
    this.#thread();
    return this.#opened;
  }

  #thread(): Worker {
    if (this.#worker !== undefined) return this.#worker;
    const worker = new Worker(this.#parts.module ?? new URL('./writer-thread.ts', import.meta.url), {
      workerData: this.#parts.task,
      execArgv: [],
      name: 'journal',
    });
    worker.on('message', (message: FromWriter) => this.#hear(message));
    worker.on('error', (error) =>
      this.#fail(`the thread that writes it has failed (${error instanceof Error ? error.message : String(error)})`),
    );
    worker.on('exit', () => {
      if (!this.#closing) this.#fail('the thread that writes it has ended');
      this.#ended();
    });
    return (this.#worker = worker);
  }

  format(changeSet: ChangeSet): FormattedEntry {
    if (this.#length >= this.#parts.bounds.overfull) {
      throw new Problem({
        status: 429,
        reason: 'TooManyRequests',
        detail:
          `The disk does not keep up: ${this.#waiting.length} changes wait to be written. Nothing was changed; try ` +
          'again in a few seconds.',
      });
    }
    return formatEntry(changeSet, this.#parts.largestEntry);
  }

  append({ revision, changes }: ChangeSet, { text, places }: FormattedEntry): void {
    this.#waiting.push({ revision, length: text.length });
    this.#length += text.length;
    this.#unsent.push({
      revision,
      text,
      changes: changes.map(({ kind, key, old, new: record }, index): EntryChange => ({
        kind,
        key,
        created: (record ?? old)!.created,
        fresh: old === undefined,
        begin: places[2 * index]!,
        end: places[2 * index + 1]!,
      })),
    });
    this.#unsentLength += text.length;
    if (this.#unsentLength >= LINGERING) this.#soon();
    else this.#sending ??= setTimeout(() => this.#send(), LINGER_MS);
  }

  wanted(revision: number): void {
    const [first] = this.#unsent;
    if (first !== undefined && first.revision <= revision) this.#soon();
  }

  /** At the end of this turn of the event loop: requests that came together go in one message, and with one sync. */
  #soon(): void {
    if (this.#sending === 'soon') return;
    clearTimeout(this.#sending);
    this.#sending = 'soon';
    setImmediate(() => this.#send());
  }

  room(): Promise<void> | undefined {
    if (this.#length < this.#parts.bounds.full) return undefined;
    return new Promise((resolve) => this.#roomless.push(resolve));
  }

  async history(
    kind: Kind,
    key: string,
    { before = Infinity, limit }: { readonly before?: number; readonly limit: number },
  ): Promise<readonly PastChangeSet[]> {
    const entries = await this.#ask((question) => ({
      do: 'history',
      question,
      asked: { kind, key, before, limit },
    }));
    return entries.map(({ text, alongside }) => ({ ...parseEntry(text), alongside }));
  }

  async read(revision: number, limit: number): Promise<readonly ChangeSet[]> {
    const entries = await this.#ask((question) => ({ do: 'read', question, after: revision, limit }));
    return entries.map(({ text }) => parseEntry(text));
  }

  async #ask(message: (question: number) => ToWriter): Promise<readonly FoundEntry[]> {
    if (this.#failed || this.#closing) throw stopping();
    this.#send();
    const question = (this.#asked += 1);
    return new Promise((resolve, reject) => {
      this.#questions.set(question, { resolve, reject });
      this.#post(message(question));
    });
  }

  async close(): Promise<void> {
    this.#send();
    if (this.#failed || this.#worker === undefined) return;
    const ended = new Promise<void>((resolve) => {
      this.#ended = resolve;
    });
    this.#closing = true;
    this.#post({ do: 'close' });
    await ended;
    for (const { reject } of this.#questions.values()) reject(stopping());
  }

  #send(): void {
    if (this.#sending !== 'soon') clearTimeout(this.#sending);
    this.#sending = undefined;
    if (this.#unsent.length === 0 || this.#failed) return;
    const entries = this.#unsent;
    this.#unsent = [];
    this.#unsentLength = 0;
    this.#post({ do: 'write', ...packed(entries), now: this.#parts.steadyNow() });
  }

  #post(message: ToWriter): void {
    // The thread holds the process only while something is awaited from it.
    const thread = this.#thread();
    thread.ref();
    thread.postMessage(message);
  }

  #rest(): void {
    if (this.#waiting.length === 0 && this.#questions.size === 0 && !this.#closing) this.#worker?.unref();
  }

  #hear(message: FromWriter): void {
    if (this.#failed) return;
    switch (message.said) {
      case 'open':
        this.#open();
        return this.#rest();
      case 'durable':
        return this.#written(message.revision);
      case 'history starts':
        this.#historyStartsAt = message.revision;
        return;
      case 'entries':
        return this.#answered(message);
      case 'failed':
        return this.#fail(message.reason);
    }
  }

  #written(revision: number): void {
    let count = 0;
    for (; count < this.#waiting.length && this.#waiting[count]!.revision <= revision; count += 1)
      this.#length -= this.#waiting[count]!.length;
    this.#waiting = this.#waiting.slice(count);
    this.#durable = revision;
    if (this.#length < this.#parts.bounds.full / 2) for (const resolve of this.#roomless.splice(0)) resolve();
    this.#events?.durable(revision);
    this.#rest();
  }

  #answered({ question, entries, refusal }: Extract<FromWriter, { readonly said: 'entries' }>): void {
    const { resolve, reject } = this.#questions.get(question)!;
    this.#questions.delete(question);
    this.#rest();
    if (entries !== undefined) return resolve(entries);
    reject(
      new Problem({
        status: 500,
        reason: 'InternalError',
        detail:
          `The history cannot be shown: ${refusal} (or the one before it). The objects themselves are. Stop the ` +
          `server and run npm run verify -- --data-dir ${this.#parts.task.directory}.`,
      }),
    );
  }

  /** What is on disk of what was not confirmed is unknown from here on: nothing is tried again, the process ends. */
  #fail(reason: string): void {
    if (this.#failed) return;
    this.#failed = true;
    const error = new Error(
      `The journal in ${this.#parts.task.directory} cannot be written: ${reason}. Everything up to revision ` +
        `${this.#durable} is safe and nothing later was confirmed. Repair the disk and start again.`,
    );
    this.#events?.fatal(error);
    // Where that does not end the process, nobody waits for a thread that answers nothing more.
    for (const { reject } of this.#questions.values()) reject(error);
    this.#worker?.terminate().catch(() => undefined);
  }
}
