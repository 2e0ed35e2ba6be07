/** Every call that the Python and Go clients make, over HTTP. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestingServer, type Document, type TestingServer } from '../testing/config-api-server.ts';

let api: TestingServer;
beforeAll(async () => {
  api = await startTestingServer();
});
afterAll(() => api.close());

const DP = ['default-domain', 'default-project'];
const PROBLEM = { accept: 'application/problem+json' };
const ABSENT = '00000000-0000-4000-8000-00000000dead';
const network = (name: string, more: object = {}): object => ({
  'virtual-network': { fq_name: [...DP, name], parent_type: 'project', ...more },
});
const create = async (type: string, body: object): Promise<string> => {
  const answer = await api.call('POST', `/${type}s`, { [type]: body });
  expect(answer.text, `${type}: ${answer.text}`).toMatch(/^\{/);
  return answer.json[type].uuid;
};
const subnetRef = (prefix: string, length: number, more: object = {}): object => ({
  network_ipam_refs: [
    {
      to: [...DP, 'default-network-ipam'],
      attr: { ipam_subnets: [{ subnet: { ip_prefix: prefix, ip_prefix_len: length }, ...more }] },
    },
  ],
});

describe('discovery', () => {
  test('href is the bare origin, and every link begins with it and keeps the prefix', async () => {
    const { json } = await api.call('GET', '/');
    expect(json.href).toBe(api.origin);
    for (const { link } of json.links) expect(link.href.startsWith(`${api.origin}/config/`), link.href).toBe(true);
    const uri = (rel: string, name: string): string =>
      json.links.find(({ link }: Document) => link.rel === rel && link.name === name).link.href.replace(json.href, '');
    expect(uri('collection', 'virtual-network')).toBe('/config/virtual-networks');
    expect(uri('resource-base', 'virtual-network')).toBe('/config/virtual-network');
    expect(uri('action', 'name-to-id')).toBe('/config/fqname-to-id');
    expect(uri('action', 'virtual-network-ip-alloc')).toBe('/config/virtual-network/%s/ip-alloc');
  });

  test('at the root of a port of its own there is no prefix', async () => {
    const root = await startTestingServer({ mount: '/' });
    const { json } = await root.call('GET', '/');
    expect(
      json.links.find(({ link }: Document) => link.rel === 'collection' && link.name === 'project').link.href,
    ).toBe(`${root.origin}/projects`);
    expect((await root.call('POST', '/fqname-to-id', { type: 'project', fq_name: DP })).json.uuid).toMatch(/-/);
    await root.close();
  });
});

describe('create, read, change, delete', () => {
  test('the answers that clients parse', async () => {
    const made = await api.call('POST', '/virtual-networks', network('crud', { ...subnetRef('10.1.0.0', 24) }));
    expect(made.status).toBe(200);
    const { uuid, href } = made.json['virtual-network'];
    const project = (await api.call('POST', '/fqname-to-id', { type: 'project', fq_name: DP })).json.uuid;
    expect(made.json).toEqual({
      'virtual-network': {
        uuid,
        name: 'crud',
        fq_name: [...DP, 'crud'],
        href: `${api.origin}/config/virtual-network/${uuid}`,
        parent_type: 'project',
        parent_uuid: project,
        parent_href: `${api.origin}/config/project/${project}`,
      },
    });

    const read = await api.call('GET', href);
    const body = read.json['virtual-network'];
    expect(body).toMatchObject({
      display_name: 'crud',
      perms2: { owner_access: 7, global_access: 0, share: [] },
      id_perms: { enable: true, created: '2026-01-31T12:00:00.000000', user_visible: true },
    });
    expect(body.network_ipam_refs[0]).toMatchObject({
      to: [...DP, 'default-network-ipam'],
      attr: { ipam_subnets: [{ default_gateway: '10.1.0.254', dns_server_address: '10.1.0.253' }] },
    });
    expect(read.text).toContain(`"uuid_mslong":${BigInt(`0x${uuid.replaceAll('-', '').slice(0, 16)}`)}`);

    const changed = await api.call('PUT', href, {
      'virtual-network': { display_name: 'Crud', route_target_list: { route_target: ['target:60100:100'] } },
    });
    expect(changed.json).toEqual({ 'virtual-network': { uuid, href } });
    const after = (await api.call('GET', href)).json['virtual-network'];
    expect(after).toMatchObject({
      display_name: 'Crud',
      route_target_list: { route_target: ['target:60100:100'] },
      network_ipam_refs: body.network_ipam_refs,
    });

    expect((await api.call('PUT', href, { 'virtual-network': after })).status, 'what was read can be sent back').toBe(
      200,
    );
    const gone = await api.call('DELETE', href);
    expect([gone.status, gone.text]).toEqual([200, '']);
    const missing = await api.call('GET', href);
    expect([missing.status, missing.text]).toEqual([404, `No virtual-network object found for id ${uuid}`]);
  });

  test('exclude_* and fields', async () => {
    const uuid = await create('virtual-network', { fq_name: [...DP, 'fields'] });
    await create('floating-ip-pool', { fq_name: [...DP, 'fields', 'pool'] });
    const whole = (await api.call('GET', `/virtual-network/${uuid}`)).json['virtual-network'];
    expect(whole.floating_ip_pools[0].to).toEqual([...DP, 'fields', 'pool']);
    expect(
      (await api.call('GET', `/virtual-network/${uuid}?exclude_children&exclude_hrefs`)).json['virtual-network'],
    ).not.toHaveProperty('floating_ip_pools');
    const some = (await api.call('GET', `/virtual-network/${uuid}?fields=virtual_network_network_id,nonsense`)).json[
      'virtual-network'
    ];
    expect(Object.keys(some).sort()).toEqual([
      'fq_name',
      'href',
      'id_perms',
      'name',
      'parent_href',
      'parent_type',
      'parent_uuid',
      'perms2',
      'uuid',
      'virtual_network_network_id',
    ]);
  });

  test.each([
    ['a type that does not exist', 'POST', '/nonsenses', {}, 404, "Resource type 'nonsenses' not found"],
    [
      'no name',
      'POST',
      '/virtual-networks',
      { 'virtual-network': {} },
      400,
      'Bad property in create: fq_name: a virtual-network needs its fully qualified name',
    ],
    [
      'a body of another type',
      'POST',
      '/virtual-networks',
      { project: {} },
      400,
      'The body must be {"virtual-network": {…}}',
    ],
    [
      'a parent that does not exist',
      'POST',
      '/virtual-networks',
      { 'virtual-network': { fq_name: ['default-domain', 'none', 'x'], parent_type: 'project' } },
      400,
      "Parent ['default-domain', 'none'] type project does not exist",
    ],
    [
      'another kind of parent',
      'POST',
      '/virtual-networks',
      { 'virtual-network': { fq_name: [...DP, 'x'], parent_type: 'domain' } },
      400,
      "Invalid parent type: domain. Allowed types: ['project']",
    ],
    [
      'a reference to nothing',
      'POST',
      '/virtual-networks',
      network('r', { network_policy_refs: [{ to: [...DP, 'none'] }] }),
      400,
      "Bad reference in create: network-policy ['default-domain', 'default-project', 'none'] does not exist",
    ],
    [
      'a wrong property',
      'POST',
      '/virtual-networks',
      network('p', { is_shared: 'yes' }),
      400,
      'Bad property in create: is_shared: Shared must be true or false',
    ],
    ['a uuid that is none', 'GET', '/virtual-network/abc', undefined, 400, 'Invalid UUID format: abc'],
    [
      'a network id',
      'POST',
      '/virtual-networks',
      network('id', { virtual_network_network_id: 7 }),
      403,
      'Cannot set the virtual network ID',
    ],
    [
      'a malformed route target',
      'POST',
      '/virtual-networks',
      network('rt', { route_target_list: { route_target: ['60100:1'] } }),
      400,
      "Route target must be of the format 'target:<asn>:<number>' or 'target:<ip>:<number>'",
    ],
    ['JSON that is none', 'POST', '/virtual-networks', '{', 400, expect.stringMatching(/^The body cannot be read/)],
    [
      'a method that is none',
      'PATCH',
      `/virtual-network/${ABSENT}`,
      {},
      405,
      `PATCH is not possible on /virtual-network/${ABSENT}`,
    ],
  ])('%s', async (_name, method, path, body, status, text) => {
    const answer = await api.call(method, path, body);
    expect([answer.status, answer.text]).toEqual([status, text]);
  });

  test('a name twice, and what blocks a deletion', async () => {
    const uuid = await create('virtual-network', { fq_name: [...DP, 'twice'] });
    const again = await api.call('POST', '/virtual-networks', network('twice'));
    expect([again.status, again.text]).toEqual([
      409,
      `['default-domain', 'default-project', 'twice'] already exists with uuid: ${uuid}`,
    ]);
    const pool = await create('floating-ip-pool', { fq_name: [...DP, 'twice', 'pool'] });
    const refused = await api.call('DELETE', `/virtual-network/${uuid}`);
    expect([refused.status, refused.text]).toEqual([
      409,
      "Delete when children still present: ['floating-ip-pool default-domain:default-project:twice:pool']",
    ]);
    const problem = await api.call('DELETE', `/virtual-network/${uuid}`, undefined, {
      accept: 'application/problem+json',
    });
    expect(problem.headers.get('content-type')).toContain('application/problem+json');
    expect(problem.json).toMatchObject({
      status: 409,
      reason: 'HasChildren',
      blocking: [{ kind: 'floating-ip-pool', key: pool, name: [...DP, 'twice', 'pool'].join(':') }],
    });
  });

  test('problem+json points at each field', async () => {
    const { json } = await api.call(
      'POST',
      '/virtual-networks',
      network('many', {
        export_route_target_list: { route_target: ['target:1:1', 'x'] },
        virtual_network_properties: { vxlan_network_identifier: -1 },
      }),
      PROBLEM,
    );
    expect(json).toMatchObject({ title: 'Bad request', status: 400, reason: 'Invalid' });
    expect(json.errors.map((error: Document) => error.pointer)).toEqual([
      '/virtual-network/export_route_target_list/route_target/1',
      '/virtual-network/virtual_network_properties/vxlan_network_identifier',
    ]);
    const band = await api.call(
      'POST',
      '/virtual-networks',
      network('band', { import_route_target_list: { route_target: ['target:60100:8000001'] } }),
      PROBLEM,
    );
    expect(band.json.errors).toEqual([
      {
        code: 'route-target/automatic',
        pointer: '/virtual-network/import_route_target_list/route_target/0',
        detail:
          'Configured route target must use ASN that is different from global ASN or route target value must be ' +
          'less than 8000000 and greater than 16777216',
        suggestion: 'target:60100:7999999',
      },
    ]);
  });

  test.each<[string, string, unknown, string]>([
    ['null', '/virtual-networks', null, 'The body must be {"virtual-network": {…}}'],
    ['a number', '/virtual-networks', 5, 'The body must be {"virtual-network": {…}}'],
    ['a text', '/fqname-to-id', '"x"', 'The body must be a JSON object'],
    ['null', '/ref-update', null, 'The body must be a JSON object'],
    ['null', '/batch', null, 'The body of a batch is a list of 1–250 requests {method, path, body}'],
  ])('%s to %s', async (_case, path, body, text) => {
    expect(await api.call('POST', path, body)).toMatchObject({ status: 400, text });
  });

  test('a body that is too large', async () => {
    const answer = await api.call('POST', '/virtual-networks', network('big', { display_name: 'x'.repeat(1_100_000) }));
    expect(answer.status).toBe(413);
  });
});

describe('the length of a name that is given', () => {
  const long = 'n'.repeat(300);
  test.each([
    ['a name', { fq_name: [...DP, long] }, '/virtual-network/fq_name', 'The name has 300 characters; 255 are the most'],
    [
      'a display name',
      { fq_name: [...DP, 'with-a-long-display-name'], display_name: long },
      '/virtual-network/display_name',
      'The display name has 300 characters; 255 are the most',
    ],
  ])('%s is refused with its field', async (_case, body, pointer, detail) => {
    const answer = await api.call('POST', '/virtual-networks', { 'virtual-network': body }, PROBLEM);
    expect([answer.status, answer.json.errors]).toEqual([400, [expect.objectContaining({ pointer, detail })]]);
  });

  test('a display name is refused by an update too; what programs name may be longer', async () => {
    const uuid = await create('virtual-network', { fq_name: [...DP, 'updated-display-name'] });
    const put = (name: string) =>
      api.call('PUT', `/virtual-network/${uuid}`, { 'virtual-network': { display_name: name } }, PROBLEM);
    expect((await put(long)).status).toBe(400);
    expect((await put('n'.repeat(255))).status).toBe(200);
    await create('virtual-machine', { fq_name: [long] });
  });
});

describe('conditional requests', () => {
  test('If-Match is the revision, If-None-Match the whole representation', async () => {
    const uuid = await create('virtual-network', { fq_name: [...DP, 'tags'] });
    const first = await api.call('GET', `/virtual-network/${uuid}`);
    const [etag, representation] = [first.headers.get('etag')!, first.headers.get('x-representation')!];
    expect(etag).toMatch(/^"\d+"$/);
    expect(
      (await api.call('GET', `/virtual-network/${uuid}`, undefined, { 'if-none-match': representation })).status,
    ).toBe(304);
    await create('floating-ip-pool', { fq_name: [...DP, 'tags', 'pool'] });
    const second = await api.call('GET', `/virtual-network/${uuid}`, undefined, { 'if-none-match': representation });
    expect(
      [second.status, second.headers.get('etag')],
      'a child is part of the representation, not of the revision',
    ).toEqual([200, etag]);
    const changed = await api.call(
      'PUT',
      `/virtual-network/${uuid}`,
      { 'virtual-network': { display_name: 'a' } },
      { 'if-match': etag },
    );
    expect(changed.status).toBe(200);
    expect(Number(changed.headers.get('x-revision'))).toBe(Number(changed.headers.get('etag')!.replaceAll('"', '')));
    const late = await api.call(
      'PUT',
      `/virtual-network/${uuid}`,
      { 'virtual-network': { display_name: 'b' } },
      { 'if-match': etag },
    );
    expect([late.status, late.text]).toEqual([
      412,
      expect.stringMatching(/^virtual-network .*:tags has changed since revision \d+: it now has revision \d+\./),
    ]);
    expect((await api.call('DELETE', `/virtual-network/${uuid}`, undefined, { 'if-match': etag })).status).toBe(412);
    const foreign = await api.call(
      'PUT',
      `/virtual-network/${uuid}`,
      { 'virtual-network': { display_name: 'b' } },
      { 'if-match': '"of-another-server"' },
    );
    expect([foreign.status, foreign.text]).toEqual([
      412,
      'If-Match "of-another-server" is not the ETag of any object here: send one ETag as it was read, as in "42"',
    ]);
    expect(
      (
        await api.call(
          'PUT',
          `/virtual-network/${uuid}`,
          { 'virtual-network': { display_name: 'b' } },
          { 'if-match': '*' },
        )
      ).status,
    ).toBe(200);
  });
});

describe('names that every JavaScript object has as properties', () => {
  test.each(['constructor', 'toString', 'valueOf', '__proto__', 'hasOwnProperty'])(
    '%s is no resource, no action and no property',
    async (name) => {
      expect(await api.call('POST', `/${name}`, {})).toMatchObject({
        status: 404,
        text: `Resource type '${name}' not found`,
      });
      expect((await api.call('GET', `/${name}`)).status).toBe(404);
      const vn = await create('virtual-network', { fq_name: [...DP, `own-${name}`] });
      const update = await api.call('POST', '/prop-collection-update', {
        uuid: vn,
        updates: [{ field: name, operation: 'add', value: 'x' }],
      });
      expect([update.status, update.text]).toEqual([400, `${name} neither "ListProperty" nor "MapProperty"`]);
      expect((await api.call('GET', `/prop-collection-get?uuid=${vn}&fields=${name}`)).status).toBe(400);
    },
  );
});

describe('actions', () => {
  test('names and uuids', async () => {
    const { uuid } = (
      await api.call('POST', '/fqname-to-id', { type: 'virtual_network', fq_name: [...DP, 'ip-fabric'] })
    ).json;
    expect((await api.call('POST', '/id-to-fqname', { uuid })).json).toEqual({
      fq_name: [...DP, 'ip-fabric'],
      type: 'virtual-network',
    });
    const missing = await api.call('POST', '/fqname-to-id', { type: 'project', fq_name: ['default-domain', 'nobody'] });
    expect([missing.status, missing.text]).toEqual([404, "Name ['default-domain', 'nobody'] not found"]);
    expect((await api.call('POST', '/id-to-fqname', { uuid: ABSENT })).text).toBe(`UUID ${ABSENT} not found`);
    expect((await api.call('POST', '/id-to-fqname', {})).text).toBe('The uuid is missing');
    expect((await api.call('POST', '/ref-relax-for-delete', { uuid })).text).toBe(
      `Bad Request. Both uuid and ref-uuid should be specified: ${uuid}, None.`,
    );
  });

  test('the load balancer family: listeners, pools and members refer to each other, and count for quotas', async () => {
    const wrong = await api.call('POST', '/loadbalancer-listeners', {
      'loadbalancer-listener': {
        fq_name: [...DP, 'wrong'],
        parent_type: 'project',
        loadbalancer_listener_properties: { protocol: 'SCTP', protocol_port: 80 },
      },
    });
    expect([wrong.status, wrong.text]).toEqual([
      400,
      'Bad property in create: loadbalancer_listener_properties.protocol: Protocol must be one of HTTP, HTTPS, TCP, ' +
        'UDP, TERMINATED_HTTPS',
    ]);
    const balancer = await create('loadbalancer', { fq_name: [...DP, 'front'], loadbalancer_provider: 'native' });
    const listener = await create('loadbalancer-listener', {
      fq_name: [...DP, 'front-TCP-80'],
      loadbalancer_listener_properties: { protocol: 'TCP', protocol_port: 80, sni_containers: ['a'] },
      loadbalancer_refs: [{ to: [...DP, 'front'] }],
    });
    const check = await create('loadbalancer-healthmonitor', {
      fq_name: [...DP, 'check'],
      loadbalancer_healthmonitor_properties: { monitor_type: 'TCP', delay: 5, timeout: 3, max_retries: 2 },
    });
    const pool = await create('loadbalancer-pool', {
      fq_name: [...DP, 'front-TCP-80'],
      loadbalancer_pool_properties: { protocol: 'TCP', loadbalancer_method: 'ROUND_ROBIN' },
      loadbalancer_listener_refs: [{ to: [...DP, 'front-TCP-80'] }],
      loadbalancer_healthmonitor_refs: [{ to: [...DP, 'check'] }],
    });
    const { uuid: project } = (await api.call('POST', '/fqname-to-id', { type: 'project', fq_name: DP })).json;
    await api.call('PUT', `/project/${project}`, { project: { quota: { loadbalancer_member: 1 } } });
    const member = { fq_name: [...DP, 'front-TCP-80', 'one'], parent_type: 'loadbalancer-pool' };
    await create('loadbalancer-member', {
      ...member,
      loadbalancer_member_properties: { address: '', protocol_port: 8080 },
    });
    const second = await api.call('POST', '/loadbalancer-members', {
      'loadbalancer-member': { ...member, fq_name: [...DP, 'front-TCP-80', 'two'] },
    });
    expect([second.status, second.text]).toMatchObject([412, expect.stringContaining('quota.loadbalancer_member')]);
    await api.call('PUT', `/project/${project}`, { project: { quota: null } });
    const read = (await api.call('GET', `/loadbalancer-pool/${pool}`)).json['loadbalancer-pool'];
    expect(read.loadbalancer_members).toMatchObject([{ to: member.fq_name }]);
    const back = (await api.call('GET', `/loadbalancer-listener/${listener}`)).json['loadbalancer-listener'];
    expect(back.loadbalancer_pool_back_refs).toMatchObject([{ uuid: pool }]);
    expect((await api.call('DELETE', `/loadbalancer/${balancer}`)).status).toBe(409);
    expect((await api.call('DELETE', `/loadbalancer-pool/${pool}`)).status).toBe(409);
    await api.call('DELETE', `/loadbalancer-member/${read.loadbalancer_members[0].uuid}`);
    for (const [type, uuid] of [
      ['loadbalancer-pool', pool],
      ['loadbalancer-healthmonitor', check],
      ['loadbalancer-listener', listener],
      ['loadbalancer', balancer],
    ])
      expect((await api.call('DELETE', `/${type}/${uuid}`)).status, type).toBe(200);
  });

  test('a route table says where its fault is, names its networks, and stays while they refer to it', async () => {
    const route = { prefix: '10.1.0.0/16', next_hop: '10.0.0.9', next_hop_type: 'ip-address' };
    const wrong = await api.call('POST', '/route-tables', {
      'route-table': {
        fq_name: [...DP, 'wrong'],
        parent_type: 'project',
        routes: { route: [route, { ...route, prefix: '10.2.3.4/16' }] },
      },
    });
    expect([wrong.status, wrong.text]).toEqual([
      400,
      'Invalid prefix 10.2.3.4/16: bits beyond the prefix length are set',
    ]);
    const table = await create('route-table', { fq_name: [...DP, 'to-office'], routes: { route: [route] } });
    const vn = await create('virtual-network', {
      fq_name: [...DP, 'with-routes'],
      route_table_refs: [{ to: [...DP, 'to-office'] }],
    });
    const kept = (await api.call('GET', `/route-table/${table}`)).json['route-table'];
    expect(kept.routes).toEqual({ route: [route] });
    expect(kept.virtual_network_back_refs).toMatchObject([{ uuid: vn, to: [...DP, 'with-routes'] }]);
    await api.call('POST', '/prop-collection-update', {
      uuid: table,
      updates: [{ field: 'routes', operation: 'add', value: { ...route, prefix: '10.2.0.0/16' } }],
    });
    expect((await api.call('GET', `/route-table/${table}`)).json['route-table'].routes.route).toHaveLength(2);
    const blocked = await api.call('DELETE', `/route-table/${table}`);
    expect([blocked.status, blocked.text]).toEqual([
      409,
      "Delete when resource still referred: ['virtual-network default-domain:default-project:with-routes']",
    ]);
    await api.call('PUT', `/virtual-network/${vn}`, { 'virtual-network': { route_table_refs: [] } });
    expect((await api.call('DELETE', `/route-table/${table}`)).status).toBe(200);
  });

  test.each([
    [
      'ref-update',
      (uuid: string, other: string) => ({
        type: 'virtual-network',
        uuid,
        'ref-type': 'network-policy',
        'ref-uuid': other,
        operation: 'ADD',
        attr: null,
      }),
    ],
    ['ref-relax-for-delete', (uuid: string, other: string) => ({ uuid, 'ref-uuid': other })],
    [
      'prop-collection-update',
      (uuid: string) => ({
        uuid,
        updates: [{ field: 'annotations', operation: 'set', value: { key: 'a', value: 'b' } }],
      }),
    ],
  ])('%s changes an object only at the version of its If-Match', async (action, bodyOf) => {
    const uuid = await create('virtual-network', { fq_name: [...DP, `at-version-${action}`] });
    const other = await create('network-policy', { fq_name: [...DP, `at-version-${action}`] });
    const read = async () => (await api.call('GET', `/virtual-network/${uuid}`)).headers.get('etag')!;
    const before = await read();
    await api.call('PUT', `/virtual-network/${uuid}`, { 'virtual-network': { display_name: 'changed' } });
    const now = await read();
    expect(now).not.toBe(before);
    const send = (etag: string) => api.call('POST', `/${action}`, bodyOf(uuid, other), { 'if-match': etag });
    expect((await send(before)).status).toBe(412);
    expect(await read(), 'nothing was written').toBe(now);
    expect((await send(now)).status).toBe(200);
    expect(await read()).not.toBe(now);
  });

  test('ref-update adds, replaces the attribute and removes', async () => {
    const vn = await create('virtual-network', { fq_name: [...DP, 'refs'] });
    const policy = await create('network-policy', { fq_name: [...DP, 'refs-policy'] });
    const update = (operation: string, attr?: object): Promise<{ status: number; json: Document; text: string }> =>
      api.call('POST', '/ref-update', {
        type: 'virtual-network',
        uuid: vn,
        'ref-type': 'network-policy',
        'ref-uuid': policy,
        'ref-fq-name': null,
        operation,
        attr: attr ?? null,
      });
    expect((await update('ADD', { sequence: { major: 1, minor: 0 }, timer: null })).json).toEqual({ uuid: vn });
    await update('ADD', { sequence: { major: 2, minor: 0 } });
    const refs = async (): Promise<Document> =>
      (await api.call('GET', `/virtual-network/${vn}`)).json['virtual-network'].network_policy_refs;
    expect(await refs()).toMatchObject([{ uuid: policy, attr: { sequence: { major: 2, minor: 0 } } }]);
    expect(
      (await api.call('GET', `/network-policy/${policy}`)).json['network-policy'].virtual_network_back_refs,
    ).toMatchObject([{ uuid: vn, to: [...DP, 'refs'], attr: { sequence: { major: 2 } } }]);
    const blocked = await api.call('DELETE', `/network-policy/${policy}`);
    expect([blocked.status, blocked.text]).toEqual([
      409,
      "Delete when resource still referred: ['virtual-network default-domain:default-project:refs']",
    ]);
    expect((await api.call('POST', '/ref-relax-for-delete', { uuid: vn, 'ref-uuid': policy })).json).toEqual({
      uuid: vn,
    });
    expect((await api.call('DELETE', `/network-policy/${policy}`)).status).toBe(200);
    expect(await refs(), 'the relaxed reference went with its target').toBeUndefined();
    expect((await update('GROW')).text).toBe('Bad Request. operation should be ADD or DELETE: GROW');
    expect(
      (await api.call('POST', '/ref-update', { type: 'virtual-network', uuid: vn, operation: 'ADD' })).status,
    ).toBe(400);
    expect(
      (
        await api.call('POST', '/ref-update', {
          type: 'virtual-network',
          uuid: vn,
          'ref-type': 'network-policy',
          operation: 'ADD',
        })
      ).text,
    ).toBe('Bad Request. ref-uuid or ref-fq-name must be specified');
  });

  test('prop-collection-update and -get', async () => {
    const vn = await create('virtual-network', {
      fq_name: [...DP, 'props'],
      route_target_list: { route_target: ['target:1:1'] },
    });
    const update = (...updates: object[]): Promise<{ status: number; text: string }> =>
      api.call('POST', '/prop-collection-update', { uuid: vn, updates });
    const done = await update(
      { field: 'route_target_list', operation: 'add', value: 'target:1:2' },
      { field: 'annotations', operation: 'set', value: { key: 'note', value: 'n' } },
    );
    expect([done.status, done.text]).toEqual([200, '']);
    expect(
      (await api.call('GET', `/prop-collection-get?uuid=${vn}&fields=route_target_list,annotations`)).json,
    ).toEqual({
      route_target_list: [
        ['target:1:1', '0'],
        ['target:1:2', '1'],
      ],
      annotations: [[{ key: 'note', value: 'n' }, 'note']],
    });
    await update(
      { field: 'route_target_list', operation: 'delete', position: 0 },
      { field: 'annotations', operation: 'delete', position: 'note' },
    );
    expect(
      (await api.call('GET', `/prop-collection-get?uuid=${vn}&fields=route_target_list,annotations`)).json,
    ).toEqual({ route_target_list: [['target:1:2', '0']], annotations: [] });
    const wrong = await update({ field: 'is_shared', operation: 'add', value: 1 });
    expect([wrong.status, wrong.text]).toEqual([400, 'is_shared neither "ListProperty" nor "MapProperty"']);
  });

  test('ip-alloc, subnet-ip-count, ip-free', async () => {
    const vn = await create('virtual-network', { fq_name: [...DP, 'alloc'], ...subnetRef('10.2.0.0', 29) });
    const subnet = (await api.call('GET', `/virtual-network/${vn}`)).json['virtual-network'].network_ipam_refs[0].attr
      .ipam_subnets[0].subnet_uuid;
    expect((await api.call('POST', `/virtual-network/${vn}/ip-alloc`, { count: 2, subnet })).json).toEqual({
      ip_addr: ['10.2.0.4', '10.2.0.3'],
    });
    expect((await api.call('POST', `/virtual-network/${vn}/subnet-ip-count`, { subnet_list: [subnet] })).json).toEqual({
      ip_count_list: [2],
    });
    const exhausted = await api.call('POST', `/virtual-network/${vn}/ip-alloc`, { count: 3 });
    expect([exhausted.status, exhausted.text]).toEqual([
      409,
      "Virtual-Network(['default-domain', 'default-project', 'alloc']) has exhausted subnet(['10.2.0.0/29'])",
    ]);
    expect(
      (await api.call('POST', `/virtual-network/${vn}/subnet-ip-count`, { subnet_list: [subnet] })).json,
      'nothing of it was kept',
    ).toEqual({ ip_count_list: [2] });
    expect((await api.call('POST', `/virtual-network/${vn}/ip-free`, { ip_addr: ['10.2.0.4'] })).json).toEqual({});
    expect((await api.call('POST', `/virtual-network/${vn}/ip-alloc`, {})).json).toEqual({ ip_addr: ['10.2.0.4'] });
    expect((await api.call('POST', `/virtual-network/${ABSENT}/ip-alloc`, {})).status).toBe(404);
  });

  test('useragent-kv', async () => {
    expect((await api.call('POST', '/useragent-kv', { operation: 'STORE', key: 'k', value: 'v' })).status).toBe(200);
    expect((await api.call('POST', '/useragent-kv', { operation: 'RETRIEVE', key: 'k' })).json).toEqual({ value: 'v' });
    expect((await api.call('POST', '/useragent-kv', { operation: 'DELETE', key: 'k' })).status).toBe(200);
    expect((await api.call('POST', '/useragent-kv', { operation: 'RETRIEVE', key: 'k' })).status).toBe(404);
  });
});
