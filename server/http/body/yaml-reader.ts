/**
 * Parses long YAML in a thread, one document at a time, with a timeout. The thread is started on demand, kept for the
 * next document, and does not keep the process alive.
 */

import { Worker } from 'node:worker_threads';
import { refused, type Budget } from '../../engine/budget/budget.ts';
import { Problem } from '../../model/problem.ts';
import type { YamlAnswer, YamlTask } from './yaml-worker.ts';

/** ms that parsing one document may take. */
const PATIENCE_MS = 5_000;
/** Documents that may wait for the thread; further ones are answered 429. */
const MOST_WAITING = 16;
/** MB of heap of the thread: a document that needs more ends the thread instead of the server. */
const MEMORY_MB = 256;

export class YamlReader {
  #worker: Worker | undefined;
  #waiting = 0;
  #last: Promise<unknown> = Promise.resolve();

  /**
   * The document as JSON text in UTF-8. 400 when it is not YAML or takes too long, 413 over the budget, 429 when too
   * many wait.
   */
  toJson(text: string, budget: Budget): Promise<Buffer> {
    if (this.#waiting >= MOST_WAITING) {
      return Promise.reject(
        new Problem({
          status: 429,
          reason: 'TooManyRequests',
          detail: `${MOST_WAITING} long YAML bodies wait to be read already: try again in a few seconds, or send JSON`,
        }),
      );
    }
    this.#waiting++;
    const turn = this.#last.then(() => this.#read({ text, budget }));
    this.#last = turn
      .catch(() => {})
      .finally(() => {
        this.#waiting--;
      });
    return turn;
  }

  #read(task: YamlTask): Promise<Buffer> {
    const worker = (this.#worker ??= this.#start());
    return new Promise((resolve, reject) => {
      const stopListening = (): void => {
        clearTimeout(timer);
        worker.off('message', hear).off('error', fail).off('exit', fail);
      };
      const hear = (said: YamlAnswer): void => {
        stopListening();
        if ('json' in said) resolve(Buffer.from(said.json.buffer));
        else
          reject(
            'refusal' in said ? new Problem(said.refusal) : new Error(`BUG: the YAML thread failed: ${said.fault}`),
          );
      };
      const end = (error: Error): void => {
        stopListening();
        this.#worker = undefined;
        worker.terminate().catch(() => undefined);
        reject(error);
      };
      const fail = (error: unknown): void => {
        const full = (error as { readonly code?: unknown } | null)?.code === 'ERR_WORKER_OUT_OF_MEMORY';
        end(full ? tooMuch('needs too much memory') : new Error('BUG: the YAML thread ended', { cause: error }));
      };
      const timer = setTimeout(() => end(tooMuch(`takes longer than ${PATIENCE_MS / 1000} s`)), PATIENCE_MS);
      worker.on('message', hear).on('error', fail).on('exit', fail);
      worker.postMessage(task);
    });
  }

  #start(): Worker {
    const worker = new Worker(new URL('./yaml-worker.ts', import.meta.url), {
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    });
    worker.on('error', () => {});
    worker.on('exit', () => {
      if (this.#worker === worker) this.#worker = undefined;
    });
    worker.unref();
    return worker;
  }
}

function tooMuch(why: string): Problem {
  return refused(`The YAML body ${why} to be read: make it smaller, or send it as JSON`);
}
