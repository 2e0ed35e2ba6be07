/** `pods/log`. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { patchKubeObject } from '../kube/operations.ts';
import { startTestingServer, type TestingServer } from '../testing/kube-api-server.ts';
import { runningPod } from '../testing/running-pod.ts';

let server: TestingServer;
beforeAll(async () => {
  server = await startTestingServer();
  runningPod(server.store, {
    name: 'web',
    containers: [{ name: 'web', image: 'web:1', ports: [{ containerPort: 80, protocol: 'TCP' }] }],
  });
  runningPod(server.store, {
    name: 'two',
    containers: [
      { name: 'a', image: 'a' },
      { name: 'b', image: 'b' },
    ],
  });
  runningPod(server.store, { name: 'later', pending: true });
});
afterAll(() => server.close());

const path = (pod: string, query = '') => `/api/v1/namespaces/default/pods/${pod}/log${query}`;
const uidOf = (pod: string) => server.store.get('kube/Pod', `default/${pod}`)!.value.metadata.uid;
const logs = async (query = '') => (await server.call('GET', path('web', query))).text;
const OWN = ['started container web of pod web (modelled), image web:1', 'listening on 80/TCP', 'ready'].map(
  (line) => `${line}\n`,
);

/** Reads a stream until it has given the text. */
async function follow(pod: string, query: string) {
  const response = await fetch(`${server.url}${path(pod, `?follow=true${query}`)}`);
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  return {
    async until(end: string): Promise<string> {
      for (;;) {
        if (text.endsWith(end)) return text;
        const { done, value } = await reader.read();
        if (done) throw new Error(`The stream ended with ${JSON.stringify(text)}`);
        text += value;
      }
    },
    async rest(): Promise<string> {
      for (let part = await reader.read(); !part.done; part = await reader.read()) text += part.value;
      return text;
    },
  };
}

describe('a log', () => {
  test('tells of start, ports and readiness, and of what was written', async () => {
    const answer = await server.call('GET', path('web'));
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/plain']);
    expect(answer.text).toBe(OWN.join(''));
    server.containers.logs.append(uidOf('web'), 'web', Date.parse('2026-11-30T09:00:00Z'), 'GET /a');
    server.containers.logs.append(uidOf('web'), 'web', Date.now(), 'GET /b');
    expect(await logs()).toBe(`${OWN.join('')}GET /a\nGET /b\n`);
    expect(await logs('?tailLines=1')).toBe('GET /b\n');
    expect(await logs('?tailLines=0')).toBe('');
    expect(await logs('?sinceTime=2026-11-30T09:00:00Z&tailLines=2')).toContain('GET /a\n');
    expect(await logs('?sinceSeconds=3600')).toContain('GET /b\n');
    expect(await logs('?limitBytes=10')).toBe('started co');
    expect(await logs('?timestamps=true')).toContain('2026-11-30T09:00:00.000000000Z GET /a\n');
    expect(await logs('?timestamps=true')).toContain('2026-11-23T08:30:48.000000000Z ready\n');
  });

  test('is followed until the pod is gone', async () => {
    runningPod(server.store, { name: 'short' });
    const followed = await follow('short', '&tailLines=1');
    expect(await followed.until('\n')).toBe('ready\n');
    server.containers.logs.append(uidOf('short'), 'web', Date.now(), 'GET /');
    expect(await followed.until('GET /\n')).toBe('ready\nGET /\n');
    server.store.transact({ actor: 'operator', source: 'kube' }, (transaction) =>
      patchKubeObject(
        { transaction, mint: { uuid: () => '' } },
        'Pod',
        'default/short',
        { metadata: { labels: { a: 'b' } } },
        { type: 'merge' },
      ),
    );
    await server.call('DELETE', '/api/v1/namespaces/default/pods/short');
    expect(await followed.rest()).toBe('ready\nGET /\n');
    expect(server.bounds.figures().streams.held).toBe(0);
  });

  test('of at most so many bytes ends with them', async () => {
    const followed = await follow('web', '&tailLines=0&limitBytes=4');
    server.containers.logs.append(uidOf('web'), 'web', Date.now(), 'GET /c');
    expect(await followed.rest()).toBe('GET ');
  });

  test.each([
    ['gone', '', '404 NotFound: pods "gone" not found'],
    ['web', '?container=x', '400 BadRequest: container x is not valid for pod web'],
    ['two', '', '400 BadRequest: a container name must be specified for pod two, choose one of: [a b]'],
    ['later', '', '400 BadRequest: container "web" in pod "later" is waiting to start: ContainerCreating'],
    ['web', '?previous=true', '400 BadRequest: previous terminated container "web" in pod "web" not found'],
    [
      'web',
      '?tailLines=-1',
      '422 Invalid: PodLogOptions "web" is invalid: tailLines: Invalid value: -1: must be greater than or equal to 0',
    ],
    [
      'web',
      '?sinceSeconds=0',
      '422 Invalid: PodLogOptions "web" is invalid: sinceSeconds: Invalid value: 0: must be greater than 0',
    ],
    ['web', '?tailLines=x', '400 BadRequest: tailLines: "x" is not a number'],
    ['web', '?sinceTime=yesterday', '400 BadRequest: sinceTime: "yesterday" is not a time of RFC 3339'],
    [
      'web',
      '?sinceTime=2026-11-30T09:00:00Z&sinceSeconds=1',
      '422 Invalid: PodLogOptions "web" is invalid: sinceSeconds: Forbidden: at most one of `sinceTime` or ' +
        '`sinceSeconds` may be specified',
    ],
  ])('of %s%s is refused', async (pod, query, sentence) => {
    const { status, json } = await server.call('GET', path(pod, query));
    expect(`${status} ${json.reason}: ${json.message}`).toBe(sentence);
  });

  test('cannot be written', async () => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'])
      expect((await server.call(method, path('web'), method === 'DELETE' ? undefined : {})).status).toBe(405);
  });
});

test('discovery lists what connects, as the API server does', async () => {
  const { json } = await server.call('GET', '/api/v1');
  const { resources } = json as unknown as {
    readonly resources: readonly { name: string; kind: string; verbs: string[] }[];
  };
  expect(
    resources
      .filter(({ name }) => /^pods\/(attach|exec|log|portforward)$/.test(name))
      .map(({ name, kind, verbs }) => [name, kind, verbs]),
  ).toEqual([
    ['pods/attach', 'PodAttachOptions', ['create', 'get']],
    ['pods/exec', 'PodExecOptions', ['create', 'get']],
    ['pods/log', 'Pod', ['get']],
    ['pods/portforward', 'PodPortForwardOptions', ['create', 'get']],
  ]);
});
