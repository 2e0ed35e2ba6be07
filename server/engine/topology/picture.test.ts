import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Health, Picture } from '../../model/oper/topology-picture.ts';
import { holds } from '../../testing/seed.ts';
import type { PathFact, PictureRequest, PodFact, Pods, TopologyFacts, VrfFact } from './facts.ts';
import { isUnhealthy } from './health.ts';
import { podId, workloadId } from './ids.ts';
import { MAX_EDGES, MAX_NODES } from './limits.ts';
import { drawPicture } from './picture.ts';
import { PodBuckets } from './pod-buckets.ts';

const fq = (project: string, name: string) => `default-domain:${project}:${name}`;

function vrf(project: string, name: string, more: Partial<VrfFact> = {}): VrfFact {
  return {
    fqName: fq(project, name),
    name,
    project,
    border: 'own',
    subnets: ['10.32.0.0/12'],
    routes: 1,
    imports: [],
    exports: [],
    health: 'ok',
    reasons: [],
    object: { kind: 'virtual-network', key: name },
    ...more,
  };
}

function pod(
  namespace: string,
  name: string,
  more: Partial<Omit<PodFact, 'workload'>> & {
    readonly workload?: { readonly kind: string; readonly name: string };
  } = {},
): PodFact {
  const { kind, name: workload } = more.workload ?? { kind: 'Deployment', name: 'webserver' };
  return {
    id: podId(namespace, name),
    namespace,
    name,
    project: `k8s-${namespace}`,
    node: 'cent222',
    vrfs: [fq('k8s-default', 'pod')],
    health: 'ok',
    reasons: [],
    ...more,
    workload: { kind, name: workload, id: workloadId(namespace, kind, workload) },
  };
}

const CHAPTER: TopologyFacts = {
  routers: [
    {
      fqName: 'fabric:control-node-1',
      name: 'control-node-1',
      role: 'control-node',
      address: '10.169.25.19',
      asn: 60100,
      families: ['inet-vpn'],
      health: 'ok',
      reasons: [],
      object: { kind: 'bgp-router', key: 'c' },
    },
    {
      fqName: 'fabric:camaro',
      name: 'camaro',
      role: 'gateway',
      address: '192.168.0.204',
      asn: 60100,
      families: ['inet-vpn'],
      health: 'unknown',
      reasons: [],
      object: { kind: 'bgp-router', key: 'g' },
    },
  ],
  hosts: [{ name: 'spare', address: '192.168.0.205' }],
  peerings: [{ a: 'fabric:camaro', b: 'fabric:control-node-1', label: 'configured', health: 'unknown', reasons: [] }],
  projects: ['default', 'ns-isolated', 'ns-user-1'].map((namespace) => ({
    name: `k8s-${namespace}`,
    namespace,
    isolated: namespace === 'ns-isolated',
    health: 'ok',
    reasons: [],
    object: { kind: 'project', key: namespace },
  })),
  vrfs: [
    vrf('k8s-default', 'pod', { border: 'shared' }),
    vrf('k8s-default', 'service', { border: 'shared' }),
    vrf('k8s-ns-isolated', 'pod', { border: 'isolated' }),
    vrf('k8s-ns-user-1', 'fip'),
    vrf('k8s-ns-user-1', 'public'),
  ],
  connections: [
    {
      a: fq('k8s-default', 'pod'),
      b: fq('k8s-default', 'service'),
      mutual: true,
      policies: ['k8s-default-pod-service-np'],
    },
    {
      a: fq('k8s-ns-isolated', 'pod'),
      b: fq('k8s-default', 'service'),
      mutual: false,
      policies: ['k8s-default-service-np'],
    },
  ],
  tunnels: [],
  exchanges: [],
  leaks: [{ from: fq('k8s-ns-user-1', 'public'), to: fq('k8s-ns-user-1', 'fip'), routeTargets: ['target:60100:101'] }],
  computeNodes: ['cent222', 'cent333'].map((name) => ({
    name,
    address: '10.169.25.20',
    health: 'ok',
    reasons: [],
    object: { kind: 'virtual-router', key: name },
  })),
  pods: new PodBuckets([
    pod('default', 'webserver-a', { address: '10.47.255.248' }),
    pod('default', 'webserver-b', { node: 'cent333' }),
    pod('ns-isolated', 'webserver-c', { vrfs: [fq('k8s-ns-isolated', 'pod')] }),
    pod('default', 'alone', { workload: { kind: 'Pod', name: 'alone' } }),
  ]),
};

const ask = (more: Partial<PictureRequest> = {}): PictureRequest => ({
  level: 'vrfs',
  expand: new Set(),
  limit: 300,
  ...more,
});
const ids = (facts: TopologyFacts, more: Partial<PictureRequest> = {}) =>
  drawPicture(facts, ask(more))
    .nodes.map((node) => node.id)
    .sort();

const CONTROL = ['host:spare', 'router:fabric:camaro', 'router:fabric:control-node-1'];
const VRFS = [
  'vrf:default-domain:k8s-default:pod',
  'vrf:default-domain:k8s-default:service',
  'vrf:default-domain:k8s-ns-isolated:pod',
  'vrf:default-domain:k8s-ns-user-1:fip',
  'vrf:default-domain:k8s-ns-user-1:public',
];

describe('levels of the chapter', () => {
  test.each([
    [
      'cluster',
      [
        'more:vrfs',
        'node:cent222',
        'node:cent333',
        'vrf:default-domain:k8s-ns-user-1:fip',
        'vrf:default-domain:k8s-ns-user-1:public',
      ],
    ],
    [
      'projects',
      ['node:cent222', 'node:cent333', 'project:k8s-default', 'project:k8s-ns-isolated', 'project:k8s-ns-user-1'],
    ],
    [
      'vrfs',
      [
        'pod:default/alone',
        ...VRFS,
        'workload:default/Deployment/webserver',
        'workload:ns-isolated/Deployment/webserver',
      ],
    ],
    [
      'pods',
      [
        'pod:default/alone',
        'pod:default/webserver-a',
        'pod:default/webserver-b',
        'pod:ns-isolated/webserver-c',
        ...VRFS,
      ],
    ],
  ] as const)('%s', (level, expected) => {
    expect(ids(CHAPTER, { level })).toEqual([...CONTROL, ...expected].sort());
  });

  test('edges say what they are', () => {
    const { edges } = drawPicture(CHAPTER, ask());
    expect(edges.map(({ id, label, mutual, count }) => [id, label, mutual, count])).toEqual([
      ['peering:router:fabric:camaro>router:fabric:control-node-1', 'configured', undefined, 1],
      [
        'leak:vrf:default-domain:k8s-ns-user-1:public>vrf:default-domain:k8s-ns-user-1:fip#target:60100:101',
        'target:60100:101',
        undefined,
        1,
      ],
      [
        'policy:vrf:default-domain:k8s-default:pod>vrf:default-domain:k8s-default:service',
        'k8s-default-pod-service-np',
        true,
        1,
      ],
      [
        'policy:vrf:default-domain:k8s-default:service>vrf:default-domain:k8s-ns-isolated:pod',
        'k8s-default-service-np',
        false,
        1,
      ],
      ['membership:pod:default/alone>vrf:default-domain:k8s-default:pod', undefined, undefined, 1],
      ['membership:workload:default/Deployment/webserver>vrf:default-domain:k8s-default:pod', undefined, undefined, 2],
      [
        'membership:workload:ns-isolated/Deployment/webserver>vrf:default-domain:k8s-ns-isolated:pod',
        undefined,
        undefined,
        1,
      ],
    ]);
  });

  test('an opened project shows its VRFs, an opened workload its pods', () => {
    expect(ids(CHAPTER, { level: 'projects', expand: new Set(['project:k8s-default']) })).toEqual(
      expect.arrayContaining([
        'vrf:default-domain:k8s-default:pod',
        'vrf:default-domain:k8s-default:service',
        'project:k8s-ns-user-1',
      ]),
    );
    expect(ids(CHAPTER, { expand: new Set(['workload:default/Deployment/webserver']) })).toEqual(
      expect.arrayContaining(['pod:default/webserver-a', 'pod:default/webserver-b']),
    );
  });

  test('an unhealthy pod is drawn by itself at every level', () => {
    const facts = {
      ...CHAPTER,
      pods: new PodBuckets([
        ...CHAPTER.pods,
        pod('default', 'broken', { health: 'bad', reasons: ['No address is left.'] }),
      ]),
    };
    for (const level of ['cluster', 'projects', 'vrfs', 'pods'] as const)
      expect(ids(facts, { level })).toContain('pod:default/broken');
  });

  test('a project scope keeps what its VRFs and pods are tied to', () => {
    expect(ids(CHAPTER, { project: 'k8s-ns-isolated' })).toEqual(
      [
        ...CONTROL,
        'vrf:default-domain:k8s-default:service',
        'vrf:default-domain:k8s-ns-isolated:pod',
        'workload:ns-isolated/Deployment/webserver',
      ].sort(),
    );
  });

  test('search draws hits and counts them; kinds filter nodes and their edges', () => {
    const found = drawPicture(CHAPTER, ask({ q: '10.47.255.248' }));
    expect(found.counts.found).toBe(1);
    expect(found.nodes.map((node) => node.id)).toContain('pod:default/webserver-a');
    const only = drawPicture(CHAPTER, ask({ kinds: new Set(['vrf', 'leak']) }));
    expect(new Set(only.nodes.map((node) => node.kind))).toEqual(new Set(['vrf']));
    expect(only.edges.map((edge) => edge.kind)).toEqual(['leak']);
  });

  test('the legend counts what exists, drawn or collapsed', () => {
    for (const level of ['cluster', 'projects', 'vrfs', 'pods'] as const) {
      expect(drawPicture(CHAPTER, ask({ level })).counts.nodes).toEqual({
        'control-node': 1,
        gateway: 1,
        'known-host': 1,
        project: 3,
        vrf: 5,
        pod: 4,
        'compute-node': 2,
      });
    }
  });
});

describe('tunnels, exchanges and paths', () => {
  const [control, gateway] = ['router:fabric:control-node-1', 'router:fabric:camaro'];
  const fip = 'vrf:default-domain:k8s-ns-user-1:fip';
  const tunnel = {
    router: 'fabric:camaro',
    node: 'cent222',
    name: 'gr-0',
    facts: [{ name: 'TTL', value: '64' }],
    health: 'ok',
    reasons: [],
  } as const;
  const facts: TopologyFacts = {
    ...CHAPTER,
    tunnels: [tunnel],
    exchanges: [
      {
        vrf: fq('k8s-ns-user-1', 'fip'),
        router: 'fabric:camaro',
        routeTargets: ['target:60100:100', 'target:60100:101'],
        routes: 2,
        facts: [],
        health: 'ok',
        reasons: [],
      },
    ],
    peerings: [
      {
        ...CHAPTER.peerings[0]!,
        label: 'Active',
        health: 'warn',
        session: {
          state: { tone: 'warn', word: 'Active' },
          since: 7,
          facts: [{ name: 'Flaps', value: '1' }],
          object: { kind: 'bgp-session', key: 'c/g' },
        },
      },
    ],
  };
  const path: PathFact = {
    id: 'fip:1',
    address: '101.101.101.2',
    reachable: false,
    through: ['pod:default/webserver-a', fip, control, gateway, 'node:cent222'],
    steps: [
      {
        number: 1,
        title: 'pod',
        detail: '',
        verdict: 'ok',
        at: 'pod:default/webserver-a',
        way: { kind: 'step', from: 'pod:default/webserver-a', to: fip, label: 'label 17', verdict: 'ok' },
      },
      {
        number: 2,
        title: 'vrf',
        detail: '',
        verdict: 'cut',
        reason: 'No target.',
        at: fip,
        way: { kind: 'step', from: fip, to: control, verdict: 'cut' },
      },
      {
        number: 3,
        title: 'update',
        detail: '',
        verdict: 'beyond',
        at: control,
        way: { kind: 'session', from: control, to: gateway, verdict: 'beyond' },
      },
      {
        number: 4,
        title: 'tunnel',
        detail: '',
        verdict: 'beyond',
        at: 'node:cent222',
        way: { kind: 'tunnel', from: gateway, to: 'node:cent222', verdict: 'beyond' },
      },
    ],
  };
  const byId = (picture: Picture, id: string) => picture.edges.find((edge) => edge.id === id);

  test.each(['cluster', 'projects', 'vrfs', 'pods'] as const)(
    '%s: a tunnel ends on its compute node, node or frame',
    (level) => {
      const picture = drawPicture(facts, ask({ level }));
      expect([...picture.nodes, ...picture.groups].map((one) => one.id)).toContain('node:cent222');
      expect(byId(picture, `tunnel:${gateway}>node:cent222`)).toMatchObject({
        label: 'gr-0',
        count: 1,
        facts: tunnel.facts,
      });
    },
  );

  test('at level VRFs only compute nodes with tunnels are drawn beside the workloads, with their pods counted', () => {
    const computes = drawPicture(facts, ask()).nodes.filter((node) => node.kind === 'compute-node');
    expect(computes.map(({ id, count }) => [id, count])).toEqual([['node:cent222', 3]]);
  });

  test('a session has state, age and facts; two bundled tunnels have none of their own', () => {
    expect(byId(drawPicture(facts, ask()), `peering:${gateway}>${control}`)).toMatchObject({
      state: { word: 'Active' },
      since: 7,
      facts: [{ name: 'Flaps', value: '1' }],
      object: { key: 'c/g' },
    });
    const two = byId(
      drawPicture({ ...facts, tunnels: [tunnel, { ...tunnel, name: 'gr-1' }] }, ask()),
      `tunnel:${gateway}>node:cent222`,
    );
    expect(two).toMatchObject({ count: 2, label: '2 tunnels' });
    expect(two).not.toHaveProperty('facts');
  });

  test('an exchange names its first target and how many more', () => {
    expect(byId(drawPicture(facts, ask()), `exchange:${fip}>${gateway}`)?.label).toBe('target:60100:100 +1');
  });

  test.each(['cluster', 'projects', 'vrfs', 'pods'] as const)(
    '%s: a path expands what it goes through and uses the edges that are there',
    (level) => {
      const picture = drawPicture(facts, ask({ level, focus: 'fip:1', path }));
      expect(picture.path?.steps.map(({ edge, node }) => [node, edge])).toEqual([
        ['pod:default/webserver-a', `path:pod:default/webserver-a>${fip}`],
        [fip, `path:${fip}>${control}`],
        [control, `peering:${gateway}>${control}`],
        ['node:cent222', `tunnel:${gateway}>node:cent222`],
      ]);
      expect(picture.path?.nodes).toEqual(path.through);
      expect(byId(picture, `path:${fip}>${control}`)).toMatchObject({ health: 'bad', reasons: ['No target.'] });
    },
  );

  test('a step whose end is not drawn has no edge; the path stays when other kinds are switched off', () => {
    const picture = drawPicture(
      { ...facts, computeNodes: [], pods: new PodBuckets() },
      ask({ path, kinds: new Set(['vrf', 'control-node', 'leak']) }),
    );
    expect(picture.path?.steps.map((step) => step.edge !== undefined)).toEqual([false, true, true, false]);
    expect(picture.edges.map((edge) => edge.kind)).toEqual(['path', 'leak']);
  });
});

const HEALTH: readonly Health[] = ['ok', 'ok', 'ok', 'ok', 'unknown', 'busy', 'warn', 'bad'];

const anyFacts = fc
  .record({
    projects: fc.integer({ min: 0, max: 60 }),
    vrfsPer: fc.integer({ min: 0, max: 12 }),
    pods: fc.integer({ min: 0, max: 900 }),
    workloads: fc.integer({ min: 1, max: 200 }),
    nodes: fc.integer({ min: 0, max: 8 }),
    sick: fc.integer({ min: 1, max: 997 }),
    routers: fc.integer({ min: 0, max: 90 }),
  })
  .map(({ projects, vrfsPer, pods, workloads, nodes, sick, routers }): TopologyFacts => {
    const health = (n: number): Health => (n % sick === 0 ? HEALTH[n % HEALTH.length]! : 'ok');
    const vrfs = Array.from({ length: projects }, (_, p) =>
      Array.from({ length: vrfsPer }, (_v, v) => vrf(`p${p}`, `vrf-${v}`, { health: health(p * 17 + v + 1) })),
    ).flat();
    return {
      ...CHAPTER,
      hosts: [],
      connections: [],
      vrfs,
      leaks: vrfs.slice(1).map((one, i) => ({ from: vrfs[i]!.fqName, to: one.fqName, routeTargets: ['target:1:1'] })),
      routers: Array.from({ length: routers }, (_, r) => ({
        ...CHAPTER.routers[0]!,
        fqName: `fabric:r${r}`,
        name: `r${r}`,
        health: health(r + 1),
      })),
      projects: Array.from({ length: projects }, (_, p) => ({ ...CHAPTER.projects[0]!, name: `p${p}` })),
      computeNodes: Array.from({ length: nodes }, (_, n) => ({ ...CHAPTER.computeNodes[0]!, name: `node${n}` })),
      pods: new PodBuckets(
        Array.from({ length: pods }, (_, n) =>
          pod(`ns${n % Math.max(1, projects)}`, `pod-${n}`, {
            project: `p${n % Math.max(1, projects)}`,
            workload: { kind: 'Deployment', name: `w${n % workloads}` },
            node: nodes === 0 ? undefined : `node${n % nodes}`,
            vrfs: vrfs.length === 0 ? [] : [vrfs[n % vrfs.length]!.fqName],
            health: health(n + 1),
          }),
        ),
      ),
    };
  });
const anyRequest = fc
  .record({
    level: fc.constantFrom('cluster', 'projects', 'vrfs', 'pods'),
    limit: fc.integer({ min: 10, max: 300 }),
    project: fc.option(fc.constantFrom('p0', 'p3'), { nil: undefined }),
    focus: fc.option(fc.constantFrom('vrf:default-domain:p0:vrf-0', 'pod:ns0/pod-0'), { nil: undefined }),
  })
  .map((request): PictureRequest => ({ ...request, expand: new Set(['project:p1']) }) as PictureRequest);

describe('any picture', () => {
  test('is bounded, keeps the unhealthy while there is room, has unique ids and edges that end on nodes', () => {
    holds(
      fc.property(anyFacts, anyRequest, (facts, request) => {
        const picture = drawPicture(facts, request);
        expect(picture.nodes.length).toBeLessThanOrEqual(Math.min(request.limit, MAX_NODES));
        expect(picture.edges.length).toBeLessThanOrEqual(MAX_EDGES);
        const drawn = new Set(picture.nodes.map((node) => node.id));
        expect(drawn.size).toBe(picture.nodes.length);
        expect(new Set(picture.edges.map((edge) => edge.id)).size).toBe(picture.edges.length);
        for (const edge of picture.edges) expect(drawn.has(edge.source) && drawn.has(edge.target)).toBe(true);
        const groups = [undefined, ...picture.groups.map((group) => group.id)];
        for (const node of picture.nodes) expect(groups).toContain(node.group);
        const scoped = (project: string | undefined) => request.project === undefined || project === request.project;
        const sick = [...facts.pods].filter((one) => isUnhealthy(one.health) && scoped(one.project));
        expect(
          picture.nodes.reduce(
            (sum, node) =>
              sum +
              (node.kind === 'pod' && isUnhealthy(node.health)
                ? 1
                : node.band === 'workloads'
                  ? (node.unhealthy ?? 0)
                  : 0),
            0,
          ),
        ).toBe(sick.length);
        const focused = [...facts.pods].filter(({ id, project }) => id === request.focus && scoped(project));
        const owed = [...(sick.length <= request.limit / 8 ? sick : []), ...focused].map(({ id }) => id);
        expect(owed.filter((id) => !drawn.has(id))).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  test('of more empty projects than fit shows the same ones in any order (a property found it)', () => {
    const projects = Array.from({ length: 20 }, (_, n) => ({
      ...CHAPTER.projects[0]!,
      name: `p${n}`,
      namespace: `ns${n}`,
    }));
    const shown = (facts: TopologyFacts) =>
      drawPicture(facts, ask({ level: 'projects', limit: 10 }))
        .nodes.map((node) => node.id)
        .sort();
    const facts = { ...CHAPTER, projects, vrfs: [], connections: [], leaks: [], pods: new PodBuckets() };
    expect(shown({ ...facts, projects: [...projects].reverse() })).toEqual(shown(facts));
    expect(shown(facts)).toContain('project:p0');
  });

  test('does not depend on the order of facts', () => {
    holds(
      fc.property(anyFacts, anyRequest, (facts, request) => {
        const sorted = (picture: ReturnType<typeof drawPicture>) => ({
          ...picture,
          nodes: [...picture.nodes].sort((a, b) => (a.id < b.id ? -1 : 1)).map((node) => ({ ...node })),
          groups: [...picture.groups].sort((a, b) => (a.id < b.id ? -1 : 1)),
        });
        const turned = {
          ...facts,
          vrfs: [...facts.vrfs].reverse(),
          pods: new PodBuckets([...facts.pods].reverse()),
          projects: [...facts.projects].reverse(),
          routers: [...facts.routers].reverse(),
        };
        const ids = (picture: ReturnType<typeof drawPicture>) => [
          sorted(picture).nodes.map((node) => [node.id, node.count, node.health]),
          picture.edges.map((edge) => [edge.id, edge.count]),
          sorted(picture).groups,
        ];
        expect(ids(drawPicture(turned, request))).toEqual(ids(drawPicture(facts, request)));
      }),
      { numRuns: 60 },
    );
  });

  test('of 100,000 pods is bounded in size', () => {
    const vrfs = Array.from({ length: 2000 }, (_, n) => vrf(`k8s-ns${n % 500}`, `vrf-${n}`));
    const facts: TopologyFacts = {
      ...CHAPTER,
      vrfs,
      connections: [],
      leaks: vrfs
        .slice(1)
        .map((one, i) => ({ from: vrfs[i]!.fqName, to: one.fqName, routeTargets: [`target:60100:${i}`] })),
      projects: Array.from({ length: 500 }, (_, n) => ({
        ...CHAPTER.projects[0]!,
        name: `k8s-ns${n}`,
        namespace: `ns${n}`,
      })),
      computeNodes: Array.from({ length: 50 }, (_, n) => ({ ...CHAPTER.computeNodes[0]!, name: `node${n}` })),
      pods: new PodBuckets(
        Array.from({ length: 100_000 }, (_, n) =>
          pod(`ns${n % 500}`, `w${n % 10_000}-${n}`, {
            workload: { kind: 'Deployment', name: `w${n % 10_000}` },
            node: `node${n % 50}`,
            vrfs: [vrfs[n % 2000]!.fqName],
            health: n === 77_777 ? 'bad' : 'ok',
          }),
        ),
      ),
    };
    for (const level of ['cluster', 'projects', 'vrfs', 'pods'] as const) {
      const picture = drawPicture(facts, ask({ level }));
      expect(picture.nodes.length).toBeLessThanOrEqual(300);
      expect(picture.edges.length).toBeLessThanOrEqual(600);
      expect(picture.nodes.map((node) => node.id)).toContain('pod:ns277/w7777-77777');
      expect(picture.counts.nodes.pod).toBe(100_000);
    }
  });
});

test('buckets that are updated as pods come, move and go equal fresh ones', () => {
  const some = fc.record({
    n: fc.integer({ min: 0, max: 30 }),
    node: fc.constantFrom('cent222', 'cent333', undefined),
    workload: fc.constantFrom('a', 'b'),
    health: fc.constantFrom('ok', 'bad', 'busy'),
    gone: fc.boolean(),
  });
  holds(
    fc.property(fc.array(some, { maxLength: 80 }), (changes) => {
      const kept = new PodBuckets();
      const now = new Map<string, PodFact>();
      for (const { n, node, workload, health, gone } of changes) {
        const fact = pod('default', `p${n}`, { node, workload: { kind: 'Deployment', name: workload }, health });
        if (gone) {
          kept.delete(fact.id);
          now.delete(fact.id);
        } else {
          kept.set(fact);
          now.set(fact.id, fact);
        }
        // Looked at from time to time, as requests do.
        const seen = n % 3 === 0 ? [...kept.buckets] : [];
        expect(seen.length).toBeLessThanOrEqual(now.size);
      }
      const lines = (pods: Pods) =>
        [...pods.buckets]
          .map(({ namespace, workload, node, vrfs, pods: members, health, unhealthy }) =>
            JSON.stringify([namespace, workload.id, node, vrfs, members.map(({ id }) => id).sort(), health, unhealthy]),
          )
          .sort();
      expect(lines(kept)).toEqual(lines(new PodBuckets(now.values())));
      expect(kept.size).toBe(now.size);
    }),
  );
});
