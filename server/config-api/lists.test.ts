/** The parameters of lists, in the query and in the body of list-bulk-collection. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fixedDerived, startTestingServer, type Document, type TestingServer } from '../testing/config-api-server.ts';
import { ConfigObjects } from './config-objects.ts';
import { render } from './render.ts';

let api: TestingServer;
const uuids: { [name: string]: string } = {};
beforeAll(async () => {
  api = await startTestingServer();
  const create = async (type: string, name: string, body: object): Promise<void> => {
    uuids[name] = (await api.call('POST', `/${type}s`, { [type]: body })).json[type].uuid;
  };
  await create('project', 'tenant', { fq_name: ['default-domain', 'tenant'] });
  for (const name of ['a', 'b', 'c'])
    await create('virtual-network', name, {
      fq_name: ['default-domain', 'tenant', name],
      router_external: name === 'a',
      display_name: name === 'c' ? 'x, y' : name,
    });
  await create('floating-ip-pool', 'pool', { fq_name: ['default-domain', 'tenant', 'a', 'pool'] });
  await create('virtual-machine-interface', 'port', {
    fq_name: ['default-domain', 'tenant', 'port'],
    virtual_network_refs: [{ uuid: uuids['b'] }],
  });
  await create('route-target', 'target', { fq_name: ['target:60100:100'] });
});
afterAll(() => api.close());

const names = (json: Document): string[] =>
  json['virtual-networks'].map((item: Document) => (item['virtual-network'] ?? item).fq_name.at(-1)).sort();
const inTenant = 'parent_fq_name_str=default-domain:tenant&parent_type=project';

describe('selection', () => {
  test.each([
    ['by parent name', () => inTenant, ['a', 'b', 'c']],
    ['by parent uuid', () => `parent_id=${uuids['tenant']}`, ['a', 'b', 'c']],
    ['by uuids', () => `obj_uuids=${uuids['a']},${uuids['c']}`, ['a', 'c']],
    ['by names', () => 'fq_names=default-domain:tenant:b,default-domain:tenant:none', ['b']],
    ['by a filter', () => `${inTenant}&filters=router_external==true`, ['a']],
    [
      'by a filter for a text with a comma',
      () => `${inTenant}&filters=${encodeURIComponent('display_name=="x, y"')}`,
      ['c'],
    ],
    ['by either of two values', () => `${inTenant}&filters=display_name=="a",display_name=="b"`, ['a', 'b']],
    ['by two conditions', () => `parent_id=${uuids['tenant']}&obj_uuids=${uuids['a']}`, ['a']],
  ])('%s', async (_name, query, expected) => {
    const get = await api.call('GET', `/virtual-networks?${query()}`);
    expect(names(get.json)).toEqual(expected);
    const body = Object.fromEntries(new URLSearchParams(query()));
    expect(names((await api.call('POST', '/list-bulk-collection', { type: 'virtual-network', ...body })).json)).toEqual(
      expected,
    );
  });

  test('by what objects refer to', async () => {
    const { json } = await api.call('GET', `/virtual-machine-interfaces?back_ref_id=${uuids['b']}`);
    expect(json['virtual-machine-interfaces'].map((item: Document) => item.uuid)).toEqual([uuids['port']]);
  });

  test('a name with colons in its one part', async () => {
    expect((await api.call('GET', '/route-targets?fq_names=target:60100:100')).json['route-targets'][0].uuid).toBe(
      uuids['target'],
    );
  });
});

describe('what is shown', () => {
  test('identity alone, with fields, without hrefs', async () => {
    const one = `/virtual-networks?obj_uuids=${uuids['a']}`;
    expect((await api.call('GET', one)).json['virtual-networks']).toEqual([
      {
        uuid: uuids['a'],
        fq_name: ['default-domain', 'tenant', 'a'],
        href: `${api.origin}/config/virtual-network/${uuids['a']}`,
      },
    ]);
    const fields = (await api.call('GET', `${one}&fields=router_external,floating_ip_pools,parent_uuid&exclude_hrefs`))
      .json['virtual-networks'][0];
    expect(fields).toEqual({
      uuid: uuids['a'],
      fq_name: ['default-domain', 'tenant', 'a'],
      router_external: true,
      parent_uuid: uuids['tenant'],
      floating_ip_pools: [{ to: ['default-domain', 'tenant', 'a', 'pool'], uuid: uuids['pool'] }],
    });
  });

  test('detail: everything but children and back references, unless they are asked for', async () => {
    const detail = (await api.call('GET', `/virtual-networks?obj_uuids=${uuids['a']}&detail=True`)).json[
      'virtual-networks'
    ][0]['virtual-network'];
    expect(detail).toMatchObject({ name: 'a', router_external: true, perms2: { global_access: 5 } });
    expect(detail).not.toHaveProperty('floating_ip_pools');
    const more = (
      await api.call('GET', `/virtual-networks?obj_uuids=${uuids['a']}&detail=true&fields=floating_ip_pools`)
    ).json['virtual-networks'][0]['virtual-network'];
    expect(more).toMatchObject({ router_external: true, floating_ip_pools: [{ uuid: uuids['pool'] }] });
  });

  test('count', async () => {
    expect((await api.call('GET', `/virtual-networks?${inTenant}&count=true`)).json).toEqual({
      'virtual-networks': { count: 3 },
    });
  });

  test('pages by marker until there is no more', async () => {
    const seen: string[] = [];
    let marker: string | null = '';
    for (let page = 0; marker !== null; page++) {
      const { json }: { json: Document } = await api.call(
        'GET',
        `/virtual-networks?${inTenant}&page_limit=2&page_marker=${marker}`,
      );
      seen.push(...names(json));
      marker = json.marker;
      expect(page).toBeLessThan(3);
    }
    expect(seen.sort()).toEqual(['a', 'b', 'c']);
  });

  test.each([
    ['page_limit=0', /page_limit/],
    ['filters=router_external', /Invalid filter "router_external"/],
  ])('refused: %s', async (query, text) => {
    const answer = await api.call('GET', `/virtual-networks?${query}`);
    expect(answer.status).toBe(400);
    expect(answer.text).toMatch(text);
  });
});

test.each(['obj_uuids', 'fq_names', 'back_ref_id', 'parent_id', 'fields', 'filters'])(
  'more items in %s than a list has are refused',
  async (parameter) => {
    const answer = await api.call('POST', '/list-bulk-collection', {
      type: 'virtual-network',
      [parameter]: 'a==1,'.repeat(10_001),
    });
    expect([answer.status, answer.text]).toEqual([
      400,
      `${parameter} has more than 10000 items, the most that is taken; ask in parts`,
    ]);
  },
);

test('an object with very many children is the same document, with the same tag each time', async () => {
  const parent = await api.call('POST', '/projects', {
    project: { fq_name: ['default-domain', 'crowded'], parent_type: 'domain' },
  });
  const { uuid } = parent.json.project;
  const items = Array.from({ length: 700 }, (_, index) => ({
    method: 'POST',
    path: '/config/network-policys',
    body: { 'network-policy': { fq_name: ['default-domain', 'crowded', `p-${index}`], parent_type: 'project' } },
  }));
  for (let from = 0; from < items.length; from += 100)
    expect((await api.call('POST', '/batch', items.slice(from, from + 100))).status).toBe(200);
  const [whole, again] = [await api.call('GET', `/project/${uuid}`), await api.call('GET', `/project/${uuid}`)];
  const objects = new ConfigObjects(api.store, fixedDerived([]));
  const rendering = { objects, base: `${api.origin}/config`, hrefs: true, children: true, backRefs: true };
  expect(whole.text).toBe(JSON.stringify({ project: render(objects.find('project', uuid)!.record, rendering) }));
  expect(whole.json.project.network_policys).toHaveLength(700);
  const tag = whole.headers.get('x-representation')!;
  expect(again.headers.get('x-representation')).toBe(tag);
  expect((await api.call('GET', `/project/${uuid}`, undefined, { 'if-none-match': tag })).status).toBe(304);
});
