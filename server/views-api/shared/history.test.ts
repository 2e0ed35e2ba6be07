import { expect, test } from 'vitest';
import { TURN_BUDGET } from '../../http/turn-budget.ts';
import type { PastChangeSet, Store } from '../../store/store.ts';
import { history } from './history.ts';

test('changes of a large object are compared in turns', async () => {
  const values = Array.from({ length: TURN_BUDGET.nodes }, (_, index) => `value-${index}`);
  const changeSets = [4, 3, 2, 1].map(
    (revision) =>
      ({
        revision,
        time: '2026-01-31T12:00:00Z',
        origin: { actor: 'operator', source: 'config' },
        changes: [{ kind: 'tag', key: 'a', new: { value: { values } }, old: { value: { values: [...values, 'x'] } } }],
        alongside: 0,
      }) as unknown as PastChangeSet,
  );
  const store: Pick<Store, 'history' | 'historyStartsAt' | 'revision'> = {
    revision: 4,
    historyStartsAt: 1,
    history: async (_kind, _key, { before = Infinity }) => changeSets.filter(({ revision }) => revision < before),
  };
  let turns = 0;
  let counted = true;
  const count = (): void => {
    turns += 1;
    if (counted) setImmediate(count);
  };
  setImmediate(count);
  const { entries } = await history(store as Store, 'tag', 'a', {});
  counted = false;
  expect(entries.map(({ leaves }) => leaves)).toEqual(
    Array.from({ length: 4 }, () => [{ path: '/values/x', old: 'x' }]),
  );
  expect(turns).toBeGreaterThanOrEqual(changeSets.length);
});
