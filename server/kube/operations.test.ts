import { beforeEach, describe, expect, test } from 'vitest';
import type { KubeKind, KubeObjectOf } from '../model/kube/types.ts';
import type { Store, Transaction } from '../store/store.ts';
import { createMemoryStore } from '../testing/memory-store.ts';
import type { KubeContext } from './cluster-ip-port.ts';
import { continueForeground, replaceNamespaceFinalizers } from './deletion.ts';
import { KubeProblem } from './kube-problem.ts';
import {
  bindPod,
  createKubeObject,
  deleteKubeObject,
  finalizeNamespace,
  patchKubeObject,
  replaceKubeObject,
  updateStatus,
  type KubeManifest,
} from './operations.ts';

let store: Store;
let uuids = 0;
let addresses = 0;

beforeEach(() => {
  store = createMemoryStore();
  uuids = 0;
  addresses = 0;
  for (const name of ['default', 'ns', 'contrail'])
    run((context) => createKubeObject(context, 'Namespace', { metadata: { name } }));
});

function run<T>(body: (context: KubeContext) => T): T {
  const mint = { uuid: () => `00000000-0000-4000-8000-${String(++uuids).padStart(12, '0')}` };
  return store.transact({ actor: 'test', source: 'kube' }, (transaction: Transaction) =>
    body({ transaction, mint, allocateClusterIp: (_context, requested) => requested ?? `10.96.0.${++addresses}` }),
  ).result;
}

function create(kind: KubeKind, manifest: KubeManifest): unknown {
  return run((context) => createKubeObject(context, kind, manifest));
}

const container = { name: 'c', image: 'nginx' };
const pod = (name: string, more: object = {}): KubeManifest => ({
  metadata: { name, namespace: 'ns' },
  spec: { containers: [container], ...more },
});
const template = { metadata: { labels: { app: 'web' } }, spec: { containers: [container] } };
const deployment = (spec: object = {}): KubeManifest => ({
  metadata: { name: 'web', namespace: 'ns' },
  spec: { selector: { matchLabels: { app: 'web' } }, template, ...spec },
});
const service = (spec: object = {}): KubeManifest => ({
  metadata: { name: 'web', namespace: 'ns' },
  spec: { ports: [{ port: 80 }], ...spec },
});
const attachment = (
  name: string,
  annotations: { readonly [key: string]: string } = { 'opencontrail.org/cidr': '10.1.0.0/24' },
): KubeManifest => ({ metadata: { name, namespace: 'ns', annotations }, spec: { config: '{}' } });
const DICT = "{'domain': 'default-domain', 'project': 'k8s-default', 'network': 'public', 'name': 'pool'}";
const config = (data: object = {}): KubeManifest => ({
  metadata: { name: 'contrail-kubernetes-config', namespace: 'contrail' },
  data: {
    KUBERNETES_CLUSTER_NAME: 'k8s',
    KUBERNETES_POD_SUBNETS: '10.32.0.0/12',
    KUBERNETES_SERVICE_SUBNETS: '10.96.0.0/12',
    KUBERNETES_IP_FABRIC_SUBNETS: '10.64.0.0/12',
    ...data,
  },
});

describe('refusals of a create', () => {
  const cases: readonly [name: string, kind: KubeKind, manifest: KubeManifest, status: number, message: string][] = [
    [
      'no such namespace',
      'Pod',
      { metadata: { name: 'p', namespace: 'nope' }, spec: { containers: [container] } },
      404,
      'namespaces "nope" not found',
    ],
    [
      'no name',
      'ConfigMap',
      { metadata: { namespace: 'ns' } },
      422,
      'ConfigMap "" is invalid: metadata.name: Required value: name or generateName is required',
    ],
    [
      'a service name that begins with a digit',
      'Service',
      { ...service(), metadata: { name: '1web', namespace: 'ns' } },
      422,
      'a DNS-1035 label must consist of',
    ],
    [
      'a label with blanks',
      'Pod',
      { ...pod('p'), metadata: { name: 'p', namespace: 'ns', labels: { app: 'a b' } } },
      422,
      'metadata.labels: Invalid value: "a b": a valid label must be',
    ],
    [
      'an owner without a kind',
      'Pod',
      {
        ...pod('p'),
        metadata: {
          name: 'p',
          namespace: 'ns',
          ownerReferences: [{ apiVersion: 'v1', name: 'x', uid: 'y', controller: true }],
        },
      },
      422,
      'metadata.ownerReferences[0].kind: Invalid value: "": must not be empty',
    ],
    [
      'two controllers',
      'Pod',
      {
        ...pod('p'),
        metadata: {
          name: 'p',
          namespace: 'ns',
          ownerReferences: ['a', 'b'].map((name) => ({
            apiVersion: 'v1',
            kind: 'X',
            name,
            uid: name,
            controller: true,
          })),
        },
      },
      422,
      'Only one reference can have Controller set to true. Found "true" in references for a and b',
    ],
    ['no containers', 'Pod', pod('p', { containers: [] }), 422, 'Pod "p" is invalid: spec.containers: Required value'],
    [
      'two containers of a name',
      'Pod',
      pod('p', { containers: [container, container] }),
      422,
      'spec.containers[1].name: Duplicate value: "c"',
    ],
    [
      'a port of 70000',
      'Pod',
      pod('p', { containers: [{ ...container, ports: [{ containerPort: 70000 }] }] }),
      422,
      'spec.containers[0].ports[0].containerPort: Invalid value: 70000: must be between 1 and 65535, inclusive',
    ],
    [
      'replicas beyond what one process can hold',
      'Deployment',
      deployment({ replicas: 2_147_483_647 }),
      422,
      'spec.replicas: Invalid value: 2147483647: must be less than or equal to 100000',
    ],
    [
      'a selector that misses its template',
      'Deployment',
      deployment({ selector: { matchLabels: { app: 'db' } } }),
      422,
      'spec.template.metadata.labels: Invalid value: map[string]string{"app":"web"}: `selector` does not match ' +
        'template `labels`',
    ],
    [
      'no selector',
      'Deployment',
      deployment({ selector: undefined }),
      422,
      'Deployment.apps "web" is invalid: spec.selector: Required value',
    ],
    [
      'a negative number of replicas',
      'Deployment',
      deployment({ replicas: -1 }),
      422,
      'spec.replicas: Invalid value: -1: must be greater than or equal to 0',
    ],
    ['a service without ports', 'Service', service({ ports: [] }), 422, 'spec.ports: Required value'],
    [
      'two ports without names',
      'Service',
      service({ ports: [{ port: 80 }, { port: 81 }] }),
      422,
      'spec.ports[0].name: Required value',
    ],
    [
      'a service type of its own',
      'Service',
      service({ type: 'Round' }),
      422,
      'spec.type: Unsupported value: "Round": supported values: "ClusterIP", "ExternalName", "LoadBalancer", ' +
        '"NodePort"',
    ],
    [
      'a network named like its namespace',
      'NetworkAttachmentDefinition',
      attachment('ns'),
      409,
      'default-domain:k8s-ns:k8s-ns-pod-network, the name of the pod network of namespace ns',
    ],
    [
      'a pool that is no dict',
      'ConfigMap',
      config({ KUBERNETES_PUBLIC_FIP_POOL: "{'domain': 'd'}" }),
      422,
      '[project] not specified in fip-pool dict string',
    ],
  ];
  test.each(cases)('%s', (_name, kind, manifest, status, message) => {
    const before = store.revision;
    expect(() => create(kind, manifest)).toThrow(
      expect.objectContaining({ status, detail: expect.stringContaining(message) }),
    );
    expect(store.revision).toBe(before);
  });

  function putNetworkMadeFor(kind: KubeKind): void {
    store.transact({ actor: 'test', source: 'controller:kube-manager' }, (transaction) =>
      transaction.put('virtual-network', '7f0b1f3e-5a53-4c1c-9a44-0c8a1f0d6b01', {
        type: 'virtual-network',
        uuid: '7f0b1f3e-5a53-4c1c-9a44-0c8a1f0d6b01',
        fq_name: ['default-domain', 'k8s-ns', 'k8s-left-pod-network'],
        display_name: 'k8s-left-pod-network',
        refs: {},
        props: {},
        id_perms: { enable: true, created: '', last_modified: '', user_visible: true },
        perms2: { owner: '', owner_access: 7, global_access: 0, share: [] },
        annotations: {
          key_value_pair: [
            { key: 'kind', value: kind },
            { key: 'owner', value: 'k8s' },
            { key: 'name', value: 'other' },
          ],
        },
      }),
    );
  }

  test('the network exists already, made by kube-manager for a namespace: refused', () => {
    putNetworkMadeFor('Namespace');
    expect(() => create('NetworkAttachmentDefinition', attachment('left'))).toThrow(
      expect.objectContaining({
        status: 409,
        detail: expect.stringContaining('which kube-manager made for Namespace other. Choose another metadata.name.'),
      }),
    );
  });

  test('the network exists already, made by kube-manager for a NAD: it is taken', () => {
    putNetworkMadeFor('NetworkAttachmentDefinition');
    expect(() => create('NetworkAttachmentDefinition', attachment('left'))).not.toThrow();
  });

  test('a name that is taken', () => {
    create('Deployment', deployment());
    expect(() => create('Deployment', deployment())).toThrow('deployments.apps "web" already exists');
  });
});

describe('what the server fills in', () => {
  test('generateName makes a legal name of every legal base, wherever it is cut', () => {
    for (let length = 50; length <= 66; length++)
      for (const end of ['-', '.', '-x-', '.x-', '-x.y-', '.x.y.']) {
        const generateName = `${'a'.repeat(length)}${end}`;
        const metadata = { generateName, namespace: 'ns' };
        const { name } = run((context) => createKubeObject(context, 'ConfigMap', { metadata })).metadata;
        expect(name).toMatch(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/);
        expect(name.length).toBeLessThanOrEqual(63);
        expect(name.slice(0, -5)).toBe(generateName.slice(0, 58));
      }
  });

  test('generateName makes names that differ', () => {
    const made = [1, 2].map(
      () =>
        run((context) =>
          createKubeObject(context, 'ConfigMap', { metadata: { generateName: 'web-', namespace: 'ns' } }),
        ).metadata.name,
    );
    expect(new Set(made).size).toBe(2);
    expect(made[0]).toMatch(/^web-[bcdfghjklmnpqrstvwxz2456789]{5}$/);
  });

  test('a service gets its ClusterIP in its own transaction, a LoadBalancer its node ports', () => {
    const made = run((context) => createKubeObject(context, 'Service', service({ type: 'LoadBalancer' })));
    expect(made.spec).toMatchObject({
      clusterIP: '10.96.0.1',
      clusterIPs: ['10.96.0.1'],
      ipFamilies: ['IPv4'],
      externalTrafficPolicy: 'Cluster',
    });
    expect(made.spec?.ports?.[0]).toMatchObject({
      port: 80,
      targetPort: 80,
      protocol: 'TCP',
      nodePort: expect.any(Number),
    });
    const headless = run((context) =>
      createKubeObject(context, 'Service', {
        metadata: { name: 'headless', namespace: 'ns' },
        spec: { clusterIP: 'None', ports: [{ port: 80 }] },
      }),
    );
    expect([headless.spec?.clusterIP, addresses]).toEqual(['None', 1]);
  });

  test('an IPv6 ClusterIP is of family IPv6', () => {
    expect(
      run((context) => createKubeObject(context, 'Service', service({ clusterIP: 'fd00::5' }))).spec,
    ).toMatchObject({ clusterIPs: ['fd00::5'], ipFamilies: ['IPv6'] });
  });
});

describe('updates', () => {
  test('generation counts changes of the spec only', () => {
    create('ReplicaSet', deployment());
    const patch = (body: object) =>
      run((context) => patchKubeObject(context, 'ReplicaSet', 'ns/web', body, { type: 'merge' })).metadata.generation;
    expect([
      patch({ metadata: { labels: { a: 'b' } } }),
      patch({ spec: { replicas: 3 } }),
      patch({ spec: { replicas: 3 } }),
    ]).toEqual([1, 2, 2]);
    run((context) => updateStatus(context, 'ReplicaSet', 'ns/web', { replicas: 3 }));
    expect(store.get('kube/ReplicaSet', 'ns/web')?.value).toMatchObject({
      metadata: { generation: 2 },
      status: { replicas: 3 },
    });
  });

  test('only /status writes the status, and it writes nothing else', () => {
    create('Pod', pod('p'));
    run((context) =>
      patchKubeObject(
        context,
        'Pod',
        'ns/p',
        { status: { phase: 'Running' }, metadata: { labels: { a: 'b' } } },
        { type: 'merge' },
      ),
    );
    expect(store.get('kube/Pod', 'ns/p')?.value).toMatchObject({
      metadata: { labels: { a: 'b' } },
      status: { phase: 'Pending' },
    });
    run((context) =>
      patchKubeObject(
        context,
        'Pod',
        'ns/p',
        { status: { phase: 'Running' }, metadata: { labels: { a: 'c' } } },
        { type: 'merge', subresource: 'status' },
      ),
    );
    expect(store.get('kube/Pod', 'ns/p')?.value).toMatchObject({
      metadata: { labels: { a: 'b' } },
      status: { phase: 'Running' },
    });
  });

  test('a stale resourceVersion is 409', () => {
    create('ConfigMap', { metadata: { name: 'a', namespace: 'ns' }, data: { a: '1' } });
    const manifest = { metadata: { name: 'a', namespace: 'ns', resourceVersion: '1' }, data: { a: '2' } };
    expect(() => run((context) => replaceKubeObject(context, 'ConfigMap', 'ns/a', manifest))).toThrow(
      'Operation cannot be fulfilled on configmaps "a": the object has been modified',
    );
    const current = String(store.get('kube/ConfigMap', 'ns/a')?.revision);
    expect(
      run((context) => replaceKubeObject(context, 'ConfigMap', 'ns/a', manifest, { resourceVersion: current })).data,
    ).toEqual({ a: '2' });
  });

  const immutable: readonly [
    name: string,
    kind: KubeKind,
    manifest: KubeManifest,
    key: string,
    patch: object,
    message: string,
  ][] = [
    [
      'selector of a Deployment',
      'Deployment',
      deployment(),
      'ns/web',
      { spec: { selector: { matchLabels: { app: 'web', v: '2' } }, template: { metadata: { labels: { v: '2' } } } } },
      'spec.selector: Invalid value: v1.LabelSelector{MatchLabels:map[string]string{"app":"web", "v":"2"}, ' +
        'MatchExpressions:[]v1.LabelSelectorRequirement(nil)}: field is immutable',
    ],
    [
      'listed address of a service',
      'Service',
      service(),
      'ns/web',
      { spec: { clusterIPs: ['10.96.9.9'] } },
      'spec.clusterIPs[0]: Invalid value: []string{"10.96.9.9"}: must match `clusterIP`',
    ],
    [
      'listed address of a service to none',
      'Service',
      service(),
      'ns/web',
      { spec: { clusterIPs: ['10.96. 1'] } },
      'spec.clusterIPs[0]: Invalid value: "10.96. 1": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
    ],
    [
      'listed addresses of a service',
      'Service',
      service(),
      'ns/web',
      { spec: { clusterIPs: ['10.96.0.1', '10.96.0.2'] } },
      'spec.clusterIPs: Invalid value: []string{"10.96.0.1", "10.96.0.2"}: may only hold one address: services ' +
        'here have one family',
    ],
    [
      'address of a service',
      'Service',
      service(),
      'ns/web',
      { spec: { clusterIP: '10.96.9.9' } },
      'spec.clusterIPs[0]: Invalid value: []string{"10.96.9.9"}: may not change once set',
    ],
    [
      'spec of a pod',
      'Pod',
      pod('p'),
      'ns/p',
      { spec: { hostNetwork: true } },
      'spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`',
    ],
    ['node of a pod', 'Pod', pod('p'), 'ns/p', { spec: { nodeName: 'cent222' } }, 'spec: Forbidden: pod updates'],
    [
      'cluster name',
      'ConfigMap',
      config(),
      'contrail/contrail-kubernetes-config',
      { data: { KUBERNETES_CLUSTER_NAME: 'c1' } },
      'KUBERNETES_CLUSTER_NAME is fixed at installation (it is "k8s")',
    ],
    [
      'pod prefixes',
      'ConfigMap',
      config(),
      'contrail/contrail-kubernetes-config',
      { data: { KUBERNETES_POD_SUBNETS: null } },
      'KUBERNETES_POD_SUBNETS is fixed at installation',
    ],
  ];
  test.each(immutable)('%s cannot change', (_name, kind, manifest, key, patch, message) => {
    create(kind, manifest);
    expect(() => run((context) => patchKubeObject(context, kind, key, patch, { type: 'merge' }))).toThrow(
      expect.objectContaining({ status: 422, detail: expect.stringContaining(message) }),
    );
  });

  test('the global pool can be set and cleared', () => {
    create('ConfigMap', config());
    const pool = (text: string) =>
      run((context) =>
        patchKubeObject(
          context,
          'ConfigMap',
          'contrail/contrail-kubernetes-config',
          { data: { KUBERNETES_PUBLIC_FIP_POOL: text } },
          { type: 'merge' },
        ),
      ).data?.['KUBERNETES_PUBLIC_FIP_POOL'];
    expect([pool(DICT), pool('{}')]).toEqual([DICT, '{}']);
  });

  test('an image and a toleration may change in a pod, and a node is given once', () => {
    create('Pod', pod('p'));
    expect(
      run((context) =>
        patchKubeObject(
          context,
          'Pod',
          'ns/p',
          { spec: { containers: [{ name: 'c', image: 'nginx:2' }] } },
          { type: 'strategic' },
        ),
      ).spec?.containers[0],
    ).toMatchObject({ image: 'nginx:2' });
    for (const node of ['Binding', 'a/b', '-', 'x'.repeat(254), '__proto__']) {
      expect(() => run((context) => bindPod(context, 'ns/p', node))).toThrow('Pod "p" is invalid: spec.nodeName');
    }
    expect(run((context) => bindPod(context, 'ns/p', 'cent222')).spec?.nodeName).toBe('cent222');
    expect(() => run((context) => bindPod(context, 'ns/p', 'cent333'))).toThrow(
      'pod p is already assigned to node "cent222"',
    );
  });

  test('a network attachment definition that stops mapping to a network is checked then', () => {
    const dict = "{'domain': 'default-domain', 'project': 'p', 'name': 'n'}";
    create('NetworkAttachmentDefinition', attachment('ns', { 'opencontrail.org/network': dict }));
    expect(() =>
      run((context) =>
        patchKubeObject(
          context,
          'NetworkAttachmentDefinition',
          'ns/ns',
          { metadata: { annotations: { 'opencontrail.org/network': null } } },
          { type: 'merge' },
        ),
      ),
    ).toThrow(KubeProblem);
  });
});

describe('deletion', () => {
  const owned = (name: string, owner: { readonly uid: string; readonly name: string }, kind: string) => ({
    name,
    namespace: 'ns',
    ownerReferences: [{ apiVersion: 'apps/v1', kind, name: owner.name, uid: owner.uid, controller: true }],
  });
  function family(): void {
    run((context) => {
      const top = createKubeObject(context, 'Deployment', deployment());
      const middle = createKubeObject(context, 'ReplicaSet', {
        ...deployment(),
        metadata: owned('web-1', top.metadata, 'Deployment'),
      });
      createKubeObject(context, 'Pod', {
        ...pod('web-1-a'),
        metadata: owned('web-1-a', middle.metadata, 'ReplicaSet'),
      });
    });
  }
  const left = () =>
    (['Deployment', 'ReplicaSet', 'Pod'] as const).map((kind) => store.count(`kube/${kind}`)).join(' ');

  test('deletes what is owned, in the same transaction', () => {
    family();
    const before = store.revision;
    run((context) => deleteKubeObject(context, 'Deployment', 'ns/web'));
    expect([left(), store.revision]).toEqual(['0 0 0', before + 1]);
  });

  test('with Orphan releases what is owned', () => {
    family();
    run((context) => deleteKubeObject(context, 'Deployment', 'ns/web', { propagation: 'Orphan' }));
    expect(left()).toBe('0 1 1');
    expect(store.get('kube/ReplicaSet', 'ns/web-1')?.value.metadata.ownerReferences).toBeUndefined();
  });

  test('waits for finalizers, and goes with the last of them', () => {
    create('ConfigMap', { metadata: { name: 'a', namespace: 'ns', finalizers: ['x/y'] } });
    expect(run((context) => deleteKubeObject(context, 'ConfigMap', 'ns/a'))).toMatchObject({
      gone: false,
      object: { metadata: { deletionTimestamp: '2026-01-31T12:00:00Z' } },
    });
    run((context) =>
      patchKubeObject(context, 'ConfigMap', 'ns/a', { metadata: { finalizers: null } }, { type: 'merge' }),
    );
    expect(store.get('kube/ConfigMap', 'ns/a')).toBeUndefined();
  });

  test.each([
    ['foregroundDeletion', undefined],
    ['foregroundDeletion', 'Foreground'],
    ['foregroundDeletion', 'Background'],
    ['foregroundDeletion', 'Orphan'],
    ['orphan', 'Foreground'],
    ['orphan', 'Background'],
  ] as const)('nothing waits for the finalizer %s of an object that is deleted by %s', (finalizer, propagation) => {
    create('ConfigMap', { metadata: { name: 'a', namespace: 'ns', finalizers: [finalizer, 'x/y'] } });
    create('ConfigMap', { metadata: { name: 'b', namespace: 'ns', finalizers: [finalizer] } });
    const options = propagation === undefined ? {} : { propagation };
    expect(
      run((context) => deleteKubeObject(context, 'ConfigMap', 'ns/a', options)).object.metadata.finalizers,
    ).toEqual(['x/y']);
    expect(run((context) => deleteKubeObject(context, 'ConfigMap', 'ns/b', options)).gone).toBe(true);
  });

  test('what an owner owns goes first by Foreground, while the owner waits for others', () => {
    const owner = create('ConfigMap', { metadata: { name: 'a', namespace: 'ns', finalizers: ['x/y'] } });
    const { uid } = (owner as KubeObjectOf<'ConfigMap'>).metadata;
    const ownerReferences = [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'a', uid }];
    create('ConfigMap', { metadata: { name: 'b', namespace: 'ns', ownerReferences } });
    run((context) => deleteKubeObject(context, 'ConfigMap', 'ns/a'));
    expect(store.get('kube/ConfigMap', 'ns/b')).toBeDefined();
    run((context) => deleteKubeObject(context, 'ConfigMap', 'ns/a', { propagation: 'Foreground' }));
    expect(store.get('kube/ConfigMap', 'ns/b')).toBeUndefined();
    expect(store.get('kube/ConfigMap', 'ns/a')?.value.metadata.finalizers).toEqual(['x/y']);
  });

  describe('Foreground', () => {
    const owned = (name: string, owners: readonly string[], more: object = {}, block = true) =>
      create('ConfigMap', {
        metadata: {
          name,
          namespace: 'ns',
          ownerReferences: owners.map((owner) => ({
            apiVersion: 'v1',
            kind: 'ConfigMap',
            name: owner,
            uid: store.get('kube/ConfigMap', `ns/${owner}`)!.value.metadata.uid,
            blockOwnerDeletion: block,
          })),
          ...more,
        },
      });
    const names = () => Array.from(store.scan('kube/ConfigMap'), ({ key }) => key.slice(3)).toSorted();
    const keeps = { finalizers: ['x/y'] };
    const remove = (name: string) =>
      run((context) => deleteKubeObject(context, 'ConfigMap', `ns/${name}`, { propagation: 'Foreground' }));

    test('an owner goes with everything below it when nothing keeps that', () => {
      create('ConfigMap', { metadata: { name: 'a', namespace: 'ns' } });
      owned('b', ['a']);
      owned('c', ['b', 'a']);
      expect(remove('a').gone).toBe(true);
      expect(names()).toEqual([]);
    });

    test('an owner waits for what blocks it, at every level', () => {
      create('ConfigMap', { metadata: { name: 'a', namespace: 'ns' } });
      owned('b', ['a']);
      owned('c', ['b'], keeps);
      expect(remove('a')).toMatchObject({
        gone: false,
        object: { metadata: { deletionTimestamp: expect.any(String), finalizers: ['foregroundDeletion'] } },
      });
      expect(names()).toEqual(['a', 'b', 'c']);
      run((context) =>
        patchKubeObject(context, 'ConfigMap', 'ns/c', { metadata: { finalizers: null } }, { type: 'merge' }),
      );
      run((context) => continueForeground(context, 'ConfigMap', 'ns/b'));
      run((context) => continueForeground(context, 'ConfigMap', 'ns/a'));
      expect(names()).toEqual([]);
    });

    test('what does not block is not waited for', () => {
      create('ConfigMap', { metadata: { name: 'a', namespace: 'ns' } });
      owned('b', ['a'], keeps, false);
      expect(remove('a').gone).toBe(true);
      expect(store.get('kube/ConfigMap', 'ns/b')?.value.metadata.deletionTimestamp).toBeDefined();
    });

    test('what has another owner is released, and does not block', () => {
      for (const name of ['a', 'other']) create('ConfigMap', { metadata: { name, namespace: 'ns' } });
      owned('b', ['a', 'other']);
      expect(remove('a').gone).toBe(true);
      expect(names()).toEqual(['b', 'other']);
    });

    test('owners in a circle end', () => {
      create('ConfigMap', { metadata: { name: 'a', namespace: 'ns' } });
      owned('b', ['a']);
      owned('c', ['b']);
      const { uid } = store.get('kube/ConfigMap', 'ns/c')!.value.metadata;
      const ownerReferences = [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'c', uid, blockOwnerDeletion: true }];
      run((context) =>
        patchKubeObject(context, 'ConfigMap', 'ns/a', { metadata: { ownerReferences } }, { type: 'merge' }),
      );
      remove('a');
      for (const name of ['c', 'b', 'a']) run((context) => continueForeground(context, 'ConfigMap', `ns/${name}`));
      expect(names()).toEqual([]);
    });

    test('another policy later takes the place of this one', () => {
      create('ConfigMap', { metadata: { name: 'a', namespace: 'ns' } });
      owned('b', ['a'], keeps);
      expect(remove('a').gone).toBe(false);
      expect(run((context) => deleteKubeObject(context, 'ConfigMap', 'ns/a', { propagation: 'Background' })).gone).toBe(
        true,
      );
    });
  });

  test('the finalizers of a namespace change through finalize, which leaves no content behind', () => {
    create('Namespace', { metadata: { name: 'a' }, spec: { finalizers: ['x/audit'] } });
    create('ConfigMap', { metadata: { name: 'cm', namespace: 'a' } });
    const finalize = (finalizers: readonly string[], metadata: { readonly [field: string]: unknown } = {}) =>
      run((context) => replaceNamespaceFinalizers(context, 'a', { metadata, spec: { finalizers } }));
    run((context) => deleteKubeObject(context, 'Namespace', 'a'));
    expect(() => finalize([])).toThrow('Namespace "a" still holds 1 ConfigMap: delete these before it is finalized');
    expect(() => finalize(['audit'])).toThrow('name is neither a standard finalizer name nor is it fully qualified');
    expect(() => finalize(['kubernetes'], { resourceVersion: '1' })).toThrow('the object has been modified');
    run((context) => deleteKubeObject(context, 'ConfigMap', 'a/cm'));
    run((context) => finalizeNamespace(context, 'a'));
    expect(store.get('kube/Namespace', 'a')?.value.spec?.finalizers).toEqual(['x/audit']);
    finalize([]);
    expect(store.get('kube/Namespace', 'a')).toBeUndefined();
  });

  test('a namespace is created with qualified finalizers; what an older version kept hinders no update', () => {
    expect(() => create('Namespace', { metadata: { name: 'a' }, spec: { finalizers: ['audit'] } })).toThrow(
      'spec.finalizers[0]: Invalid value: "audit": name is neither a standard finalizer name nor is it fully qualified',
    );
    create('Namespace', { metadata: { name: 'a' }, spec: { finalizers: ['x/audit'] } });
    expect(store.get('kube/Namespace', 'a')?.value.spec?.finalizers).toEqual(['x/audit', 'kubernetes']);
    run(({ transaction }) => {
      const { value } = transaction.get('kube/Namespace', 'a')!;
      transaction.put('kube/Namespace', 'a', { ...value, spec: { finalizers: ['audit', 'kubernetes'] } });
    });
    run((context) =>
      patchKubeObject(context, 'Namespace', 'a', { metadata: { labels: { team: 'red' } } }, { type: 'merge' }),
    );
    expect(store.get('kube/Namespace', 'a')?.value.metadata.labels).toMatchObject({ team: 'red' });
  });

  test('no finalizer is added while it is being deleted; those that are there may go', () => {
    create('ConfigMap', { metadata: { name: 'a', namespace: 'ns', finalizers: ['x/y', 'x/z'] } });
    run((context) => deleteKubeObject(context, 'ConfigMap', 'ns/a'));
    const change = (finalizers: readonly string[]) => () =>
      run((context) => patchKubeObject(context, 'ConfigMap', 'ns/a', { metadata: { finalizers } }, { type: 'merge' }));
    expect(change(['x/y', 'x/z', 'x/new', 'x/b'])).toThrow(
      'metadata.finalizers: Forbidden: no new finalizers can be added if the object is being deleted, found new ' +
        'finalizers []string{"x/b", "x/new"}',
    );
    change(['x/z'])();
    expect(store.get('kube/ConfigMap', 'ns/a')?.value.metadata.finalizers).toEqual(['x/z']);
  });

  test('refuses a failed precondition, an absent object and a protected namespace', () => {
    create('Pod', pod('p'));
    expect(() => run((context) => deleteKubeObject(context, 'Pod', 'ns/p', { uid: 'other' }))).toThrow(
      'Precondition failed: UID in precondition: other',
    );
    expect(() => run((context) => deleteKubeObject(context, 'Pod', 'ns/q'))).toThrow('pods "q" not found');
    expect(() => run((context) => deleteKubeObject(context, 'Namespace', 'default'))).toThrow(
      'namespaces "default" is forbidden: this namespace may not be deleted',
    );
  });

  test("kube-manager's configuration, and the namespace that holds it, cannot be deleted", () => {
    create('ConfigMap', {
      metadata: { name: 'contrail-kubernetes-config', namespace: 'contrail' },
      data: { KUBERNETES_CLUSTER_NAME: 'c1' },
    });
    create('ConfigMap', { metadata: { name: 'other', namespace: 'contrail' } });
    expect(() => run((context) => deleteKubeObject(context, 'Namespace', 'contrail'))).toThrow(
      'namespaces "contrail" is forbidden: this namespace may not be deleted',
    );
    expect(() =>
      run((context) => deleteKubeObject(context, 'ConfigMap', 'contrail/contrail-kubernetes-config')),
    ).toThrow("it is kube-manager's configuration: the cluster's name and prefixes would be forgotten");
    expect(run((context) => deleteKubeObject(context, 'ConfigMap', 'contrail/other')).gone).toBe(true);
  });

  test('a namespace is Terminating until it is empty and finalized, and takes nothing new', () => {
    create('Pod', pod('p'));
    expect(run((context) => deleteKubeObject(context, 'Namespace', 'ns'))).toMatchObject({
      gone: false,
      object: { status: { phase: 'Terminating' }, spec: { finalizers: ['kubernetes'] } },
    });
    expect(() => create('Pod', pod('q'))).toThrow(
      expect.objectContaining({
        status: 403,
        detail: 'pods "q" is forbidden: unable to create new content in namespace ns because it is being terminated',
      }),
    );
    expect(() => run((context) => finalizeNamespace(context, 'ns'))).toThrow('Namespace "ns" still holds 1 Pod');
    run((context) => deleteKubeObject(context, 'Pod', 'ns/p'));
    run((context) => finalizeNamespace(context, 'ns'));
    expect(store.get('kube/Namespace', 'ns')).toBeUndefined();
  });
});
