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

export interface Connection {
  /** Rejects when the connection breaks. */
  send(sent: Sent): Promise<Answer>;
  close(): void;
}

export function connect(url: string, connections: number): Connection {
  const { hostname, port } = new URL(url);
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  return {
    send: ({ method, path, headers, body, endless = false }) => new Promise((resolve, reject) => {
      const length = body === undefined ? {} : { 'content-length': String(body.length) };
      const out = request({ hostname, port, method, path, agent: endless ? false : agent, headers: { ...length, ...headers } }, (answer) => {
        const parts: Buffer[] = [];
        const done = (): void => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text: Buffer.concat(parts).toString('utf8') });
        if (endless && answer.statusCode === 200) {
          done();
          answer.on('error', () => {});
          return void out.destroy();
        }
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('error', reject);
        answer.on('end', () => (answer.complete ? done() : reject(new Error('The answer broke off.'))));
      });
      out.on('error', reject);
      out.end(body);
    }),
    close: () => agent.destroy(),
  };
}
