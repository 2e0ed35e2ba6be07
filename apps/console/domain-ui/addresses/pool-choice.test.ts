import { describe, expect, it } from 'vitest';
import { dictOf, NO_POOL, previewTrail, poolChoiceFaults, poolChoiceFrom, type PoolFacts } from './pool-choice.ts';

const chapter =
  "{'domain': 'default-domain', 'project': 'k8s-ns-user-1', 'network': 'vn-ns-default', 'name': 'pool-ns-default'}";
const facts: PoolFacts = { pools: [], networks: [], globalPool: undefined, clusterName: 'k8s' };
const network = 'default-domain:k8s-ns-user-1:k8s-vn-ns-default-pod-network';

describe('a pool choice', () => {
  it("reads the chapter's dict string and writes it again", () => {
    const choice = poolChoiceFrom(chapter);
    expect(choice).toEqual({
      named: true,
      domain: 'default-domain',
      project: 'k8s-ns-user-1',
      network: 'vn-ns-default',
      name: 'pool-ns-default',
    });
    expect(poolChoiceFrom(dictOf(choice))).toEqual(choice);
  });
  it.each([undefined, '{}', ''])('%s is none', (text) => {
    expect(poolChoiceFrom(text)).toEqual(NO_POOL);
    expect(dictOf(poolChoiceFrom(text))).toBeUndefined();
  });
  it('needs all four names', () => {
    expect(Object.keys(poolChoiceFaults(poolChoiceFrom("{'name': 'x'}")))).toEqual([
      'pool.project',
      'pool.network',
      'pool.name',
    ]);
    expect(poolChoiceFaults({ ...poolChoiceFrom(chapter), network: 'a:b' })['pool.network']).toMatch(/colon/);
  });
});

describe('its preview', () => {
  it('says what is missing, until it is there', () => {
    expect(previewTrail('ns-user-1', chapter, facts).map((step) => `${step.scope} ${step.outcome}`)).toEqual([
      'namespace dangling',
      'global absent',
    ]);
    const [step] = previewTrail('ns-user-1', chapter, {
      ...facts,
      networks: [network],
      pools: [`${network}:pool-ns-default`],
    });
    expect(step).toMatchObject({
      outcome: 'chosen',
      pool: { name: 'pool-ns-default', fqName: `${network}:pool-ns-default` },
    });
  });
  it('falls back to the global pool', () => {
    const globalPool = "{'domain': 'd', 'project': 'p', 'network': 'n', 'name': 'g'}";
    expect(previewTrail('dev', undefined, { ...facts, globalPool, pools: ['d:p:n:g'] }).at(-1)).toMatchObject({
      scope: 'global',
      outcome: 'chosen',
      pool: { fqName: 'd:p:n:g' },
    });
  });
});
