/** A minimal HTTP/1.1 client: one request at a time on a persistent connection. */

import { createConnection, type Socket } from 'node:net';

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly body?: object;
  /** `application/json` unless given. */
  readonly type?: string;
}

export function connect(host: string, port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(port, host, () => resolve(socket));
    socket.setNoDelay(true).setEncoding('latin1').on('error', reject);
  });
}

/**
 * Sends one request and reads its whole answer, with as little client work as possible, so that the server is measured.
 */
export async function exchange(socket: Socket, host: string, call: Call): Promise<string> {
  const answer = await ask(socket, host, call);
  if (!/^HTTP\/1.1 2/.test(answer))
    throw new Error(`${call.method} ${call.path} was answered: ${answer.slice(0, 500)}`);
  return bodyOf(answer);
}

/** The whole answer, whatever its status. */
export function ask(
  socket: Socket,
  host: string,
  { method, path, body, type = 'application/json' }: Call,
): Promise<string> {
  const text = body === undefined ? '' : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    let got = '';
    const onData = (part: string): void => {
      got += part;
      const head = got.indexOf('\r\n\r\n');
      if (head < 0 || !isWhole(got, head)) return;
      socket.off('data', onData);
      socket.off('close', onClose);
      resolve(got);
    };
    const onClose = (): void => reject(new Error(`${method} ${path}: the connection was closed`));
    socket.on('data', onData).on('close', onClose);
    socket.write(
      `${method} ${path} HTTP/1.1\r\nHost: ${host}\r\nContent-Type: ${type}\r\nContent-Length: ` +
        `${Buffer.byteLength(text)}\r\n\r\n${text}`,
    );
  });
}

function isWhole(answer: string, head: number): boolean {
  const length = /\r\ncontent-length: (\d+)/i.exec(answer.slice(0, head + 2))?.[1];
  return length === undefined ? answer.endsWith('\r\n0\r\n\r\n') : answer.length >= head + 4 + Number(length);
}

/** The body of an answer, with its chunks joined. */
function bodyOf(answer: string): string {
  const head = answer.indexOf('\r\n\r\n');
  let rest = answer.slice(head + 4);
  if (!/\r\ntransfer-encoding: chunked/i.test(answer.slice(0, head))) return rest;
  let body = '';
  for (;;) {
    const line = rest.indexOf('\r\n');
    const length = Number.parseInt(rest.slice(0, line), 16);
    if (!(length > 0)) return body;
    body += rest.slice(line + 2, line + 2 + length);
    rest = rest.slice(line + 2 + length + 2);
  }
}
