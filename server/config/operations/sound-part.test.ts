import { expect, test } from 'vitest';
import { faultsOf } from '../../contract/record/validate.ts';
import type { Stored } from '../../store/store.ts';
import { startBench } from '../../testing/config-bench.ts';
import { createMemoryStore } from '../../testing/memory-store.ts';
import { updateObject } from './operations.ts';

const PERMS = { enable: true, user_visible: true, created: '2026-01-31T12:00:00.000000' };

test.each<[string, object]>([
  ['id_perms is no object', { id_perms: null }],
  ['id_perms is missing', { id_perms: undefined }],
  ['one of id_perms is no time', { id_perms: { ...PERMS, last_modified: 5 } }],
])('a change of another member fixes an object of which %s', (_what, damage) => {
  const { store, create } = startBench();
  const { uuid } = create('project', ['default-domain', 'mine']);
  const records = [...store.scan('project')].map((record) =>
    record.key === uuid ? { ...record, value: { ...record.value, ...damage } } : record,
  ) as Stored[];
  const damaged = createMemoryStore({
    loaded: { records, revision: store.revision, before: store.revision, floor: store.revision, tail: [] },
  });
  damaged.transact({ actor: 'operator', source: 'config' }, (transaction) =>
    updateObject({ transaction, mint: { uuid: () => uuid } }, 'project', uuid, { display_name: 'put right' }),
  );
  const { value } = damaged.get('project', uuid)!;
  expect(value).toMatchObject({ display_name: 'put right' });
  expect(faultsOf('project', uuid, value, undefined)).toEqual([]);
});
