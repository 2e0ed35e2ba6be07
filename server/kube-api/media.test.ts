import { get as httpGet, type IncomingMessage } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { load } from 'js-yaml';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DELETE_OPTIONS, listSchema, PARTIAL_OBJECT_METADATA, SCALE, STATUS } from '../contract/kube/requests.ts';
import { KUBE_SCHEMAS } from '../contract/kube/schemas.ts';
import { KUBE_BUDGET } from '../engine/budget/budget.ts';
import { createFairServer } from '../http/admission.ts';
import { Bounds } from '../http/bounds.ts';
import { framedProtobuf, protobufMessage } from '../http/protobuf-writing.ts';
import type { Json } from '../model/json.ts';
import { startTestingServer, type TestingServer } from '../testing/kube-api-server.ts';
import { protobufSchemaOf } from './protobuf-kinds.ts';
import { parseProtobuf } from './protobuf.ts';

const PROTOBUF = 'application/vnd.kubernetes.protobuf';
const PODS = '/api/v1/namespaces/default/pods';
const DEPLOYMENTS = '/apis/apps/v1/namespaces/default/deployments';
const POD = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p', labels: { app: 'web', yes: 'no' }, annotations: { note: 'ä\n✓' } },
  spec: {
    containers: [
      {
        name: 'c',
        image: 'nginx',
        env: [{ name: 'A', valueFrom: { configMapKeyRef: { name: 'cm', key: 'k', optional: false } } }],
        ports: [{ containerPort: 80 }],
        resources: { limits: { cpu: '500m', memory: '1Gi' } },
        livenessProbe: { httpGet: { port: 'http' }, initialDelaySeconds: 5 },
        securityContext: { runAsUser: 0, privileged: false },
      },
    ],
    volumes: [{ name: 'v', emptyDir: {} }],
    tolerations: [{ operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 0 }],
    securityContext: { supplementalGroups: [1, 2000, -1] },
  },
};

let server: TestingServer;
beforeEach(async () => {
  server = await startTestingServer();
});
afterEach(() => server.close());

async function bytesOf(response: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of response) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

function ask(path: string, accept: string): Promise<IncomingMessage> {
  return new Promise((resolve) => void httpGet(server.url + path, { headers: { accept } }, resolve));
}

/** What a client of protobuf alone gets. */
async function protobuf(path: string): Promise<{ readonly type: string | undefined; readonly value: Json }> {
  const response = await ask(path, PROTOBUF);
  const bytes = await bytesOf(response);
  return { type: response.headers['content-type'], value: bytes.length === 0 ? null : readFramed(bytes) };
}

function readFramed(bytes: Uint8Array): Json {
  return parseProtobuf(bytes, { ...KUBE_BUDGET, values: 1_000_000, bytes: 1e9 }, (version, kind) => {
    if (kind === 'PartialObjectMetadataList') return listSchema(PARTIAL_OBJECT_METADATA);
    const item = kind.endsWith('List') ? protobufSchemaOf(version, kind.slice(0, -4)) : undefined;
    return item === undefined ? protobufSchemaOf(version, kind) : listSchema(item);
  });
}

describe('protobuf', () => {
  test.each([
    ['', KUBE_SCHEMAS.Pod],
    ['?dryRun=All', KUBE_SCHEMAS.Pod],
  ])('a pod is created%s from protobuf as from JSON, and read again as it is in JSON', async (query, schema) => {
    const body = Buffer.from(framedProtobuf('v1', 'Pod', protobufMessage(schema, POD)));
    const made = await server.call('POST', PODS + query, body, { 'content-type': PROTOBUF });
    expect(made.status).toBe(201);
    expect(made.json.spec).toMatchObject(POD.spec);
    expect(made.json.metadata).toMatchObject(POD.metadata);
  });

  test('an object, a list and metadata alone are what they are in JSON', async () => {
    for (const name of ['a', 'b', 'c'])
      await server.call('POST', PODS, { ...POD, metadata: { ...POD.metadata, name } });
    for (const path of [`${PODS}/a`, '/api/v1/namespaces/default']) {
      const json: Json = JSON.parse((await server.call('GET', path)).text);
      const { type, value } = await protobuf(path);
      expect(type).toBe(PROTOBUF);
      expect(value).toEqual(withoutZeros(json));
    }
    const list = await protobuf(`${PODS}?limit=2`);
    expect(list.value).toMatchObject({
      kind: 'PodList',
      metadata: { remainingItemCount: 1, continue: expect.any(String) },
      items: [{ metadata: { name: 'a' } }, { metadata: { name: 'b' } }],
    });
    const partial = await ask(PODS, `${PROTOBUF};as=PartialObjectMetadataList;g=meta.k8s.io;v=v1`);
    expect(readFramed(await bytesOf(partial))).toMatchObject({
      kind: 'PartialObjectMetadataList',
      items: [{ metadata: { name: 'a', labels: { app: 'web', yes: 'no' } } }, {}, {}],
    });
  });

  test('a long list comes in pieces, and whole', async () => {
    for (let number = 0; number < 300; number += 1)
      await server.call('POST', '/api/v1/namespaces/default/configmaps', {
        metadata: { name: `m${number}` },
        data: { text: 'x'.repeat(1000) },
      });
    const { value } = await protobuf('/api/v1/configmaps');
    expect((value as { readonly items: readonly Json[] }).items).toHaveLength(300);
  });

  test('a watch sends each event after its length', async () => {
    const response = await ask(`${PODS}?watch=1&allowWatchBookmarks=true&sendInitialEvents=true`, PROTOBUF);
    expect(response.headers['content-type']).toBe(`${PROTOBUF};stream=watch`);
    await server.call('POST', PODS, POD);
    let bytes = Buffer.alloc(0);
    const events: { readonly type: string; readonly object: Json }[] = [];
    for await (const part of response) {
      bytes = Buffer.concat([bytes, part as Buffer]);
      while (bytes.length >= 4 && bytes.length >= 4 + bytes.readUInt32BE()) {
        const event = bytes.subarray(4, 4 + bytes.readUInt32BE());
        bytes = bytes.subarray(4 + event.length);
        const object = event.indexOf('k8s\0');
        events.push({ type: event.toString('latin1', 2, 2 + event[1]!), object: readFramed(event.subarray(object)) });
      }
      if (events.length === 2) break;
    }
    expect(events).toMatchObject([
      { type: 'BOOKMARK', object: { kind: 'Pod', metadata: { annotations: { 'k8s.io/initial-events-end': 'true' } } } },
      { type: 'ADDED', object: { kind: 'Pod', metadata: { name: 'p' } } },
    ]);
  });

  test('DeleteOptions and Scale are read, and a refusal is a Status in protobuf', async () => {
    await server.call('POST', PODS, POD);
    const options = (uid: string) =>
      Buffer.from(framedProtobuf('v1', 'DeleteOptions', protobufMessage(DELETE_OPTIONS, { preconditions: { uid } })));
    const refused = await server.call('DELETE', `${PODS}/p`, options('other'), { 'content-type': PROTOBUF });
    expect([refused.status, refused.json.reason]).toEqual([409, 'Conflict']);
    const { uid } = server.store.get('kube/Pod', 'default/p')!.value.metadata;
    expect((await server.call('DELETE', `${PODS}/p`, options(uid), { 'content-type': PROTOBUF })).status).toBe(200);
    await server.call('POST', DEPLOYMENTS, {
      metadata: { name: 'd' },
      spec: {
        selector: { matchLabels: { a: 'b' } },
        template: { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'c', image: 'nginx' }] } },
      },
    });
    const scale = { metadata: { name: 'd', namespace: 'default' }, spec: { replicas: 3 } };
    const scaled = await server.call(
      'PUT',
      `${DEPLOYMENTS}/d/scale`,
      Buffer.from(framedProtobuf('autoscaling/v1', 'Scale', protobufMessage(SCALE, scale))),
      { 'content-type': PROTOBUF },
    );
    expect(scaled.json.spec).toEqual({ replicas: 3 });
    expect((await protobuf(`${DEPLOYMENTS}/d/scale`)).value).toMatchObject({ kind: 'Scale', spec: { replicas: 3 } });
    const missing = await bytesOf(await ask(`${PODS}/nobody`, PROTOBUF));
    const status = { status: 'Failure', message: 'pods "nobody" not found', reason: 'NotFound', code: 404 };
    expect(missing).toEqual(
      Buffer.from(
        framedProtobuf(
          'v1',
          'Status',
          protobufMessage(STATUS, { metadata: {}, ...status, details: { name: 'nobody', kind: 'pods' } }),
        ),
      ),
    );
  });

  test('a custom kind has no protobuf: 406', async () => {
    const path = '/apis/k8s.cni.cncf.io/v1/network-attachment-definitions';
    const response = await ask(path, PROTOBUF);
    expect(response.statusCode).toBe(406);
    expect((await ask(path, `${PROTOBUF},application/json`)).statusCode).toBe(200);
  });
});

/** Zero, false and empty texts are absent in protobuf where Go has no pointer: those that these objects have. */
function withoutZeros(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutZeros);
  if (typeof value !== 'object' || value === null) return value;
  const pointers = new Set(['runAsUser', 'privileged', 'optional', 'tolerationSeconds', 'priority']);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, each]) => pointers.has(name) || (each !== 0 && each !== false && each !== '' && each !== null))
      .map(([name, each]) => [name, withoutZeros(each)]),
  );
}

describe('YAML', () => {
  test('objects, lists, documents and refusals are the same values as in JSON', async () => {
    await server.call('POST', PODS, POD);
    for (const path of [`${PODS}/p`, PODS, '/api/v1/configmaps', `${PODS}/nobody`, '/apis', '/api/v1', '/nowhere']) {
      const response = await ask(path, 'application/yaml');
      expect(response.headers['content-type']).toMatch(/^application\/yaml/);
      expect(load(String(await bytesOf(response)))).toEqual(JSON.parse((await server.call('GET', path)).text));
    }
  });

  test('a watch is not served in YAML, but in another accepted form', async () => {
    const refused = await ask(`${PODS}?watch=true`, 'application/yaml');
    expect(refused.statusCode).toBe(406);
    expect(load(String(await bytesOf(refused)))).toMatchObject({ kind: 'Status', reason: 'NotAcceptable' });
    const response = await ask(`${PODS}?watch=true`, 'application/yaml;q=0.9, application/json;q=0.5');
    expect(response.headers['content-type']).toBe('application/json');
    response.destroy();
  });
});

test('what a listener refuses below the API is a Status too', async () => {
  const listener = createFairServer(new Bounds(), (_request, response) => void response.end());
  listener.listen(0, '127.0.0.1');
  await new Promise((resolve) => listener.once('listening', resolve));
  const { port } = listener.address() as AddressInfo;
  const answerOf = (request: string): Promise<string> =>
    new Promise((resolve, reject) => {
      let text = '';
      const socket = connect(port, '127.0.0.1', () => socket.write(request));
      socket.on('data', (part) => (text += part.toString()));
      socket.on('end', () => resolve(text)).on('error', reject);
    });
  for (const [request, code] of [
    ['GET /api/v1/pods HTTP/1.1\r\nHost: localhost\r\nExpect: wonders\r\n\r\n', 417],
    [`GET /api/v1/pods HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(40_000)}\r\n\r\n`, 431],
    ['GET /api/v1/pods HTTP/1.1\r\nno header\r\n\r\n', 400],
  ] as const) {
    const [head = '', body = ''] = (await answerOf(request)).split('\r\n\r\n');
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${code} `));
    expect(JSON.parse(body)).toMatchObject({ kind: 'Status', status: 'Failure', code });
  }
  listener.close();
});
