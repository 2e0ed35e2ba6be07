/**
 * Receives the bytes of a body, limited before and after decompression. After a refusal the connection stays usable:
 * the rest of the body is read and discarded.
 */

import type { IncomingMessage } from 'node:http';
import type { Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { refused, tooManyBytes, type Budget } from '../../engine/budget/budget.ts';
import { Problem } from '../../model/problem.ts';

/** Bytes of a refused body that are read and discarded; if more follow, the connection is closed. */
const THROWN_AWAY = 64 * 1024 * 1024;

/** Reads the whole body. 413 over the budget, 415 for an unsupported Content-Encoding, 400 when it is truncated. */
export function receive(request: IncomingMessage, budget: Budget): Promise<Buffer> {
  const coding = (request.headers['content-encoding'] ?? '').trim().toLowerCase();
  const decoder = decoderOf(coding);
  if (Number(request.headers['content-length'] ?? 0) > budget.bytes) {
    throwAway(request);
    return Promise.reject(tooManyBytes(budget));
  }
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let received = 0;
    let size = 0;
    let refusing = false;
    const keep = (part: Buffer): void => {
      size += part.length;
      if (size > budget.bytes) refuse(tooManyBytes(budget));
      else parts.push(part);
    };
    const count = (part: Buffer): void => {
      received += part.length;
      if (received > budget.bytes) refuse(tooManyBytes(budget));
      else if (decoder === undefined) keep(part);
      else decoder.write(part);
    };
    const end = (): void => {
      stop();
      if (decoder === undefined) finish();
      else decoder.end();
    };
    const cutShort = (): void => refuse(refused('The body was cut short: the connection ended before it was whole'));
    const stop = (): void => {
      request.off('data', count).off('end', end).off('error', cutShort).off('close', cutShort);
      request.on('error', () => {});
    };
    const finish = (): void => {
      resolve(parts.length === 1 ? parts[0]! : Buffer.concat(parts, size));
    };
    const refuse = (problem: Problem): void => {
      if (refusing) return;
      refusing = true;
      stop();
      decoder?.removeAllListeners('data').destroy();
      throwAway(request);
      reject(problem);
    };
    decoder
      ?.on('data', keep)
      .on('end', finish)
      .on('error', () => refuse(refused(`The body is not ${coding}, as Content-Encoding says`)));
    request.on('data', count).on('end', end).on('error', cutShort).on('close', cutShort);
  });
}

function decoderOf(coding: string): Transform | undefined {
  switch (coding) {
    case '':
    case 'identity':
      return undefined;
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'deflate':
      return createInflate();
    case 'br':
      return createBrotliDecompress();
    default:
      throw new Problem({
        status: 415,
        reason: 'UnsupportedMediaType',
        detail: `Content-Encoding "${coding}" is not read here: send the body as it is, or as gzip, deflate or br`,
      });
  }
}

function throwAway(request: IncomingMessage): void {
  let gone = 0;
  request.on('data', (part: Buffer) => {
    gone += part.length;
    if (gone > THROWN_AWAY) request.destroy();
  });
  request.resume();
}
