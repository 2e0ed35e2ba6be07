import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestingServer, type TestingServer } from '../../testing/kube-api-server.ts';

let server: TestingServer;
beforeAll(async () => {
  server = await startTestingServer();
});
afterAll(async () => {
  await server.close();
});

const WHOAMI = '/apis/authentication.k8s.io/v1/selfsubjectreviews';
const CAN_I = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';
const RULES = '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews';
const CRDS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const NAD = 'network-attachment-definitions.k8s.cni.cncf.io';
const PROTOBUF = { 'content-type': 'application/vnd.kubernetes.protobuf' };
/** What kubectl 1.33 sent for `auth can-i create pods`. */
const RECORDED =
  'azhzAAoyChdhdXRob3JpemF0aW9uLms4cy5pby92MRIXU2VsZlN1YmplY3RBY2Nlc3NSZXZpZXcSPwoQCgASABoAIgAqADIAOABCABIhCh8KB2Rl' +
  'ZmF1bHQSBmNyZWF0ZRoAIgAqBHBvZHMyADoAGggIABIAGgAgABoAIgA=';

describe('reviews', () => {
  test('say who makes the request', async () => {
    const { status, json } = await server.call('POST', WHOAMI, {});
    expect([status, json]).toEqual([
      201,
      {
        kind: 'SelfSubjectReview',
        apiVersion: 'authentication.k8s.io/v1',
        metadata: { creationTimestamp: expect.stringMatching(/Z$/) },
        status: { userInfo: { username: 'operator', groups: ['system:masters', 'system:authenticated'] } },
      },
    ]);
  });

  test('are answered in the version of kubectl 1.27', async () => {
    const path = '/apis/authentication.k8s.io/v1beta1/selfsubjectreviews';
    const { status, json } = await server.call('POST', path, { apiVersion: 'authentication.k8s.io/v1beta1' });
    expect([status, json]).toMatchObject([
      201,
      { apiVersion: 'authentication.k8s.io/v1beta1', status: { userInfo: { username: 'operator' } } },
    ]);
  });

  test('say what may be done; what is only read may not be written', async () => {
    const ask = async (resourceAttributes: object) =>
      (await server.call('POST', CAN_I, { spec: { resourceAttributes } })).json;
    expect(await ask({ verb: 'create', resource: 'pods', namespace: 'default' })).toMatchObject({
      spec: { resourceAttributes: { verb: 'create', resource: 'pods', namespace: 'default' } },
      status: { allowed: true },
    });
    const definitions = { group: 'apiextensions.k8s.io', resource: 'customresourcedefinitions' };
    expect(await ask({ verb: 'get', ...definitions })).toMatchObject({ status: { allowed: true } });
    expect(await ask({ verb: 'delete', ...definitions })).toMatchObject({
      status: { allowed: false, reason: 'definitions of custom kinds are built in and can only be read' },
    });
    const rules = await server.call('POST', RULES, { spec: { namespace: 'default' } });
    expect(rules.json).toMatchObject({ status: { resourceRules: [{ verbs: ['*'] }], incomplete: false } });
  });

  test('are read as kubectl sends them', async () => {
    const answer = await fetch(`${server.url}${CAN_I}`, {
      method: 'POST',
      headers: PROTOBUF,
      body: Buffer.from(RECORDED, 'base64'),
    });
    expect([answer.status, await answer.json()]).toMatchObject([
      201,
      { spec: { resourceAttributes: { namespace: 'default', verb: 'create', resource: 'pods' } } },
    ]);
  });

  test.each([
    ['POST', CAN_I, {}, 422, 'exactly one of nonResourceAttributes or resourceAttributes must be specified'],
    ['POST', CAN_I, { kind: 'Pod' }, 400, 'the kind in the data (Pod) does not match the expected kind'],
    ['POST', CAN_I, { spec: 5 }, 400, 'cannot unmarshal number into Go struct field'],
    ['POST', `${WHOAMI}?fieldValidation=Strict`, { x: 1 }, 400, 'strict decoding error: unknown field "x"'],
    ['GET', CAN_I, undefined, 405, 'does not allow this method'],
    ['DELETE', `${CAN_I}/x`, undefined, 405, 'does not allow this method'],
  ])('%s %s %j is refused', async (method, path, body, status, message) => {
    const answer = await server.call(method, path, body);
    expect([answer.status, answer.json.message]).toEqual([status, expect.stringContaining(message)]);
  });
});

describe('definitions of custom kinds', () => {
  test('are listed, and read by name, as objects and as a table', async () => {
    const list = await server.call('GET', CRDS);
    expect(list.json.items.map(({ metadata }) => metadata.name)).toEqual([NAD]);
    const { json } = await server.call('GET', `${CRDS}/${NAD}`);
    expect(json).toEqual(list.json.items[0]);
    expect(json).toMatchObject({
      spec: {
        group: 'k8s.cni.cncf.io',
        scope: 'Namespaced',
        names: { plural: 'network-attachment-definitions', shortNames: ['net-attach-def'] },
        versions: [
          {
            name: 'v1',
            schema: {
              openAPIV3Schema: {
                type: 'object',
                properties: {
                  metadata: { type: 'object' },
                  spec: { type: 'object', properties: { config: { type: 'string' } } },
                },
              },
            },
          },
        ],
      },
      status: { conditions: [{ type: 'NamesAccepted' }, { type: 'Established', status: 'True' }] },
    });
    const table = await server.call('GET', CRDS, undefined, { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' });
    expect(table.json.rows.map(({ cells }) => cells[0])).toEqual([NAD]);
  });

  test('are watched: they are there, and do not change', async () => {
    const watch = async (query: string) =>
      (await server.call('GET', `${CRDS}?watch=true&timeoutSeconds=0${query}`)).text;
    expect(JSON.parse(await watch(''))).toMatchObject({ type: 'ADDED', object: { metadata: { name: NAD } } });
    expect(await watch('&resourceVersion=1')).toBe('');
  });

  test('are selected by name', async () => {
    const named = async (selector: string) =>
      (await server.call('GET', `${CRDS}?fieldSelector=${encodeURIComponent(selector)}`)).json.items.length;
    expect([await named(`metadata.name=${NAD}`), await named('metadata.name=x')]).toEqual([1, 0]);
    expect((await server.call('GET', `${CRDS}?fieldSelector=spec.group=x`)).status).toBe(400);
    expect((await server.call('GET', `${CRDS}/x`)).json.message).toBe(
      'customresourcedefinitions.apiextensions.k8s.io "x" not found',
    );
  });

  test.each([
    ['POST', CRDS, 403],
    ['PUT', `${CRDS}/${NAD}`, 403],
    ['PATCH', `${CRDS}/${NAD}`, 403],
    ['DELETE', `${CRDS}/${NAD}`, 403],
    ['DELETE', CRDS, 405],
  ])('%s %s is refused with a reason', async (method, path, status) => {
    const answer = await server.call(method, path, {});
    expect(answer.status).toBe(status);
    expect(answer.json.message).toContain(
      status === 405 ? 'does not allow this method' : 'definitions are built in and can only be read',
    );
  });
});

test('discovery names them with their verbs', async () => {
  const groups = await server.call('GET', '/apis', undefined, {
    accept: 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList',
  });
  expect(groups.json.items).toContainEqual(
    expect.objectContaining({
      metadata: { name: 'authentication.k8s.io', creationTimestamp: null },
      versions: [
        expect.objectContaining({
          resources: [expect.objectContaining({ resource: 'selfsubjectreviews', scope: 'Cluster', verbs: ['create'] })],
        }),
      ],
    }),
  );
  const plain = await server.call('GET', '/apis/apiextensions.k8s.io/v1');
  expect(plain.json).toMatchObject({
    resources: [
      { name: 'customresourcedefinitions', kind: 'CustomResourceDefinition', verbs: ['get', 'list', 'watch'] },
    ],
  });
  expect(server.faults).toEqual([]);
});
