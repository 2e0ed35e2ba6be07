/** Bodies as the Python and Go libraries of the original, and people with curl, really send them. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestingServer, type Answer, type Document, type TestingServer } from '../testing/config-api-server.ts';
import { pattern } from '../testing/pattern.ts';

let api: TestingServer;
beforeAll(async () => {
  api = await startTestingServer();
});
afterAll(() => api.close());

const DP = ['default-domain', 'default-project'];
const ROUTERS = ['default-domain', 'default-project', 'ip-fabric', '__default__'];
const ANY_PORT = { start_port: -1, end_port: -1 };
let count = 0;
const unique = (): string => `object-${++count}`;

const post = (type: string, body: object): Promise<Answer> => api.call('POST', `/${type}s`, { [type]: body });
async function make(type: string, body: object): Promise<string> {
  const answer = await post(type, body);
  expect(answer.text, `${type}: ${answer.text}`).toMatch(/^\{/);
  return answer.json[type].uuid;
}
const read = async (type: string, uuid: string): Promise<Document> =>
  (await api.call('GET', `/${type}/${uuid}`)).json[type];
const network = (more: object = {}): Promise<string> =>
  make('virtual-network', { fq_name: [...DP, unique()], parent_type: 'project', ...more });
const ipam = (...subnets: object[]): object => ({
  network_ipam_refs: [{ to: [...DP, 'default-network-ipam'], attr: { ipam_subnets: subnets } }],
});
const subnet = (prefix: string, length: number, more: object = {}): object => ({
  subnet: { ip_prefix: prefix, ip_prefix_len: length },
  ...more,
});
const rule = (more: object = {}): object => ({
  direction: '<>',
  protocol: 'any',
  src_addresses: [{ virtual_network: 'any' }],
  src_ports: [ANY_PORT],
  dst_addresses: [{ virtual_network: 'any' }],
  dst_ports: [ANY_PORT],
  action_list: { simple_action: 'pass' },
  ...more,
});

describe('falsy members count as not given', () => {
  test('a peering with the attributes that the Python library always sends', async () => {
    const router = (address: string): Promise<string> =>
      make('bgp-router', {
        fq_name: [...ROUTERS, unique()],
        bgp_router_parameters: {
          router_type: 'router',
          vendor: 'x',
          autonomous_system: 64_512,
          address,
          identifier: address,
        },
      });
    const [one, two] = [await router('10.0.0.1'), await router('10.0.0.2')];
    const attr = {
      session: [
        {
          uuid: null,
          attributes: [
            {
              admin_down: false,
              passive: false,
              as_override: false,
              hold_time: 0,
              loop_count: 0,
              local_autonomous_system: 0,
              address_families: null,
              auth_data: null,
              family_attributes: null,
              bgp_router: null,
              private_as_action: null,
              route_origin_override: {},
            },
          ],
        },
      ],
    };
    const answer = await api.call('POST', '/ref-update', {
      type: 'bgp-router',
      uuid: one,
      'ref-type': 'bgp-router',
      'ref-uuid': two,
      operation: 'ADD',
      attr,
    });
    expect([answer.status, answer.text]).toEqual([200, JSON.stringify({ uuid: one })]);
    expect((await read('bgp-router', one)).bgp_router_refs[0].attr.session[0].attributes[0]).toEqual({
      admin_down: false,
      passive: false,
      as_override: false,
      hold_time: 0,
      loop_count: 0,
      route_origin_override: {},
    });
  });

  test('zero values of Go: not given, each gets its default', async () => {
    const uuid = await network(
      ipam(
        subnet('10.7.0.0', 24, {
          alloc_unit: 0,
          default_gateway: '',
          dns_server_address: '',
          subnet_uuid: '',
          subnet_name: '',
          dns_nameservers: null,
          allocation_pools: [],
          addr_from_start: false,
          enable_dhcp: true,
        }),
      ),
    );
    expect((await read('virtual-network', uuid)).network_ipam_refs[0].attr.ipam_subnets[0]).toMatchObject({
      alloc_unit: 1,
      default_gateway: '10.7.0.254',
      dns_server_address: '10.7.0.253',
      subnet_uuid: expect.stringMatching(/-/),
    });
    const address = await make('instance-ip', {
      fq_name: [unique()],
      instance_ip_address: '',
      instance_ip_family: '',
      instance_ip_mode: '',
      subnet_uuid: '',
      virtual_network_refs: [{ uuid }],
    });
    expect((await read('instance-ip', address)).instance_ip_address).toBe('10.7.0.252');
    const pool = await make('floating-ip-pool', {
      fq_name: [...(await read('virtual-network', uuid)).fq_name, 'pool'],
      floating_ip_pool_subnets: { subnet_uuid: null },
    });
    const floating = await make('floating-ip', {
      fq_name: [...(await read('floating-ip-pool', pool)).fq_name, unique()],
      floating_ip_address: '',
      floating_ip_fixed_ip_address: '',
      floating_ip_address_family: '',
      project_refs: [{ to: DP }],
    });
    expect((await read('floating-ip', floating)).floating_ip_address).toBe('10.7.0.251');
  });

  test.each([{}, null, { ipam_subnets: null }, { ipam_subnets: [] }])(
    'a reference to an IPAM with the attribute %j has no subnets',
    async (attr) => {
      const uuid = await network({ network_ipam_refs: [{ to: [...DP, 'default-network-ipam'], attr }] });
      expect((await read('virtual-network', uuid)).network_ipam_refs[0].attr).toEqual({ ipam_subnets: [] });
    },
  );

  test('what Go leaves out because it is zero is zero', async () => {
    const policy = await make('network-policy', {
      fq_name: [...DP, unique()],
      network_policy_entries: { policy_rule: [rule({ dst_ports: [{ end_port: 65_535 }] })] },
    });
    expect((await read('network-policy', policy)).network_policy_entries.policy_rule[0].dst_ports).toEqual([
      { start_port: 0, end_port: 65_535 },
    ]);
    const uuid = await network({
      network_policy_refs: [{ uuid: policy, attr: { sequence: { major: 1 }, timer: null } }],
    });
    expect((await read('virtual-network', uuid)).network_policy_refs[0].attr).toEqual({
      sequence: { major: 1, minor: 0 },
    });
    await api.call('PUT', `/virtual-network/${uuid}`, {
      'virtual-network': {
        import_route_target_list: {},
        virtual_network_properties: { vxlan_network_identifier: 0, forwarding_mode: '', rpf: '' },
      },
    });
    expect(await read('virtual-network', uuid)).toMatchObject({
      import_route_target_list: { route_target: [] },
      virtual_network_properties: {},
    });
  });

  test('identity: empty texts and lists are not given', async () => {
    const uuid = await make('virtual-network', {
      uuid: '',
      fq_name: [...DP, unique()],
      parent_uuid: '',
      parent_type: '',
      annotations: {},
      perms2: {},
      id_perms: {},
      display_name: '',
    });
    expect(await read('virtual-network', uuid)).toMatchObject({ display_name: '', parent_type: 'project' });
  });
});

test('whole numbers stand in texts', async () => {
  const [global] = (await api.call('GET', '/global-system-configs')).json['global-system-configs'];
  expect(
    (
      await api.call('PUT', `/global-system-config/${global.uuid}`, {
        'global-system-config': { autonomous_system: '60101' },
      })
    ).status,
  ).toBe(200);
  const uuid = await network({ mtu: '1500', virtual_network_properties: { max_flows: '7' } });
  expect(await read('virtual-network', uuid)).toMatchObject({
    mtu: 1500,
    virtual_network_properties: { max_flows: 7 },
  });
  expect((await post('virtual-network', { fq_name: [...DP, unique()], mtu: '1500.5' })).status).toBe(400);
});

describe('names of members', () => {
  test('a misspelt member of a structure is refused by name', async () => {
    const answer = await post('virtual-network', {
      fq_name: [...DP, unique()],
      virtual_network_properties: { forwarding_modus: 'l3' },
    });
    expect([answer.status, answer.text]).toEqual([
      400,
      'Bad property in create: virtual_network_properties.forwarding_modus: "forwarding_modus" is no member of ' +
        'VirtualNetworkType; did you mean forwarding_mode?',
    ]);
  });

  test.each([
    ['virtual-network', { perms2: { owner_acces: 7 } }, 'perms2/owner_acces'],
    [
      'virtual-network',
      { annotations: { key_value_pair: [{ key: 'a', valeu: 'b' }] } },
      'annotations/key_value_pair/0/valeu',
    ],
    [
      'virtual-network',
      ipam(subnet('10.8.0.0', 24, { gateway: '10.8.0.1' })),
      'network_ipam_refs/0/attr/ipam_subnets/0/gateway',
    ],
    [
      'network-policy',
      { network_policy_entries: { policy_rule: [rule({ constructor: {} })] } },
      'network_policy_entries/policy_rule/0/constructor',
    ],
    [
      'virtual-network',
      { virtual_network_fat_flow_protocols: { fat_flow_protocol: [{ protcol: 'tcp' }] } },
      'virtual_network_fat_flow_protocols/fat_flow_protocol/0/protcol',
    ],
  ])('%s %j', async (type, body, pointer) => {
    const { status, json } = await api.call(
      'POST',
      `/${type}s`,
      { [type]: { fq_name: [...DP, unique()], ...body } },
      { accept: 'application/problem+json' },
    );
    expect([status, json.errors[0].pointer]).toEqual([400, `/${type}/${pointer}`]);
  });

  test('a misspelt member is refused through every other verb', async () => {
    const uuid = await network();
    const policy = await make('network-policy', { fq_name: [...DP, unique()] });
    const wrong = rule({ source_ports: [] });
    const answers = [
      await api.call('PUT', `/network-policy/${policy}`, {
        'network-policy': { network_policy_entries: { policy_rule: [wrong] } },
      }),
      await api.call('POST', '/prop-collection-update', {
        uuid: policy,
        updates: [{ field: 'network_policy_entries', operation: 'add', value: wrong }],
      }),
      await api.call('POST', '/ref-update', {
        type: 'virtual-network',
        uuid,
        'ref-type': 'network-policy',
        'ref-uuid': policy,
        operation: 'ADD',
        attr: { sequens: {} },
      }),
      await api.call('POST', '/batch', [
        {
          method: 'PUT',
          path: `/config/network-policy/${policy}`,
          body: { 'network-policy': { network_policy_entries: { policy_rule: [wrong] } } },
        },
      ]),
    ];
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400]);
    for (const { text } of answers) expect(text).toMatch(/"(source_ports|sequens)" is no member of/);
  });

  test('unknown members of the object itself are ignored and not echoed', async () => {
    const uuid = await network({ colour: 'red', constructor: { a: 1 }, toString: 1 });
    const body = await read('virtual-network', uuid);
    expect(['colour', 'constructor', 'toString'].filter((member) => Object.hasOwn(body, member))).toEqual([]);
    expect(
      (await post('virtual-network', { fq_name: [...DP, unique()], ['__proto__']: { is_shared: true } })).status,
    ).toBe(400);
  });
});

describe('positions', () => {
  const update = (uuid: string, ...updates: object[]): Promise<Answer> =>
    api.call('POST', '/prop-collection-update', { uuid, updates });
  const places = async (uuid: string): Promise<unknown> =>
    (await api.call('GET', `/prop-collection-get?uuid=${uuid}&fields=import_route_target_list`)).json
      .import_route_target_list;
  const add = (value: string, position?: unknown): object => ({
    field: 'import_route_target_list',
    operation: 'add',
    value,
    ...(position === undefined ? {} : { position }),
  });

  test('are free text, and order', async () => {
    const uuid = await network({ import_route_target_list: { route_target: ['target:1:0', 'target:1:1'] } });
    expect(
      (await update(uuid, add('target:1:9', 'pos2'), add('target:1:8', '.01'), add('target:1:7', 'pos1'))).status,
    ).toBe(200);
    expect(await places(uuid)).toEqual([
      ['target:1:8', '.01'],
      ['target:1:0', '0'],
      ['target:1:1', '1'],
      ['target:1:7', 'pos1'],
      ['target:1:9', 'pos2'],
    ]);
    expect((await read('virtual-network', uuid)).import_route_target_list.route_target).toEqual([
      'target:1:8',
      'target:1:0',
      'target:1:1',
      'target:1:7',
      'target:1:9',
    ]);
    expect(
      (
        await update(
          uuid,
          { field: 'import_route_target_list', operation: 'modify', value: 'target:1:6', position: 'pos1' },
          { field: 'import_route_target_list', operation: 'delete', position: '.01' },
        )
      ).status,
    ).toBe(200);
    expect(await places(uuid)).toEqual([
      ['target:1:0', '0'],
      ['target:1:1', '1'],
      ['target:1:6', 'pos1'],
      ['target:1:9', 'pos2'],
    ]);
    expect(
      (await update(uuid, { field: 'import_route_target_list', operation: 'delete', position: 'pos7' })).text,
    ).toBe('Delete of import_route_target_list needs the position of an item (0, 1, pos1, pos2), or the value');
    await api.call('PUT', `/virtual-network/${uuid}`, {
      'virtual-network': { import_route_target_list: { route_target: ['target:1:5'] } },
    });
    expect(await places(uuid)).toEqual([['target:1:5', '0']]);
  });

  test.each([[{}], [[]], ['a\nb'], ['x'.repeat(300)], [true]])('%j is none', async (position) => {
    expect((await update(await network(), add('target:1:1', position))).status).toBe(400);
  });

  test('a thousand changes at most', async () => {
    const uuid = await network();
    const answer = await update(uuid, ...Array.from({ length: 1001 }, (_, index) => add(`target:1:${index}`)));
    expect([answer.status, answer.text]).toEqual([
      400,
      'prop-collection-update takes 1000 updates at most, not 1001: send several, or write the whole property ' +
        'with a PUT',
    ]);
  });
});

test('page_marker: None is the first page, and what is no uuid is refused', async () => {
  const page = await api.call('GET', '/virtual-networks?page_marker=None&page_limit=2');
  expect(page.json['virtual-networks']).toHaveLength(2);
  expect((await api.call('GET', `/virtual-networks?page_marker=${page.json.marker}&page_limit=2`)).status).toBe(200);
  expect([
    (await api.call('GET', '/projects?page_marker=x')).status,
    (await api.call('POST', '/list-bulk-collection', { type: 'project', page_marker: 'y' })).status,
  ]).toEqual([400, 400]);
});

describe('filters', () => {
  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    '%s is a field that no object has',
    async (field) => {
      expect((await api.call('GET', `/projects?filters=${field}=={}`)).json).toEqual({ projects: [] });
      expect((await api.call('GET', `/projects?fields=${field}&detail=true`)).status).toBe(200);
    },
  );
});

/** Values of any other type, none of which may be read by calling what is in them. */
const WRONG: readonly unknown[] = [
  null,
  true,
  5,
  -1,
  1e300,
  '',
  'x',
  'a\u0000b',
  [],
  [[]],
  [null],
  {},
  { toString: 5 },
  { valueOf: null, toString: null },
  { __proto__: null, constructor: 1 },
  { length: 1e9 },
];

describe('actions take no member of a wrong type', () => {
  const bodies: readonly [string, () => Promise<{ readonly [member: string]: unknown }>][] = [
    ['/fqname-to-id', async () => ({ type: 'project', fq_name: DP })],
    ['/id-to-fqname', async () => ({ uuid: await network() })],
    [
      '/ref-update',
      async () => ({
        type: 'virtual-network',
        uuid: await network(),
        'ref-type': 'network-policy',
        'ref-uuid': await make('network-policy', { fq_name: [...DP, unique()] }),
        'ref-fq-name': [...DP, 'x'],
        operation: 'ADD',
        attr: { sequence: { major: 1, minor: 1 } },
      }),
    ],
    ['/ref-relax-for-delete', async () => ({ uuid: await network(), 'ref-uuid': await network() })],
    [
      '/prop-collection-update',
      async () => ({
        uuid: await network(),
        updates: [{ field: 'import_route_target_list', operation: 'add', value: 'target:1:1', position: '0' }],
      }),
    ],
    ['/useragent-kv', async () => ({ operation: 'STORE', key: unique(), value: 'v' })],
    [
      '/list-bulk-collection',
      async () => ({
        type: 'virtual-network',
        parent_id: [],
        obj_uuids: [],
        fields: [],
        filters: 'a==b',
        detail: true,
        count: false,
        page_marker: 'None',
        page_limit: 5,
        back_ref_id: [],
        fq_names: [],
        parent_fq_name_str: 'a',
        parent_type: 'project',
        exclude_hrefs: true,
      }),
    ],
    ['/batch', async () => ({ 0: 1 })],
  ];
  test.each(bodies)('%s', async (path, body) => {
    for (const wrong of WRONG) {
      expect((await api.call('POST', path, wrong)).status, `${path} ${JSON.stringify(wrong)}`).toBeLessThan(500);
      const right = await body();
      for (const member of Object.keys(right)) {
        const answer = await api.call('POST', path, { ...right, [member]: wrong });
        expect(answer.status, `${path} ${member} ${JSON.stringify(wrong)}: ${answer.text}`).toBeLessThan(500);
      }
      const updates = (right['updates'] ?? []) as readonly { readonly [member: string]: unknown }[];
      for (const update of updates)
        for (const member of Object.keys(update)) {
          const answer = await api.call('POST', path, { ...right, updates: [{ ...update, [member]: wrong }] });
          expect(answer.status, `${path} ${member} ${JSON.stringify(wrong)}: ${answer.text}`).toBeLessThan(500);
        }
    }
  });

  test.each(['ip-alloc', 'ip-free', 'subnet-ip-count'])('/virtual-network/<uuid>/%s', async (action) => {
    const uuid = await network(ipam(subnet('10.9.0.0', 24)));
    for (const wrong of WRONG) {
      for (const member of ['count', 'subnet', 'family', 'ip_addr', 'subnet_list']) {
        const answer = await api.call('POST', `/virtual-network/${uuid}/${action}`, { [member]: wrong });
        expect(answer.status, `${action} ${member} ${JSON.stringify(wrong)}: ${answer.text}`).toBeLessThan(500);
      }
    }
  });
});

test.each([
  ['a\nb', 'U+000A'],
  ['a\u202eb', 'U+202E'],
  ['x'.repeat(2000), '255 are the most'],
])('a name of %j is refused through create, rename, key', async (name, why) => {
  const uuid = await network();
  const answers = [
    await post('virtual-network', { fq_name: [...DP, name] }),
    await api.call('PUT', `/virtual-network/${uuid}`, { 'virtual-network': { display_name: name } }),
  ];
  for (const { status, text } of answers) expect([status, text]).toEqual([400, expect.stringContaining(why)]);
});

describe('tags', () => {
  test('are named by type and value, whatever they are called, and bring a new type along', async () => {
    const uuid = await make('tag', { fq_name: ['anything'], tag_type_name: 'floor', tag_value: '3' });
    const tag = await read('tag', uuid);
    expect(tag).toMatchObject({ fq_name: ['floor=3'], name: 'floor=3', display_name: 'floor=3' });
    expect((await read('tag-type', tag.tag_type_refs[0].uuid)).fq_name).toEqual(['floor']);
    const again = await post('tag', {
      fq_name: [...DP, 'other'],
      parent_type: 'project',
      tag_type_name: 'floor',
      tag_value: '3',
    });
    expect(again.json.tag.fq_name).toEqual([...DP, 'floor=3']);
    expect((await post('tag', { fq_name: ['third'], tag_type_name: 'floor', tag_value: '3' })).status).toBe(409);
  });
});

describe('set-tag', () => {
  const setTag = (body: object): Promise<Answer> => api.call('POST', '/set-tag', body);

  test('sets, replaces and removes tags type by type', async () => {
    const uuid = await network();
    for (const value of ['web', 'db'])
      await make('tag', { fq_name: ['any'], tag_type_name: 'deployment', tag_value: value });
    const on = { obj_type: 'virtual_network', obj_uuid: uuid };
    const tags = async (): Promise<unknown> =>
      ((await read('virtual-network', uuid)).tag_refs ?? []).map((ref: Document) => ref.to);
    const web = await setTag({ ...on, deployment: { is_global: true, value: 'web' } });
    expect([web.status, web.text]).toEqual([200, '{}']);
    expect(await tags()).toEqual([['deployment=web']]);
    await setTag({ ...on, deployment: { is_global: true, value: 'db' } });
    expect(await tags()).toEqual([['deployment=db']]);
    await setTag({ ...on, deployment: null });
    expect(await tags()).toEqual([]);
  });

  test.each<[object, number, string]>([
    [{}, 400, 'Object type and UUID must be specified'],
    [{ obj_type: 'none', obj_uuid: 'x' }, 400, 'Object type none does not exist'],
    [{ obj_type: 'project', obj_uuid: '00000000-0000-4000-8000-00000000dead' }, 404, 'No project object found'],
    [{ tier: { is_global: true, value: 'none' } }, 404, "Tag with FQName ['tier=none'] not found"],
    [{ tier: { is_global: true } }, 400, 'No valid value provided for tag type tier'],
    [{ tier: { add_values: ['a'] } }, 400, 'Tag type tier cannot be set multiple times on a same object.'],
    [{ tier: 7 }, 400, 'No valid value provided for tag type'],
    [{ label: { add_values: [7] } }, 400, 'is a list of texts'],
  ])('%j is refused', async (body, status, text) => {
    const own = Object.hasOwn(body, 'obj_type') || Object.keys(body).length === 0;
    const answer = await setTag(own ? body : { obj_type: 'virtual-network', obj_uuid: await network(), ...body });
    expect([answer.status, answer.text]).toEqual([status, expect.stringContaining(text)]);
  });
});

describe('quotas', () => {
  const project = (quota: object): Promise<string> =>
    make('project', { fq_name: ['default-domain', unique()], parent_type: 'domain', quota });
  const inProject = async (uuid: string, more: object = {}): Promise<Answer> =>
    post('virtual-network', {
      fq_name: [...(await read('project', uuid)).fq_name, unique()],
      parent_type: 'project',
      ...more,
    });

  test('of one network: the second is 412 with the number', async () => {
    const uuid = await project({ virtual_network: 1, floating_ip: '2' });
    expect((await inProject(uuid)).status).toBe(200);
    const second = await inProject(uuid);
    expect([second.status, second.text]).toEqual([
      412,
      expect.stringMatching(
        pattern(
          /^quota limit \(1\) exceeded for resource virtual_network: /,
          /project default-domain:object-\d+ has 1 already\. /,
          /Delete what is not needed, or raise quota\.virtual_network of the project\.$/,
        ),
      ),
    ]);
    await api.call('PUT', `/project/${uuid}`, { project: { quota: { virtual_network: 2 } } });
    expect((await inProject(uuid)).status).toBe(200);
    expect((await read('project', uuid)).quota).toEqual({ virtual_network: 2 });
  });

  test('defaults, none, and what is counted in parts', async () => {
    expect((await inProject(await project({ defaults: 0 }))).status).toBe(412);
    expect((await inProject(await project({ defaults: 0, virtual_network: -1 }))).status).toBe(200);
    const uuid = await project({ subnet: 1 });
    expect((await inProject(uuid, ipam(subnet('10.1.0.0', 24), subnet('10.2.0.0', 24)))).text).toMatch(
      /^quota limit \(1\) exceeded for resource subnet/,
    );
    const made = await inProject(uuid, ipam(subnet('10.1.0.0', 24)));
    expect(made.status).toBe(200);
    expect(
      (
        await api.call('PUT', `/virtual-network/${made.json['virtual-network'].uuid}`, {
          'virtual-network': ipam(subnet('10.1.0.0', 24), subnet('10.2.0.0', 24)),
        })
      ).status,
    ).toBe(412);
    expect((await inProject(uuid, ipam(subnet('10.3.0.0', 24)))).status).toBe(412);
  });

  test('a floating IP counts in the project that asks for it, a pool in that of its network', async () => {
    const uuid = await project({ floating_ip: 1, floating_ip_pool: 1 });
    const name = (await read('project', uuid)).fq_name;
    const external = (await inProject(uuid, ipam(subnet('10.6.0.0', 24)))).json['virtual-network'].fq_name;
    await make('floating-ip-pool', { fq_name: [...external, 'pool'] });
    expect((await post('floating-ip-pool', { fq_name: [...external, 'two'] })).status).toBe(412);
    await make('floating-ip', { fq_name: [...external, 'pool', 'one'], project_refs: [{ to: name }] });
    expect(
      (await post('floating-ip', { fq_name: [...external, 'pool', 'two'], project_refs: [{ to: name }] })).status,
    ).toBe(412);
    expect(
      (await post('floating-ip', { fq_name: [...external, 'pool', 'three'], project_refs: [{ to: DP }] })).status,
    ).toBe(200);
  });
});

describe('a 4-byte AS while they are off: the sentence names the switch', () => {
  test.each([
    [
      'a list of targets',
      () =>
        post('virtual-network', {
          fq_name: [...DP, unique()],
          route_target_list: { route_target: ['target:70000:1'] },
        }),
    ],
    [
      'an import list',
      () =>
        post('virtual-network', {
          fq_name: [...DP, unique()],
          import_route_target_list: { route_target: ['target:70000:1'] },
        }),
    ],
    [
      'one item',
      async () =>
        api.call('POST', '/prop-collection-update', {
          uuid: await network(),
          updates: [{ field: 'export_route_target_list', operation: 'add', value: 'target:70000:1' }],
        }),
    ],
    [
      'a change',
      async () =>
        api.call('PUT', `/virtual-network/${await network()}`, {
          'virtual-network': { export_route_target_list: { route_target: ['target:70000:1'] } },
        }),
    ],
    ['a route target', () => post('route-target', { fq_name: ['target:70000:1'] })],
    [
      'a router',
      () =>
        post('bgp-router', {
          fq_name: [...ROUTERS, unique()],
          bgp_router_parameters: {
            router_type: 'router',
            vendor: 'x',
            autonomous_system: 70_000,
            address: '10.0.0.9',
            identifier: '10.0.0.9',
          },
        }),
    ],
  ])('%s', async (_door, ask) => {
    const { status, text } = await ask();
    expect([status, text]).toEqual([
      400,
      expect.stringContaining('enable_4byte_as of the global system config is off'),
    ]);
  });
});

describe('requests that cannot be read', () => {
  const send = (
    body: string | Uint8Array<ArrayBuffer>,
    headers: { readonly [name: string]: string },
  ): Promise<Response> => fetch(`${api.origin}/config/fqname-to-id`, { method: 'POST', body, headers });
  test.each<[string, string | Uint8Array<ArrayBuffer>, { readonly [name: string]: string }, number]>([
    ['another charset', '{}', { 'content-type': 'application/json; charset=iso-8859-1' }, 415],
    ['an unknown coding', '{}', { 'content-type': 'application/json', 'content-encoding': 'foo' }, 415],
    [
      'depth',
      `{"type":"project","fq_name":${'['.repeat(5_000)}${']'.repeat(5_000)}}`,
      { 'content-type': 'application/json' },
      400,
    ],
    [
      'bytes that are no UTF-8',
      new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]),
      { 'content-type': 'application/json' },
      400,
    ],
  ])('%s', async (_what, body, headers, status) => {
    const response = await send(body, headers);
    const text = await response.text();
    expect([response.status, text.length > 10, text.includes('went wrong')], text).toEqual([status, true, false]);
  });
});
