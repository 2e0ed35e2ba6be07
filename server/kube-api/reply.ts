/** Answers: JSON, compressed when it is long and the client takes it. */
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Request, Response } from 'express';
import type { StatusBody } from './status.ts';

const compress = promisify(gzip);
const WORTH_COMPRESSING = 128 * 1024;

export async function sendJson(request: Request, response: Response, code: number, text: string, contentType = 'application/json'): Promise<void> {
  response.status(code).setHeader('Content-Type', contentType);
  response.setHeader('Cache-Control', 'no-cache, private');
  if (text.length < WORTH_COMPRESSING || !/\bgzip\b/.test(request.get('accept-encoding') ?? '')) {
    response.end(text);
    return;
  }
  response.setHeader('Content-Encoding', 'gzip');
  response.setHeader('Vary', 'Accept-Encoding');
  response.end(await compress(text, { level: 1 }));
}

export function sendStatus(request: Request, response: Response, status: StatusBody & { readonly code: number }): Promise<void> {
  return sendJson(request, response, status.code, `${JSON.stringify(status)}\n`);
}

/** RFC 9111 warnings, as the API server writes them; kubectl prints them. */
export function warn(response: Response, warnings: readonly string[]): void {
  const once = [...new Set(warnings)];
  if (once.length > 0) response.setHeader('Warning', once.map((text) => `299 - "${plain(text).replace(/[\\"]/g, '\\$&')}"`));
}

/** Header values are Latin-1 without line breaks. */
function plain(text: string): string {
  return text.replaceAll('…', '...').replace(/[^\x20-\x7e]/g, '?').slice(0, 1000);
}
