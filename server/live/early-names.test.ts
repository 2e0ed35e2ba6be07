import { describe, expect, test } from 'vitest';
import type { LiveName } from '../contract/live/events.ts';
import { EarlyNames, MAX_REVISIONS } from './early-names.ts';
import { MAX_NAMES, PendingNames } from './pending-names.ts';

const vrf = (key: string): LiveName => ({ kind: 'view/vrf', key, op: 'changed' });
const told = (early: EarlyNames, revision: number) => {
  const pending = new PendingNames(0);
  early.admit(revision, pending);
  const { changes, wide } = pending.take();
  return { keys: changes.map(({ key }) => key), wide };
};

describe('names whose revision is not yet durable', () => {
  test('are sent with their revision, not before', () => {
    const early = new EarlyNames();
    early.add(3, [vrf('a')]);
    early.add(3, [vrf('b')]);
    early.add(7, [vrf('c')]);
    expect(told(early, 2).keys).toEqual([]);
    expect(told(early, 5).keys).toEqual(['a', 'b']);
    expect(told(early, 7).keys).toEqual(['c']);
    expect(early.size).toBe(0);
  });

  test('while the disk hangs they stay bounded, none is sent early, and none is lost', () => {
    const early = new EarlyNames();
    let most = 0;
    for (let revision = 1; revision <= 100_000; revision++) {
      early.add(revision, [vrf(`network ${revision}`), { kind: 'view/topology', key: '*', op: 'changed' }]);
      most = Math.max(most, early.size);
    }
    expect(most).toBeLessThanOrEqual(MAX_REVISIONS * (MAX_NAMES + 2));
    const before = told(early, 99_999);
    expect(before.keys).not.toContain('network 100000');
    expect(before.wide).toBeUndefined();
    const after = told(early, 100_000);
    expect(after.wide).toEqual(['view/vrf']);
    expect(after.keys).toEqual(['*']);
    expect(early.size).toBe(0);
  });

  test('a change that names only its kind stays so beside later names of that kind', () => {
    const early = new EarlyNames();
    early.add(
      1,
      Array.from({ length: MAX_NAMES + 1 }, (_, i) => vrf(String(i))),
    );
    early.add(2, [vrf('late')]);
    expect(told(early, 2)).toEqual({ keys: [], wide: ['view/vrf'] });
  });
});
