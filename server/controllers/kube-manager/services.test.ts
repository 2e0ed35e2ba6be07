/** Services in any order, with controllers that stop and start: the end is that of a clean run, and nothing is left. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createObject } from '../../config/operations/operations.ts';
import { childrenOf, referrersOf } from '../../config/records.ts';
import { FIP_POOL } from '../../engine/annotations/annotation-keys.ts';
import type { KubeContext } from '../../kube/cluster-ip-port.ts';
import {
  createKubeObject,
  deleteKubeObject,
  patchKubeObject,
  replaceKubeObject,
  type KubeManifest,
} from '../../kube/operations.ts';
import type { ConfigType } from '../../model/config/types.ts';
import { kubeKey, type Condition } from '../../model/kube/types.ts';
import { Problem } from '../../model/problem.ts';
import type { Store } from '../../store/store.ts';
import { subnetRef } from '../../testing/config-bench.ts';
import { createInMemorySystem, type InMemorySystem } from '../../testing/in-memory-system.ts';
import { holds } from '../../testing/seed.ts';

const NAMESPACES = ['a', 'b'] as const;
const SERVICES = ['x', 'y'] as const;
const MADE: readonly ConfigType[] = [
  'loadbalancer',
  'loadbalancer-listener',
  'loadbalancer-pool',
  'loadbalancer-member',
  'floating-ip',
  'instance-ip',
  'virtual-machine-interface',
];

const poolOf = (name: string): string =>
  `{'domain': 'default-domain', 'project': 'default-project', 'network': 'vn-${name}', 'name': '${name}'}`;

/** Two namespaces, one of which names a pool; two pools, and a deployment in each namespace. */
function begin(): InMemorySystem {
  const system = createInMemorySystem();
  ['one', 'two'].forEach((name, index) =>
    system.do((context) => {
      const network = createObject(context, 'virtual-network', {
        fq_name: ['default-domain', 'default-project', `vn-${name}`],
        refs: { 'network-ipam': [subnetRef(system.store, [`203.0.${113 + index}.0/24`])] },
      });
      createObject(context, 'floating-ip-pool', { fq_name: [...network.fq_name, name] });
    }),
  );
  for (const namespace of NAMESPACES)
    system.do((context) => {
      createKubeObject(context, 'Namespace', {
        metadata: { name: namespace, annotations: namespace === 'b' ? { [FIP_POOL]: poolOf('two') } : {} },
      });
      createKubeObject(context, 'Deployment', deployment(namespace, 0));
    });
  return system;
}

function deployment(namespace: string, replicas: number): KubeManifest {
  return {
    metadata: { name: 'web', namespace },
    spec: {
      replicas,
      selector: { matchLabels: { app: 'web' } },
      template: {
        metadata: { labels: { app: 'web' } },
        spec: { containers: [{ name: 'c', image: 'i', ports: [{ name: 'http', containerPort: 8080 }] }] },
      },
    },
  };
}

interface Write {
  readonly what: string;
  readonly apply: (context: KubeContext) => unknown;
}

const oneOf = <T>(...values: readonly T[]) => fc.constantFrom(...values);
const somewhere = fc.record({ namespace: oneOf(...NAMESPACES), name: oneOf(...SERVICES) });
const PORTS: readonly (readonly object[])[] = [
  [{ name: 'web', port: 80, targetPort: 'http' }],
  [{ name: 'web', port: 80, targetPort: 8080 }],
  [
    { name: 'web', port: 80, targetPort: 8080 },
    { name: 'dns', port: 53, protocol: 'UDP' },
  ],
];

const put = fc
  .record({
    at: somewhere,
    type: oneOf('ClusterIP', 'NodePort', 'LoadBalancer', 'LoadBalancer', 'ExternalName'),
    headless: oneOf(true, false, false, false),
    ports: oneOf(...PORTS),
    pool: oneOf(undefined, poolOf('one'), poolOf('two'), poolOf('none'), '{'),
    external: oneOf([], [], ['203.0.113.77'], ['203.0.114.77', '203.0.114.78']),
    app: oneOf('web', 'web', 'db'),
  })
  .map(({ at: { namespace, name }, type, headless, ports, pool, external, app }): Write => {
    const manifest: KubeManifest = {
      metadata: { name, namespace, annotations: pool === undefined ? {} : { [FIP_POOL]: pool } },
      spec: {
        type,
        selector: { app },
        ports,
        externalIPs: external,
        ...(type === 'ExternalName' ? { externalName: 'a.example' } : {}),
        ...(type === 'ClusterIP' && headless ? { clusterIP: 'None' } : {}),
      },
    };
    return {
      what: `put ${JSON.stringify(manifest)}`,
      apply: (context) =>
        context.transaction.get('kube/Service', kubeKey(namespace, name)) === undefined
          ? createKubeObject(context, 'Service', manifest)
          : replaceKubeObject(context, 'Service', kubeKey(namespace, name), manifest),
    };
  });

const remove = somewhere.map(({ namespace, name }): Write => ({
  what: `delete ${namespace}/${name}`,
  apply: (context) => deleteKubeObject(context, 'Service', kubeKey(namespace, name)),
}));

const scale = fc
  .record({ namespace: oneOf(...NAMESPACES), replicas: fc.integer({ min: 0, max: 3 }) })
  .map(({ namespace, replicas }): Write => ({
    what: `scale ${namespace} to ${replicas}`,
    apply: (context) =>
      patchKubeObject(context, 'Deployment', `${namespace}/web`, { spec: { replicas } }, { type: 'merge' }),
  }));

const isolate = fc
  .record({ namespace: oneOf(...NAMESPACES), isolated: fc.boolean() })
  .map(({ namespace, isolated }): Write => ({
    what: `${isolated ? 'isolate' : 'open'} ${namespace}`,
    apply: (context) =>
      patchKubeObject(
        context,
        'Namespace',
        namespace,
        { metadata: { annotations: { 'opencontrail.org/isolation': isolated ? 'true' : null } } },
        { type: 'merge' },
      ),
  }));

/** What somebody deletes behind kube-manager's back comes back, or goes with the rest. */
const damage = fc
  .tuple(oneOf<'loadbalancer-member' | 'floating-ip'>('loadbalancer-member', 'floating-ip'), fc.nat(5))
  .map(([type, index]): Write => ({
    what: `damage ${type} ${index}`,
    apply: ({ transaction }) => {
      const found = [...transaction.scan(type)].map(({ key }) => key).sort();
      if (found.length > 0) transaction.delete(type, found[index % found.length]!);
    },
  }));

const history = fc.array(
  fc.tuple(
    fc.oneof({ arbitrary: put, weight: 5 }, remove, scale, isolate, damage),
    // The controllers run, are down, or start again with every name.
    oneOf('running', 'running', 'stopped', 'started'),
  ),
  { maxLength: 14 },
);

function apply(system: InMemorySystem, { apply: body }: Write, controllers: string): void {
  try {
    if (controllers === 'running') system.do(body);
    else system.on(system.store, body);
  } catch (error) {
    // A refused request leaves what was there.
    if (!(error instanceof Problem)) throw error;
  }
  if (controllers === 'started') system.restart();
}

/** What a service became, without what chance and history decide (addresses, uuids, names). */
function outcome({ store }: { readonly store: Store }, namespace: string, name: string): unknown {
  const service = store.get('kube/Service', kubeKey(namespace, name))?.value;
  if (service === undefined) return 'none';
  const { uid } = service.metadata;
  const balancer = store.get('loadbalancer', uid)?.value;
  const port = store.get('virtual-machine-interface', balancer?.refs['virtual-machine-interface']?.[0]?.uuid ?? '');
  const ips = port === undefined ? [] : referrersOf(store, 'virtual-machine-interface', port.key, 'instance-ip');
  const conditions = (service.status?.['conditions'] ?? []) as unknown as readonly Condition[];
  const own = [...store.scan('floating-ip')]
    .map(({ value }) => value)
    .filter(({ annotations }) =>
      annotations?.key_value_pair.some(({ key, value }) => key === 'k8s_uuid' && value === uid),
    );
  return {
    addressed: ips.map((ip) => ip.props.instance_ip_address === service.spec?.clusterIP),
    network: store.get('virtual-network', port?.value.refs['virtual-network']?.[0]?.uuid ?? '')?.value.fq_name,
    listeners: referrersOf(store, 'loadbalancer', uid, 'loadbalancer-listener')
      .map((listener) => [
        listener.props.loadbalancer_listener_properties?.protocol,
        listener.props.loadbalancer_listener_properties?.protocol_port,
        referrersOf(store, 'loadbalancer-listener', listener.uuid, 'loadbalancer-pool').map((pool) =>
          childrenOf(store, pool.uuid, 'loadbalancer-member').map(
            (member) => member.props.loadbalancer_member_properties?.protocol_port,
          ),
        ),
      ])
      .sort(),
    floatingIps: own
      .map((floating) => [
        floating.parent_type,
        floating.parent_type === 'instance-ip' ? '' : floating.fq_name[3],
        floating.refs['virtual-machine-interface']?.length ?? 0,
        floating.props.floating_ip_port_mappings,
        floating.props.floating_ip_traffic_direction,
      ])
      .map((each) => JSON.stringify(each))
      .sort(),
    pending: conditions.map(({ type, status, reason }) => [type, status, reason]),
    external: ((service.status?.['loadBalancer'] ?? {}) as { readonly ingress?: readonly unknown[] }).ingress?.length,
    endpoints: (store.get('kube/Endpoints', kubeKey(namespace, name))?.value.subsets ?? []).map(
      ({ addresses, notReadyAddresses, ports }) => [addresses?.length, notReadyAddresses?.length, ports],
    ),
  };
}

const everything = (system: InMemorySystem) => [
  NAMESPACES.map((namespace) => SERVICES.map((name) => outcome(system, namespace, name))),
  Object.fromEntries(MADE.map((type) => [type, system.store.count(type)])),
];

/** The same objects as they are now, made in order while everything runs. */
function cleanRun({ store }: InMemorySystem): InMemorySystem {
  const system = begin();
  for (const namespace of NAMESPACES) {
    const { annotations } = store.get('kube/Namespace', namespace)!.value.metadata;
    system.do((context) =>
      patchKubeObject(context, 'Namespace', namespace, { metadata: { annotations } }, { type: 'merge' }),
    );
    const { replicas } = store.get('kube/Deployment', `${namespace}/web`)!.value.spec!;
    system.do((context) =>
      patchKubeObject(context, 'Deployment', `${namespace}/web`, { spec: { replicas } }, { type: 'merge' }),
    );
    for (const name of SERVICES) {
      const service = store.get('kube/Service', kubeKey(namespace, name))?.value;
      if (service === undefined) continue;
      const { clusterIP, clusterIPs: _drawn, ...spec } = service.spec!;
      system.do((context) =>
        createKubeObject(context, 'Service', {
          metadata: { name, namespace, annotations: service.metadata.annotations ?? {} },
          spec: { ...spec, ...(clusterIP === 'None' ? { clusterIP } : {}) },
        }),
      );
    }
  }
  return system;
}

test('a selector that names other pods takes the former ones off the virtual address', () => {
  const system = begin();
  const service = (app: string): KubeManifest => ({
    metadata: { name: 'x', namespace: 'a' },
    spec: { selector: { app }, ports: PORTS[0] },
  });
  const behind = (): readonly number[] =>
    [...system.store.scan('floating-ip')]
      .filter(({ value }) => value.fq_name[0]!.startsWith('x__'))
      .map(({ value }) => value.refs['virtual-machine-interface']?.length ?? 0);
  system.do((context) => patchKubeObject(context, 'Deployment', 'a/web', { spec: { replicas: 2 } }, { type: 'merge' }));
  system.do((context) => createKubeObject(context, 'Service', service('web')));
  expect(behind()).toEqual([2]);
  system.do((context) => replaceKubeObject(context, 'Service', 'a/x', service('db')));
  expect(behind()).toEqual([0]);
});

test('services in any order end as in a clean run, and leave nothing behind', () => {
  const empty = MADE.map((type) => begin().store.count(type));
  holds(
    fc.property(history, (steps) => {
      const system = begin();
      for (const [write, controllers] of steps) apply(system, write, controllers);
      system.restart();
      const told = steps.map(([write, controllers]) => `${controllers}: ${write.what}`).join('\n');
      expect(everything(system), told).toEqual(everything(cleanRun(system)));
      const { revision } = system.store;
      system.restart();
      expect(system.store.revision, `a second start changes nothing\n${told}`).toBe(revision);
      for (const namespace of NAMESPACES) {
        for (const name of SERVICES)
          apply(
            system,
            { what: '', apply: (c) => deleteKubeObject(c, 'Service', kubeKey(namespace, name)) },
            'running',
          );
        system.do((context) =>
          patchKubeObject(context, 'Deployment', `${namespace}/web`, { spec: { replicas: 0 } }, { type: 'merge' }),
        );
      }
      expect(
        MADE.map((type) => system.store.count(type)),
        told,
      ).toEqual(empty);
      // Those of the service `kubernetes` stay.
      expect([system.store.count('kube/Endpoints'), system.store.count('kube/EndpointSlice')], told).toEqual([1, 1]);
    }),
    { numRuns: 16 },
  );
}, 120_000);

test('the service kubernetes has link-local services, which follow its ports and its Endpoints', () => {
  const system = createInMemorySystem();
  const entries = () =>
    [...system.store.scan('global-vrouter-config')].flatMap(
      ({ value }) =>
        (value.props['linklocal_services'] as { linklocal_service_entry?: unknown[] } | undefined)
          ?.linklocal_service_entry,
    );
  const entry = {
    linklocal_service_name: 'default-domain-k8s-default-kubernetes-443',
    linklocal_service_ip: '10.96.0.1',
    linklocal_service_port: 443,
    ip_fabric_service_ip: ['10.85.188.19'],
    ip_fabric_service_port: 6443,
  };
  expect(entries()).toEqual([entry]);
  const patch = (kind: 'Service' | 'Endpoints', body: object) =>
    system.do((context) => patchKubeObject(context, kind, 'default/kubernetes', body, { type: 'merge' }));
  patch('Endpoints', { subsets: [{ addresses: [{ ip: '10.85.188.30' }], ports: [{ name: 'https', port: 7443 }] }] });
  expect(entries()).toEqual([{ ...entry, ip_fabric_service_ip: ['10.85.188.30'], ip_fabric_service_port: 7443 }]);
  patch('Service', { spec: { ports: [{ name: 'https', port: 444, targetPort: 7443 }] } });
  expect(entries()).toMatchObject([{ linklocal_service_name: 'default-domain-k8s-default-kubernetes-444' }]);
  system.do((context) => deleteKubeObject(context, 'Service', 'default/kubernetes'));
  expect(entries()).toEqual([undefined]);
});
