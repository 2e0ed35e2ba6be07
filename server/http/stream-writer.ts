/**
 * Writes an endless stream, only as fast as the client reads. The writer waits, and produces the next part only then,
 * so that a client that does not read costs one window of memory.
 */

import { once } from 'node:events';
import type { Request, Response } from 'express';
import { boundsOf, clientOf } from './bounds.ts';
import { cut, WINDOW, type Piece } from './send.ts';
import type { Lease } from './shares.ts';

export class StreamWriter {
  readonly #request: Request;
  readonly #response: Response;
  readonly #stream: Lease;

  /** `stream`: the result of `Bounds.becomesStream`. */
  constructor(request: Request, response: Response, stream: Lease) {
    this.#request = request;
    this.#response = response;
    this.#stream = stream;
  }

  get closed(): boolean {
    return this.#response.destroyed || this.#response.writableEnded;
  }

  /** Resolves when more can be written, or the client is gone. A long piece counts as backlog until it is sent. */
  async write(text: Piece): Promise<void> {
    if (this.closed) return;
    if (text.length <= WINDOW) return this.#put(text);
    const lease = boundsOf(this.#response).take('backlog', clientOf(this.#request), text.length, () =>
      this.#response.destroy(),
    );
    if (lease === undefined) return void this.#response.destroy();
    try {
      for (const piece of cut(text)) if (!this.closed) await this.#put(piece, lease);
    } finally {
      lease.release();
    }
  }

  async #put(piece: Piece, lease?: Lease): Promise<void> {
    if (this.#response.write(piece)) return;
    this.#stream.mark('stalled');
    lease?.mark('stalled');
    const gone = new AbortController();
    const close = (): void => gone.abort();
    this.#response.once('close', close);
    try {
      if (!this.closed) await once(this.#response, 'drain', { signal: gone.signal });
    } catch {
      // The client is gone; the writer checks that.
    } finally {
      this.#response.off('close', close);
      this.#stream.mark('idle');
      lease?.mark('busy');
    }
  }
}
