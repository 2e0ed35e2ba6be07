/** Sends a request as it is, bytes and all, and takes whatever comes back. */

import { Agent, request, type IncomingHttpHeaders } from 'node:http';

export interface Sent {
  readonly method: string;
  /** Path and query, encoded. */
  readonly path: string;
  readonly headers: { readonly [name: string]: string };
  readonly body?: Buffer;
  /** The answer does not end: it is looked at until something has come, then left. */
  readonly endless?: boolean;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface HttpConnection {
  /** Rejects when the connection breaks. */
  send(sent: Sent): Promise<Answer>;
  close(): void;
}

export function connect(url: string, connections: number): HttpConnection {
  const { hostname, port } = new URL(url);
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  return { send, close: () => agent.destroy() };

  function send(sent: Sent): Promise<Answer> {
    const { method, path, headers, body, endless = false } = sent;
    return new Promise((resolve, reject) => {
      const length = body === undefined ? {} : { 'content-length': String(body.length) };
      const out = request(
        { hostname, port, method, path, agent: endless ? false : agent, headers: { ...length, ...headers } },
        (answer) => {
          const parts: Buffer[] = [];
          const done = (): void =>
            resolve({
              status: answer.statusCode ?? 0,
              headers: answer.headers,
              text: Buffer.concat(parts).toString('utf8'),
            });
          if (endless && answer.statusCode === 200) {
            done();
            answer.on('error', () => {});
            return void out.destroy();
          }
          answer.on('data', (part: Buffer) => parts.push(part));
          answer.on('error', reject);
          answer.on('end', () => (answer.complete ? done() : reject(new Error('The answer broke off.'))));
        },
      );
      // The server closed the connection as nobody used it; a read is asked again.
      out.on('error', (error: NodeJS.ErrnoException) =>
        method === 'GET' && out.reusedSocket && error.code === 'ECONNRESET' ? resolve(send(sent)) : reject(error),
      );
      out.end(body);
    });
  }
}
