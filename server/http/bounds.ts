/**
 * The limited resources of the server: their totals, and who holds how much of each. All listeners of the process
 * share one instance; each total is allocated in fair shares (`shares.ts`).
 */

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { NextFunction, Request, Response } from 'express';
import { Shares, type Client, type Lease, type ShareFigures, type LeaseState } from './shares.ts';

/** Bytes. */
const MIB = 1024 * 1024;

/** Totals. `server/README.md` says how much memory they may take in the worst case. */
const TOTALS = {
  /** Connections to all listeners. */
  connections: 4096,
  /** Requests in flight, and those queued behind one on their connection; without streams. */
  requests: 4096,
  /** Live streams and Kubernetes watches. */
  streams: 1024,
  /** Bytes of request bodies that are received or processed. */
  bodies: 256 * MIB,
  /** Bytes of answers that clients have not read yet, including those in compressors. */
  backlog: 256 * MIB,
  /** Objects in snapshots of lists that are being sent, or kept for their next page; each costs a pointer. */
  lists: 8 * MIB,
} as const;

export type BoundName = keyof typeof TOTALS;

export type BoundFigures = { readonly [N in BoundName]: ShareFigures };

const clients = new WeakMap<Socket, Client>();

/** The client of a request or a connection. */
export function clientOf({ socket }: { readonly socket: Socket }): Client {
  let client = clients.get(socket);
  // Not the socket itself, because a client may be referenced longer.
  if (client === undefined) clients.set(socket, (client = { address: socket.remoteAddress ?? '', connection: {} }));
  return client;
}

export class Bounds {
  readonly #shares: { readonly [N in BoundName]: Shares };
  readonly #requests = new WeakMap<ServerResponse, { readonly lease: Lease; readonly connection: Lease }>();

  /** Other totals, for tests. */
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
  take(name: BoundName, client: Client, amount?: number, cutOff?: () => void): Lease | undefined {
    return this.#shares[name].take(client, amount, cutOff);
  }

  /** Whether requests are being answered, apart from streams and from those that wait for their client. */
  get asked(): boolean {
    return this.#shares.requests.active > 0;
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

  /** Records the leases of a request: one of the requests in flight, and one of the connections. */
  admitted(response: ServerResponse, lease: Lease, connection: Lease): void {
    this.#requests.set(response, { lease, connection });
  }

  /** Sets whether the answer waits for its client. */
  mark(response: ServerResponse, state: LeaseState): void {
    const held = this.#requests.get(response);
    held?.lease.mark(state);
    // Among connections, the one that has waited longest is displaced first, whether it has sent anything or not.
    held?.connection.mark(state === 'busy' ? 'busy' : 'idle');
  }

  /**
   * Turns the answer into an endless stream: until it closes it counts as a stream and no longer as a request.
   * Undefined if too many are open. A new stream displaces the one that does not read, or the oldest, of an address
   * that holds its share.
   */
  becomesStream(request: IncomingMessage, response: ServerResponse): Lease | undefined {
    const lease = this.take('streams', clientOf(request), 1, () => response.destroy());
    if (lease === undefined) return undefined;
    this.#requests.get(response)?.lease.release();
    lease.mark('idle');
    response.on('close', () => lease.release());
    return lease;
  }
}

/** Used by routers without `createFairServer`, as in tests. */
const ALONE = new Bounds();

/** Middleware that applies these bounds to everything behind it. */
export function within(bounds: Bounds) {
  return (_request: Request, response: Response, next: NextFunction): void => {
    response.locals['bounds'] = bounds;
    next();
  };
}

export function boundsOf(response: Response): Bounds {
  return (response.locals['bounds'] as Bounds | undefined) ?? ALONE;
}
