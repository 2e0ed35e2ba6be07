/** Session keys are write-only for everybody: they can be set, replaced, removed and kept, and never read. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestingServer, type Document, type TestingServer } from '../testing/config-api-server.ts';

let api: TestingServer;
let local: string;
let peer: string;
const ROUTERS = ['default-domain', 'default-project', 'ip-fabric', '__default__'];
const KEY = 'TOP-SECRET-1';
const auth = (...keys: readonly (readonly [number, string])[]): object => ({
  key_type: 'md5',
  key_items: keys.map(([key_id, key]) => ({ key_id, key })),
});
const parameters = (address: string, auth_data?: object | null) => ({
  router_type: 'router',
  vendor: 'x',
  autonomous_system: 64_512,
  address,
  identifier: address,
  ...(auth_data === undefined ? {} : { auth_data }),
});
const attr = (auth_data: object) => ({ session: [{ attributes: [{ hold_time: 30, auth_data }] }] });

beforeAll(async () => {
  api = await startTestingServer();
  const make = async (name: string, address: string, data?: object): Promise<string> =>
    (
      await api.call('POST', '/bgp-routers', {
        'bgp-router': { fq_name: [...ROUTERS, name], bgp_router_parameters: parameters(address, data) },
      })
    ).json['bgp-router'].uuid as string;
  local = await make('local', '10.0.0.1', auth([0, KEY]));
  peer = await make('peer', '10.0.0.2');
  const added = await api.call('POST', '/ref-update', {
    type: 'bgp-router',
    uuid: local,
    'ref-type': 'bgp-router',
    'ref-uuid': peer,
    operation: 'ADD',
    attr: attr(auth([0, 'TOP-SECRET-2'])),
  });
  expect(added.status).toBe(200);
});
afterAll(() => api.close());

const read = async (uuid = local): Promise<Document> =>
  (await api.call('GET', `/bgp-router/${uuid}`)).json['bgp-router'];
const stored = (): Document => api.store.get('bgp-router', local)!.value;
const ownKeys = (): readonly string[] =>
  (stored().props.bgp_router_parameters.auth_data?.key_items ?? []).map((item: Document) => item.key as string);
const peeringKeys = (): readonly string[] =>
  (stored().refs['bgp-router'][0].attr.session[0].attributes[0].auth_data?.key_items ?? []).map(
    (item: Document) => item.key as string,
  );
const put = (body: object) => api.call('PUT', `/bgp-router/${local}`, { 'bgp-router': body });

describe('reading', () => {
  test.each([
    '/bgp-router/LOCAL',
    '/bgp-router/PEER',
    '/bgp-routers?detail=true',
    '/bgp-routers?fields=bgp_router_parameters,bgp_router_refs',
    '/bgp-routers?detail=true&fields=bgp_router_back_refs',
    `/bgp-routers?filters=bgp_router_parameters=={}`,
  ])('%s shows that there is a key, and not which', async (path) => {
    const { text } = await api.call('GET', path.replace('LOCAL', local).replace('PEER', peer));
    expect(text).not.toContain('TOP-SECRET');
    expect((await api.call('GET', `/bgp-router/${local}`)).text).toContain('"key":"(redacted)"');
  });
});

describe('writing', () => {
  test('an object that is read whole and put back keeps its keys', async () => {
    const whole = await read();
    const answer = await put({
      bgp_router_parameters: whole.bgp_router_parameters,
      bgp_router_refs: whole.bgp_router_refs,
      display_name: 'put back',
    });
    expect([answer.status, ownKeys(), peeringKeys()]).toEqual([200, [KEY], ['TOP-SECRET-2']]);
    expect(stored().display_name).toBe('put back');
  });

  test('a peering that is written back by itself keeps its key', async () => {
    const whole = await read();
    await api.call('POST', '/ref-update', {
      type: 'bgp-router',
      uuid: local,
      'ref-type': 'bgp-router',
      'ref-uuid': peer,
      operation: 'ADD',
      attr: {
        session: [{ attributes: [{ ...whole.bgp_router_refs[0].attr.session[0].attributes[0], hold_time: 60 }] }],
      },
    });
    expect([peeringKeys(), stored().refs['bgp-router'][0].attr.session[0].attributes[0].hold_time]).toEqual([
      ['TOP-SECRET-2'],
      60,
    ]);
  });

  test('another text replaces a key, beside one that is kept', async () => {
    await put({ bgp_router_parameters: parameters('10.0.0.1', auth([0, '(redacted)'], [1, 'TOP-SECRET-3'])) });
    expect(ownKeys()).toEqual([KEY, 'TOP-SECRET-3']);
    await put({ bgp_router_parameters: parameters('10.0.0.1', auth([0, 'TOP-SECRET-4'], [1, '(redacted)'])) });
    expect(ownKeys()).toEqual(['TOP-SECRET-4', 'TOP-SECRET-3']);
  });

  test('a key that is left out, an empty list and no authentication remove what there is', async () => {
    await put({ bgp_router_parameters: parameters('10.0.0.1', auth([0, '(redacted)'])) });
    expect(ownKeys()).toEqual(['TOP-SECRET-4']);
    await put({ bgp_router_parameters: parameters('10.0.0.1', auth()) });
    expect(stored().props.bgp_router_parameters.auth_data).toBeUndefined();
    await put({ bgp_router_parameters: parameters('10.0.0.1', auth([0, KEY])) });
    await put({ bgp_router_parameters: parameters('10.0.0.1') });
    expect(ownKeys()).toEqual([]);
  });

  test('the placeholder of a key is refused where there is no key to keep', async () => {
    const answer = await put({ bgp_router_parameters: parameters('10.0.0.1', auth([0, '(redacted)'])) });
    expect([answer.status, answer.text]).toEqual([
      400,
      expect.stringContaining('there is no key 0 to keep: enter the key'),
    ]);
  });

  test.each([
    ['k'.repeat(81), '81 bytes'],
    ['schlüssel', 'printable|ASCII'],
    ['a\nb', 'ASCII'],
  ])('a key that sessions cannot have is refused: %j', async (key, why) => {
    const answer = await put({ bgp_router_parameters: parameters('10.0.0.1', auth([0, key])) });
    expect([answer.status, answer.text]).toEqual([400, expect.stringMatching(why)]);
    expect(answer.text).not.toContain(key);
  });

  test.each([['0.0.0.0'], ['224.0.0.5'], ['255.255.255.255'], ['ff02::1'], ['fe80::1'], ['::'], ['240.1.2.3']])(
    'nobody can be called at %s',
    async (address) => {
      expect((await put({ bgp_router_parameters: { ...parameters('10.0.0.1'), address } })).status).toBe(400);
    },
  );
});
