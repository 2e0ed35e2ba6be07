/**
 * The one door for upgrades to WebSocket. Such a request passes the listener's admission, the guard and the routers
 * like any other, with a response to refuse it by; only a handler that serves a stream takes the connection itself
 * (`acceptWebSocket`). A request for another protocol, or for a path that has none, is answered as one without the
 * header Upgrade (RFC 9110 §7.8 allows that).
 */

import { ServerResponse, type IncomingMessage, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import { Problem } from '../model/problem.ts';

interface Upgrade {
  readonly socket: Socket;
  /** What the client sent right behind the head. */
  readonly head: Buffer;
}

const upgrades = new WeakMap<IncomingMessage, Upgrade>();

/** Whether the client asks to go on in WebSocket (RFC 6455 §4.1), without a body. */
export function wantsWebSocket({ method, headers }: IncomingMessage): boolean {
  return (
    method === 'GET' &&
    headers.upgrade?.toLowerCase() === 'websocket' &&
    headers['transfer-encoding'] === undefined &&
    Number(headers['content-length'] ?? 0) === 0
  );
}

/** Whether the connection of this request can become one of WebSocket. */
export function isUpgrade(request: IncomingMessage): boolean {
  return upgrades.has(request);
}

/**
 * Gives a request for an upgrade to the listeners of `request`, with a response that closes the connection. The
 * response lives as long as the connection, also when that has been taken: what listens to its `close` learns of it.
 */
export function passUpgrade(server: Server, request: IncomingMessage, socket: Socket, head: Buffer): void {
  upgrades.set(request, { socket, head });
  const response = new ServerResponse(request);
  response.shouldKeepAlive = false;
  response.assignSocket(socket);
  response.once('finish', () => socket.destroySoon());
  server.emit('request', request, response);
}

/** Bytes; kubectl sends standard input in messages of 32 KiB. */
const LARGEST_MESSAGE = 128 * 1024;
const server = new WebSocketServer({
  noServer: true,
  clientTracking: false,
  perMessageDeflate: false,
  maxPayload: LARGEST_MESSAGE,
  // `acceptWebSocket` has chosen one, and left it alone in the header.
  handleProtocols: (offered) => [...offered][0] ?? false,
});

/**
 * Goes on in WebSocket, in the first of `protocols` that the client offers. Throws a Problem where it does not ask for
 * that as RFC 6455 has it; undefined when it is gone.
 */
export function acceptWebSocket(
  request: IncomingMessage,
  response: ServerResponse,
  protocols: readonly string[],
): { readonly webSocket: WebSocket; readonly protocol: string } | undefined {
  const upgrade = upgrades.get(request);
  if (upgrade === undefined) throw refused('This is served over WebSocket only: send Upgrade: websocket.');
  const { headers } = request;
  if (headers['sec-websocket-version'] !== '13')
    throw refused('The version of WebSocket spoken here is 13: send Sec-WebSocket-Version: 13.');
  if (!/^[+/0-9A-Za-z]{22}==$/.test(headers['sec-websocket-key'] ?? ''))
    throw refused('The request has no valid Sec-WebSocket-Key: send 16 random bytes in base64.');
  const offered = (headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
  const protocol = protocols.find((name) => offered.includes(name));
  if (protocol === undefined)
    throw refused(
      `None of the offered protocols is spoken here: send Sec-WebSocket-Protocol: ${protocols.join(', ')}.`,
    );
  if (upgrade.socket.destroyed) return undefined;
  upgrades.delete(request);
  headers['sec-websocket-protocol'] = protocol;
  response.statusCode = 101;
  let accepted: WebSocket | undefined;
  server.handleUpgrade(request, upgrade.socket, upgrade.head, (webSocket) => {
    accepted = webSocket;
  });
  // Errors are followed by a close, which the caller hears.
  accepted?.on('error', () => {});
  return accepted === undefined ? undefined : { webSocket: accepted, protocol };
}

function refused(detail: string): Problem {
  return new Problem({ status: 400, reason: 'BadRequest', detail });
}
