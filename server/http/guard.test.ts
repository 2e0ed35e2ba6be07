import { request } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import express from 'express';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { guard, knownHosts } from './guard.ts';

let port = 0;
let close = () => {};
beforeAll(async () => {
  const app = express();
  app.use(guard(knownHosts('127.0.0.1', ['console.lab'])));
  app.use((_request, response) => {
    response.end('in');
  });
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  port = (server.address() as AddressInfo).port;
  close = () => server.close();
});
afterAll(() => close());

function ask(
  method: string,
  headers: { [name: string]: string },
  body?: string,
  path = '/',
): Promise<{ status: number; text: string; type: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port, method, path, headers: { host: `127.0.0.1:${port}`, ...headers } },
      (answer) => {
        let text = '';
        answer.on('data', (chunk) => {
          text += chunk;
        });
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, text, type: answer.headers['content-type'] ?? '' }),
        );
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

describe('guard', () => {
  test.each([
    ['a read', 'GET', {}, undefined, 200],
    ['a name given at start', 'GET', { host: 'console.lab:9091' }, undefined, 200],
    ['a foreign name (DNS rebinding)', 'GET', { host: 'evil.example' }, undefined, 421],
    ['JSON', 'POST', { 'content-type': 'application/json' }, '{}', 200],
    ['JSON with a charset', 'PUT', { 'content-type': 'application/json; charset=utf-8' }, '{}', 200],
    ['a merge patch', 'PATCH', { 'content-type': 'application/merge-patch+json' }, '{}', 200],
    ['YAML', 'POST', { 'content-type': 'application/yaml' }, 'a: 1', 200],
    ['kubectl’s protobuf', 'POST', { 'content-type': 'application/vnd.kubernetes.protobuf' }, 'k8s', 200],
    ['a form', 'POST', { 'content-type': 'application/x-www-form-urlencoded' }, 'a=1', 415],
    ['plain text', 'POST', { 'content-type': 'text/plain' }, '{}', 415],
    ['no type', 'POST', {}, '{}', 415],
    ['a delete without a body', 'DELETE', {}, undefined, 200],
    ['another page’s write', 'POST', { 'content-type': 'application/json', origin: 'http://evil.example' }, '{}', 403],
    ['a cross-site write', 'DELETE', { 'sec-fetch-site': 'cross-site' }, undefined, 403],
    ['another page’s read', 'GET', { origin: 'http://evil.example' }, undefined, 200],
  ])('%s', async (_name, method, headers, body, status) => {
    expect((await ask(method, headers as { [name: string]: string }, body)).status).toBe(status);
  });

  test('our own page may write', async () => {
    const answer = await ask('POST', { 'content-type': 'application/json', origin: `http://127.0.0.1:${port}` }, '{}');
    expect(answer.status).toBe(200);
  });

  test('a second Host header is refused, and every answer forbids sniffing', async () => {
    const raw = await new Promise<string>((resolve, reject) => {
      let text = '';
      const socket = connect(port, '127.0.0.1', () =>
        socket.write(`GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nHost: evil.example\r\nConnection: close\r\n\r\n`),
      );
      socket
        .on('data', (part) => {
          text += String(part);
        })
        .on('end', () => resolve(text))
        .on('error', reject);
    });
    expect(raw).toMatch(/^HTTP\/1\.1 400 /);
    expect(raw.toLowerCase()).toContain('x-content-type-options: nosniff');
    expect(raw).toContain('The request has more than one Host header.');
    expect((await fetch(`http://127.0.0.1:${port}/`)).headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('below /kube a body without a type passes, and every refusal is a Status', async () => {
    expect((await ask('POST', {}, '{}', '/kube/api/v1/namespaces')).status).toBe(200);
    expect((await ask('POST', {}, '{}', '/api/v1/namespaces')).status).toBe(200);
    expect((await ask('POST', {}, '{}', '/kubernetes')).status).toBe(415);
    const refused = await ask('POST', { 'content-type': 'text/plain' }, 'x', '/kube/api/v1/namespaces');
    expect(JSON.parse(refused.text)).toMatchObject({
      kind: 'Status',
      apiVersion: 'v1',
      status: 'Failure',
      code: 415,
      reason: 'UnsupportedMediaType',
    });
  });

  test('a refusal is a sentence, or a problem document when asked for', async () => {
    expect((await ask('GET', { host: 'evil.example' })).text).toBe(
      'This server is not known as "evil.example". Use localhost, or start it with --allowed-hosts evil.example.',
    );
    const problem = await ask('POST', { 'content-type': 'text/plain', accept: 'application/problem+json' }, 'x');
    expect(problem.type).toContain('application/problem+json');
    expect(JSON.parse(problem.text)).toMatchObject({
      status: 415,
      title: 'Unsupported media type',
      reason: 'UnsupportedMediaType',
    });
  });
});
