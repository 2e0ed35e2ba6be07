/** Responses: JSON, compressed if it is long and the client accepts that. */

import type { Request, Response } from 'express';
import { sendBody, type Pieces, type Sending } from '../http/send.ts';
import type { StatusBody } from './status.ts';

/** As the API server: only gzip, and only long responses. */
const AS_API_SERVERS: Sending = { least: 128 * 1024, codings: ['gzip'] };

/** A long response is given as pieces, which are generated as the client reads them. */
export async function sendJson(
  request: Request,
  response: Response,
  code: number,
  body: string | Pieces,
  contentType = 'application/json',
): Promise<void> {
  response.status(code).setHeader('Content-Type', contentType);
  response.setHeader('Cache-Control', 'no-cache, private');
  return sendBody(request, response, body, AS_API_SERVERS);
}

export function sendStatus(
  request: Request,
  response: Response,
  status: StatusBody & { readonly code: number },
): Promise<void> {
  return sendJson(request, response, status.code, `${JSON.stringify(status)}\n`);
}

/** Characters of one warning: clients limit the size of headers, */
const WARNING_LENGTH = 1000;
/** and of all warnings of an answer. */
const WARNINGS_LENGTH = 4096;

/** Warning headers (RFC 9111) as the API server writes them; kubectl prints them. */
export function warn(response: Response, warnings: readonly string[]): void {
  const all = [...new Set(warnings)];
  const once: string[] = [];
  let length = 0;
  for (const text of all) {
    length += Math.min(text.length, WARNING_LENGTH);
    if (length > WARNINGS_LENGTH) {
      once.push(`and ${all.length - once.length} more warnings`);
      break;
    }
    once.push(text);
  }
  if (once.length > 0)
    response.setHeader(
      'Warning',
      once.map((text) => `299 - "${plain(text).replace(/[\\"]/g, '\\$&')}"`),
    );
}

/** Header values are Latin-1 without line breaks. */
function plain(text: string): string {
  return text
    .replaceAll('…', '...')
    .replace(/[^\x20-\x7e]/g, '?')
    .slice(0, WARNING_LENGTH);
}
