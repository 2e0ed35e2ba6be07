import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deleteObject } from '../../config/operations/operations.ts';
import { findByFqName } from '../../config/records.ts';
import { policyJudge, preparedPolicy, type PolicyEnd, type PolicyPod } from '../../engine/policy/network-policies.ts';
import { createKubeObject, deleteKubeObject, patchKubeObject } from '../../kube/operations.ts';
import type { NetworkPolicySpec } from '../../model/kube/network-policy.ts';
import { addressOf } from '../../model/net/address.ts';
import { byNamespace } from '../../store/indexes.ts';
import { endOf, firewallVerdict, inOrder, refsOf, tagsOf } from '../../testing/builders/firewall-verdict.ts';
import { createInMemorySystem, type InMemorySystem } from '../../testing/in-memory-system.ts';
import { holds } from '../../testing/seed.ts';

type Labels = { readonly [key: string]: string };
const PM = 'default-policy-management';

const namespace = (system: InMemorySystem, name: string, labels: Labels = {}) =>
  system.do((context) => createKubeObject(context, 'Namespace', { metadata: { name, labels } }));
const pod = (system: InMemorySystem, key: string, labels: Labels, ports: readonly object[] = []) => {
  const [ns = '', name = ''] = key.split('/');
  system.do((context) =>
    createKubeObject(context, 'Pod', {
      metadata: { name, namespace: ns, labels },
      spec: { containers: [{ name: 'c', image: 'i', ports }] },
    } as never),
  );
};
const policy = (system: InMemorySystem, key: string, spec: NetworkPolicySpec) => {
  const [ns = '', name = ''] = key.split('/');
  const there = system.store.get('kube/NetworkPolicy', key);
  system.do((context) => {
    if (there !== undefined) deleteKubeObject(context, 'NetworkPolicy', key);
    createKubeObject(context, 'NetworkPolicy', { metadata: { name, namespace: ns }, spec } as never);
  });
};
const relabel = (system: InMemorySystem, kind: 'Pod' | 'Namespace', key: string, labels: Labels) => {
  const before = system.store.get(`kube/${kind}`, key)!.value.metadata.labels ?? {};
  const gone = Object.keys(before).filter((name) => name !== 'kubernetes.io/metadata.name');
  system.do((context) =>
    patchKubeObject(
      context,
      kind,
      key,
      { metadata: { labels: { ...Object.fromEntries(gone.map((name) => [name, null])), ...labels } } },
      { type: 'merge' },
    ),
  );
};

/** The names of what the policy set holds, in order, each with its sequence. */
function held(system: InMemorySystem, type: 'application-policy-set' | 'firewall-policy', name: string): string[] {
  const { uuid } = findByFqName(system.store, type, [PM, name])!;
  const target = type === 'application-policy-set' ? 'firewall-policy' : 'firewall-rule';
  return inOrder(refsOf(system, type, uuid, target)).map(
    (ref) =>
      `${(ref.attr as { readonly sequence: string }).sequence} ${system.store.get(target, ref.uuid)!.value.fq_name[1]}`,
  );
}
const ruleOf = (system: InMemorySystem, name: string) => findByFqName(system.store, 'firewall-rule', [PM, name])!.props;

describe('what a policy becomes', () => {
  test('the set, its order, and the rules under the original’s names', () => {
    const system = createInMemorySystem();
    expect(held(system, 'application-policy-set', 'k8s')).toEqual([
      '00001.0 k8s-Ingress',
      '00002.0 k8s-denyall',
      '00003.0 k8s-allowall',
    ]);
    expect(held(system, 'firewall-policy', 'k8s-allowall').slice(0, 3)).toEqual([
      '00001.0 k8s-Namespace-default-ingress',
      '00002.0 k8s-Namespace-default-egress',
      '00003.0 k8s-Namespace-kube-system-ingress',
    ]);
    policy(system, 'default/web', {
      podSelector: { matchLabels: { app: 'web', 'a.b/c': 'd' } },
      ingress: [
        {
          from: [
            { podSelector: { matchLabels: { role: 'client' } } },
            { namespaceSelector: { matchLabels: { team: 'a' } }, podSelector: {} },
            { ipBlock: { cidr: '10.0.0.0/8', except: ['10.128.0.0/9'] } },
          ],
          ports: [
            { protocol: 'TCP', port: 80 },
            { protocol: 'SCTP', port: 7, endPort: 9 },
          ],
        },
      ],
      egress: [{}],
      policyTypes: ['Ingress', 'Egress'],
    });
    expect(held(system, 'application-policy-set', 'k8s')).toEqual([
      '00001.0 k8s-Ingress',
      '00002.0 k8s-default-web',
      '00003.0 k8s-denyall',
      '00004.0 k8s-allowall',
    ]);
    expect(held(system, 'firewall-policy', 'k8s-default-web')).toEqual([
      '00000.0 default-ingress-web-0-podSelector-0-0',
      '00001.0 default-ingress-web-0-podSelector-0-1',
      '00002.0 default-ingress-web-0-podSelector-1-0',
      '00003.0 default-ingress-web-0-podSelector-1-1',
      '00004.0 default-ingress-web-0-ipBlock-2-cidr-10.0.0.0/8-0',
      '00005.0 default-ingress-web-0-ipBlock-2-cidr-10.0.0.0/8-1',
      '00006.0 default-egress-web-allow-all-0',
    ]);
    expect(held(system, 'firewall-policy', 'k8s-denyall')).toEqual([
      '00001.0 default-ingress-web-denyall',
      '00002.0 default-egress-web-default-deny-all',
    ]);
    const target = ['namespace=default', 'a.b__slash__c=d', 'app=web'];
    expect(ruleOf(system, 'default-ingress-web-0-podSelector-0-1')).toMatchObject({
      action_list: { simple_action: 'pass' },
      endpoint_1: { tags: ['namespace=default', 'role=client'] },
      endpoint_2: { tags: target },
      service: { protocol: 'sctp', protocol_id: 132, dst_ports: { start_port: 7, end_port: 9 } },
      direction: '>',
    });
    expect(ruleOf(system, 'default-ingress-web-0-podSelector-1-0').endpoint_1?.tags).toEqual([
      'label=k8s-namespaces:team=a',
    ]);
    expect(ruleOf(system, 'default-ingress-web-denyall')).toMatchObject({
      action_list: { simple_action: 'deny' },
      endpoint_1: { any: true },
      endpoint_2: { tags: target },
    });
    expect(
      findByFqName(system.store, 'address-group', [PM, '10.0.0.0/8 except 10.128.0.0/9'])!.props.address_group_prefix,
    ).toEqual({ subnet: [{ ip_prefix: '10.0.0.0', ip_prefix_len: 9 }] });
  });

  test('two policies whose names are joined to one', () => {
    const system = createInMemorySystem();
    for (const name of ['a', 'a-b']) namespace(system, name);
    const spec: NetworkPolicySpec = { podSelector: {}, ingress: [{}] };
    policy(system, 'a/b-c', spec);
    policy(system, 'a-b/c', spec);
    const [, first, second] = held(system, 'application-policy-set', 'k8s');
    expect(first).toBe('00002.0 k8s-a-b-c');
    expect(second).toMatch(/^00003\.0 k8s-a-b-c__[0-9a-f]{8}$/);
    system.do((context) => deleteKubeObject(context, 'NetworkPolicy', 'a/b-c'));
    expect(held(system, 'application-policy-set', 'k8s')[1]).toBe(second);
  });

  test('very many rules come a burst at a time, and go so; more than there may be are a problem', () => {
    const system = createInMemorySystem();
    const before = system.store.count('firewall-rule');
    const spec = (count: number): NetworkPolicySpec => ({
      podSelector: {},
      ingress: [{ ports: Array.from({ length: count }, (_, index) => ({ port: index + 1 })) }],
    });
    policy(system, 'default/many', spec(350));
    expect(held(system, 'firewall-policy', 'k8s-default-many')).toHaveLength(350);
    policy(system, 'default/many', spec(20));
    expect(held(system, 'firewall-policy', 'k8s-default-many')).toHaveLength(20);
    policy(system, 'default/many', spec(2_001));
    expect(system.failures.map(({ error }) => String(error))).toEqual([expect.stringContaining('2000 firewall rules')]);
    system.do((context) => deleteKubeObject(context, 'NetworkPolicy', 'default/many'));
    expect(system.store.count('firewall-rule')).toBe(before);
  });
});

describe('tags of pods', () => {
  test('labels, those of the namespace, and selectors; a label that nobody selects has no record', () => {
    const system = createInMemorySystem();
    namespace(system, 'dev', { team: 'a', tier: 'low' });
    pod(system, 'dev/web', { app: 'web', tier: 'high', 'x/y': 'z', application: 'other', empty: '' });
    expect(tagsOf(system, 'dev/web').toSorted()).toEqual([
      'app=web',
      'kubernetes.io__slash__metadata.name=dev',
      'namespace=dev',
      'team=a',
      'tier=high',
      'x__slash__y=z',
    ]);
    const { config } = system.derived;
    const tag = config.byFqName('tag', ['app=web'])!;
    expect(tag.still.props).toEqual({ tag_type_name: 'app', tag_value: 'web' });
    expect(findByFqName(system.store, 'tag', ['app=web'])).toBeUndefined();
    policy(system, 'dev/p', {
      podSelector: { matchLabels: { app: 'web' } },
      ingress: [{ from: [{ podSelector: { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['db'] }] } }] }],
    });
    const stored = findByFqName(system.store, 'tag', ['app=web'])!;
    expect([stored.uuid, stored.props['tag_id']]).toEqual([tag.still.uuid, expect.stringMatching(/^0x[0-9a-f]{8}$/)]);
    expect(tagsOf(system, 'dev/web')).toContain('label=k8s-pods:app notin (db)');
    const port = config.refsTo('tag', stored.uuid).filter(({ fromType }) => fromType === 'virtual-machine-interface');
    const selector = findByFqName(system.store, 'tag', ['label=k8s-pods:app notin (db)'])!;
    expect(port).toHaveLength(1);
    expect(config.refsTo('tag', selector.uuid).map(({ fromUuid }) => fromUuid)).toContain(port[0]!.fromUuid);
    relabel(system, 'Pod', 'dev/web', { app: 'db' });
    expect(tagsOf(system, 'dev/web')).not.toContain('label=k8s-pods:app notin (db)');
    system.do((context) => deleteKubeObject(context, 'NetworkPolicy', 'dev/p'));
    expect(findByFqName(system.store, 'tag', ['app=web'])).toBeUndefined();
    expect(findByFqName(system.store, 'tag-type', ['app'])).toBeUndefined();
  });

  test('networks are under the cluster’s policies, with a secure project the projects', () => {
    const system = createInMemorySystem();
    const application = () => {
      const { uuid } = findByFqName(system.store, 'tag', ['application=k8s'])!;
      const has = (type: 'project' | 'virtual-network', name: string) =>
        findByFqName(system.store, type, name.split(':'))!.refs.tag?.some((ref) => ref.uuid === uuid) === true;
      return [
        has('virtual-network', 'default-domain:k8s-default:k8s-default-pod-network'),
        has('project', 'default-domain:k8s-default'),
      ];
    };
    expect(application()).toEqual([true, false]);
    system.do((context) =>
      patchKubeObject(
        context,
        'ConfigMap',
        'contrail/contrail-kubernetes-config',
        { data: { KUBERNETES_SECURE_PROJECT: 'true' } },
        { type: 'merge' },
      ),
    );
    expect(application()).toEqual([false, true]);
  });
});

describe('the objects say what the policies say', () => {
  interface Cases {
    readonly namespaces: { readonly [name: string]: Labels };
    readonly podIPs: { readonly [pod: string]: string };
    readonly ports: readonly number[];
    readonly protocols: readonly string[];
    readonly cases: readonly {
      readonly id: number;
      readonly desc: string;
      readonly steps: readonly { readonly actions: readonly Action[] }[];
    }[];
  }
  type Action =
    | {
        readonly op: 'createPolicy' | 'updatePolicy';
        readonly obj: {
          readonly metadata: { readonly name: string; readonly namespace: string };
          readonly spec: NetworkPolicySpec;
        };
      }
    | { readonly op: 'deletePolicy'; readonly ns: string; readonly name: string }
    | { readonly op: 'createNs' | 'nsLabels'; readonly ns: string; readonly labels: Labels }
    | { readonly op: 'createPod' | 'podLabels'; readonly pod: string; readonly labels: Labels }
    | { readonly op: 'deletePod'; readonly pod: string }
    | { readonly op: 'deleteNs'; readonly ns: string };
  const file = new URL('../../engine/policy/fixtures/network-policy-cases.json.gz', import.meta.url);
  const { namespaces, podIPs, ports, protocols, cases } = JSON.parse(
    gunzipSync(readFileSync(file)).toString('utf8'),
  ) as Cases;
  const named = ports.flatMap((port) =>
    protocols.map((protocol) => ({ name: `serve-${port}-${protocol.toLowerCase()}`, protocol, containerPort: port })),
  );
  const labelsOf = (key: string): Labels => ({ pod: key.slice(key.indexOf('/') + 1) });

  function start(): InMemorySystem {
    const system = createInMemorySystem();
    for (const [name, labels] of Object.entries(namespaces)) namespace(system, name, labels);
    for (const key of Object.keys(podIPs)) pod(system, key, labelsOf(key), named);
    return system;
  }

  function act(system: InMemorySystem, action: Action): void {
    switch (action.op) {
      case 'createPolicy':
      case 'updatePolicy':
        return policy(system, `${action.obj.metadata.namespace}/${action.obj.metadata.name}`, action.obj.spec);
      case 'deletePolicy':
        return void system.do((context) => deleteKubeObject(context, 'NetworkPolicy', `${action.ns}/${action.name}`));
      case 'createNs':
        return void namespace(system, action.ns, action.labels);
      case 'nsLabels':
        return relabel(system, 'Namespace', action.ns, action.labels);
      case 'createPod':
        return pod(system, action.pod, action.labels, named);
      case 'podLabels':
        return relabel(system, 'Pod', action.pod, action.labels);
      case 'deletePod':
        return void system.do((context) => deleteKubeObject(context, 'Pod', action.pod));
      case 'deleteNs':
        return void system.do((context) => deleteKubeObject(context, 'Namespace', action.ns));
    }
  }

  /** Verdicts of the objects, and those among them that are another than Kubernetes'. */
  const counted = { all: 0, oneEndSuffices: 0 };

  /**
   * Connections of which the objects say something else than they should. They differ from Kubernetes in one class
   * (decision 0102), which is counted: one end allows the connection, and the other, which is isolated, does not.
   */
  function differences(system: InMemorySystem, addresses: { readonly [pod: string]: string }): string[] {
    const { store } = system;
    const verdict = firewallVerdict(system);
    const judge = policyJudge((ns) =>
      [...store.lookup(byNamespace('kube/NetworkPolicy'), ns)].map(({ value }) => preparedPolicy(value)),
    );
    const ends = Object.keys(addresses).flatMap((key) => {
      const found = store.get('kube/Pod', key)?.value;
      if (found === undefined) return [];
      const { namespace: ns = '', labels } = found.metadata;
      const asPod: PolicyPod = {
        namespace: ns,
        labels,
        namespaceLabels: store.get('kube/Namespace', ns)?.value.metadata.labels,
        namedPorts: named.map(({ name, protocol, containerPort: port }) => ({
          name,
          protocol: protocol.toLowerCase() as 'tcp',
          port,
        })),
      };
      const end: PolicyEnd = { pod: asPod, address: addressOf(addresses[key]!) };
      return [{ key, end, firewall: endOf(system, key, addresses[key]!) }];
    });
    const wrong: string[] = [];
    for (const from of ends)
      for (const to of ends)
        for (const port of ports)
          for (const protocol of protocols.map((each) => each.toLowerCase() as 'tcp')) {
            if (from === to) continue;
            const { egress, ingress } = judge({ source: from.end, destination: to.end, protocol, port });
            // One list of rules for both ends: what either lets pass, passes.
            const kinds = [egress.kind, ingress.kind];
            const oneEndSuffices = kinds.includes('allowed') && kinds.includes('isolated');
            const expected = oneEndSuffices || !kinds.includes('isolated');
            const said = verdict(from.firewall, to.firewall, protocol, port);
            counted.all++;
            if (oneEndSuffices) counted.oneEndSuffices++;
            if (said !== expected) wrong.push(`${from.key} to ${to.key} ${protocol}/${port}: ${said}`);
          }
    return wrong;
  }

  /** What is left when the policies are gone. */
  const security = ({ store }: InMemorySystem) =>
    (['firewall-policy', 'firewall-rule', 'address-group', 'tag', 'tag-type'] as const).flatMap((type) =>
      [...store.scan(type)].map(({ value }) => `${type} ${value.fq_name.join(':')}`).sort(),
    );

  test('the recorded cases', { timeout: 120_000 }, () => {
    const wrong: string[] = [];
    let system = start();
    const empty = security(system);
    for (const { id, desc, steps } of cases) {
      for (const { actions } of steps) {
        for (const action of actions) act(system, action);
        wrong.push(...differences(system, podIPs).map((each) => `${id} ${desc}: ${each}`));
      }
      if (steps.some(({ actions }) => actions.some(({ op }) => !op.endsWith('Policy')))) {
        system = start();
        continue;
      }
      for (const { key } of [...system.store.scan('kube/NetworkPolicy')])
        system.do((context) => deleteKubeObject(context, 'NetworkPolicy', key));
      expect(security(system), `${id} ${desc}`).toEqual(empty);
    }
    expect(wrong).toEqual([]);
    expect(counted).toEqual({ all: 110_592, oneEndSuffices: 23 });
  });

  const label = fc.record({ key: fc.constantFrom('a', 'b', 'ns'), value: fc.constantFrom('x', 'y', '') });
  const labels = fc
    .array(label, { maxLength: 2 })
    .map((all) => Object.fromEntries(all.map((each) => [each.key, each.value])));
  const selector = fc.record({
    matchLabels: labels,
    matchExpressions: fc.array(
      fc.oneof(
        fc.record({
          key: fc.constantFrom('a', 'b', 'ns'),
          operator: fc.constantFrom('In', 'NotIn'),
          values: fc.array(fc.constantFrom('x', 'y', ''), { minLength: 1, maxLength: 2 }),
        }),
        fc.record({ key: fc.constantFrom('a', 'b'), operator: fc.constantFrom('Exists', 'DoesNotExist') }),
      ),
      { maxLength: 1 },
    ),
  });
  const peer = fc.oneof(
    fc.record({ podSelector: selector }),
    fc.record({ namespaceSelector: selector }),
    fc.record({ namespaceSelector: selector, podSelector: selector }),
    fc.constantFrom(
      { ipBlock: { cidr: '10.1.0.0/29', except: ['10.1.0.2/31'] } },
      { ipBlock: { cidr: '10.1.0.0/30' } },
    ),
  );
  const port = fc.constantFrom<object>(
    { protocol: 'TCP', port: 80 },
    { protocol: 'UDP' },
    { protocol: 'SCTP', port: 80, endPort: 81 },
    { protocol: 'TCP', port: 'serve-81-tcp' },
  );
  const rule = (side: 'from' | 'to') =>
    fc
      .tuple(fc.array(peer, { maxLength: 2 }), fc.array(port, { maxLength: 2 }))
      // A name of a port cannot be joined with a block of addresses in one rule.
      .filter(
        ([peers, all]) =>
          side === 'from' || !(JSON.stringify(all).includes('serve-') && JSON.stringify(peers).includes('ipBlock')),
      )
      .map(([peers, all]) => ({ [side]: peers, ports: all }));
  const spec = fc.record({
    podSelector: selector,
    ingress: fc.array(rule('from'), { maxLength: 2 }),
    egress: fc.array(rule('to'), { maxLength: 2 }),
    policyTypes: fc.constantFrom(['Ingress'], ['Egress'], ['Ingress', 'Egress']),
  });
  const PODS = ['p/one', 'p/two', 'q/one', 'q/two'];
  const ADDRESSES = Object.fromEntries(PODS.map((key, index) => [key, `10.1.0.${index + 1}`]));
  const step = fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({ op: fc.constant('policy' as const), key: fc.constantFrom('p/n', 'p/m', 'q/n'), spec }),
    },
    fc.record({ op: fc.constant('forget' as const), key: fc.constantFrom('p/n', 'p/m', 'q/n') }),
    fc.record({ op: fc.constant('pod' as const), key: fc.constantFrom(...PODS), labels }),
    fc.record({ op: fc.constant('namespace' as const), key: fc.constantFrom('p', 'q'), labels }),
    fc.record({ op: fc.constant('restart' as const) }),
  );

  test(
    'random policies and labels, changed in random order; nothing is left when all is gone',
    { timeout: 120_000 },
    () => {
      holds(
        fc.property(fc.array(step, { minLength: 4, maxLength: 8 }), (steps) => {
          const system = createInMemorySystem();
          const before = security(system);
          for (const name of ['p', 'q']) namespace(system, name);
          for (const key of PODS) pod(system, key, {}, named);
          for (const each of steps) {
            if (each.op === 'policy') policy(system, each.key, each.spec as NetworkPolicySpec);
            else if (each.op === 'restart') system.restart();
            else if (each.op === 'pod') relabel(system, 'Pod', each.key, each.labels);
            else if (each.op === 'namespace') relabel(system, 'Namespace', each.key, each.labels);
            else if (system.store.get('kube/NetworkPolicy', each.key) !== undefined)
              system.do((context) => deleteKubeObject(context, 'NetworkPolicy', each.key));
          }
          expect(differences(system, ADDRESSES)).toEqual([]);
          for (const name of ['p', 'q']) system.do((context) => deleteKubeObject(context, 'Namespace', name));
          expect(security(system)).toEqual(before);
        }),
        { numRuns: 12 },
      );
    },
  );

  test('what an operator deletes comes back', () => {
    const system = createInMemorySystem();
    policy(system, 'default/web', { podSelector: {}, ingress: [] });
    const all = security(system);
    for (const [type, name] of [
      ['firewall-policy', 'k8s-default-web'],
      ['firewall-rule', 'default-ingress-web-denyall'],
      ['firewall-rule', 'k8s-Namespace-default-ingress'],
      ['firewall-policy', 'k8s-denyall'],
    ] as const) {
      const { uuid } = findByFqName(system.store, type, [PM, name])!;
      system.do((context) => deleteObject(context, type, uuid));
      expect(security(system)).toEqual(all);
    }
    expect(held(system, 'firewall-policy', 'k8s-denyall')).toHaveLength(1);
  });
});

test('a named port has its rule also when one transaction creates several pods that have it', () => {
  const system = createInMemorySystem();
  policy(system, 'default/web', { podSelector: {}, ingress: [{ ports: [{ port: 'http' }] }] });
  const rules = () => held(system, 'firewall-policy', 'k8s-default-web');
  expect(rules()).toEqual([]);
  system.do((context) => {
    for (const name of ['a', 'b'])
      createKubeObject(context, 'Pod', {
        metadata: { name, namespace: 'default' },
        spec: { containers: [{ name: 'c', image: 'i', ports: [{ name: 'http', containerPort: 8080 }] }] },
      });
  });
  expect(rules()).toHaveLength(1);
});
