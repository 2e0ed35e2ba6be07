/** Responses, compressed if they are long and the client accepts that. */

import type { Request, Response } from 'express';
import { sendBody, type Piece, type Pieces, type Sending } from '../http/send.ts';
import { documentAnswer } from './media.ts';

/** As the API server: only gzip, and only long responses. */
const AS_API_SERVERS: Sending = { least: 128 * 1024, codings: ['gzip'] };

/** A long response is given as pieces, which are generated as the client reads them. */
export async function send(
  request: Request,
  response: Response,
  code: number,
  body: Piece | Pieces,
  contentType: string,
): Promise<void> {
  response.status(code).setHeader('Content-Type', contentType);
  response.setHeader('Cache-Control', 'no-cache, private');
  return sendBody(request, response, body, AS_API_SERVERS);
}

/** A document that is no stored object, in the media type of the client. */
export function sendDocument(request: Request, response: Response, code: number, document: object): Promise<void> {
  const { type, body } = documentAnswer(request.get('accept'), document);
  return send(request, response, code, body, type);
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
