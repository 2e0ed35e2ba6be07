/** A plain HTTP client with connections that are kept: for tests and benchmarks that drive a running system. */

import { Agent, request, type IncomingHttpHeaders } from 'node:http';

export interface WireAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** `X-Revision`, if the answer has one. */
  readonly revision: number | undefined;
}

export interface WireClient {
  /** `body` is sent as JSON; a string as it stands. Rejects when the connection breaks. */
  call(
    method: string,
    path: string,
    body?: unknown,
    headers?: { readonly [name: string]: string },
  ): Promise<WireAnswer>;
  /** Whole lines of an answer that does not end, until it breaks or `stop` is called. Rejects when it is no 200. */
  lines(
    path: string,
    onLine: (line: string) => void,
    headers?: { readonly [name: string]: string },
  ): Promise<{ stop(): void }>;
  close(): void;
}

export function createWireClient(url: string, connections = 64): WireClient {
  const { hostname, port } = new URL(url);
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  return {
    call(method, path, body, headers = {}) {
      const text = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
      return new Promise((resolve, reject) => {
        const sent = request(
          {
            agent,
            hostname,
            port,
            method,
            path,
            headers: {
              ...(text === undefined
                ? {}
                : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)) }),
              ...headers,
            },
          },
          (answer) => {
            const parts: Buffer[] = [];
            answer.on('data', (part: Buffer) => parts.push(part));
            answer.on('error', reject);
            answer.on('end', () => {
              if (!answer.complete) return reject(new Error('The answer broke off.'));
              const revision = answer.headers['x-revision'];
              resolve({
                status: answer.statusCode ?? 0,
                headers: answer.headers,
                text: Buffer.concat(parts).toString('utf8'),
                revision: revision === undefined ? undefined : Number(revision),
              });
            });
          },
        );
        sent.on('error', reject);
        sent.end(text);
      });
    },
    lines(path, onLine, headers = {}) {
      return new Promise((resolve, reject) => {
        const sent = request({ agent: false, hostname, port, path, headers }, (answer) => {
          if (answer.statusCode !== 200) {
            answer.resume();
            return reject(new Error(`${path} answers ${answer.statusCode}.`));
          }
          let rest = '';
          answer.setEncoding('utf8').on('data', (text: string) => {
            const lines = (rest + text).split('\n');
            rest = lines.pop()!;
            for (const line of lines) onLine(line);
          });
          answer.on('error', () => {});
          resolve({ stop: () => void sent.destroy() });
        });
        sent.on('error', reject);
        sent.end();
      });
    },
    close: () => agent.destroy(),
  };
}
