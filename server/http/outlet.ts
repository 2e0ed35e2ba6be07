/**
 * Where a stream without an end flows out: a little at a time, only as fast as it is read. Whoever writes waits; what
 * it would write next it makes then, so that a reader that does not read costs one window of memory and no more.
 */

import { once } from 'node:events';
import type { Request, Response } from 'express';
import { boundsOf, clientOf } from './bounds.ts';
import { cut, WINDOW } from './send.ts';
import type { Hold } from './shares.ts';

export class Outlet {
  readonly #request: Request;
  readonly #response: Response;
  readonly #stream: Hold;

  /** `stream` is what `Bounds.becomesStream` gave. */
  constructor(request: Request, response: Response, stream: Hold) {
    this.#request = request;
    this.#response = response;
    this.#stream = stream;
  }

  get closed(): boolean {
    return this.#response.destroyed || this.#response.writableEnded;
  }

  /**
   * Resolves when more can be written, or the reader is gone. A text that is long counts as backlog until it has
   * gone.
   */
  async write(text: string): Promise<void> {
    if (this.closed) return;
    if (text.length <= WINDOW) return this.#put(text);
    const hold = boundsOf(this.#response).take('backlog', clientOf(this.#request), text.length, () =>
      this.#response.destroy(),
    );
    if (hold === undefined) return void this.#response.destroy();
    try {
      for (const piece of cut(text)) if (!this.closed) await this.#put(piece, hold);
    } finally {
      hold.release();
    }
  }

  async #put(piece: string, hold?: Hold): Promise<void> {
    if (this.#response.write(piece)) return;
    this.#stream.stand('stalled');
    hold?.stand('stalled');
    const gone = new AbortController();
    const close = (): void => gone.abort();
    this.#response.once('close', close);
    try {
      if (!this.closed) await once(this.#response, 'drain', { signal: gone.signal });
    } catch {
      // The reader has gone; the writer looks.
    } finally {
      this.#response.off('close', close);
      this.#stream.stand('idle');
      hold?.stand('busy');
    }
  }
}
