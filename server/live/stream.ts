/** One browser's event stream: frames in order, a bounded buffer, and a resync after what had to be dropped. */

import type { Response } from 'express';
import type { Lease } from '../http/shares.ts';

/** Frame of the event-stream format; `data` is JSON and has no line ends. */
export function frame(event: string, data: unknown, id?: number): string {
  return `event: ${event}\n${id === undefined ? '' : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`;
}

const BEAT = frame('beat', {});

export class Stream {
  readonly #response: Response;
  readonly #maxBuffer: number;
  readonly #resync: () => string;
  readonly #lease: Lease;
  /** Frames that wait until the backlog is sent. */
  #held: string[] | undefined = [];
  #behind = false;

  /** `resync` builds the frame for a client that has missed something; `lease` counts it among the streams. */
  constructor(response: Response, maxBuffer: number, resync: () => string, lease: Lease) {
    this.#lease = lease;
    this.#response = response;
    this.#maxBuffer = maxBuffer;
    this.#resync = resync;
    response.on('drain', () => {
      if (!this.#behind) return;
      this.#behind = false;
      this.#lease.mark('idle');
      this.#write(this.#resync());
    });
  }

  /** Sends at once, before everything that was passed to `send`. */
  open(text: string): void {
    this.#write(text);
  }

  /** The backlog has been sent; from now on frames are sent directly. */
  release(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const text of held) this.#write(text);
  }

  send(text: string): void {
    if (this.#held !== undefined) this.#held.push(text);
    else this.#write(text);
  }

  /** A heartbeat: keeps an idle connection open, and a client that misses it knows that the connection is dead. */
  beat(): void {
    if (!this.#behind && this.#held === undefined) this.#write(BEAT);
  }

  end(): void {
    this.#response.end();
  }

  #write(text: string): void {
    if (this.#behind || this.#response.writableEnded || this.#response.destroyed) return;
    if (this.#response.writableLength > this.#maxBuffer) {
      this.#behind = true;
      // A client that does not read is the first to be displaced.
      this.#lease.mark('stalled');
      return;
    }
    this.#response.write(text);
  }
}
