/**
 * What cannot be answered because of a fault of ours: each edge says so in its own language, the log has it under the
 * request, and the next request is answered. The system is whole; only its store fails for a moment.
 */

import fs, { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { compose, type System } from './compose.ts';
import { findByFqName } from './config/records.ts';
import { parseSettings } from './settings/settings.ts';

const directory = mkdtempSync(join(tmpdir(), 'overlay-internal-'));
let system: System;

beforeAll(async () => {
  const options = ['--port', '0', '--config-api-port', '0', '--no-console', '--data-dir', directory];
  const parsed = parseSettings(options, {});
  if (parsed.kind !== 'settings') throw new Error(JSON.stringify(parsed));
  system = await compose(parsed.settings, {
    onFatal: (error) => {
      throw error;
    },
  });
  await system.controllers.idle();
  await system.derived.settled();
});
afterAll(async () => {
  await system.close();
  rmSync(directory, { recursive: true, force: true });
});

interface Asked extends Omit<RequestInit, 'headers'> {
  readonly headers?: { readonly [name: string]: string };
  readonly base?: string;
}

/**
 * Asks while nothing can be read or written; gives the answer, undefined when it was cut off, and what the log has of
 * it.
 */
async function askedOfABrokenStore(path: string, { headers, base = system.url, ...request }: Asked) {
  const requestId = `broken ${path}`;
  const lines: string[] = [];
  const write = fs.writeSync;
  vi.spyOn(fs, 'writeSync').mockImplementation(((file: number, text: never, ...more: never[]) => {
    if (file === 2) lines.push(...String(text).split('\n'));
    return write(file, text, ...more);
  }) as typeof fs.writeSync);
  for (const member of ['get', 'scan', 'lookup', 'changesAfter', 'transact'] as const)
    vi.spyOn(system.store, member).mockImplementation(() => {
      throw new Error('the records are gone');
    });
  try {
    const response = await fetch(base + path, { ...request, headers: { ...headers, 'x-request-id': requestId } });
    const text = await response.text().catch(() => undefined);
    const logged = lines
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as { readonly requestId?: string })
      .filter((line) => line.requestId === requestId);
    return { requestId, status: response.status, type: response.headers.get('content-type'), text, logged };
  } finally {
    vi.restoreAllMocks();
  }
}

const inTheLog = { level: 50, msg: 'fault', err: { message: 'the records are gone', stack: expect.any(String) } };

const post = (body: object): Asked => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

test.each([
  ['read', '/kube/api/v1/namespaces/default', {}, 200],
  [
    'write',
    '/kube/api/v1/namespaces/default/configmaps',
    post({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'once' } }),
    201,
  ],
])('Kubernetes API, a %s: a Status', async (_what, path, request, otherwise) => {
  const { requestId, status, type, text, logged } = await askedOfABrokenStore(path, request);
  expect([status, type, JSON.parse(text!)]).toEqual([
    500,
    expect.stringMatching(/^application\/json/),
    {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: expect.stringContaining(`its log has the details under request ${requestId}`),
      reason: 'InternalError',
      details: {},
      code: 500,
    },
  ]);
  expect(logged).toMatchObject([inTheLog]);
  expect((await fetch(system.url + path, request)).status).toBe(otherwise);
});

test.each<[string, () => string, () => Asked]>([
  ['config API', () => `/config/project/${projectId()}`, () => ({})],
  [
    'config API, a write',
    () => '/config/tag-types',
    () => post({ 'tag-type': { fq_name: ['once'], tag_type_id: '0x8FFF' } }),
  ],
  ['config API at its own port', () => `/project/${projectId()}`, () => ({ base: system.configApiUrl! })],
  ['views', () => '/views/objects/kube%2FNamespace/default/dependents', () => ({})],
])('%s: a sentence, or a problem document', async (_edge, at, how) => {
  const [path, request] = [at(), how()];
  const plain = await askedOfABrokenStore(path, request);
  const sentence = `Something went wrong in the server; its log has the details under request ${plain.requestId}.`;
  expect(plain).toMatchObject({ status: 500, text: expect.stringContaining(sentence), logged: [inTheLog] });
  const document = await askedOfABrokenStore(path, {
    ...request,
    headers: { ...request.headers, accept: 'application/problem+json' },
  });
  expect([document.status, document.type]).toEqual([500, expect.stringMatching(/^application\/problem\+json/)]);
  expect(JSON.parse(document.text!)).toMatchObject({ status: 500, reason: 'InternalError', detail: sentence });
  expect(document.logged).toMatchObject([inTheLog]);
  expect((await fetch((request.base ?? system.url) + path, request)).status).toBe(200);
});

test('live: the stream is cut off, so that its reader comes again', async () => {
  const { text, logged } = await askedOfABrokenStore('/live', { headers: { 'last-event-id': '1' } });
  expect(text).toBeUndefined();
  expect(logged).toMatchObject([inTheLog]);
  const stop = new AbortController();
  const again = await fetch(`${system.url}/live`, { headers: { 'last-event-id': '1' }, signal: stop.signal });
  expect(again.status).toBe(200);
  stop.abort();
});

function projectId(): string {
  return findByFqName(system.store, 'project', ['default-domain', 'default-project'])!.uuid;
}
