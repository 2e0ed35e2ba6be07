import { describe, expect, it } from 'vitest';
import { nameSuffix, podTemplateHash } from './pod-template-hash.ts';
import { planRollout, rollingStrategy, type SetState } from './rollout.ts';

const set = (name: string, wanted: number, available = wanted, pods = wanted): SetState => ({
  name,
  wanted,
  available,
  pods,
});
const plan = (replicas: number, current: SetState, old: SetState[], strategy = rollingStrategy(replicas, undefined)) =>
  Object.fromEntries(planRollout(replicas, strategy, current, old));

describe('a rolling update', () => {
  it.each([
    ['first start', 3, set('new', 0), [], { new: 3 }],
    ['scale up', 5, set('new', 2), [], { new: 5 }],
    ['scale down', 1, set('new', 4), [], { new: 1 }],
    ['at rest', 4, set('new', 4), [], {}],
    ['25% of 4: one more, and one fewer', 4, set('new', 0), [set('old', 4)], { new: 1, old: 3 }],
    ['the new one is not available: nothing more goes', 4, set('new', 1, 0), [set('old', 3)], { new: 2 }],
    ['one replica: the new first', 1, set('new', 0), [set('old', 1)], { new: 1 }],
    ['then the old', 1, set('new', 1), [set('old', 1)], { old: 0 }],
    ['what is not available goes first', 4, set('new', 0), [set('broken', 2, 0), set('good', 3)], { broken: 0 }],
    ['oldest set first', 4, set('new', 4), [set('older', 1), set('old', 1)], { older: 0, old: 0 }],
  ])('%s', (_case, replicas, current, old, expected) => {
    expect(plan(replicas, current, old)).toEqual(expected);
  });

  it.each([1, 2, 3, 4, 7, 10])('of %i replicas keeps its two bounds in every step, and ends', (replicas) => {
    const strategy = rollingStrategy(replicas, undefined);
    let current = set('new', 0);
    let old = set('old', replicas);
    for (let step = 0; current.wanted !== replicas || old.wanted !== 0; step++) {
      expect(step).toBeLessThan(50);
      const next = planRollout(replicas, strategy, current, [old]);
      current = set(
        'new',
        next.get('new') ?? current.wanted,
        Math.min(current.wanted, next.get('new') ?? current.wanted),
      );
      old = set('old', next.get('old') ?? old.wanted);
      expect(current.wanted + old.wanted).toBeLessThanOrEqual(replicas + strategy.maxSurge);
      expect(current.available + old.available).toBeGreaterThanOrEqual(replicas - strategy.maxUnavailable);
      current = set('new', current.wanted);
    }
  });

  it.each([
    [10, undefined, 3, 2],
    [1, undefined, 1, 0],
    [4, { maxSurge: 2, maxUnavailable: 0 }, 2, 0],
    [4, { maxSurge: 0, maxUnavailable: 0 }, 0, 1],
    [4, { maxSurge: '50%', maxUnavailable: '100%' }, 2, 4],
  ])('bounds of %i replicas with %j', (replicas, rollingUpdate, maxSurge, maxUnavailable) => {
    expect(rollingStrategy(replicas, rollingUpdate)).toEqual({ type: 'RollingUpdate', maxSurge, maxUnavailable });
  });
});

describe('recreate', () => {
  const recreate = { type: 'Recreate', maxSurge: 0, maxUnavailable: 0 } as const;
  it.each([
    ['old ones go first', set('new', 0), [set('old', 3)], { old: 0 }],
    ['and have to be gone', set('new', 0), [set('old', 0, 0, 2)], {}],
    ['before the new come', set('new', 0), [set('old', 0)], { new: 3 }],
  ])('%s', (_case, current, old, expected) => {
    expect(plan(3, current, old, recreate)).toEqual(expected);
  });
});

describe('names', () => {
  it('the hash of a template does not depend on the order of fields, and does on values', () => {
    const hash = podTemplateHash({
      metadata: { labels: { app: 'web' } },
      spec: { containers: [{ name: 'web', image: 'nginx' }] },
    });
    expect(hash).toMatch(/^[bcdfghjklmnpqrstvwxz2456789]{1,10}$/);
    expect(
      podTemplateHash({
        spec: { containers: [{ image: 'nginx', name: 'web' }] },
        metadata: { labels: { app: 'web' } },
      }),
    ).toBe(hash);
    expect(
      podTemplateHash({
        metadata: { labels: { app: 'web' } },
        spec: { containers: [{ name: 'web', image: 'nginx:2' }] },
      }),
    ).not.toBe(hash);
  });
  it('a suffix has five characters of the safe alphabet', () => {
    expect(nameSuffix({ uuid: () => '0f1e2d3c-4b5a-4978-8069-5a4b3c2d1e0f' })).toMatch(
      /^[bcdfghjklmnpqrstvwxz2456789]{5}$/,
    );
  });
});
