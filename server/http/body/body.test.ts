import { createServer, request as ask, type IncomingMessage, type Server } from 'node:http';
import { Agent } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Budget } from '../../engine/budget/budget.ts';
import { Problem } from '../../model/problem.ts';
import { mediaTypeOf, YAML_TYPES } from './media-type.ts';
import { parseJson, parseYaml } from './parse-body.ts';
import { receive } from './receive.ts';

const BUDGET: Budget = { of: 'the body', bytes: 200_000, depth: 16, values: 20_000, keys: 20_000 };

let server: Server;
let port = 0;
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
beforeAll(async () => {
  server = createServer((request, response) => {
    void read(request).then(
      (value) => response.end(JSON.stringify(value)),
      (error: unknown) =>
        response
          .writeHead(error instanceof Problem ? error.status : 500)
          .end(error instanceof Problem ? error.detail : String(error)),
    );
  });
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  agent.destroy();
  server.close();
});

async function read(request: IncomingMessage): Promise<unknown> {
  const type = mediaTypeOf(request.headers['content-type']);
  const bytes = await receive(request, BUDGET);
  return YAML_TYPES.has(type) ? parseYaml(bytes, BUDGET) : parseJson(bytes, BUDGET);
}

function send(
  body: Buffer | string,
  headers: { readonly [name: string]: string } = {},
): Promise<{ readonly status: number; readonly text: string; readonly socket: unknown }> {
  return new Promise((resolve, reject) => {
    const sent = ask(
      { agent, port, host: '127.0.0.1', method: 'POST', headers: { 'content-type': 'application/json', ...headers } },
      (answer) => {
        let text = '';
        const { socket } = answer;
        answer.on('data', (part) => {
          text += part;
        });
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text, socket }));
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

const yaml = { 'content-type': 'application/yaml' };

describe('bodies', () => {
  test.each([
    ['JSON', '{"a":[1]}', {}, '{"a":[1]}'],
    ['JSON behind a byte order mark', '\ufeff{}', {}, '{}'],
    ['a charset in quotes', '{}', { 'content-type': 'application/json; charset="UTF-8"' }, '{}'],
    ['gzip', gzipSync('{"a":1}'), { 'content-encoding': 'gzip' }, '{"a":1}'],
    ['deflate', deflateSync('{"a":1}'), { 'content-encoding': 'deflate' }, '{"a":1}'],
    ['brotli', brotliCompressSync('{"a":1}'), { 'content-encoding': 'br' }, '{"a":1}'],
    ['YAML', 'a: &x [1, yes, 2020-01-01]\nb: *x\n', yaml, '{"a":[1,"yes","2020-01-01"],"b":[1,"yes","2020-01-01"]}'],
    ['no YAML document', '# nothing\n', yaml, 'null'],
    ['long YAML, read in a thread', `a: ${'x'.repeat(20_000)}`, yaml, `{"a":"${'x'.repeat(20_000)}"}`],
  ])('%s is read', async (_name, body, headers, text) =>
    expect(await send(body, headers)).toMatchObject({ status: 200, text }),
  );

  test.each([
    [
      'another charset',
      '{}',
      { 'content-type': 'application/json; charset=iso-8859-1' },
      415,
      'Bodies in the charset "iso-8859-1" are not read here: send UTF-8',
    ],
    [
      'another encoding',
      '{}',
      { 'content-encoding': 'foo' },
      415,
      'Content-Encoding "foo" is not read here: send the body as it is, or as gzip, deflate or br',
    ],
    ['two encodings', '{}', { 'content-encoding': 'gzip, gzip' }, 415, /"gzip, gzip" is not read here/],
    [
      'what is no UTF-8',
      Buffer.from([0x22, 0xc3, 0x28, 0x22]),
      {},
      400,
      'The body is not valid UTF-8: send the text as UTF-8',
    ],
    ['what is no gzip', '{}', { 'content-encoding': 'gzip' }, 400, 'The body is not gzip, as Content-Encoding says'],
    [
      'gzip that is cut short',
      gzipSync('{"a":1}').subarray(0, 15),
      { 'content-encoding': 'gzip' },
      400,
      'The body is not gzip, as Content-Encoding says',
    ],
    [
      'a key twice in YAML',
      'a: 1\na: 2',
      yaml,
      400,
      'the body is not YAML as it is read here at line 2, column 1: duplicated mapping key',
    ],
    ['several documents', 'a: 1\n---\nb: 1', yaml, 400, /expected a single document/],
    ['YAML that is not a number', 'a: .nan', yaml, 400, /The number at a is NaN/],
    ['__proto__ in YAML', 'a: {__proto__: 1}', yaml, 400, /The key "__proto__" \(a\.__proto__\)/],
    [
      'aliases that multiply',
      `a: &a [x, x, x]\n${Array.from(
        { length: 14 },
        (_unused, index) =>
          `b${index}: &b${index} [${Array(9)
            .fill(index === 0 ? '*a' : `*b${index - 1}`)
            .join(', ')}]`,
      ).join('\n')}`,
      yaml,
      413,
      /more than 20,000 values/,
    ],
    ['an alias to itself', 'a: &a [*a]', yaml, 400, /nested more than 16 levels/],
    ['deep YAML', '['.repeat(5_000), yaml, 400, /maxDepth|deep/],
    ['long YAML that is none', `a: "${'x\n'.repeat(10_000)}"`, yaml, 400, /^the body is not YAML/],
    [
      'many keys in YAML',
      Array.from({ length: 21_000 }, (_unused, index) => `k${index}:`).join('\n'),
      yaml,
      413,
      /more than 20,000 values/,
    ],
  ])('%s is refused', async (_name, body, headers, status, sentence) => {
    const answer = await send(body, headers as { [name: string]: string });
    expect(answer.status).toBe(status);
    expect(answer.text).toMatch(
      typeof sentence === 'string' ? new RegExp(`^${sentence.replace(/[.()]/g, '\\$&')}$`) : sentence,
    );
  });

  test.each([
    ['as it is', Buffer.alloc(1_000_000, ' '), {}],
    ['in chunks', Buffer.alloc(1_000_000, ' '), { 'transfer-encoding': 'chunked' }],
    ['as a gzip bomb', gzipSync(Buffer.alloc(20_000_000)), { 'content-encoding': 'gzip' }],
  ])('too large a body, sent %s, is 413, and the connection is used again', async (_name, body, headers) => {
    const refused = await send(body, headers as { [name: string]: string });
    expect(refused).toMatchObject({
      status: 413,
      text: 'Request entity too large: limit is 200000 bytes for the body. Send it in parts.',
    });
    const next = await send('{}');
    expect(next.text).toBe('{}');
    expect(next.socket).toBe(refused.socket);
  });

  test('many long YAML bodies at once: read one after the other, the last are answered 429', async () => {
    const text = Buffer.from(`a: ${'x'.repeat(20_000)}`);
    const answers = await Promise.allSettled(Array.from({ length: 20 }, () => parseYaml(text, BUDGET)));
    expect(answers.filter((each) => each.status === 'fulfilled')).toHaveLength(16);
    expect(answers.find((each) => each.status === 'rejected')?.reason).toMatchObject({ status: 429 });
  });
});
