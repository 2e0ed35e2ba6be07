import { describe, expect, it } from 'vitest';
import { updateRef } from '../../config/operations/element-operations.ts';
import { deleteObject, updateObject, createObject } from '../../config/operations/operations.ts';
import { findByFqName } from '../../config/records.ts';
import { createKubeObject, deleteKubeObject, patchKubeObject } from '../../kube/operations.ts';
import { CONFIG_TYPES } from '../../model/config/types.ts';
import { KUBE_KINDS } from '../../model/kube/types.ts';
import { byRef } from '../../store/indexes.ts';
import type { Read } from '../../store/store.ts';
import { createInMemorySystem, countingMint, type InMemorySystem } from '../../testing/in-memory-system.ts';
import { ALL_CONTROLLERS } from '../all-controllers.ts';
import { runToQuiescence } from '../runtime/quiescence.ts';

const POD_NETWORK = ['default-domain', 'k8s-ns-a', 'k8s-ns-a-pod-network'];
const namespace = (name: string, isolated = false) => ({
  metadata: { name, ...(isolated ? { annotations: { 'opencontrail.org/isolation': 'true' } } : {}) },
});
const pod = (name: string, annotations = {}) => ({
  metadata: { name, namespace: 'ns-a', annotations },
  spec: { containers: [{ name: 'c', image: 'nginx' }] },
});

function system(isolated = true): InMemorySystem {
  const made = createInMemorySystem();
  made.do((context) => createKubeObject(context, 'Namespace', namespace('ns-a', isolated)));
  made.do((context) => createKubeObject(context, 'Pod', pod('web')));
  return made;
}

/** Everything in a state, less revisions. */
function contents(read: Read): { readonly [key: string]: unknown } {
  const all: { [key: string]: unknown } = {};
  for (const kind of [
    ...CONFIG_TYPES,
    ...KUBE_KINDS.map((each) => `kube/${each}` as const),
    'vrf-id',
    'number-pool',
  ] as const) {
    for (const { key, value } of read.scan(kind)) all[`${kind} ${key}`] = value;
  }
  return all;
}

describe('two writers on one network', () => {
  it("an operator's policy and route target stay when kube-manager reconciles and restarts; its own too", () => {
    const { store, do: change, restart } = system();
    const network = findByFqName(store, 'virtual-network', POD_NETWORK)!;
    const own = network.refs['network-policy']!.map(({ uuid }) => uuid);
    const policy = change((context) =>
      createObject(context, 'network-policy', {
        fq_name: ['default-domain', 'k8s-ns-a', 'mine'],
        props: { network_policy_entries: { policy_rule: [] } },
      }),
    );
    change((context) =>
      updateRef(context, {
        type: 'virtual-network',
        uuid: network.uuid,
        refType: 'network-policy',
        refUuid: policy.uuid,
        operation: 'ADD',
        attr: { sequence: { major: 5, minor: 0 }, timer: null },
      }),
    );
    change((context) =>
      updateObject(context, 'virtual-network', network.uuid, {
        props: { route_target_list: { route_target: ['target:60100:100'] } },
        display_name: 'Tenant A',
      }),
    );
    change((context) =>
      patchKubeObject(context, 'Namespace', 'ns-a', { metadata: { labels: { team: 'a' } } }, { type: 'merge' }),
    );
    restart();
    const after = findByFqName(store, 'virtual-network', POD_NETWORK)!;
    expect(after.refs['network-policy']!.map(({ uuid }) => uuid)).toEqual([...own, policy.uuid]);
    expect(after.props.route_target_list).toEqual({ route_target: ['target:60100:100'] });
    expect(after.display_name).toBe('Tenant A');
  });

  it("a share that an operator gave stays when the namespace becomes isolated; kube-manager's own goes", () => {
    const made = system(false);
    const { store, do: change } = made;
    const project = findByFqName(store, 'project', ['default-domain', 'k8s-ns-a'])!;
    const other = findByFqName(store, 'project', ['default-domain', 'default-project'])!;
    const given = () => made.derived.config.derivedShares('virtual-network', shared.uuid).map(({ tenant }) => tenant);
    const shared = findByFqName(store, 'virtual-network', [
      'default-domain',
      'k8s-default',
      'k8s-default-pod-network',
    ])!;
    expect(given()).toContain(project.uuid);
    change((context) =>
      updateObject(context, 'virtual-network', shared.uuid, {
        perms2: {
          share: [
            { tenant: project.uuid, tenant_access: 4 },
            { tenant: other.uuid, tenant_access: 7 },
          ],
        },
      }),
    );
    expect(
      store.get('virtual-network', shared.uuid)!.value.perms2.share,
      'what was read and written back is not stored',
    ).toEqual([{ tenant: other.uuid, tenant_access: 7 }]);
    change((context) => patchKubeObject(context, 'Namespace', 'ns-a', namespace('ns-a', true), { type: 'merge' }));
    const tenants = store.get('virtual-network', shared.uuid)!.value.perms2.share.map(({ tenant }) => tenant);
    expect(tenants).toContain(other.uuid);
    expect([...tenants, ...given()]).not.toContain(project.uuid);
  });
});

describe("a pod's further networks", () => {
  const definition = (name: string, cidr: string) => ({
    metadata: { name, namespace: 'ns-a', annotations: { 'opencontrail.org/cidr': cidr } },
    spec: { config: '{}' },
  });
  const attached = (networks: object[] | string) =>
    pod('db', { 'k8s.v1.cni.cncf.io/networks': typeof networks === 'string' ? networks : JSON.stringify(networks) });
  const conditionOf = (made: InMemorySystem) =>
    made.store
      .get('kube/Pod', 'ns-a/db')
      ?.value.status?.conditions?.find((each) => each.status === 'False' && each.message !== undefined)?.message;
  const statusOf = (
    made: InMemorySystem,
  ): { readonly name: string; readonly ips: readonly string[]; readonly mac: string }[] =>
    JSON.parse(
      made.store.get('kube/Pod', 'ns-a/db')?.value.metadata.annotations?.['k8s.v1.cni.cncf.io/network-status'] ?? '[]',
    );

  it('with the address and the MAC that were asked for', () => {
    const made = system();
    made.do((context) => createKubeObject(context, 'NetworkAttachmentDefinition', definition('vn', '172.20.0.0/24')));
    made.do((context) =>
      createKubeObject(
        context,
        'Pod',
        attached([{ name: 'vn', ips: ['172.20.0.104'], mac: '02:00:00:00:00:01', interface: 'net7' }]),
      ),
    );
    expect(statusOf(made)[1]).toEqual({ name: 'vn', ips: ['172.20.0.104'], mac: '02:00:00:00:00:01' });
    made.do((context) =>
      deleteObject(
        context,
        'instance-ip',
        [...context.transaction.scan('instance-ip')].find(
          ({ value }) => value.props.instance_ip_address === '172.20.0.104',
        )!.key,
      ),
    );
    expect(statusOf(made)[1]?.ips, 'made anew as it was asked for').toEqual(['172.20.0.104']);
  });

  it.each([
    ['an address that is not in its network', [{ name: 'vn', ips: ['10.9.9.9'] }], /10\.9\.9\.9/],
    [
      'a list that cannot be read, in a pod without a template',
      '[{"name":"ns-b/vn"}]',
      /the namespace is a member of its own.*Correct the annotation of the pod\.$/,
    ],
  ])('%s: the pod waits and says why', (_name, networks, sentence) => {
    const made = system();
    made.do((context) => createKubeObject(context, 'NetworkAttachmentDefinition', definition('vn', '172.20.0.0/24')));
    made.do((context) => createKubeObject(context, 'Pod', attached(networks)));
    expect(conditionOf(made)).toMatch(sentence);
    made.do((context) =>
      patchKubeObject(
        context,
        'Pod',
        'ns-a/db',
        { metadata: { annotations: { 'k8s.v1.cni.cncf.io/networks': 'vn' } } },
        { type: 'merge' },
      ),
    );
    expect(statusOf(made).map(({ name }) => name)).toEqual(['cluster-wide-default', 'vn']);
  });

  it(
    'are in the order of the annotation, however many; a network whose definition is gone says why it stays, and ' +
      'until when',
    () => {
      const made = system();
      const names = Array.from({ length: 11 }, (_unused, index) => `m${String(index).padStart(2, '0')}`);
      names.forEach((name, index) =>
        made.do((context) =>
          createKubeObject(context, 'NetworkAttachmentDefinition', definition(name, `172.20.${index}.0/24`)),
        ),
      );
      made.do((context) => createKubeObject(context, 'Pod', attached(names.join(','))));
      expect(statusOf(made).map(({ name }) => name)).toEqual(['cluster-wide-default', ...names]);
      made.do((context) => deleteKubeObject(context, 'NetworkAttachmentDefinition', 'ns-a/m05'));
      const network = findByFqName(made.store, 'virtual-network', [
        'default-domain',
        'k8s-ns-a',
        'k8s-m05-pod-network',
      ])!;
      made.derived.settle();
      expect(made.derived.conditions('virtual-network', network.uuid).map(({ message }) => message)).toEqual([
        'Virtual network default-domain:k8s-ns-a:k8s-m05-pod-network is kept. Network attachment definition ' +
          'ns-a/m05 is gone; k8s-m05-pod-network is kept because it holds 1 port, and goes when it is empty.',
      ]);
      expect(
        made.derived.conditions('kube/Pod', 'ns-a/db').map(({ severity, message }) => `${severity} ${message}`),
      ).toEqual([
        expect.stringMatching(
          /^warning Network attachment definition ns-a\/m05, with which pod ns-a\/db started, is gone/,
        ),
      ]);
      made.do((context) => deleteKubeObject(context, 'Pod', 'ns-a/db'));
      expect(findByFqName(made.store, 'virtual-network', network.fq_name)).toBeUndefined();
    },
  );
});

describe('names that leave no room', () => {
  it.each([243, 253])('a deployment with a name of %i characters gets its pods', (length) => {
    const made = system();
    const name = 'a'.repeat(length);
    const template = { metadata: { labels: { app: 'a' } }, spec: { containers: [{ name: 'c', image: 'nginx' }] } };
    made.do((context) =>
      createKubeObject(context, 'Deployment', {
        metadata: { name, namespace: 'ns-a' },
        spec: { replicas: 2, selector: { matchLabels: { app: 'a' } }, template },
      }),
    );
    const pods = [...made.store.scan('kube/Pod')].filter(({ value }) => value.metadata.labels?.['app'] === 'a');
    expect(pods.map(({ value }) => [value.metadata.name.length, value.status?.phase])).toEqual([
      [63, 'Running'],
      [63, 'Running'],
    ]);
    expect([...made.store.scan('kube/ReplicaSet')].map(({ value }) => value.metadata.name.length <= 253)).toEqual([
      true,
    ]);
  });

  it('a name that is generated is cut as Kubernetes cuts it', () => {
    const made = system();
    made.do((context) =>
      createKubeObject(context, 'ConfigMap', { metadata: { generateName: 'b'.repeat(300), namespace: 'ns-a' } }),
    );
    expect(
      [...made.store.scan('kube/ConfigMap')]
        .map(({ value }) => value.metadata.name)
        .filter((name) => name.startsWith('bbb'))
        .map((name) => name.length),
    ).toEqual([63]);
  });
});

describe('what-if', () => {
  it("a namespace's isolation on a fork gives what really applying it gives, and touches nothing", () => {
    const { store, do: change, on } = system(false);
    const isolate = (context: Parameters<typeof patchKubeObject>[0]) => {
      patchKubeObject(context, 'Namespace', 'ns-a', namespace('ns-a', true), { type: 'merge' });
      createKubeObject(context, 'Pod', pod('second'));
    };
    const before = contents(store);
    const fork = store.fork();
    const mint = countingMint('proposal');
    // The fork starts from the same point of the sequence of uuids as the real thing below.
    expect(
      runToQuiescence(fork, ALL_CONTROLLERS, mint, () => on(fork, (context) => isolate({ ...context, mint }))),
    ).toEqual([]);
    expect(contents(store)).toEqual(before);

    const real = countingMint('proposal');
    expect(
      runToQuiescence(store, ALL_CONTROLLERS, real, () => on(store, (context) => isolate({ ...context, mint: real }))),
    ).toEqual([]);
    expect(contents(fork)).toEqual(contents(store));
    expect(findByFqName(store, 'virtual-network', POD_NETWORK)).toBeDefined();
    change(() => {});
  });
});

describe('healing', () => {
  it.each([
    ['an address', 'instance-ip'],
    ['an interface with its address', 'virtual-machine-interface'],
    ['a security group that nothing uses', 'security-group'],
  ] as const)('%s that somebody deleted comes back, and then nothing changes', (_what, type) => {
    const made = system();
    const { store, do: change, restart } = made;
    const count = store.count(type);
    change((context) => {
      const port = [...context.transaction.scan('virtual-machine-interface')].find(
        ({ value }) => value.refs['virtual-machine'] !== undefined,
      )!;
      if (type === 'security-group') {
        const group = findByFqName(context.transaction, type, [
          'default-domain',
          'k8s-kube-public',
          'k8s-kube-public-default-sg',
        ])!;
        return deleteObject(context, type, group.uuid);
      }
      for (const { key } of [
        ...context.transaction.lookup(byRef('instance-ip', 'virtual-machine-interface'), port.key),
      ])
        deleteObject(context, 'instance-ip', key);
      if (type === 'virtual-machine-interface') deleteObject(context, type, port.key);
    });
    if (type === 'security-group') restart();
    expect(store.count(type)).toBe(count);
    expect(store.get('kube/Pod', 'ns-a/web')?.value.status).toMatchObject({ phase: 'Running', podIP: '10.47.255.252' });
    const { revision } = store;
    restart();
    expect(store.revision).toBe(revision);
    expect(made.failures).toEqual([]);
  });

  it('what was missed while the controllers were down is done at the next start', () => {
    const made = createInMemorySystem({ controllers: 'stopped' });
    expect(made.store.count('virtual-network')).toBe(4);
    made.on(made.store, (context) => {
      createKubeObject(context, 'Namespace', namespace('ns-a'));
      createKubeObject(context, 'Pod', pod('web'));
    });
    made.restart();
    expect(made.store.get('kube/Pod', 'ns-a/web')?.value.status?.podIP).toBe('10.47.255.252');
    // Deleted behind the controllers' back: machine, interface and address go at the next start.
    made.store.transact({ actor: 'x', source: 'system' }, (transaction) => transaction.delete('kube/Pod', 'ns-a/web'));
    made.restart();
    expect(
      ['virtual-machine', 'virtual-machine-interface', 'instance-ip', 'vrf-id'].map((kind) =>
        made.store.count(kind as 'vrf-id'),
      ),
    ).toEqual([0, 0, 0, 0]);
  });

  it('a pod of the same name and another uid gets a machine of its own', () => {
    const { store, do: change } = system();
    const old = store.get('kube/Pod', 'ns-a/web')!.value.metadata.uid;
    change((context) => {
      context.transaction.delete('kube/Pod', 'ns-a/web');
      createKubeObject(context, 'Pod', pod('web'));
    });
    const now = store.get('kube/Pod', 'ns-a/web')!.value.metadata.uid;
    expect([store.get('virtual-machine', old), store.get('virtual-machine', now)?.value.fq_name]).toEqual([
      undefined,
      ['k8s__ns-a__web'],
    ]);
  });

  it('an exhausted network is a condition of the pod, and the address that is freed goes to it', () => {
    const { store, do: change, restart } = system();
    const attachment = {
      metadata: { name: 'tiny', namespace: 'ns-a', annotations: { 'opencontrail.org/cidr': '10.9.9.0/29' } },
    };
    change((context) => createKubeObject(context, 'NetworkAttachmentDefinition', attachment));
    const networks = { 'k8s.v1.cni.cncf.io/networks': 'tiny' };
    for (const name of ['p1', 'p2', 'p3', 'p4', 'p5'])
      change((context) => createKubeObject(context, 'Pod', pod(name, networks)));
    const pending = store.get('kube/Pod', 'ns-a/p5')!.value;
    expect(pending.status?.phase).toBe('Pending');
    expect(pending.status?.conditions?.find(({ type }) => type === 'PodReadyToStartContainers')).toMatchObject({
      status: 'False',
      message: expect.stringContaining('10.9.9'),
    });
    expect(store.get('virtual-machine', pending.metadata.uid)).toBeUndefined();
    change((context) => context.transaction.delete('kube/Pod', 'ns-a/p1'));
    restart();
    expect(store.get('kube/Pod', 'ns-a/p5')!.value.status?.phase).toBe('Running');
  });

  it('malformed annotations are explained and do not block other objects', () => {
    const { store, do: change } = system();
    change((context) => {
      createKubeObject(context, 'Pod', pod('bad', { 'k8s.v1.cni.cncf.io/networks': '[{"name": 5}]' }));
      createKubeObject(context, 'Pod', pod('good'));
    });
    expect(store.get('kube/Pod', 'ns-a/good')?.value.status?.phase).toBe('Running');
    expect(
      store.get('kube/Pod', 'ns-a/bad')?.value.status?.conditions?.find(({ status }) => status === 'False')?.message,
    ).toContain('"name" must be text');
  });
});
