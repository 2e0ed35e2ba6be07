/**
 * Whatever an operation is given, by whatever verb, is a refusal or leaves whole records; it is never an error of
 * ours.
 */

import { expect, test } from 'vitest';
import { createKubeObject } from '../../kube/operations.ts';
import type { Ref } from '../../model/config/record.ts';
import { CONFIG_TYPES, type ConfigType } from '../../model/config/types.ts';
import { Problem } from '../../model/problem.ts';
import { byParent, byRef } from '../../store/indexes.ts';
import { createFirewall } from '../../testing/builders/firewall.ts';
import { subnetRef } from '../../testing/config-bench.ts';
import { createInMemorySystem } from '../../testing/in-memory-system.ts';
import type { ObjectPatch, RecordOf } from '../rules.ts';
import { MOST_UPDATES, updateCollection } from './element-operations.ts';
import { createObject, deleteObject, updateObject } from './operations.ts';

const system = createInMemorySystem();
system.do((context) =>
  createKubeObject(context, 'Pod', {
    metadata: { name: 'a', namespace: 'default' },
    spec: { containers: [{ name: 'c', image: 'i' }] },
  }),
);
system.do((context) => {
  const network = createObject(context, 'virtual-network', {
    fq_name: ['default-domain', 'default-project', 'public'],
    refs: { 'network-ipam': [subnetRef(system.store, ['101.101.101.0/24', '2001:db8::/64'])] },
  });
  createObject(context, 'floating-ip-pool', { fq_name: [...network.fq_name, 'pool'] });
  createObject(context, 'floating-ip', { fq_name: [...network.fq_name, 'pool', 'one'] });
  createObject(context, 'tag', { fq_name: ['tier=web'], props: { tag_type_name: 'tier', tag_value: 'web' } });
  createFirewall(context);
  createObject(context, 'route-target', { fq_name: ['target:1:2'] });
  createObject(context, 'route-table', {
    fq_name: ['default-domain', 'default-project', 'static'],
    props: {
      routes: {
        route: [
          {
            prefix: '10.1.0.0/16',
            next_hop: '10.0.0.9',
            next_hop_type: 'ip-address',
            community_attributes: { community_attribute: ['no-export'] },
          },
        ],
      },
    },
  });
  createObject(context, 'loadbalancer-healthmonitor', {
    fq_name: ['default-domain', 'default-project', 'check'],
    props: {
      loadbalancer_healthmonitor_properties: { monitor_type: 'HTTP', delay: 5, timeout: 3, max_retries: 2 },
    },
  });
  const front = createObject(context, 'loadbalancer', {
    fq_name: ['default-domain', 'default-project', 'front'],
    props: { loadbalancer_provider: 'native', loadbalancer_properties: { vip_address: '10.96.0.9' } },
  });
  createObject(context, 'loadbalancer-listener', {
    fq_name: ['default-domain', 'default-project', 'http'],
    props: { loadbalancer_listener_properties: { protocol: 'TCP', protocol_port: 80 } },
    refs: { loadbalancer: [{ uuid: front.uuid, attr: null }] },
  });
  createObject(context, 'loadbalancer-pool', {
    fq_name: ['default-domain', 'default-project', 'http'],
    props: {
      loadbalancer_pool_properties: { protocol: 'TCP', loadbalancer_method: 'ROUND_ROBIN' },
      loadbalancer_pool_custom_attributes: { key_value_pair: [{ key: 'a', value: 'b' }] },
    },
  });
  createObject(context, 'loadbalancer-member', {
    fq_name: ['default-domain', 'default-project', 'http', 'one'],
    props: { loadbalancer_member_properties: { address: '10.47.255.1', protocol_port: 8080, weight: 1 } },
  });
});
const sample = (type: ConfigType): RecordOf<ConfigType> | undefined =>
  [...system.store.scan(type)]
    .map(({ value }) => value as unknown as RecordOf<ConfigType>)
    .sort((a, b) => JSON.stringify(b).length - JSON.stringify(a).length)[0];

const WRONG: readonly unknown[] = [
  true,
  -1,
  1.5,
  1e300,
  '',
  'x',
  [],
  [null],
  {},
  { a: null },
  [[[]]],
  { constructor: 1 },
  { toString: 5 },
];

/** Copies of a value with each part of it replaced by something wrong, or left out. */
function* spoilt(value: unknown): Generator<unknown> {
  yield* WRONG;
  if (typeof value !== 'object' || value === null) return;
  for (const key of Object.keys(value)) {
    const part = (value as { readonly [key: string]: unknown })[key];
    for (const other of spoilt(part))
      yield Array.isArray(value)
        ? value.map((item: unknown, index) => (index === Number(key) ? other : item))
        : { ...value, [key]: other };
    if (!Array.isArray(value)) {
      const { [key]: _gone, ...rest } = value as { readonly [key: string]: unknown };
      yield rest;
    }
  }
}

/** On a fork, so that nothing that is accepted stays. Gives whether it was. */
function attempt(body: (context: Parameters<Parameters<typeof system.on>[1]>[0]) => unknown): boolean {
  try {
    system.on(system.store.fork(), body);
    return true;
  } catch (error) {
    if (error instanceof Problem && error.status < 500) return false;
    throw error;
  }
}

test.each(CONFIG_TYPES.filter((type) => type !== 'access-control-list'))(
  '%s: every property, reference and common member',
  (type) => {
    const record = sample(type);
    expect(record, `there is a ${type} to be spoilt`).toBeDefined();
    if (record === undefined) return;
    const patches: ObjectPatch<ConfigType>[] = [];
    for (const [property, value] of Object.entries(record.props))
      for (const wrong of spoilt(value)) patches.push({ props: { [property]: wrong } } as ObjectPatch<ConfigType>);
    for (const [target, refs] of Object.entries(record.refs))
      for (const wrong of spoilt((refs as readonly Ref[])[0]!.attr))
        patches.push({
          refs: { [target]: [{ uuid: (refs as readonly Ref[])[0]!.uuid, attr: wrong }] },
        } as ObjectPatch<ConfigType>);
    for (const wrong of WRONG)
      for (const member of ['display_name', 'annotations', 'perms2', 'id_perms'])
        patches.push({ [member]: wrong } as ObjectPatch<ConfigType>);
    let refused = 0;
    for (const patch of patches) {
      if (!attempt((context) => updateObject(context, type, record.uuid, patch))) refused += 1;
      attempt((context) =>
        createObject(context, type, {
          ...(patch as object),
          fq_name: [...record.fq_name.slice(0, -1), 'fresh'],
          ...(record.parent_type === undefined ? {} : { parent_type: record.parent_type }),
        }),
      );
    }
    expect(refused).toBeGreaterThan(patches.length / 4);
  },
);

test('a record that an old directory holds with a fault can be fixed and deleted', { timeout: 60_000 }, () => {
  const old = createInMemorySystem({ validate: () => {} });
  old.do((context) =>
    createKubeObject(context, 'Pod', {
      metadata: { name: 'a', namespace: 'default' },
      spec: { containers: [{ name: 'c', image: 'i' }] },
    }),
  );
  for (const type of [
    'network-policy',
    'security-group',
    'instance-ip',
    'virtual-machine-interface',
    'bgp-router',
    'tag-type',
    'virtual-router',
  ] as const) {
    const record = [...old.store.scan(type)]
      .map(({ value }) => value as unknown as RecordOf<ConfigType>)
      .sort((a, b) => JSON.stringify(b).length - JSON.stringify(a).length)[0];
    expect(record, `there is a ${type} to be spoilt`).toBeDefined();
    if (record === undefined) continue;
    for (const props of spoilt(record.props)) {
      if (typeof props !== 'object' || props === null || Array.isArray(props)) continue;
      const fork = old.store.fork();
      const broken = { ...record, system: undefined, props };
      delete broken.system;
      try {
        old.on(fork, ({ transaction }) => transaction.put(type, record.uuid, broken as never));
      } catch {
        continue;
      }
      const sound = Object.fromEntries(Object.entries(record.props).filter(([, value]) => value !== undefined));
      let fixed: object = sound;
      try {
        fixed = old.on(fork, (context) =>
          updateObject(context, type, record.uuid, { props: record.props } as ObjectPatch<ConfigType>),
        ).props;
      } catch (error) {
        // Numbers and addresses that the system gave can only be removed by deletion.
        if (!/Cannot set|can not be changed/.test(String(error))) throw error;
      }
      expect(fixed).toMatchObject(sound);
      const again = old.store.fork();
      old.on(again, ({ transaction }) => {
        for (const child of [...transaction.lookup(byParent('floating-ip'), record.uuid)])
          transaction.delete('floating-ip', child.key);
        for (const other of CONFIG_TYPES)
          for (const referrer of [...transaction.lookup(byRef(other, type), record.uuid)])
            transaction.delete(other, referrer.key);
        transaction.put(type, record.uuid, broken as never);
      });
      old.on(again, (context) => deleteObject(context, type, record.uuid));
      expect(again.get(type, record.uuid)).toBeUndefined();
    }
  }
});

test('items of lists: refused where the resulting list would be invalid', () => {
  const policy = sample('network-policy')!;
  const item = (value: unknown) =>
    attempt((context) =>
      updateCollection(context, policy.uuid, [
        { field: 'network_policy_entries', operation: 'add', value: value as never },
      ]),
    );
  expect([
    item({ protocol: 'any' }),
    item(5),
    item([]),
    item({ protocol: 'any', src_addresses: [{ virtual_network: 5 }], src_ports: [], dst_addresses: [], dst_ports: [] }),
  ]).toEqual([false, false, false, false]);
  expect(
    attempt((context) =>
      updateCollection(
        context,
        policy.uuid,
        Array.from({ length: MOST_UPDATES + 1 }, () => ({
          field: 'network_policy_entries',
          operation: 'delete' as const,
          position: '0',
        })),
      ),
    ),
  ).toBe(false);
});

test('an unknown object is a refusal for every verb', () => {
  const absent = '00000000-0000-4000-8000-00000000dead';
  for (const type of CONFIG_TYPES) {
    expect(attempt((context) => updateObject(context, type, absent, {}))).toBe(false);
    expect(attempt((context) => deleteObject(context, type, absent))).toBe(false);
  }
});
