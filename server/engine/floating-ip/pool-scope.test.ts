import { describe, expect, it, test } from 'vitest';
import { parseFqName, type FqName } from '../../model/naming/fq-name.ts';
import { DEFAULT_CLUSTER_NAMES } from '../naming/kube-names.ts';
import { resolvePool, type PoolLookup, type PoolRequester, type PoolScopeInput } from './pool-scope.ts';

function existing(pools: readonly string[], networks: readonly string[] = []): PoolLookup {
  const all = new Set(networks);
  for (const pool of pools) all.add(pool.slice(0, pool.lastIndexOf(':')));
  return {
    poolByFqName: (pool: FqName) => (pools.includes(pool.join(':')) ? `uid of ${pool.at(-1)}` : undefined),
    networkByFqName: (network: FqName) => (all.has(network.join(':')) ? `uid of ${network.at(-1)}` : undefined),
  };
}

const dict = (pool: string): string => {
  const [domain, project, network, name] = pool.split(':');
  return `{'domain': '${domain}', 'project': '${project}', 'network': '${network}', 'name': '${name}'}`;
};
const service: PoolRequester = { kind: 'service', namespace: 'ns-user-1', name: 'web' };
const ingress: PoolRequester = { kind: 'ingress', namespace: 'ns-user-1', name: 'web' };
const preview: PoolRequester = { kind: 'namespace-preview', namespace: 'ns-user-1', name: 'ns-user-1' };
const ask = (
  requester: PoolRequester,
  object?: string,
  namespace?: string,
  global?: string,
  strict?: boolean,
): PoolScopeInput => ({
  requester,
  objectAnnotation: object,
  namespaceAnnotation: namespace,
  globalPool: global,
  names: DEFAULT_CLUSTER_NAMES,
  strict,
});

const A = 'default-domain:k8s-ns-user-1:vn-a:pool-a';
const B = 'default-domain:k8s-ns-user-1:vn-b:pool-b';
const G = 'default-domain:k8s-ns-user-1:vn-g:pool-g';

describe('the chapter: the most specific scope prevails', () => {
  const pools = ['pool-dev', 'pool-sales', 'pool-global-default'].map(
    (name) => `default-domain:k8s-pools:vn-${name}:${name}`,
  );
  const [dev, sales, global] = pools.map(dict);

  test.each([
    ['a service in dev', 'dev', undefined, dev, 'uid of pool-dev', 'namespace'],
    ['a service in sales', 'sales', undefined, sales, 'uid of pool-sales', 'namespace'],
    ['a service in test-only', 'test-only', undefined, undefined, 'uid of pool-global-default', 'global'],
    ['dev-webservice in dev', 'dev', sales, dev, 'uid of pool-sales', 'object'],
  ])('%s', (_what, namespace, object, namespaceAnnotation, poolUid, level) => {
    const requester = { kind: 'service', namespace, name: 'dev-webservice' } as const;
    const { resolution, trail } = resolvePool(ask(requester, object, namespaceAnnotation, global), existing(pools));
    expect(resolution).toMatchObject({ kind: 'resolved', poolUid, level });
    expect(trail.at(-1)).toMatchObject({ level, outcome: 'resolved' });
  });
});

describe('falling through', () => {
  test.each<[string, PoolScopeInput, readonly string[], object, readonly string[]]>([
    [
      'nothing named anywhere',
      ask(service),
      [A],
      { kind: 'none' },
      ['object not-specified', 'namespace not-specified', 'global not-specified'],
    ],
    [
      'a literal {} is no global pool',
      ask(service, undefined, undefined, '{}'),
      [A],
      { kind: 'none' },
      ['object not-specified', 'namespace not-specified', 'global not-specified'],
    ],
    [
      'service: a missing pool falls through',
      ask(service, dict(A), dict(B), dict(G)),
      [G],
      { kind: 'resolved', level: 'global', poolUid: 'uid of pool-g' },
      ['object missing', 'namespace missing', 'global resolved'],
    ],
    [
      'service: all missing, the most specific is wanted',
      ask(service, undefined, dict(B), dict(G)),
      [],
      { kind: 'dangling', level: 'namespace', wanted: parseFqName(B) },
      ['object not-specified', 'namespace missing', 'global missing'],
    ],
    [
      'ingress: a missing pool ends the search',
      ask(ingress, undefined, dict(B), dict(G)),
      [G],
      { kind: 'dangling', level: 'namespace', wanted: parseFqName(B) },
      ['object not-specified', 'namespace missing'],
    ],
    [
      'ingress: an absent scope does not',
      ask(ingress, undefined, undefined, dict(G)),
      [G],
      { kind: 'resolved', level: 'global' },
      ['object not-specified', 'namespace not-specified', 'global resolved'],
    ],
    [
      'a malformed annotation ends the search',
      ask(service, `{'name': 'x'}`, dict(B)),
      [B],
      { kind: 'malformed', level: 'object', message: '[domain] not specified in fip-pool dict string' },
      ['object malformed'],
    ],
    [
      '{} on an object is malformed',
      ask(service, '{}', dict(B)),
      [B],
      { kind: 'malformed', level: 'object' },
      ['object malformed'],
    ],
    [
      'a preview starts at the namespace',
      ask(preview, undefined, dict(B), dict(G)),
      [G],
      { kind: 'resolved', level: 'global' },
      ['namespace missing', 'global resolved'],
    ],
  ])('%s', (_what, input, pools, resolution, trail) => {
    const decision = resolvePool(input, existing(pools));
    expect(decision.resolution).toMatchObject(resolution);
    expect(decision.trail.map((step) => `${step.level} ${step.outcome}`)).toEqual(trail);
    for (const step of decision.trail) expect(step.sentence).toMatch(/^[A-Z].*[.?]$/);
  });
});

describe("the chapter's vn-ns-default: a definition's name in place of its network's", () => {
  const written = 'default-domain:k8s-ns-user-1:vn-ns-default:pool-ns-default';
  const network = 'default-domain:k8s-ns-user-1:k8s-vn-ns-default-pod-network';
  const pool = `${network}:pool-ns-default`;
  const request = ask(service, undefined, dict(written));

  it('is resolved, and said so', () => {
    const { resolution, trail } = resolvePool(request, existing([pool]));
    expect(resolution).toEqual({
      kind: 'resolved',
      poolUid: 'uid of pool-ns-default',
      pool: parseFqName(pool),
      level: 'namespace',
      alias: { written: parseFqName(written) },
    });
    expect(trail.at(-1)?.sentence).toBe(
      `Pool ${written} is wanted by namespace ns-user-1; there is none of that name, but vn-ns-default names a ` +
        `network attachment definition, and its network has the pool: ${pool}.`,
    );
  });

  it('the literal name wins if it exists', () => {
    expect(resolvePool(request, existing([pool, written])).resolution).toEqual({
      kind: 'resolved',
      poolUid: 'uid of pool-ns-default',
      pool: parseFqName(written),
      level: 'namespace',
    });
  });

  it('strictly it is only suggested', () => {
    const { resolution, trail } = resolvePool({ ...request, strict: true }, existing([pool]));
    expect(resolution).toMatchObject({ kind: 'dangling', suggestion: { kind: 'use-pool', pool: parseFqName(pool) } });
    expect(trail[1]?.sentence).toContain(`Did you mean ${pool}?`);
  });

  it.each<[string, PoolLookup, object, string]>([
    [
      'the network is there',
      existing([], [network]),
      { kind: 'create-pool', network: parseFqName(network), pool: 'pool-ns-default' },
      `Create pool pool-ns-default on network ${network} under Overlay > Floating IP.`,
    ],
    [
      'nothing is there',
      existing([]),
      {
        kind: 'create-network',
        network: ['default-domain', 'k8s-ns-user-1', 'vn-ns-default'],
        pool: 'pool-ns-default',
      },
      'create the network first',
    ],
  ])('before the pool exists: %s', (_what, lookup, suggestion, sentence) => {
    const { resolution, trail } = resolvePool(request, lookup);
    expect(resolution).toMatchObject({ kind: 'dangling', wanted: parseFqName(written), suggestion });
    expect(trail[1]?.sentence).toContain(sentence);
  });
});
