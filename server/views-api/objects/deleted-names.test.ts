import { expect, test } from 'vitest';
import { createStore } from '../../store/create-store.ts';
import { memoryJournal } from '../../store/memory-journal.ts';
import type { Change, ChangeSet } from '../../store/store.ts';
import { DeletedNames } from './deleted-names.ts';

const deletion = (revision: number, key: string, value: object): ChangeSet => ({
  revision,
  time: '2026-01-31T12:00:00.000Z',
  origin: { actor: 'operator', source: 'ui' },
  changes: [
    {
      kind: 'virtual-network',
      key,
      old: { kind: 'virtual-network', key, value, created: 1, revision: 1 },
    } as unknown as Change,
  ],
});

function namesOf(tail: readonly ChangeSet[]): DeletedNames {
  return new DeletedNames(
    createStore({
      journal: memoryJournal(),
      clock: Date.now,
      dataDirectoryId: 'd',
      epoch: 2,
      onFatal: (error) => {
        throw error;
      },
      loaded: { records: [], revision: tail.length, before: 0, floor: tail.length, tail },
    }),
  );
}

test('what was deleted before the start is found by the newest of its name, read ahead or not', async () => {
  const tail = Array.from({ length: 30 }, (_, index) =>
    deletion(index + 1, `u${index}`, { type: 'virtual-network', fq_name: ['d', 'p', `n${index % 20}`] }),
  );
  for (const ahead of [false, true]) {
    const names = namesOf(tail);
    if (ahead) await names.catchUp();
    expect(['d:p:n5', 'd:p:n15', 'd:p:n20'].map((name) => names.keyOf('virtual-network', name))).toEqual([
      'u25',
      'u15',
      undefined,
    ]);
    names.close();
  }
});

test('a malformed object that was deleted is passed over', async () => {
  const tail = [
    deletion(1, 'u1', { type: 'virtual-network', fq_name: 5 }),
    deletion(2, 'u2', { type: 'virtual-network', fq_name: ['d', 'p', 'n'] }),
  ];
  expect(namesOf(tail).keyOf('virtual-network', 'd:p:n')).toBe('u2');
  await expect(namesOf(tail).catchUp()).resolves.toBeUndefined();
});
