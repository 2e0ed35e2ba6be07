import { expect, test } from 'vitest';
import { createKubeObject } from '../../kube/operations.ts';
import type { FirewallRuleProps } from '../../model/config/firewall.ts';
import type { ConfigType } from '../../model/config/types.ts';
import { labelTagUuid } from '../../model/naming/label-tag.ts';
import { DP, refusalOf, startBench } from '../../testing/config-bench.ts';
import { pattern } from '../../testing/pattern.ts';
import { deleteObject, updateObject } from '../operations/operations.ts';
import { setTags, type TagChange } from '../operations/tag-operations.ts';
import { findByFqName } from '../records.ts';

const PM = 'default-policy-management';
const SERVICE = { service: { protocol: 'tcp', dst_ports: { start_port: 80, end_port: 80 } } };

function rules() {
  const bench = startBench();
  bench.create('tag', 'tier=web', { props: { tag_type_name: 'tier', tag_value: 'web' } });
  bench.create('address-group', [PM, '2001:db8::/64'], {
    props: { address_group_prefix: { subnet: [{ ip_prefix: '2001:db8::', ip_prefix_len: 64 }] } },
  });
  const make = (props: FirewallRuleProps, name = 'rule') =>
    bench.create('firewall-rule', [PM, name], { parent_type: 'policy-management', props });
  return { bench, make };
}

test('a rule is completed with the numbers and references of what it names', () => {
  const { bench, make } = rules();
  const rule = make({
    ...SERVICE,
    endpoint_1: { tags: ['tier=web'] },
    endpoint_2: { address_group: `${PM}:2001:db8::/64` },
    direction: '>',
  });
  expect(rule.props).toMatchObject({
    endpoint_1: { tags: ['tier=web'], tag_ids: [0x0002_0001] },
    service: { protocol: 'tcp', protocol_id: 6 },
    match_tag_types: { tag_type: [1, 2, 3, 4] },
  });
  const [tag, group] = [
    findByFqName(bench.store, 'tag', ['tier=web'])!,
    findByFqName(bench.store, 'address-group', [PM, '2001:db8::/64'])!,
  ];
  expect(rule.refs).toEqual({
    tag: [{ uuid: tag.uuid, attr: null }],
    'address-group': [{ uuid: group.uuid, attr: null }],
  });
  for (const { type, uuid } of [tag, group])
    expect(refusalOf(() => bench.run((context) => deleteObject(context, type, uuid)))).toMatch(
      /^409 Delete when resource still referred/,
    );
  const after = bench.run((context) =>
    updateObject(context, 'firewall-rule', rule.uuid, { props: { endpoint_1: { any: true } } }),
  );
  expect([after.refs.tag, after.props.endpoint_1]).toEqual([undefined, { any: true }]);
});

test.each<[string, FirewallRuleProps, string | RegExp]>([
  ['any to any', { endpoint_1: { any: true }, endpoint_2: { any: true } }, 'accepted'],
  [
    'two forms',
    { endpoint_1: { any: true, tags: ['tier=web'] } },
    /^400 Endpoint is limited to only one endpoint type at a time, not tags and any/,
  ],
  ['no form', { endpoint_2: {} }, /^400 Endpoint needs one of tags, address_group, virtual_network, subnet, any/],
  ['a tag that does not exist', { endpoint_1: { tags: ['tier=db'] } }, /^404 Tag with FQName \['tier=db'\] not found/],
  ['a global tag by name', { endpoint_1: { tags: ['global:tier=web'] } }, 'accepted'],
  ['no tag name', { endpoint_1: { tags: ['web'] } }, /^404 Invalid tag name 'web'/],
  ['no such group', { endpoint_1: { address_group: `${PM}:lan` } }, /^404 No Address Group object found for /],
  ['a protocol', { service: { protocol: '132' } }, 'accepted'],
  ['capitals', { service: { protocol: 'TCP' } }, '400 Invalid protocol: TCP'],
  ['no protocol', { service: { protocol: '256' } }, '400 Invalid protocol: 256'],
  [
    'ports that are turned round',
    { service: { protocol: 'tcp', dst_ports: { start_port: 9, end_port: 8 } } },
    '400 Invalid ports 9-8: the first comes after the last',
  ],
  [
    'neither service nor group',
    { service: {} },
    "400 Firewall Rule requires at least 'service' property or Service Group references(s)",
  ],
  ['labels as match tags', { match_tags: { tag_list: ['label'] } }, '400 labels not allowed as match-tags'],
  ['an unknown match tag', { match_tags: { tag_list: ['floor'] } }, /^404 No tag-type object found for floor/],
  ['draft mode', { draft_mode_state: 'created' }, "400 Security resource property 'draft_mode_state' is only readable"],
])('a rule: %s', (_name, props, expected) => {
  const { make } = rules();
  expect(refusalOf(() => make({ ...SERVICE, ...props }))).toMatch(expected);
});

test('references follow from the endpoints, and global objects refer to global ones', () => {
  const { bench, make } = rules();
  const rule = make(SERVICE);
  const tag = findByFqName(bench.store, 'tag', ['tier=web'])!;
  const update = (refs: object) =>
    refusalOf(() => bench.run((context) => updateObject(context, 'firewall-rule', rule.uuid, { refs })));
  expect(update({ tag: [{ uuid: tag.uuid, attr: null }] })).toBe(
    '400 Cannot directly define Tags reference from a Firewall Rule. Use ' +
      "'tags' endpoints property in the Firewall Rule",
  );
  const scoped = bench.create('service-group', [...DP, 'web'], { parent_type: 'project' });
  expect(update({ 'service-group': [{ uuid: scoped.uuid, attr: null }] })).toMatch(
    pattern(/^400 Global Firewall Rule default-policy-management:rule \(\S+\) cannot reference a scoped Service Group/),
  );
});

test('policy sets of all applications are the system’s', () => {
  const bench = startBench();
  const make = () =>
    bench.create('application-policy-set', [PM, 'mine'], {
      parent_type: 'policy-management',
      props: { all_applications: true },
    });
  expect(refusalOf(make)).toBe("400 Application policy set 'all-applications' flag is read-only");
  bench.create('project', ['default-domain', 'p']);
  const own = findByFqName(bench.store, 'application-policy-set', [
    'default-domain',
    'p',
    'default-application-policy-set',
  ])!;
  expect(refusalOf(() => bench.run((context) => deleteObject(context, own.type, own.uuid)))).toMatch(
    /^400 Application Policy Set defined on all applications cannot be deleted/,
  );
});

test('ids of tags: predefined types have the original’s, others follow from 255, chosen ones from 0x8000', () => {
  const bench = startBench();
  const make = (type: string, value: string, id?: string) =>
    bench.create('tag', `${type}=${value}`, {
      props: { tag_type_name: type, tag_value: value, ...(id === undefined ? {} : { tag_id: id }) },
    }).props['tag_id'];
  expect([make('label', 'a'), make('site', 'b'), make('floor', '1'), make('floor', '2')]).toEqual([
    '0x00000001',
    '0x00040001',
    '0x00ff0001',
    '0x00ff0002',
  ]);
  expect(make('own', 'x', '0x80018000')).toBe('0x80018000');
  expect(refusalOf(() => make('own', 'y', '0x80018000'))).toBe('400 Requested Tag id is already allocated');
  expect(refusalOf(() => make('own', 'z', '0x80010001'))).toBe(
    '400 Tag id can be set only for user defined tags in range 32768-65535',
  );
  expect(refusalOf(() => make('own', 'z', 'zz'))).toBe('400 Tag value must be in hexadecimal');
  const floor = ['floor=1', 'floor=2'].map((name) => findByFqName(bench.store, 'tag', [name])!);
  for (const { uuid } of floor) bench.run((context) => deleteObject(context, 'tag', uuid));
  expect(findByFqName(bench.store, 'tag-type', ['floor'])).toBeUndefined();
});

test('set-tag: one tag of a type, several labels, null for none', () => {
  const bench = startBench();
  for (const [type, value] of [
    ['tier', 'web'],
    ['tier', 'db'],
    ['label', 'a'],
    ['label', 'b'],
  ] as const)
    bench.create('tag', `${type}=${value}`, { props: { tag_type_name: type, tag_value: value } });
  bench.create('tag', [...DP, 'site=here'], {
    parent_type: 'project',
    props: { tag_type_name: 'site', tag_value: 'here' },
  });
  const network = bench.create('virtual-network', [...DP, 'blue']);
  const change = (type: string, asked: Partial<TagChange> | null, on: ConfigType = 'virtual-network') =>
    refusalOf(() =>
      bench.run((context) =>
        setTags(
          context,
          on,
          network.uuid,
          new Map([
            [type, asked === null ? null : { isGlobal: true, value: undefined, add: [], remove: [], ...asked }],
          ]),
        ),
      ),
    );
  const tags = () =>
    (bench.get('virtual-network', network.uuid).refs.tag ?? []).map(({ uuid }) =>
      bench.get('tag', uuid).fq_name.join(':'),
    );
  expect(change('tier', { value: 'web' })).toBe('accepted');
  expect(change('label', { add: ['a', 'b'] })).toBe('accepted');
  expect(change('site', { isGlobal: false, value: 'here' })).toBe('accepted');
  expect(tags()).toEqual(['tier=web', 'label=a', 'label=b', 'default-domain:default-project:site=here']);
  expect(change('tier', { value: 'db' })).toBe('accepted');
  expect(change('label', { remove: ['a', 'c'] })).toBe('accepted');
  expect(tags()).toEqual(['label=b', 'default-domain:default-project:site=here', 'tier=db']);
  expect(change('tier', null)).toBe('accepted');
  expect(tags()).toEqual(['label=b', 'default-domain:default-project:site=here']);
  expect(change('tier', {})).toBe('400 No valid value provided for tag type tier');
  expect(change('tier', { add: ['web'] })).toBe('400 Tag type tier cannot be set multiple times on a same object.');
  expect(change('tier', { value: 'none' })).toBe("404 Tag with FQName ['tier=none'] not found");
  const uuids = ['tier=web', 'tier=db'].map((name) => findByFqName(bench.store, 'tag', [name])!.uuid);
  expect(
    refusalOf(() =>
      bench.run((context) =>
        updateObject(context, 'virtual-network', network.uuid, {
          refs: { tag: uuids.map((uuid) => ({ uuid, attr: null })) },
        }),
      ),
    ),
  ).toBe("400 Tag type 'tier' cannot be set multiple times on the same virtual-network resource type");
});

test('the tag of a label that something has is stored when it is named', () => {
  const { bench, make } = rules();
  bench.run((context) =>
    createKubeObject({ ...context, allocateClusterIp: () => '10.0.0.1' } as never, 'Namespace', {
      metadata: { name: 'dev', labels: { 'a.b/team': 'x' } },
    }),
  );
  expect(findByFqName(bench.store, 'tag', ['a.b__slash__team=x'])).toBeUndefined();
  make({ ...SERVICE, endpoint_1: { tags: ['a.b__slash__team=x'] } });
  expect(findByFqName(bench.store, 'tag', ['a.b__slash__team=x'])?.uuid).toBe(labelTagUuid('a.b__slash__team=x'));
  expect(refusalOf(() => make({ ...SERVICE, endpoint_1: { tags: ['team=y'] } }, 'other'))).toMatch(/^404 Tag with/);
});
