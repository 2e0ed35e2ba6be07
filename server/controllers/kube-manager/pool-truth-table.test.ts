/**
 * Which pool a service gets its address from: presence of (object, namespace, global) × type × what happens to the
 * pool that comes first × isolation. Each cell names the exact pool and address, or the exact reason.
 */

import { describe, expect, test } from 'vitest';
import { createObject, deleteObject } from '../../config/operations/operations.ts';
import { findByFqName } from '../../config/records.ts';
import { FIP_POOL } from '../../engine/annotations/annotation-keys.ts';
import { serviceNetworkFqName, DEFAULT_CLUSTER_NAMES } from '../../engine/naming/kube-names.ts';
import { createKubeObject, patchKubeObject } from '../../kube/operations.ts';
import type { Condition } from '../../model/kube/types.ts';
import { formatFqName, type FqName } from '../../model/naming/fq-name.ts';
import { byParent, byRef, byRequester } from '../../store/indexes.ts';
import { subnetRef } from '../../testing/config-bench.ts';
import { createInMemorySystem, type InMemorySystem } from '../../testing/in-memory-system.ts';

const SCOPES = ['object', 'namespace', 'global'] as const;
type Scope = (typeof SCOPES)[number];

const STATES = ['exists', 'full', 'shared', 'unshared', 'deleted later', 'created later'] as const;
type State = (typeof STATES)[number];

type Type = 'LoadBalancer' | 'ClusterIP';

/** Every set of scopes that name a pool, but the empty one, for which the state of a pool says nothing. */
const PRESENT: readonly (readonly Scope[])[] = [1, 2, 3, 4, 5, 6, 7].map((bits) =>
  SCOPES.filter((_scope, index) => (bits & (1 << index)) !== 0),
);

/** Each scope has a subnet of eight addresses, of which four can be drawn: the highest is `.4`. */
const SUBNET = { object: '203.0.113.0', namespace: '203.0.113.8', global: '203.0.113.16' } as const;
const HIGHEST = { object: '203.0.113.4', namespace: '203.0.113.12', global: '203.0.113.20' } as const;
/** What a ClusterIP service asks for: an address of the pool that comes first. */
const ASKED = { object: '203.0.113.2', namespace: '203.0.113.10', global: '203.0.113.18' } as const;

interface Outcome {
  readonly scope?: Scope;
  readonly address?: string;
  readonly reason: string;
}

/** What the rules of kube-manager say, written down apart from the code that decides. */
function expected(present: readonly Scope[], type: Type, state: State): Outcome {
  const [first, second] = present;
  const from = (scope: Scope): Outcome => ({
    scope,
    address: type === 'LoadBalancer' ? HIGHEST[scope] : ASKED[scope],
    reason: 'Allocated',
  });
  switch (state) {
    case 'exists':
    case 'shared':
    case 'unshared':
      return from(first!);
    case 'full':
      return { reason: type === 'LoadBalancer' ? 'PoolExhausted' : 'AddressInUse' };
    case 'deleted later':
      if (second === undefined) return { reason: 'PoolNotFound' };
      return type === 'LoadBalancer' ? from(second) : { reason: 'AddressNotInPool' };
    case 'created later':
      // The address of a less specific pool is kept; one that was asked for waited for its pool.
      return type === 'LoadBalancer' && second !== undefined ? from(second) : from(first!);
  }
}

const POOL = 'pool';
const dict = ([domain, project, network, name]: FqName): string =>
  `{'domain': '${domain}', 'project': '${project}', 'network': '${network}', 'name': '${name}'}`;

function poolName(scope: Scope, state: State): FqName {
  const other = state === 'shared' || state === 'unshared';
  return ['default-domain', other ? 'k8s-owner' : 'k8s-ns', `vn-${scope}`, POOL];
}

function createPool(system: InMemorySystem, scope: Scope, name: FqName, state: State): void {
  system.do((context) => {
    const network = name.slice(0, 3);
    if (findByFqName(context.transaction, 'virtual-network', network) === undefined)
      createObject(context, 'virtual-network', {
        fq_name: network,
        refs: { 'network-ipam': [subnetRef(system.store, [`${SUBNET[scope]}/29`])] },
      });
    const project = findByFqName(context.transaction, 'project', ['default-domain', 'k8s-ns'])!;
    createObject(context, 'floating-ip-pool', {
      fq_name: name,
      ...(state === 'shared' ? { perms2: { share: [{ tenant: project.uuid, tenant_access: 7 }] } } : {}),
    });
  });
}

function fill(system: InMemorySystem, name: FqName): void {
  for (let index = 0; index < 4; index++)
    system.do((context) =>
      createObject(context, 'floating-ip', { fq_name: [...name, `f${index}`], parent_type: 'floating-ip-pool' }),
    );
}

function removePool(system: InMemorySystem, name: FqName): void {
  system.do((context) => {
    const pool = findByFqName(context.transaction, 'floating-ip-pool', name)!;
    for (const { key } of [...context.transaction.lookup(byParent('floating-ip'), pool.uuid)])
      deleteObject(context, 'floating-ip', key);
    deleteObject(context, 'floating-ip-pool', pool.uuid);
  });
}

function run(present: readonly Scope[], type: Type, state: State, isolated: boolean) {
  const names = Object.fromEntries(
    present.map((scope, index) => [scope, poolName(scope, index === 0 ? state : 'exists')]),
  ) as { readonly [S in Scope]?: FqName };
  const first = present[0]!;
  const system = createInMemorySystem({
    config: names.global === undefined ? {} : { KUBERNETES_PUBLIC_FIP_POOL: dict(names.global) },
  });
  system.do((context) => createKubeObject(context, 'Namespace', { metadata: { name: 'owner' } }));
  system.do((context) =>
    createKubeObject(context, 'Namespace', {
      metadata: {
        name: 'ns',
        annotations: {
          ...(isolated ? { 'opencontrail.org/isolation': 'true' } : {}),
          ...(names.namespace === undefined ? {} : { [FIP_POOL]: dict(names.namespace) }),
        },
      },
    }),
  );
  for (const scope of present)
    if (scope !== first || state !== 'created later')
      createPool(system, scope, names[scope]!, scope === first ? state : 'exists');
  if (state === 'full') fill(system, names[first]!);
  system.do((context) =>
    createKubeObject(context, 'Service', {
      metadata: {
        name: 'web',
        namespace: 'ns',
        annotations: names.object === undefined ? {} : { [FIP_POOL]: dict(names.object) },
      },
      spec: { type, ports: [{ port: 80 }], ...(type === 'ClusterIP' ? { externalIPs: [ASKED[first]] } : {}) },
    }),
  );
  if (state === 'created later') createPool(system, first, names[first]!, 'exists');
  if (state === 'deleted later') removePool(system, names[first]!);
  return { system, names };
}

function outcomeOf(system: InMemorySystem): Outcome {
  const service = system.store.get('kube/Service', 'ns/web')!.value;
  const conditions = (service.status?.['conditions'] ?? []) as unknown as readonly Condition[];
  const condition = conditions.find(({ type }) => type === 'FloatingIPAllocated');
  const [floating] = [...system.store.lookup(byRequester('floating-ip'), service.metadata.uid)].filter(
    ({ value }) => value.parent_type === 'floating-ip-pool',
  );
  const { ingress = [] } = (service.status?.['loadBalancer'] ?? {}) as {
    readonly ingress?: readonly { readonly ip: string }[];
  };
  const shown = service.spec?.type === 'LoadBalancer' && floating !== undefined;
  expect(ingress.map(({ ip }) => ip)).toEqual(shown ? [floating.value.props.floating_ip_address] : []);
  const scope = SCOPES.find((each) => floating?.value.fq_name[2] === `vn-${each}`);
  return {
    ...(scope === undefined ? {} : { scope }),
    ...(floating === undefined ? {} : { address: floating.value.props.floating_ip_address! }),
    reason: condition?.reason ?? 'none',
  };
}

const CELLS = PRESENT.flatMap((present) =>
  (['LoadBalancer', 'ClusterIP'] as const).flatMap((type) =>
    STATES.flatMap((state) => [true, false].map((isolated) => ({ present, type, state, isolated }))),
  ),
);

describe('the pool truth table', () => {
  test('has every cell', () => {
    expect(CELLS).toHaveLength(168);
  });

  test.each(PRESENT.map((present) => [present.join(' and '), present] as const))('%s', (_what, present) => {
    for (const { type, state, isolated } of CELLS.filter((cell) => cell.present === present)) {
      const cell = `${present.join(' and ')} × ${type} × ${state}${isolated ? ' × isolated' : ''}`;
      const { system, names } = run(present, type, state, isolated);
      expect(outcomeOf(system), cell).toEqual(expected(present, type, state));
      // The trail tells it as it is now, and who uses another project's pool.
      const trail = system.derived.poolOfService('ns/web')!.decision.trail;
      const told = trail.map(({ sentence }) => sentence).join(' ');
      expect(told.includes('as administrator'), cell).toBe(state === 'unshared');
      expect(trail.at(-1)!.outcome === 'resolved', cell).toBe(state !== 'deleted later' || present.length > 1);
      const kept = system.derived
        .conditions('kube/Service', 'ns/web')
        .filter(({ reason }) => reason === 'AddressKept')
        .map(({ message }) => message.includes(`pool ${formatFqName(names[present[0]!]!)} applies by now`));
      const keeps = state === 'created later' && type === 'LoadBalancer' && present.length > 1;
      expect(kept, cell).toEqual(keeps ? [true] : []);
      // The ClusterIP is in the service network of the namespace.
      const network = findByFqName(
        system.store,
        'virtual-network',
        serviceNetworkFqName(DEFAULT_CLUSTER_NAMES, isolated ? 'ns' : 'default'),
      )!;
      const ip = system.store.get('kube/Service', 'ns/web')!.value.spec!.clusterIP;
      expect(
        [...system.store.lookup(byRef('instance-ip', 'virtual-network'), network.uuid)].map(
          ({ value }) => value.props.instance_ip_address,
        ),
        cell,
      ).toContain(ip);
      expect(system.failures, cell).toEqual([]);
    }
  });

  test.each(['LoadBalancer', 'ClusterIP'] as const)(
    '%s without any pool: the reason, and nothing allocated',
    (type) => {
      const system = createInMemorySystem();
      system.do((context) =>
        createKubeObject(context, 'Service', {
          metadata: { name: 'web', namespace: 'default' },
          spec: { type, ports: [{ port: 80 }], ...(type === 'ClusterIP' ? { externalIPs: ['203.0.113.2'] } : {}) },
        }),
      );
      const conditions = system.store.get('kube/Service', 'default/web')!.value.status?.['conditions'];
      expect(conditions).toMatchObject([{ type: 'FloatingIPAllocated', status: 'False', reason: 'NoPool' }]);
    },
  );
});

test('an address that becomes free wakes the service that waits for it', () => {
  const { system, names } = run(['namespace'], 'LoadBalancer', 'full', false);
  expect(outcomeOf(system)).toEqual({ reason: 'PoolExhausted' });
  system.do((context) => {
    const pool = findByFqName(context.transaction, 'floating-ip-pool', names.namespace!)!;
    const [held] = [...context.transaction.lookup(byParent('floating-ip'), pool.uuid)].filter(
      ({ value }) => value.props.floating_ip_address === '203.0.113.11',
    );
    deleteObject(context, 'floating-ip', held!.key);
  });
  expect(outcomeOf(system)).toEqual({ scope: 'namespace', address: '203.0.113.11', reason: 'Allocated' });
});

test('a service that names another pool itself gets an address of that one', () => {
  const { system, names } = run(['object', 'namespace'], 'LoadBalancer', 'exists', false);
  expect(outcomeOf(system)).toMatchObject({ scope: 'object' });
  const annotate = (pool: string | null) =>
    system.do((context) =>
      patchKubeObject(
        context,
        'Service',
        'ns/web',
        { metadata: { annotations: { [FIP_POOL]: pool } } },
        { type: 'merge' },
      ),
    );
  annotate(null);
  expect(outcomeOf(system)).toEqual({ scope: 'namespace', address: '203.0.113.12', reason: 'Allocated' });
  annotate(dict(names.object!));
  expect(outcomeOf(system)).toEqual({ scope: 'object', address: '203.0.113.4', reason: 'Allocated' });
  annotate('{');
  expect(outcomeOf(system)).toEqual({ reason: 'PoolAnnotationMalformed' });
});

test('the chapter: each service gets its address from the pool that it promises', () => {
  const pools = ['pool-dev', 'pool-sales', 'pool-global-default'];
  const nameOf = (pool: string): FqName => ['default-domain', 'k8s-ns-user-1', `vn-${pool}`, pool];
  const system = createInMemorySystem({
    config: { KUBERNETES_PUBLIC_FIP_POOL: dict(nameOf('pool-global-default')) },
  });
  system.do((context) => createKubeObject(context, 'Namespace', { metadata: { name: 'ns-user-1' } }));
  pools.forEach((pool, index) =>
    system.do((context) => {
      createObject(context, 'virtual-network', {
        fq_name: nameOf(pool).slice(0, 3),
        refs: { 'network-ipam': [subnetRef(system.store, [`101.101.${index}.0/24`])] },
      });
      createObject(context, 'floating-ip-pool', { fq_name: nameOf(pool) });
    }),
  );
  const services = [
    ['dev', 'web', undefined, 'pool-dev'],
    ['sales', 'web', undefined, 'pool-sales'],
    ['test-only', 'web', undefined, 'pool-global-default'],
    ['dev', 'dev-webservice', 'pool-sales', 'pool-sales'],
  ] as const;
  for (const namespace of ['dev', 'sales', 'test-only'])
    system.do((context) =>
      createKubeObject(context, 'Namespace', {
        metadata: {
          name: namespace,
          annotations: namespace === 'test-only' ? {} : { [FIP_POOL]: dict(nameOf(`pool-${namespace}`)) },
        },
      }),
    );
  for (const [namespace, name, pool] of services)
    system.do((context) =>
      createKubeObject(context, 'Service', {
        metadata: { name, namespace, annotations: pool === undefined ? {} : { [FIP_POOL]: dict(nameOf(pool)) } },
        spec: { type: 'LoadBalancer', ports: [{ port: 80 }] },
      }),
    );
  const got = services.map(([namespace, name]) => {
    const { uid } = system.store.get('kube/Service', `${namespace}/${name}`)!.value.metadata;
    return [...system.store.lookup(byRequester('floating-ip'), uid)]
      .filter(({ value }) => value.parent_type === 'floating-ip-pool')
      .map(({ value }) => [value.fq_name[3], value.props.floating_ip_address]);
  });
  expect(got).toEqual([
    [['pool-dev', '101.101.0.252']],
    [['pool-sales', '101.101.1.252']],
    [['pool-global-default', '101.101.2.252']],
    [['pool-sales', '101.101.1.251']],
  ]);
});
