/** Small things that clients rely on: versions in requests, dry runs, evictions, and the texts of refusals. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTestingServer, type TestingServer } from '../testing/kube-api-server.ts';

const PODS = '/api/v1/namespaces/default/pods';
const SERVICES = '/api/v1/namespaces/default/services';
const MAPS = '/api/v1/namespaces/default/configmaps';
const DEPLOYMENTS = '/apis/apps/v1/namespaces/default/deployments';
const MERGE = { 'content-type': 'application/merge-patch+json' };
const pod = (container: object = {}, spec: object = {}) => ({
  metadata: { name: 'p' },
  spec: { containers: [{ name: 'c', image: 'nginx', ...container }], ...spec },
});

let server: TestingServer;
beforeEach(async () => {
  server = await startTestingServer();
});
afterEach(async () => {
  expect(server.faults).toEqual([]);
  await server.close();
});

describe('versions', () => {
  test('a get or list of the future is 504', async () => {
    await server.call('POST', MAPS, { metadata: { name: 'm' } });
    for (const path of [`${MAPS}/m`, MAPS]) {
      const answer = await server.call('GET', `${path}?resourceVersion=99999999`);
      expect(answer.json).toMatchObject({ code: 504, reason: 'Timeout', details: { retryAfterSeconds: 1 } });
      expect(answer.json.message).toMatch(/^Timeout: Too large resource version: 99999999, current: \d+$/);
    }
  });

  test('a create with a version is refused, with none or 0 it is not', async () => {
    const answer = await server.call('POST', MAPS, { metadata: { name: 'm', resourceVersion: '7' } });
    expect(answer.json.message).toBe('resourceVersion should not be set on objects to be created');
    expect((await server.call('GET', `${MAPS}/m`)).status).toBe(404);
    expect((await server.call('POST', MAPS, { metadata: { name: 'm', resourceVersion: '0' } })).status).toBe(201);
    expect((await server.call('POST', MAPS, { metadata: { name: 'n', resourceVersion: '' } })).status).toBe(201);
  });

  test('what a dry run creates has no version, what it changes that of what is stored', async () => {
    const created = await server.call('POST', `${MAPS}?dryRun=All`, { metadata: { name: 'm' } });
    expect(created.json.metadata).not.toHaveProperty('resourceVersion');
    expect(created.headers.get('etag')).toBeNull();
    const stored = (await server.call('POST', MAPS, { metadata: { name: 'm' } })).json;
    const changed = await server.call('PATCH', `${MAPS}/m?dryRun=All`, { data: { a: '1' } }, MERGE);
    expect(changed.json).toMatchObject({ data: { a: '1' } });
    expect(changed.json.metadata.resourceVersion).toBe(stored.metadata.resourceVersion);
  });
});

describe('evictions', () => {
  const eviction = (deleteOptions?: object) => ({
    apiVersion: 'policy/v1',
    kind: 'Eviction',
    metadata: { name: 'p', namespace: 'default' },
    ...(deleteOptions === undefined ? {} : { deleteOptions }),
  });

  test('an eviction deletes the pod', async () => {
    await server.call('POST', PODS, pod());
    const rehearsed = await server.call('POST', `${PODS}/p/eviction`, eviction({ dryRun: ['All'] }));
    expect(rehearsed.json).toMatchObject({ kind: 'Status', status: 'Success', code: 201 });
    expect((await server.call('GET', `${PODS}/p`)).status).toBe(200);
    expect((await server.call('POST', `${PODS}/p/eviction`, eviction())).status).toBe(201);
    expect((await server.call('POST', `${PODS}/p/eviction`, eviction())).status).toBe(404);
  });

  test.each([
    [{ ...eviction(), kind: 'Pod' }, 400],
    [{ ...eviction(), apiVersion: 'v1' }, 400],
    [{ ...eviction(), metadata: { name: 'q' } }, 400],
    [eviction({ preconditions: { uid: 'another' } }), 409],
    [5, 400],
  ])('%j is refused, and the pod stays', async (body, status) => {
    await server.call('POST', PODS, pod());
    expect((await server.call('POST', `${PODS}/p/eviction`, body)).status).toBe(status);
    expect((await server.call('GET', `${PODS}/p`)).status).toBe(200);
  });
});

describe('validation', () => {
  const mounted = (...mounts: object[]) => pod({ volumeMounts: mounts }, { volumes: [{ name: 'v', emptyDir: {} }] });

  test.each([
    [mounted({ name: 'w', mountPath: '/a' }), 'spec.containers[0].volumeMounts[0].name: Not found: "w"'],
    [mounted({ name: 'v' }), 'spec.containers[0].volumeMounts[0].mountPath: Required value'],
    [
      mounted({ name: 'v', mountPath: '/a' }, { name: 'v', mountPath: '/a' }),
      'spec.containers[0].volumeMounts[1].mountPath: Invalid value: "/a": must be unique',
    ],
    [
      mounted({ name: 'v', mountPath: '/a', subPath: '../b' }),
      `spec.containers[0].volumeMounts[0].subPath: Invalid value: "../b": must not contain '..'`,
    ],
    [
      pod({ resources: { limits: { cpu: '500m' }, requests: { cpu: '1' } } }),
      'spec.containers[0].resources.requests: Invalid value: "1": must be less than or equal to cpu limit of 500m',
    ],
    [
      pod({ resources: { limits: { cpu: 'much' } } }),
      'Pod in version "v1" cannot be handled as a Pod: quantities must match the regular expression',
    ],
  ])('%j is refused', async (body, text) => {
    expect((await server.call('POST', PODS, body)).json.message).toContain(text);
  });

  test('quantities are kept in their canonical form', async () => {
    const limits = { cpu: 0.5, memory: '1024Mi', 'example.com/lamps': '1e0' };
    const answer = await server.call('POST', PODS, pod({ resources: { limits } }));
    expect(answer.json.spec).toMatchObject({
      containers: [{ resources: { limits: { cpu: '500m', memory: '1Gi', 'example.com/lamps': '1' } } }],
    });
  });

  test.each([
    [0, 0, 'intstr.IntOrString{Type:0, IntVal:0, StrVal:""}: may not be 0 when `maxSurge` is 0'],
    ['0%', 0, 'intstr.IntOrString{Type:1, IntVal:0, StrVal:"0%"}: may not be 0 when `maxSurge` is 0'],
    ['101%', 1, 'must not be greater than 100%'],
    ['half', 1, 'a valid percent string must be a numeric string followed by an ending'],
    [-1, 1, 'must be greater than or equal to 0'],
  ])('maxUnavailable %j with maxSurge %j is refused', async (maxUnavailable, maxSurge, text) => {
    const answer = await server.call('POST', DEPLOYMENTS, {
      metadata: { name: 'd' },
      spec: {
        selector: { matchLabels: { a: 'b' } },
        template: { metadata: { labels: { a: 'b' } }, spec: pod().spec },
        strategy: { rollingUpdate: { maxUnavailable, maxSurge } },
      },
    });
    expect(answer.status).toBe(422);
    expect(answer.json.message).toContain(text);
  });
});

test('the selector of a deployment is printed sorted by key', async () => {
  await server.call('POST', DEPLOYMENTS, {
    metadata: { name: 'd' },
    spec: {
      selector: {
        matchLabels: { z: '1', b: '2' },
        matchExpressions: [
          { key: 'c', operator: 'Exists' },
          { key: 'a', operator: 'In', values: ['y', 'x'] },
        ],
      },
      template: { metadata: { labels: { z: '1', b: '2', c: '', a: 'x' } }, spec: pod().spec },
    },
  });
  const table = await server.call('GET', DEPLOYMENTS, undefined, {
    accept: 'application/json;as=Table;v=v1;g=meta.k8s.io',
  });
  expect(table.json.rows[0]!.cells.at(-1)).toBe('a in (x,y),b=2,c,z=1');
});

describe('the type of a service', () => {
  const TYPES = ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'] as const;
  const changes = TYPES.flatMap((from) => TYPES.filter((to) => to !== from).map((to) => [from, to] as const));

  test.each(changes)('changes alone from %s to %s, and back', async (from, to) => {
    const spec = { type: from, externalName: 'db.example.com', ports: [{ port: 80 }] };
    const made = await server.call('POST', SERVICES, { metadata: { name: 's' }, spec });
    expect(made.status).toBe(201);
    for (const type of [to, from]) {
      const answer = await server.call('PATCH', `${SERVICES}/s`, { spec: { type } }, MERGE);
      expect([answer.status, answer.json.message]).toEqual([200, undefined]);
      const now = answer.json.spec as { readonly ports: readonly object[]; readonly [field: string]: unknown };
      const [hasAddress, hasNodePorts] = [type !== 'ExternalName', type === 'NodePort' || type === 'LoadBalancer'];
      expect('clusterIP' in now).toBe(hasAddress);
      expect('nodePort' in now.ports[0]!).toBe(hasNodePorts);
      expect('externalTrafficPolicy' in now).toBe(hasNodePorts);
      expect('allocateLoadBalancerNodePorts' in now).toBe(type === 'LoadBalancer');
    }
  });

  test('a node port that is changed along with the type is refused', async () => {
    await server.call('POST', SERVICES, { metadata: { name: 's' }, spec: { type: 'NodePort', ports: [{ port: 80 }] } });
    const spec = { type: 'ClusterIP', ports: [{ port: 80, nodePort: 31999 }] };
    const answer = await server.call('PATCH', `${SERVICES}/s`, { spec }, MERGE);
    expect(answer.json.message).toContain("may not be used when `type` is 'ClusterIP'");
  });
});
