/** Standard input that is no terminal: bytes, read at the pace of the process. */

import type { Signals } from './signals.ts';

/** Bytes that may wait to be read; then the client has to wait. */
const MOST_WAITING = 64 * 1024;
/** Bytes that each message is counted for besides its own. */
const OVERHEAD = 128;

export interface StandardInput {
  /** Undefined at the end. */
  read(): Promise<Uint8Array | undefined>;
}

export class PipeInput implements StandardInput {
  readonly #signals: Signals;
  readonly #resume: () => void;
  readonly #chunks: Uint8Array[] = [];
  #waiting = 0;
  #ended = false;
  #wake: ((value: void) => void) | undefined;

  /** `resume` is called when there is room again. */
  constructor(signals: Signals, resume: () => void) {
    this.#signals = signals;
    this.#resume = resume;
  }

  /** Whether the client may send more at once. */
  push(bytes: Uint8Array): boolean {
    if (this.#ended || bytes.length === 0) return true;
    // Not the buffer that it came in, which may be far larger.
    this.#chunks.push(Buffer.from(bytes));
    this.#waiting += bytes.length + OVERHEAD;
    this.#wake?.();
    return this.#waiting < MOST_WAITING;
  }

  end(): void {
    this.#ended = true;
    this.#wake?.();
  }

  /** Forgets what waits. */
  clear(): void {
    this.#chunks.length = 0;
    this.#waiting = 0;
  }

  async read(): Promise<Uint8Array | undefined> {
    while (this.#chunks.length === 0 && !this.#ended)
      await this.#signals.wait<void>((done) => {
        this.#wake = done;
        return () => {
          this.#wake = undefined;
        };
      });
    const chunk = this.#chunks.shift();
    if (chunk === undefined) return undefined;
    const full = this.#waiting >= MOST_WAITING;
    this.#waiting -= chunk.length + OVERHEAD;
    if (full && this.#waiting < MOST_WAITING) this.#resume();
    return chunk;
  }
}
