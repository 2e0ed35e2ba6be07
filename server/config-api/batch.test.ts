/** Several writes as one transaction, and objects that follow from others. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ConfigRecord } from '../model/config/types.ts';
import { byFqName } from '../store/indexes.ts';
import { startTestingServer, type Document, type TestingServer } from '../testing/config-api-server.ts';

const TENANT = ['default-domain', 'default-project'];
const DERIVED = '6a0b7b1c-5f57-5c3e-9d2f-0a1b2c3d4e5f';
let api: TestingServer;
beforeAll(async () => {
  api = await startTestingServer({
    kubeBatch: (context, item) => {
      context.transaction.put('key-value', item.path, { value: JSON.stringify(item.body) });
      return { status: 201, body: { kind: 'Namespace' } };
    },
    derived: (store) => {
      const network = [
        ...store.lookup(byFqName('virtual-network'), ['default-domain', 'default-project', 'dci-network']),
      ][0]!.value;
      const record = {
        ...network,
        type: 'routing-instance',
        uuid: DERIVED,
        fq_name: [...network.fq_name, 'dci-network'],
        parent_type: 'virtual-network',
        parent_uuid: network.uuid,
        refs: {},
        props: { routing_instance_is_default: true },
      } as unknown as ConfigRecord;
      return [
        {
          still: record,
          record,
          etag: 'c0ffee',
          follows: { type: 'virtual-network', uuid: network.uuid, fqName: network.fq_name },
        },
      ];
    },
  });
});
afterAll(() => api.close());

const pool = (name: string): object => ({ 'floating-ip-pool': { fq_name: [...TENANT, 'ext', name] } });

describe('batch', () => {
  test('all in one revision, later ones see earlier ones', async () => {
    const before = api.store.revision;
    const answer = await api.call('POST', '/batch', [
      {
        method: 'POST',
        path: '/config/virtual-networks',
        body: { 'virtual-network': { fq_name: [...TENANT, 'ext'], router_external: true } },
      },
      { method: 'POST', path: '/config/floating-ip-pools', body: pool('public') },
      { method: 'POST', path: '/kube/api/v1/namespaces', body: { metadata: { name: 'n' } } },
    ]);
    expect(answer.json.map((each: Document) => each.status)).toEqual([200, 200, 201]);
    expect(answer.json[1].body['floating-ip-pool'].fq_name).toEqual([...TENANT, 'ext', 'public']);
    expect(api.store.revision).toBe(before + 1);
    expect(answer.headers.get('x-revision')).toBe(String(before + 1));
    expect(answer.json[0].etag).toBe(`"${before + 1}"`);
  });

  test('none of them when one is refused, which is named', async () => {
    const before = api.store.revision;
    const items = [
      { method: 'POST', path: '/config/floating-ip-pools', body: pool('one') },
      { method: 'POST', path: '/kube/api/v1/namespaces', body: { metadata: { name: 'm' } } },
      { method: 'POST', path: '/config/floating-ip-pools', body: pool('public') },
    ];
    const answer = await api.call('POST', '/batch', items, { accept: 'application/problem+json' });
    expect(answer.status).toBe(409);
    expect(answer.json).toMatchObject({ item: 2, reason: 'AlreadyExists' });
    expect(api.store.revision).toBe(before);
    expect(
      (await api.call('POST', '/fqname-to-id', { type: 'floating-ip-pool', fq_name: [...TENANT, 'ext', 'one'] }))
        .status,
    ).toBe(404);
  });

  test.each(['/kube/api/v1/a', '/config/a'])('a path longer than a request line can be: %s', async (beginning) => {
    const answer = await api.call('POST', '/batch', [
      { method: 'POST', path: `${beginning}${'/'.repeat(1_000_000)}b`, body: {} },
    ]);
    expect([answer.status, answer.text]).toEqual([
      400,
      `Request 0 of the batch has a path of ${(1_000_001 + beginning.length).toLocaleString('en')} characters; ` +
        '16,384 are taken at most',
    ]);
  });

  test('an item with ifMatch', async () => {
    const { uuid } = (await api.call('POST', '/fqname-to-id', { type: 'virtual-network', fq_name: [...TENANT, 'ext'] }))
      .json;
    const put = (ifMatch: string): Promise<{ status: number }> =>
      api.call('POST', '/batch', [
        {
          method: 'PUT',
          path: `/config/virtual-network/${uuid}`,
          body: { 'virtual-network': { display_name: ifMatch } },
          ifMatch,
        },
      ]);
    expect((await put('"1"')).status).toBe(412);
    expect((await put((await api.call('GET', `/virtual-network/${uuid}`)).headers.get('etag')!)).status).toBe(200);
  });

  test.each([[{}], [[]], [[{ method: 'POST' }]], [[{ method: 'GET', path: '/config/projects' }]]])(
    'refused: %j',
    async (body) => {
      expect((await api.call('POST', '/batch', body)).status).toBe(400);
    },
  );

  test('takes bodies that are too large for a single write', async () => {
    const big = {
      method: 'POST',
      path: '/config/network-policys',
      body: {
        'network-policy': {
          fq_name: [...TENANT, 'big'],
          annotations: { key_value_pair: [{ key: 'note', value: 'x'.repeat(2_000_000) }] },
        },
      },
    };
    expect((await api.call('POST', '/batch', [big])).status).toBe(200);
    expect((await api.call('POST', '/batch', [big, big, big, big, big])).status).toBe(413);
  });
});

describe('an object that follows from another', () => {
  test('is found, listed and a child like any other', async () => {
    const read = await api.call('GET', `/routing-instance/${DERIVED}`);
    expect([read.json['routing-instance'].fq_name.at(-1), read.headers.get('etag')]).toEqual([
      'dci-network',
      '"c0ffee"',
    ]);
    expect(
      (
        await api.call('POST', '/fqname-to-id', {
          type: 'routing-instance',
          fq_name: [...TENANT, 'dci-network', 'dci-network'],
        })
      ).json,
    ).toEqual({ uuid: DERIVED });
    expect(
      (await api.call('GET', '/routing-instances')).json['routing-instances'].map((each: Document) => each.uuid),
    ).toContain(DERIVED);
    const network = read.json['routing-instance'].parent_uuid;
    expect(
      (await api.call('GET', `/virtual-network/${network}`)).json['virtual-network'].routing_instances,
    ).toMatchObject([{ uuid: DERIVED }]);
  });

  test.each([
    ['PUT', `/routing-instance/${DERIVED}`, { 'routing-instance': { display_name: 'x' } }],
    ['DELETE', `/routing-instance/${DERIVED}`, undefined],
    [
      'POST',
      '/ref-update',
      {
        type: 'routing-instance',
        uuid: DERIVED,
        'ref-type': 'route-target',
        'ref-fq-name': ['target:1:1'],
        operation: 'ADD',
      },
    ],
  ])('is not written: %s %s', async (method, path, body) => {
    const answer = await api.call(method, path, body);
    expect([answer.status, answer.text]).toEqual([
      403,
      'routing-instance default-domain:default-project:dci-network:dci-network follows from virtual-network ' +
        'default-domain:default-project:dci-network; edit that instead',
    ]);
  });
});
