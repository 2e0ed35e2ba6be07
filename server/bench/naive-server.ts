/**
 * A server that does only what every server must do for a create: it parses the body as JSON, writes it to a file, and
 * answers when a sync has made it durable; requests that arrive during a sync share the next one. `growth` measures it
 * in the same run, so that its figures can be expressed as a multiple of this server's on any machine.
 *
 * For `kube` it also keeps what is posted to `/kept`, answers `GET /kept` with all of it in one text, and sends each
 * body, once it is durable, as a line to whoever asks for `/watch`; who opens a WebSocket gets one line and the end.
 *
 * `node naive-server.ts FILE`; prints its address once it listens.
 */

import { fdatasync, openSync, write } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';

interface Pending {
  readonly text: string;
  readonly response: ServerResponse;
}

const kept: unknown[] = [];
const watchers = new Set<ServerResponse>();
const file = openSync(process.argv[2]!, 'a');
let pending: Pending[] = [];
let writing = false;

function writeOn(): void {
  if (writing || pending.length === 0) return;
  const batch = pending;
  pending = [];
  writing = true;
  write(file, batch.map(({ text }) => `${text}\n`).join(''), (failure) => {
    if (failure) throw failure;
    fdatasync(file, (failed) => {
      if (failed) throw failed;
      writing = false;
      for (const { text, response } of batch) {
        for (const watcher of watchers) watcher.write(`${text}\n`);
        response
          .writeHead(201, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) })
          .end(text);
      }
      writeOn();
    });
  });
}

const server = createServer((request, response) => {
  if (request.method === 'GET' && request.url === '/watch') {
    watchers.add(response);
    response.writeHead(200, { 'content-type': 'application/json' }).flushHeaders();
    return;
  }
  if (request.method === 'GET') {
    const text = JSON.stringify({ items: kept });
    response
      .writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) })
      .end(text);
    return;
  }
  const parts: Buffer[] = [];
  request
    .on('data', (part: Buffer) => parts.push(part))
    .on('end', () => {
      const body: unknown = JSON.parse(Buffer.concat(parts).toString());
      if (request.url === '/kept') kept.push(body);
      pending.push({ text: JSON.stringify(body), response });
      writeOn();
    });
});
new WebSocketServer({ server }).on('connection', (socket) => {
  socket.send(Buffer.from('\u0001a line\n'));
  socket.send(Buffer.from('\u0003{"metadata":{},"status":"Success"}'));
  socket.close(1000);
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
