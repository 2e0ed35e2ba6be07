/**
 * Answers each reader from the part of the store that they may see (decision 0083). Everybody who sees all of it shares
 * one reading; for others a second one, with consequences of its own, is made over the visible part, and closed when it
 * is the least recently used of more than `MOST_READINGS`.
 */

import type { Request, RequestHandler, Response } from 'express';
import { asksWithPost } from './config-api/config-api.ts';
import type { Reading } from './reading.ts';
import type { Origin, Store } from './store/store.ts';
import type { Visible } from './store/visible.ts';

/** Readings besides the full one; few, because each has to be updated with every change. */
const MOST_READINGS = 8;

export interface ReadingsOptions {
  readonly store: Store;
  readonly visible: Visible;
  /** Over the whole store; writes go through it too. */
  readonly whole: Reading;
  /** Makes one over the part of the store that an actor sees. */
  readonly over: (seen: Store, actor: string) => Reading;
}

type Edge = 'kube' | 'config' | 'views' | 'live';

export class Readings {
  readonly #options: ReadingsOptions;
  /** The least recently used first. */
  readonly #parts = new Map<Store, Reading>();

  constructor(options: ReadingsOptions) {
    this.#options = options;
  }

  /** Handles the requests of an edge, each with the reading of its actor. */
  serve(edge: Edge): RequestHandler {
    return (request, response, next) => {
      const reading = isRead(edge, request) ? this.of(actorOf(response)) : this.#options.whole;
      reading[edge](request, response, next);
    };
  }

  of(actor: string): Reading {
    const { store, visible, whole, over } = this.#options;
    const seen = visible(store, actor);
    if (seen === store) return whole;
    const reading = this.#parts.get(seen) ?? over(seen, actor);
    this.#parts.delete(seen);
    this.#parts.set(seen, reading);
    for (const [oldest, part] of this.#parts) {
      if (this.#parts.size <= MOST_READINGS) break;
      this.#parts.delete(oldest);
      part.endStreams();
      part.close();
    }
    return reading;
  }

  endStreams(): void {
    for (const reading of this.#all()) reading.endStreams();
  }

  close(): void {
    for (const reading of this.#all()) reading.close();
    this.#parts.clear();
  }

  #all(): readonly Reading[] {
    return [this.#options.whole, ...this.#parts.values()];
  }
}

function isRead(edge: Edge, { method, path }: Request): boolean {
  return method === 'GET' || method === 'HEAD' || (edge === 'config' && asksWithPost(method, path));
}

function actorOf(response: Response): string {
  const origin = response.locals['origin'] as Origin | undefined;
  if (origin === undefined) throw new Error('BUG: a request reached an edge without an origin');
  return origin.actor;
}
