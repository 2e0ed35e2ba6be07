/** Secrets, ServiceAccounts and Leases: defaults, columns, selectors, and refusals in the words of Kubernetes. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTestingServer, type TestingServer } from '../testing/kube-api-server.ts';

let server: TestingServer;
beforeEach(async () => {
  server = await startTestingServer();
});
afterEach(async () => {
  await server.close();
});

const SECRETS = '/api/v1/namespaces/default/secrets';
const ACCOUNTS = '/api/v1/namespaces/default/serviceaccounts';
const LEASES = '/apis/coordination.k8s.io/v1/namespaces/default/leases';
const TABLE = { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' };
const MERGE = { 'content-type': 'application/merge-patch+json' };

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const secret = (rest: object, name = 's') => ({ metadata: { name }, ...rest });

async function cells(path: string): Promise<readonly (string | number)[]> {
  return (await server.call('GET', path, undefined, TABLE)).json.rows[0]!.cells.slice(1, -1);
}

describe('Secrets', () => {
  test('stringData is written over data, and never returned', async () => {
    const made = await server.call(
      'POST',
      SECRETS,
      secret({ data: { a: base64('one'), b: base64('two') }, stringData: { b: 'zwölf' } }),
    );
    expect(made.status, made.text).toBe(201);
    expect(made.json).toMatchObject({ type: 'Opaque', data: { a: base64('one'), b: base64('zwölf') } });
    expect(made.json).not.toHaveProperty('stringData');
    const patched = await server.call('PATCH', `${SECRETS}/s`, { stringData: { c: 'three' } }, MERGE);
    expect(patched.json).toMatchObject({ data: { a: base64('one'), c: base64('three') } });
    expect(await cells(`${SECRETS}/s`)).toEqual(['Opaque', '3']);
  });

  test('lists are selected by type', async () => {
    await server.call('POST', SECRETS, secret({}));
    const basic = { type: 'kubernetes.io/basic-auth', stringData: { username: 'u' } };
    expect((await server.call('POST', SECRETS, secret(basic, 'basic'))).status).toBe(201);
    const { json } = await server.call('GET', `${SECRETS}?fieldSelector=type%3Dkubernetes.io/basic-auth`);
    expect(json.items.map(({ metadata }) => metadata.name)).toEqual(['basic']);
  });

  test.each([
    ['not base64!', 3],
    ['YWJjZA=', 7],
    ['YWJjZA', 4],
    ['YWJj=', 4],
    ['YW=j', 2],
    ['YWJjZA==YQ==', 8],
  ])('the value %j is no base64', async (value, at) => {
    const answer = await server.call('POST', SECRETS, secret({ data: { a: value } }));
    expect([answer.status, answer.json.message]).toEqual([
      400,
      `Secret in version "v1" cannot be handled as a Secret: illegal base64 data at input byte ${at}`,
    ]);
    expect(answer.text).not.toContain(value);
  });

  test('line breaks in base64 are taken', async () => {
    const made = await server.call('POST', SECRETS, secret({ data: { a: 'YWJj\r\nZGVm\n' } }));
    expect(made.json).toMatchObject({ data: { a: base64('abcdef') } });
  });

  test.each([
    [{ type: 'kubernetes.io/tls', stringData: { 'tls.crt': 'x' } }, 'data[tls.key]: Required value'],
    [{ type: 'kubernetes.io/basic-auth' }, '[data[username]: Required value, data[password]: Required value]'],
    [{ type: 'kubernetes.io/ssh-auth', stringData: { 'ssh-privatekey': '' } }, 'data[ssh-privatekey]: Required value'],
    [{ type: 'kubernetes.io/dockerconfigjson' }, 'data[.dockerconfigjson]: Required value'],
    [
      { type: 'kubernetes.io/dockerconfigjson', stringData: { '.dockerconfigjson': 'canary' } },
      'data[.dockerconfigjson]: Invalid value: "<secret contents redacted>": it is not a JSON object',
    ],
    [
      { type: 'kubernetes.io/service-account-token' },
      'metadata.annotations[kubernetes.io/service-account.name]: Required value',
    ],
    [
      { stringData: { 'a b': 'x' } },
      "data[a b]: Invalid value: \"a b\": a valid config key must consist of alphanumeric characters, '-', '_' or " +
        "'.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')",
    ],
    [{ stringData: { '..a': 'x' } }, 'data[..a]: Invalid value: "..a": must not start with \'..\''],
    [{ stringData: { a: 'x'.repeat(1024 * 1024 + 1) } }, 'data: Too long: may not be more than 1048576 bytes'],
  ])('%# is refused', async (rest, why) => {
    const answer = await server.call('POST', SECRETS, secret(rest));
    expect([answer.status, answer.json.message]).toEqual([422, `Secret "s" is invalid: ${why}`]);
  });

  test('an immutable one keeps its data, and stays immutable; the type never changes', async () => {
    const made = await server.call('POST', SECRETS, secret({ stringData: { a: 'x' }, immutable: true }));
    expect(made.status).toBe(201);
    const refused = async (patch: object) =>
      (await server.call('PATCH', `${SECRETS}/s`, patch, MERGE)).json.message.replace('Secret "s" is invalid: ', '');
    const why = 'Forbidden: field is immutable when `immutable` is set';
    expect(await refused({ stringData: { a: 'y' } })).toBe(`data: ${why}`);
    expect(await refused({ immutable: null })).toBe(`immutable: ${why}`);
    expect(await refused({ type: 'other' })).toBe('type: Invalid value: "other": field is immutable');
    const labelled = await server.call('PATCH', `${SECRETS}/s`, { metadata: { labels: { a: 'b' } } }, MERGE);
    expect(labelled.status).toBe(200);
  });

  test('history says that a value was replaced, and neither of the two', async () => {
    await server.call('POST', SECRETS, secret({ stringData: { a: 'CANARY-1', b: 'CANARY-2' } }));
    await server.call('PATCH', `${SECRETS}/s`, { stringData: { a: 'CANARY-3' } }, MERGE);
    const past = await server.store.history('kube/Secret', 'default/s', { limit: 9 });
    const values = past.map(({ changes }) => (changes[0]?.new as { value?: object } | undefined)?.value);
    expect(values).toMatchObject([
      { data: { a: '(redacted: replaced)', b: '(redacted)' } },
      { data: { a: '(redacted)', b: '(redacted)' } },
    ]);
  });
});

test('ServiceAccounts show how many secrets they have', async () => {
  await server.call('POST', ACCOUNTS, { metadata: { name: 'robot' }, secrets: [{ name: 'a' }, { name: 'b' }] });
  expect(await cells(`${ACCOUNTS}/robot`)).toEqual([2]);
  const deleted = await server.call('DELETE', `${ACCOUNTS}/robot`);
  expect(deleted.json).toMatchObject({ kind: 'ServiceAccount', metadata: { name: 'robot' } });
});

describe('Leases', () => {
  const lease = (spec: object) => ({ metadata: { name: 'l' }, spec });

  test('show their holder', async () => {
    const spec = { holderIdentity: 'me', leaseDurationSeconds: 15, renewTime: '2026-01-01T00:00:00.000000Z' };
    expect((await server.call('POST', LEASES, lease(spec))).json.spec).toEqual(spec);
    expect(await cells(`${LEASES}/l`)).toEqual(['me']);
  });

  test.each([
    [{ leaseDurationSeconds: 0 }, 'spec.leaseDurationSeconds: Invalid value: 0: must be greater than 0'],
    [{ leaseTransitions: -1 }, 'spec.leaseTransitions: Invalid value: -1: must be greater than or equal to 0'],
  ])('%j is refused', async (spec, why) => {
    const answer = await server.call('POST', LEASES, lease(spec));
    expect(answer.json.message).toBe(`Lease.coordination.k8s.io "l" is invalid: ${why}`);
  });
});
