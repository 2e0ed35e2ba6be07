/**
 * Sends answers of any length, only as fast as the client reads, compressed if the client accepts it and the answer
 * is large enough. A long answer can be given as pieces that are produced on demand, so that it blocks neither the
 * event loop nor much memory. Compression runs on zlib's threads.
 */

import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { promisify } from 'node:util';
import { brotliCompress, constants, createBrotliCompress, createGzip, gzip } from 'node:zlib';
import type { Request, Response } from 'express';
import { Problem } from '../model/problem.ts';
import { boundsOf, clientOf } from './bounds.ts';
import { codingOf, type Coding } from './content-coding.ts';
import type { Lease, LeaseState } from './shares.ts';

/** Text, or bytes of a format that is no text. */
export type Piece = string | Uint8Array;
export type Pieces = Iterable<Piece> | AsyncIterable<Piece>;

export interface Sending {
  /** Characters or bytes from which the answer is compressed. */
  readonly least: number;
  readonly codings: readonly Coding[];
}

/** For browsers and scripts. */
const PLAIN: Sending = { least: 1024, codings: ['gzip', 'br'] };

/** Bytes. A longer body is sent piece by piece; pieces should be about half as long. */
export const WINDOW = 64 * 1024;
/** Bytes of memory that a compressor takes, roughly. */
const COMPRESSOR_BYTES = 320 * 1024;
/** Fast rather than small: every answer is compressed anew. */
const LEVEL = {
  gzip: 1,
  br: { params: { [constants.BROTLI_PARAM_QUALITY]: 3, [constants.BROTLI_PARAM_LGWIN]: 17 } },
} as const;

const gzipped = promisify(gzip);
const brotlied = promisify(brotliCompress);

/**
 * Sends the body; status and headers are set before. Resolves when it is handed to the socket or the client is gone.
 * Throws a `Problem` (429) before anything is sent if too much is already waiting for this client.
 */
export async function sendBody(
  request: Request,
  response: Response,
  body: Piece | Pieces,
  sending: Sending = PLAIN,
): Promise<void> {
  if (isPiece(body)) return sendPiece(request, response, body, sending);
  if (request.method === 'HEAD') {
    response.vary('Accept-Encoding');
    return void response.end();
  }
  const pieces = Symbol.asyncIterator in body ? body[Symbol.asyncIterator]() : body[Symbol.iterator]();
  const begun: Piece[] = [];
  let length = 0;
  let whole = false;
  while (length < Math.max(sending.least, 1024)) {
    const { done, value } = await pieces.next();
    if (done === true) {
      whole = true;
      break;
    }
    begun.push(value);
    length += value.length;
  }
  if (response.destroyed) return void (await pieces.return?.());
  if (whole) return sendPiece(request, response, together(begun), sending);
  await pour(request, response, rest(together(begun), pieces), sending, []);
}

function isPiece(body: Piece | Pieces): body is Piece {
  return typeof body === 'string' || body instanceof Uint8Array;
}

function together(pieces: readonly Piece[]): Piece {
  return pieces.every((piece) => typeof piece === 'string')
    ? pieces.join('')
    : Buffer.concat(pieces.map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : piece)));
}

async function sendPiece(request: Request, response: Response, text: Piece, sending: Sending): Promise<void> {
  const coding = text.length < sending.least ? undefined : chosen(request, response, sending);
  if (text.length > WINDOW && request.method !== 'HEAD') {
    const lease = room(request, response, text.length);
    if (lease === undefined) {
      response.setHeader('Retry-After', '1');
      throw new Problem({
        status: 429,
        reason: 'TooManyRequests',
        detail: 'Too much of what was asked for still waits to be read by you. Read it, then ask again.',
      });
    }
    if (coding === undefined) response.setHeader('Content-Length', Buffer.byteLength(text));
    return pour(request, response, cut(text), sending, [lease], coding);
  }
  if (coding === undefined) return void response.end(text);
  response.setHeader('Content-Encoding', coding);
  if (request.method === 'HEAD') return void response.end();
  const bytes = coding === 'gzip' ? await gzipped(text, { level: LEVEL.gzip }) : await brotlied(text, LEVEL.br);
  if (!response.destroyed) response.end(bytes);
}

/** Writes as fast as the client reads. */
async function pour(
  request: Request,
  response: Response,
  pieces: Pieces,
  sending: Sending,
  leases: Lease[],
  known?: Coding,
): Promise<void> {
  let coding = known ?? chosen(request, response, sending);
  if (coding !== undefined) {
    const lease = room(request, response, COMPRESSOR_BYTES);
    // Without room for another compressor the answer is sent uncompressed.
    if (lease === undefined) coding = undefined;
    else leases.push(lease);
  }
  const compressor =
    coding === undefined
      ? undefined
      : coding === 'gzip'
        ? createGzip({ level: LEVEL.gzip, chunkSize: 32 * 1024 })
        : createBrotliCompress({ ...LEVEL.br, chunkSize: 32 * 1024 });
  if (compressor !== undefined) {
    response.setHeader('Content-Encoding', coding!);
    response.removeHeader('Content-Length');
    compressor.pipe(response);
    response.once('close', () => compressor.destroy());
  }
  const sink: Writable = compressor ?? response;
  try {
    for await (const piece of pieces) {
      if (response.destroyed) return;
      if (!sink.write(piece)) await drained(sink, response, leases);
    }
  } catch (error) {
    // Producing a piece failed: the error response is not compressed, and nothing follows it.
    compressor?.unpipe(response).destroy();
    if (!response.headersSent) response.removeHeader('Content-Encoding');
    throw error;
  }
  if (!response.destroyed) sink.end();
}

async function drained(sink: Writable, response: Response, leases: readonly Lease[]): Promise<void> {
  const mark = (state: LeaseState): void => {
    boundsOf(response).mark(response, state);
    for (const lease of leases) lease.mark(state);
  };
  const stalled = response.writableNeedDrain;
  if (stalled) mark('stalled');
  const gone = new AbortController();
  const close = (): void => gone.abort();
  response.once('close', close);
  try {
    if (!response.destroyed) await once(sink, 'drain', { signal: gone.signal });
  } catch {
    // The client is gone; the caller checks that.
  } finally {
    response.off('close', close);
    if (stalled) mark('busy');
  }
}

/**
 * A strong ETag identifies the exact bytes (RFC 9110, 8.8.1), and ours are for `If-Match`: answers with one are not
 * compressed.
 */
function chosen(request: Request, response: Response, { codings }: Sending): Coding | undefined {
  if (String(response.getHeader('ETag') ?? '').startsWith('"')) return undefined;
  response.vary('Accept-Encoding');
  return codingOf(request.get('accept-encoding'), codings);
}

/** Holds bytes of the backlog until the answer is sent. */
function room(request: Request, response: Response, bytes: number): Lease | undefined {
  const lease = boundsOf(response).take('backlog', clientOf(request), bytes, () => response.destroy());
  if (lease !== undefined) response.once('close', () => lease.release());
  return lease;
}

/** A long piece in shorter ones that do not cut a character in two. */
export function* cut(piece: Piece): Generator<Piece> {
  const length = WINDOW / 2;
  if (typeof piece !== 'string') {
    for (let at = 0; at < piece.length; at += length) yield piece.subarray(at, at + length);
    return;
  }
  const text = piece;
  for (let at = 0; at < text.length;) {
    let end = Math.min(text.length, at + length);
    const last = text.charCodeAt(end - 1);
    if (end < text.length && last >= 0xd800 && last < 0xdc00) end -= 1;
    yield text.slice(at, end);
    at = end;
  }
}

async function* rest(begun: Piece, pieces: Iterator<Piece> | AsyncIterator<Piece>): AsyncGenerator<Piece> {
  try {
    yield* cut(begun);
    for (;;) {
      const { done, value } = await pieces.next();
      if (done === true) return;
      yield value;
    }
  } finally {
    await pieces.return?.();
  }
}
