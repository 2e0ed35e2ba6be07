import { get as httpGet } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTestingServer, type KubeJson, type TestingServer } from '../testing/kube-api-server.ts';

let server: TestingServer;
beforeEach(async () => {
  server = await startTestingServer();
});
afterEach(async () => {
  await server.close();
});

const configMap = (name: string, labels: { readonly [key: string]: string } = {}) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, labels },
  data: { a: '1' },
});
const CONFIG_MAPS = '/api/v1/namespaces/default/configmaps';
const names = (json: KubeJson): string[] => json.items.map((item) => item.metadata.name);

async function make(...maps: ReturnType<typeof configMap>[]): Promise<void> {
  for (const map of maps) expect((await server.call('POST', CONFIG_MAPS, map)).status).toBe(201);
}

describe('pods/binding', () => {
  const PODS = '/api/v1/namespaces/default/pods';
  const pod = { metadata: { name: 'p' }, spec: { containers: [{ name: 'c', image: 'nginx' }] } };

  test.each([
    [{ target: { name: 'Not A Node' } }, 422, 'Pod "p" is invalid: spec.nodeName: Invalid value: "Not A Node"'],
    [{ target: { kind: 'Pod', name: 'p' } }, 400, 'target.kind is "Pod": a Binding gives a pod a Node'],
    [{ metadata: { name: 'q' }, target: { name: 'n' } }, 400, 'metadata.name is "q", and the address names the pod p'],
    [{ target: {} }, 400, 'a Binding has target.name'],
    [{ target: 5 }, 400, 'a Binding has target.name'],
  ])('%j is refused, and the pod stays without a node', async (binding, status, message) => {
    expect((await server.call('POST', PODS, pod)).status).toBe(201);
    const answer = await server.call('POST', `${PODS}/p/binding`, binding);
    expect(answer.status).toBe(status);
    expect(answer.json.message).toContain(message);
    expect((await server.call('GET', `${PODS}/p`)).json.spec).not.toHaveProperty('nodeName');
  });

  test('a Binding to a node is taken', async () => {
    expect((await server.call('POST', PODS, pod)).status).toBe(201);
    const binding = { metadata: { name: 'p' }, target: { apiVersion: 'v1', kind: 'Node', name: 'elsewhere' } };
    expect((await server.call('POST', `${PODS}/p/binding`, binding)).status).toBe(201);
    expect((await server.call('GET', `${PODS}/p`)).json.spec).toMatchObject({ nodeName: 'elsewhere' });
  });
});

describe('a verb that a subresource does not take', () => {
  const NS = '/api/v1/namespaces/kept';
  const POD = `${NS}/pods/p`;
  const DEPLOYMENT = '/apis/apps/v1/namespaces/kept/deployments/d';
  const containers = [{ name: 'c', image: 'nginx' }];

  test.each([
    ['DELETE', NS, 'status'],
    ['DELETE', POD, 'status'],
    ['DELETE', POD, 'binding'],
    ['PUT', POD, 'binding'],
    ['PATCH', POD, 'binding'],
    ['DELETE', DEPLOYMENT, 'status'],
    ['DELETE', DEPLOYMENT, 'scale'],
  ])('%s %s/%s is refused with 405 and the object stays as it was', async (method, path, subresource) => {
    await server.call('POST', '/api/v1/namespaces', { metadata: { name: 'kept' } });
    await server.call('POST', `${NS}/pods`, { metadata: { name: 'p' }, spec: { containers } });
    await server.call('POST', DEPLOYMENT.slice(0, -2), {
      metadata: { name: 'd' },
      spec: {
        selector: { matchLabels: { a: 'b' } },
        template: { metadata: { labels: { a: 'b' } }, spec: { containers } },
      },
    });
    const before = await server.call('GET', path);
    expect(before.status).toBe(200);
    const body = method === 'PUT' ? before.json : { metadata: { labels: { z: '1' } } };
    const type = { 'content-type': method === 'PATCH' ? 'application/merge-patch+json' : 'application/json' };
    const answer = await server.call(method, `${path}/${subresource}`, method === 'DELETE' ? undefined : body, type);
    expect(answer.status).toBe(405);
    expect((await server.call('GET', path)).json).toEqual(before.json);
  });
});

describe('objects', () => {
  test('a create is answered with its ETag, its revision and what the server filled in', async () => {
    const answer = await server.call('POST', '/api/v1/namespaces', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'ns-user-1' },
    });
    expect(answer.status).toBe(201);
    expect(answer.json.metadata).toMatchObject({
      name: 'ns-user-1',
      labels: { 'kubernetes.io/metadata.name': 'ns-user-1' },
    });
    expect(answer.headers.get('etag')).toBe(`"${answer.json.metadata.resourceVersion}"`);
    expect(answer.headers.get('x-revision')).toBe(answer.json.metadata.resourceVersion);
    expect(server.store.durableRevision).toBeGreaterThanOrEqual(Number(answer.json.metadata.resourceVersion));
  });

  test('YAML is read as well as JSON', async () => {
    const answer = await server.call(
      'POST',
      '/api/v1/namespaces',
      'apiVersion: v1\nkind: Namespace\nmetadata: {name: ns-yaml}\n',
      { 'content-type': 'application/yaml' },
    );
    expect([answer.status, answer.json.metadata.name]).toEqual([201, 'ns-yaml']);
  });

  test('a malformed annotation is accepted, and the Warning names it', async () => {
    const answer = await server.call('POST', '/api/v1/namespaces', {
      metadata: { name: 'ns-odd', annotations: { 'opencontrail.org/fip-pool': "{'domain': 'x'}" } },
    });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('warning')).toBe(
      '299 - "metadata.annotations[opencontrail.org/fip-pool]: [project] not specified in fip-pool dict string"',
    );
  });

  test('of very many warnings the first are sent, so that every client can read the header', async () => {
    const unknown = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`no-such-field-${index}`, 1]));
    const answer = await server.call('POST', '/api/v1/namespaces', { metadata: { name: 'ns-many' }, ...unknown });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('warning')).toContain('299 - "unknown field \\"no-such-field-0\\""');
    expect(answer.headers.get('warning')!.length).toBeLessThan(8000);
  });

  test('a dry run (dryRun=All) answers as the write would, and stores nothing', async () => {
    const answer = await server.call('POST', `${CONFIG_MAPS}?dryRun=All`, configMap('rehearsed'));
    expect([answer.status, answer.json.metadata.name]).toEqual([201, 'rehearsed']);
    expect((await server.call('GET', `${CONFIG_MAPS}/rehearsed`)).status).toBe(404);
    await make(configMap('kept'));
    expect((await server.call('DELETE', `${CONFIG_MAPS}/kept`, { dryRun: ['All'] })).status).toBe(200);
    expect((await server.call('GET', `${CONFIG_MAPS}/kept`)).status).toBe(200);
  });

  test('an update that changes nothing takes no revision', async () => {
    await make(configMap('same'));
    const before = server.store.revision;
    const answer = await server.call(
      'PATCH',
      `${CONFIG_MAPS}/same`,
      { data: { a: '1' } },
      { 'content-type': 'application/merge-patch+json' },
    );
    expect([answer.status, server.store.revision]).toEqual([200, before]);
  });

  const refusals: readonly [
    name: string,
    method: string,
    path: string,
    body: unknown,
    headers: { readonly [name: string]: string },
    status: number,
    message: RegExp,
  ][] = [
    [
      'unknown path',
      'GET',
      '/api/v1/replicationcontrollers',
      undefined,
      {},
      404,
      /could not find the requested resource/,
    ],
    [
      'object of another kind',
      'POST',
      CONFIG_MAPS,
      { apiVersion: 'v1', kind: 'Pod' },
      {},
      400,
      /kind in the data \(Pod\) does not match the expected kind \(ConfigMap\)/,
    ],
    [
      'other namespace than the path',
      'POST',
      CONFIG_MAPS,
      { metadata: { name: 'x', namespace: 'kube-system' } },
      {},
      400,
      /namespace of the provided object does not match/,
    ],
    [
      'other name than the path',
      'PUT',
      `${CONFIG_MAPS}/x`,
      { metadata: { name: 'y' } },
      {},
      400,
      /name of the object \(y\) does not match the name on the URL \(x\)/,
    ],
    ['not JSON', 'POST', CONFIG_MAPS, '{', {}, 400, /not JSON/],
    [
      'a form',
      'POST',
      CONFIG_MAPS,
      'a=b',
      { 'content-type': 'application/x-www-form-urlencoded' },
      415,
      /unknown format/,
    ],
    [
      'protobuf without its frame',
      'POST',
      CONFIG_MAPS,
      '{}',
      { 'content-type': 'application/vnd.kubernetes.protobuf' },
      400,
      /frame of Kubernetes protobuf/,
    ],
    [
      'protobuf of an unread kind',
      'POST',
      CONFIG_MAPS,
      'k8s\0\n\n\n\x02v1\x12\x04Lamp',
      { 'content-type': 'application/vnd.kubernetes.protobuf' },
      415,
      /protobuf bodies of kind Lamp are not read here: .*kubectl apply -f/,
    ],
    [
      'server-side apply',
      'PATCH',
      `${CONFIG_MAPS}/x`,
      '{}',
      { 'content-type': 'application/apply-patch+yaml' },
      415,
      /server-side apply is not served here/,
    ],
    [
      'strategic patch of a custom kind',
      'PATCH',
      '/apis/k8s.cni.cncf.io/v1/namespaces/default/network-attachment-definitions/x',
      '{}',
      { 'content-type': 'application/strategic-merge-patch+json' },
      415,
      /accepted media types include: application\/json-patch\+json, application\/merge-patch\+json$/,
    ],
    [
      'a body of 4 MiB',
      'POST',
      CONFIG_MAPS,
      JSON.stringify({ data: { a: 'x'.repeat(4 << 20) } }),
      {},
      413,
      /limit is 3145728/,
    ],
    [
      'a field that cannot be selected by',
      'GET',
      '/api/v1/pods?fieldSelector=spec.foo%3D1',
      undefined,
      {},
      400,
      /field label not supported: spec\.foo/,
    ],
    [
      'nothing acceptable',
      'GET',
      CONFIG_MAPS,
      undefined,
      { accept: 'text/html' },
      406,
      /only the following media types/,
    ],
    [
      'a Table watched with initial events',
      'GET',
      `${CONFIG_MAPS}?watch=true&sendInitialEvents=true`,
      undefined,
      { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' },
      406,
      /Table/,
    ],
    ['deleting all namespaces', 'DELETE', '/api/v1/namespaces', undefined, {}, 405, /does not allow this method/],
    ['dryRun=Some', 'POST', `${CONFIG_MAPS}?dryRun=Some`, configMap('x'), {}, 400, /supported values: "All"/],
    [
      'an unserved subresource',
      'GET',
      '/apis/apps/v1/namespaces/default/deployments/x/log',
      undefined,
      {},
      404,
      /could not find/,
    ],
  ];
  test.each(refusals)('%s is refused', async (_name, method, path, body, headers, status, message) => {
    const answer = await server.call(method, path, body, headers);
    expect([answer.status, answer.json.kind, answer.json.code]).toEqual([status, 'Status', status]);
    expect(answer.json.message).toMatch(message);
    expect(server.faults).toEqual([]);
  });
});

describe('lists', () => {
  test('select by labels and fields', async () => {
    await make(
      configMap('a', { app: 'web', tier: 'front' }),
      configMap('b', { app: 'db' }),
      configMap('c', { app: 'web' }),
      configMap('d'),
    );
    const cases: readonly [query: string, expected: string][] = [
      ['labelSelector=app%3Dweb', 'a c'],
      ['labelSelector=app!%3Dweb', 'b d'],
      ['labelSelector=app+in+(web,db),tier', 'a'],
      ['labelSelector=app+notin+(web)', 'b d'],
      ['labelSelector=!app', 'd'],
      ['labelSelector=app', 'a b c'],
      ['labelSelector=app%3D%3Dweb,!tier', 'c'],
      ['fieldSelector=metadata.name%3Db', 'b'],
      ['fieldSelector=metadata.name!%3Db,metadata.namespace%3Ddefault', 'a c d'],
      ['fieldSelector=metadata.name%3Db&labelSelector=app%3Dweb', ''],
    ];
    for (const [query, expected] of cases)
      expect([query, names((await server.call('GET', `${CONFIG_MAPS}?${query}`)).json).join(' ')]).toEqual([
        query,
        expected,
      ]);
  });

  test('pages show one state, whatever is written between them', async () => {
    await make(configMap('a'), configMap('b'), configMap('c'), configMap('d'), configMap('e'));
    const first = await server.call('GET', `${CONFIG_MAPS}?limit=2`);
    expect([names(first.json), first.json.metadata.remainingItemCount]).toEqual([['a', 'b'], 3]);
    await server.call('DELETE', `${CONFIG_MAPS}/c`);
    await make(configMap('bb'));
    const second = await server.call('GET', `${CONFIG_MAPS}?limit=2&continue=${first.json.metadata.continue}`);
    expect(names(second.json)).toEqual(['c', 'd']);
    expect(second.json.metadata.resourceVersion).toBe(first.json.metadata.resourceVersion);
    const third = await server.call('GET', `${CONFIG_MAPS}?limit=2&continue=${second.json.metadata.continue}`);
    expect([names(third.json), third.json.metadata.continue]).toEqual([['e'], undefined]);
  });

  test('an expired continue is 410, with a fresh one that goes on from the head', async () => {
    await make(configMap('a'), configMap('b'), configMap('c'));
    const token = Buffer.from(
      JSON.stringify({ v: 'meta.k8s.io/v1', rv: 3, start: 'default/a', list: 'gone' }),
    ).toString('base64url');
    const answer = await server.call('GET', `${CONFIG_MAPS}?limit=2&continue=${token}`);
    expect([answer.status, answer.json.reason]).toEqual([410, 'Expired']);
    const fresh = await server.call('GET', `${CONFIG_MAPS}?limit=5&continue=${answer.json.metadata.continue}`);
    expect(names(fresh.json)).toEqual(['b', 'c']);
  });

  test('metadata alone', async () => {
    const answer = await server.call('GET', '/api/v1/namespaces?limit=1', undefined, {
      accept: 'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io',
    });
    expect([answer.json.kind, answer.json.items[0]?.kind, answer.json.items[0]?.spec]).toEqual([
      'PartialObjectMetadataList',
      'PartialObjectMetadata',
      undefined,
    ]);
  });

  test('a long list is compressed for those who take it', async () => {
    await make({ ...configMap('big'), data: { a: 'x'.repeat(200_000) } });
    const bytes = await new Promise<{ encoding: string | undefined; body: Buffer }>((resolve) => {
      httpGet(server.url + CONFIG_MAPS, { headers: { 'accept-encoding': 'gzip' } }, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () =>
          resolve({ encoding: response.headers['content-encoding'], body: Buffer.concat(parts) }),
        );
      });
    });
    expect([bytes.encoding, bytes.body.length < 10_000]).toEqual(['gzip', true]);
    expect(names(JSON.parse(gunzipSync(bytes.body).toString()) as KubeJson)).toEqual(['big']);
  });

  test('deletecollection takes what is selected and leaves the rest', async () => {
    await make(configMap('a', { app: 'web' }), configMap('b'), configMap('c', { app: 'web' }));
    const answer = await server.call('DELETE', `${CONFIG_MAPS}?labelSelector=app%3Dweb`);
    expect(names(answer.json)).toEqual(['a', 'c']);
    expect(names((await server.call('GET', CONFIG_MAPS)).json)).toEqual(['b']);
  });
});

describe('discovery', () => {
  test.each([
    ['application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json', 'apidiscovery.k8s.io/v2'],
    [
      'application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json',
      'apidiscovery.k8s.io/v2beta1',
    ],
    ['application/json', 'v1'],
  ])('%s', async (accept, apiVersion) => {
    const answer = await server.call('GET', '/apis', undefined, { accept });
    expect(answer.json.apiVersion).toBe(apiVersion);
    expect(answer.text).toContain('k8s.cni.cncf.io');
  });

  test('OpenAPI: the index names documents; of what can be patched each has a PATCH with fieldValidation', async () => {
    const index = await server.call('GET', '/openapi/v3');
    for (const [root, { serverRelativeURL }] of Object.entries(
      index.json.paths as { readonly [root: string]: { readonly serverRelativeURL: string } },
    )) {
      expect(serverRelativeURL).toMatch(/^\/kube\/openapi\/v3\/.*\?hash=[0-9A-F]{64}$/);
      const document = await server.call('GET', `/openapi/v3/${root}`);
      const patches = Object.values(
        document.json.paths as {
          readonly [path: string]: { readonly patch?: { readonly parameters?: readonly { readonly name: string }[] } };
        },
      ).filter((path) => path.patch !== undefined);
      // Reviews are only created, definitions only read.
      const { resources } = (await server.call('GET', `/${root}`)).json as unknown as {
        readonly resources: readonly { readonly verbs: readonly string[] }[];
      };
      expect(patches.length > 0).toBe(resources.some(({ verbs }) => verbs.includes('patch')));
      for (const { patch } of patches)
        expect(patch?.parameters?.map((parameter) => parameter.name)).toContain('fieldValidation');
    }
  });
});
