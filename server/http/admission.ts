/**
 * Admission control of a listener: which connections and requests are accepted, and how long a client may keep the
 * server waiting.
 *
 * - Connections, requests in flight and bytes of bodies are given in fair shares; a client over its share gets 429 with
 *   Retry-After and its connection is closed, or is cut off where no answer can be sent.
 * - A connection has one request answered at a time. Pipelined ones wait in order, and nothing more is read from it
 *   meanwhile.
 * - A client that sends its head or body too slowly gets 408; one that does not read its answer is cut off.
 * - A request of the Kubernetes API for an upgrade to WebSocket is admitted like any other (`upgrade.ts`).
 */

import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer, type Server as SecureServer } from 'node:https';
import type { Socket } from 'node:net';
import { clientOf, type Bounds } from './bounds.ts';
import { kubeFailure, statusAnswer } from './kube-status.ts';
import { cameToKubePort, isBelowKube, isKubeAddress } from './problem.ts';
import type { Client, Lease } from './shares.ts';
import { nextTurn, spend } from './turn-budget.ts';
import { passUpgrade, wantsWebSocket } from './upgrade.ts';

/** Timeouts for clients, in milliseconds. */
export interface ClientTimeouts {
  /** For the whole head of a request. */
  readonly head: number;
  /** `within` this time a body must grow by this many bytes. */
  readonly body: { readonly bytes: number; readonly within: number };
  /** Within which a client must read some part of its answer. */
  readonly reading: number;
  /** Between two checks. */
  readonly every: number;
}

export const CLIENT_TIMEOUTS: ClientTimeouts = {
  head: 15_000,
  body: { bytes: 5 * 1024, within: 5_000 },
  reading: 30_000,
  every: 1_000,
};

/** What a request is estimated to cost before it begins, in rows of work. */
const ROWS_A_REQUEST = 10;
/** The estimate for a body without Content-Length, in bytes. */
const UNKNOWN_LENGTH = 64 * 1024;
/** Bytes; a longer body is refused by every API before it is read. */
const LARGEST_BODY = 8 * 1024 * 1024;

interface Pending {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly leases: readonly Lease[];
}

interface ClientConnection {
  readonly socket: Socket;
  readonly client: Client;
  readonly lease: Lease;
  running: Pending | undefined;
  readonly behind: Pending[];
  /** It got 429 because it exceeds its share, and is closed after that. */
  over: boolean;
  /** When it was last idle, and how many bytes it had sent by then; ms of a monotonic clock. */
  idleSince: number;
  readThen: number;
  /** Last check of the body: when, and how many bytes had arrived. */
  bodySince: number;
  bodyThen: number;
  /** Last progress of the client's reading: when, and how many bytes had been sent. */
  goneSince: number;
  goneThen: number;
}

// Slow clients are handled below, per connection: Node's own timeouts also end clients that wait for us. A request
// without a Host is refused with a sentence by `guard`.
const NODES_OWN = { headersTimeout: 0, requestTimeout: 0, requireHostHeader: false };

/** A server that passes requests to `handle` within the bounds. Closing it stops the checks. */
export function createFairServer(
  bounds: Bounds,
  handle: RequestListener,
  timeouts: ClientTimeouts = CLIENT_TIMEOUTS,
): Server {
  const server: Server = createServer({
    ...NODES_OWN,
    // Others listen for upgrades as well while the console is served from its sources.
    shouldUpgradeCallback: (request) => isKubeUpgrade(request) || server.listenerCount('upgrade') > 1,
  });
  return admitting(server, 'connection', bounds, handle, timeouts);
}

/** A private key and its certificate, both PEM. */
export interface TlsIdentity {
  readonly key: string;
  readonly cert: string;
}

/**
 * The Kubernetes API's own port: the same over TLS 1.2 or newer. A connection counts from its first byte; whoever does
 * not complete the handshake in the time for a head is cut off. Renew the certificate with `setSecureContext`.
 */
export function createFairKubeServer(
  bounds: Bounds,
  handle: RequestListener,
  identity: TlsIdentity,
  timeouts: ClientTimeouts = CLIENT_TIMEOUTS,
): SecureServer {
  const server = createSecureServer({
    ...NODES_OWN,
    ...identity,
    minVersion: 'TLSv1.2',
    handshakeTimeout: timeouts.head,
    shouldUpgradeCallback: wantsWebSocket,
  });
  const handshakes = new Map<string, Lease>();
  // Two ends of one connection: Node has a socket of its own above that of the handshake.
  const endOf = ({ remoteAddress, remotePort }: Socket): string => `${remoteAddress} ${remotePort}`;
  const release = (end: string): void => {
    handshakes.get(end)?.release();
    handshakes.delete(end);
  };
  server.on('connection', (socket: Socket) => {
    const lease = bounds.take('connections', clientOf({ socket }), 1, () => socket.destroy());
    // There is nothing that could be said before the handshake.
    if (lease === undefined) return void socket.destroy();
    lease.mark('idle');
    const end = endOf(socket);
    handshakes.set(end, lease);
    socket.once('close', () => release(end));
  });
  server.on('secureConnection', (socket) => release(endOf(socket)));
  server.on('tlsClientError', (_error, socket) => void socket.destroy());
  // Before anything can be refused.
  server.on('request', cameToKubePort);
  return admitting(server, 'secureConnection', bounds, handle, timeouts, true);
}

function admitting<S extends Server>(
  server: S,
  connected: 'connection' | 'secureConnection',
  bounds: Bounds,
  handle: RequestListener,
  timeouts: ClientTimeouts,
  isKube = false,
): S {
  const connections = new Map<Socket, ClientConnection>();

  server.on(connected, (socket: Socket) => {
    const client = clientOf({ socket });
    const lease = bounds.take('connections', client, 1, () => socket.destroy());
    if (lease === undefined)
      return void socket.end(
        plain(
          429,
          'Too Many Requests',
          'Too many connections are open. Close some, or try again in a second.',
          isKube,
          'Retry-After: 1\r\n',
        ),
        () => socket.destroy(),
      );
    lease.mark('idle');
    const now = performance.now();
    connections.set(socket, {
      socket,
      client,
      lease,
      running: undefined,
      behind: [],
      over: false,
      idleSince: now,
      readThen: 0,
      bodySince: now,
      bodyThen: 0,
      goneSince: now,
      goneThen: 0,
    });
    socket.once('close', () => {
      const connection = connections.get(socket)!;
      connections.delete(socket);
      lease.release();
      for (const { leases } of [
        ...connection.behind,
        ...(connection.running === undefined ? [] : [connection.running]),
      ])
        for (const held of leases) held.release();
      connection.behind.length = 0;
    });
  });

  server.on('request', (request, response) => {
    const connection = connections.get(request.socket);
    if (connection === undefined || connection.over) return;
    const strange = strangeness(request);
    if (strange !== undefined) {
      connection.over = true;
      return say(request, response, strange.status, strange.sentence, () => request.socket.destroy());
    }
    const pending = admit(connection, request, response);
    if (pending === undefined) return;
    if (connection.running === undefined) return run(connection, pending);
    connection.behind.push(pending);
    connection.socket.pause();
  });

  // The same for requests that Node does not pass on: an unknown Expect header, and CONNECT.
  server.on('checkExpectation', (request, response) => server.emit('request', request, response));
  server.on('connect', (_request, socket) => {
    // Node no longer handles this socket's errors. An answer that has begun cannot be replaced by an error.
    socket.on('error', () => socket.destroy());
    if (connections.get(socket as Socket)?.running !== undefined) return void socket.destroy();
    socket.end(plain(405, 'Method Not Allowed', 'This is no proxy: there is nothing to connect to.', isKube), () =>
      socket.destroy(),
    );
  });

  server.on('upgrade', (request, duplex, head) => {
    const socket = duplex as Socket;
    if (!isKube && !isKubeUpgrade(request)) return;
    // Node no longer handles this socket's errors.
    socket.on('error', () => socket.destroy());
    // An upgrade behind a request that is not answered yet would take the connection from it.
    if (connections.get(socket)?.running !== undefined) return void socket.destroy();
    passUpgrade(server, request, socket, head);
  });

  server.on('clientError', (error: NodeJS.ErrnoException & { readonly rawPacket?: unknown }, socket) => {
    const running = connections.get(socket as Socket)?.running;
    if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
    const [code, reason, sentence] = unreadable(error.code, running !== undefined);
    if (running === undefined)
      return void socket.end(plain(code, reason, sentence, isKube || asksKube(error)), () => socket.destroy());
    // A request that was received completely may have been executed: its answer must not report an error of the next
    // one.
    if (running.request.complete || running.response.headersSent) return void socket.destroy();
    say(running.request, running.response, code, sentence, () => socket.destroy());
  });

  const looking = setInterval(() => {
    const now = performance.now();
    for (const connection of connections.values()) look(connection, now);
  }, timeouts.every);
  looking.unref();
  server.on('close', () => clearInterval(looking));
  return server;

  function admit(
    connection: ClientConnection,
    request: IncomingMessage,
    response: ServerResponse,
  ): Pending | undefined {
    const { client } = connection;
    const leases: Lease[] = [];
    const cutOff = (): void => tooSlow(request, response);
    const lease = bounds.take('requests', client, 1, cutOff);
    if (lease !== undefined) {
      leases.push(lease);
      const size = bodySize(request);
      const body = size === 0 ? undefined : bounds.take('bodies', client, size, cutOff);
      if (body !== undefined) {
        leases.push(body);
        for (const held of leases) held.mark('stalled');
        request.once('end', () => {
          for (const held of leases) held.mark('busy');
          if (connection.running?.request === request) connection.lease.mark('busy');
        });
      }
      if (size === 0 || body !== undefined) {
        bounds.admitted(response, lease, connection.lease);
        return { request, response, leases };
      }
      lease.release();
    }
    connection.over = true;
    refuse(request, response);
    return undefined;
  }

  function run(connection: ClientConnection, pending: Pending): void {
    const { request, response, leases } = pending;
    connection.running = pending;
    connection.lease.mark(bodySize(request) === 0 ? 'busy' : 'idle');
    const now = performance.now();
    connection.bodySince = now;
    connection.bodyThen = connection.socket.bytesRead;
    connection.goneSince = now;
    response.once('close', () => {
      for (const held of leases) held.release();
      if (connection.socket.destroyed) return;
      connection.running = undefined;
      const next = connection.behind.shift();
      if (next !== undefined) run(connection, next);
      else {
        connection.idleSince = performance.now();
        connection.readThen = connection.socket.bytesRead;
        connection.lease.mark('idle');
      }
      if (connection.behind.length === 0) connection.socket.resume();
    });
    const begin = (): void => {
      if (!response.destroyed && !response.writableEnded) handle(request, response);
    };
    // An exception of `handle` is logged like any uncaught one, as when the request begins at once.
    // oxlint-disable-next-line typescript/no-floating-promises
    if (spend('rows', ROWS_A_REQUEST)) void nextTurn().then(begin);
    else begin();
  }

  function look(connection: ClientConnection, now: number): void {
    const { socket, running } = connection;
    if (running === undefined) {
      const begun = connection.readThen === 0 || socket.bytesRead > connection.readThen;
      if (begun && now - connection.idleSince > timeouts.head)
        socket.end(
          plain(408, 'Request Timeout', `No whole request came within ${timeouts.head / 1000} seconds.`, isKube),
          () => socket.destroy(),
        );
      return;
    }
    const { request, response } = running;
    if (!request.complete && now - connection.bodySince >= timeouts.body.within) {
      if (socket.bytesRead - connection.bodyThen < timeouts.body.bytes) return tooSlow(request, response);
      connection.bodySince = now;
      connection.bodyThen = socket.bytesRead;
    }
    const gone = socket.bytesWritten - socket.writableLength;
    if (gone !== connection.goneThen || socket.writableLength === 0) {
      connection.goneSince = now;
      connection.goneThen = gone;
    } else {
      bounds.mark(response, 'stalled');
      if (now - connection.goneSince > timeouts.reading) socket.destroy();
    }
  }
}

function isKubeUpgrade(request: IncomingMessage): boolean {
  return wantsWebSocket(request) && isKubeAddress(request.url ?? '');
}

/** Requests that are well-formed but that no supported client sends. */
function strangeness({
  httpVersion,
  headers,
}: IncomingMessage): { readonly status: number; readonly sentence: string } | undefined {
  if (httpVersion !== '1.1' && httpVersion !== '1.0')
    return { status: 400, sentence: `HTTP/${httpVersion} is not spoken here: send HTTP/1.1.` };
  const expected = headers.expect;
  if (expected !== undefined && expected.toLowerCase() !== '100-continue')
    return { status: 417, sentence: 'Of expectations only 100-continue is known: leave the header Expect out.' };
  return undefined;
}

/** Why a request cannot be parsed: its head, or its body. */
function unreadable(
  code: string | undefined,
  inBody: boolean,
): readonly [code: number, reason: string, sentence: string] {
  if (code === 'HPE_HEADER_OVERFLOW')
    return [431, 'Request Header Fields Too Large', `The ${inBody ? 'trailer' : 'head'} of the request is too large.`];
  if (code === 'HPE_CHUNK_EXTENSIONS_OVERFLOW')
    return [413, 'Payload Too Large', 'The extensions of a chunk are too large: leave them out.'];
  return [
    400,
    'Bad Request',
    inBody
      ? 'The body of the request cannot be read: its chunks or trailers are not as HTTP/1.1 has them.'
      : 'The request cannot be read: it is not HTTP/1.1.',
  ];
}

/** Ends a request whose client is too slow. */
function tooSlow(request: IncomingMessage, response: ServerResponse): void {
  const { socket } = request;
  if (response.headersSent || socket.destroyed) return void socket.destroy();
  const sentence = 'The body of the request came too slowly. Send it again at once.';
  say(request, response, 408, sentence, () => socket.destroy());
}

/** Sends 429 in the order of the connection's requests, and closes it. */
function refuse(request: IncomingMessage, response: ServerResponse): void {
  response.setHeader('Retry-After', '1');
  const sentence =
    'More is being asked at a time than there is room for. Ask again in a second, with fewer requests at a time.';
  say(request, response, 429, sentence, () => request.socket.destroy(), { retryAfterSeconds: 1 });
}

/** The reasons that Kubernetes gives for the refusals of a listener. */
const REASONS: ReadonlyMap<number, string> = new Map([
  [400, 'BadRequest'],
  [405, 'MethodNotAllowed'],
  [408, 'Timeout'],
  [413, 'RequestEntityTooLarge'],
  [417, 'ExpectationFailed'],
  [429, 'TooManyRequests'],
  [431, 'RequestHeaderFieldsTooLarge'],
]);

/** Refuses a request before it is handled: with a sentence, or for the Kubernetes API with a Status. */
function say(
  request: IncomingMessage,
  response: ServerResponse,
  code: number,
  sentence: string,
  then: () => void,
  details?: object,
): void {
  const answer = isBelowKube(request)
    ? statusAnswer(request.headers.accept, kubeFailure(code, REASONS.get(code) ?? 'Unknown', sentence, details))
    : { type: 'text/plain; charset=utf-8', body: sentence };
  response.statusCode = code;
  response.setHeader('Content-Type', answer.type);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Connection', 'close');
  response.end(answer.body, then);
}

/** Whether what cannot be parsed begins as a request to the Kubernetes API. */
function asksKube(error: { readonly rawPacket?: unknown }): boolean {
  if (!(error.rawPacket instanceof Uint8Array)) return false;
  const begin = Buffer.from(error.rawPacket.subarray(0, 100)).toString('latin1');
  return isKubeAddress(/^[A-Z]+ (\S+)/.exec(begin)?.[1] ?? '');
}

/** A raw response on a socket that has no parsed request; `kube`: for the Kubernetes API, a Status. */
function plain(code: number, reason: string, sentence: string, kube: boolean, more = ''): string {
  const type = kube ? 'application/json' : 'text/plain; charset=utf-8';
  const body = kube ? `${JSON.stringify(kubeFailure(code, REASONS.get(code) ?? 'Unknown', sentence))}\n` : sentence;
  return (
    `HTTP/1.1 ${code} ${reason}\r\nContent-Type: ${type}\r\nX-Content-Type-Options: ` +
    `nosniff\r\n${more}Connection: close\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
  );
}

function bodySize({ headers }: IncomingMessage): number {
  if (headers['transfer-encoding'] !== undefined) return UNKNOWN_LENGTH;
  const length = Number(headers['content-length'] ?? 0);
  return Number.isFinite(length) ? Math.min(length, LARGEST_BODY) : 0;
}
