/**
 * What is bounded, how far, and who holds how much of it. Every listener of the process shares one of these; each total
 * is given out in fair shares (`shares.ts`).
 */

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { NextFunction, Request, Response } from 'express';
import { Shares, type Client, type Hold, type ShareFigures, type Standing } from './shares.ts';

/** Bytes. */
const MIB = 1024 * 1024;

/** Totals. What they may cost at the very most is said in `server/README.md`. */
const TOTALS = {
  /** Connections to all listeners. */
  connections: 4096,
  /** Requests that are answered or wait for the one before them on their connection; streams not counted. */
  requests: 4096,
  /** Live streams and Kubernetes watches. */
  streams: 1024,
  /** Bytes of request bodies that are read or worked on. */
  bodies: 256 * MIB,
  /** Bytes of answers that wait for their readers, those of compressors included. */
  backlog: 256 * MIB,
  /** Objects in snapshots of lists that are being sent, or kept for their next page; each costs a pointer. */
  lists: 8 * MIB,
} as const;

export type BoundName = keyof typeof TOTALS;

export type BoundFigures = { readonly [N in BoundName]: ShareFigures };

const clients = new WeakMap<Socket, Client>();

/** Who a request, or a connection, belongs to. */
export function clientOf({ socket }: { readonly socket: Socket }): Client {
  let client = clients.get(socket);
  // Not the socket itself: what is kept for a client may outlive it.
  if (client === undefined) clients.set(socket, (client = { address: socket.remoteAddress ?? '', connection: {} }));
  return client;
}

export class Bounds {
  readonly #shares: { readonly [N in BoundName]: Shares };
  readonly #requests = new WeakMap<ServerResponse, { readonly hold: Hold; readonly connection: Hold }>();

  /** Totals that differ, for tests. */
  constructor(totals: { readonly [N in BoundName]?: number } = {}) {
    const sharesOf = (name: BoundName): Shares => new Shares(totals[name] ?? TOTALS[name]);
    this.#shares = {
      connections: sharesOf('connections'),
      requests: sharesOf('requests'),
      streams: sharesOf('streams'),
      bodies: sharesOf('bodies'),
      backlog: sharesOf('backlog'),
      lists: sharesOf('lists'),
    };
  }

  /** As `Shares.take`. */
  take(name: BoundName, client: Client, amount?: number, cutOff?: () => void): Hold | undefined {
    return this.#shares[name].take(client, amount, cutOff);
  }

  /** Whether requests are being answered, streams not counted. */
  get asked(): boolean {
    return this.#shares.requests.held > 0;
  }

  figures(): BoundFigures {
    const { connections, requests, streams, bodies, backlog, lists } = this.#shares;
    return {
      connections: connections.figures(),
      requests: requests.figures(),
      streams: streams.figures(),
      bodies: bodies.figures(),
      backlog: backlog.figures(),
      lists: lists.figures(),
    };
  }

  /** The request of this answer holds one of the requests in flight, and its connection one of the connections. */
  admitted(response: ServerResponse, hold: Hold, connection: Hold): void {
    this.#requests.set(response, { hold, connection });
  }

  /** Whether the answer waits for its reader. */
  stand(response: ServerResponse, standing: Standing): void {
    const held = this.#requests.get(response);
    held?.hold.stand(standing);
    // Of connections the one that has waited longest goes first, whether it said anything or not.
    held?.connection.stand(standing === 'busy' ? 'busy' : 'idle');
  }

  /**
   * The answer becomes a stream without an end: it counts as a stream until it closes, and as a request no more.
   * Undefined: too many are open. A newcomer displaces the one that does not read, or the oldest, of an address that
   * has its share.
   */
  becomesStream(request: IncomingMessage, response: ServerResponse): Hold | undefined {
    const hold = this.take('streams', clientOf(request), 1, () => response.destroy());
    if (hold === undefined) return undefined;
    this.#requests.get(response)?.hold.release();
    hold.stand('idle');
    response.on('close', () => hold.release());
    return hold;
  }
}

/** Used where a router stands alone, without a listener of its own making. */
const ALONE = new Bounds();

/** Middleware: everything behind it is within these bounds. */
export function within(bounds: Bounds) {
  return (_request: Request, response: Response, next: NextFunction): void => {
    response.locals['bounds'] = bounds;
    next();
  };
}

export function boundsOf(response: Response): Bounds {
  return (response.locals['bounds'] as Bounds | undefined) ?? ALONE;
}
