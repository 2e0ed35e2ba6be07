import { expect, test } from 'vitest';
import { createDerived } from '../derived/derived.ts';
import { DATA_DIRECTORY, PODS, putCluster, putNetwork } from '../testing/builders/cluster.ts';
import { TEST_ORIGIN, write } from '../testing/builders/records.ts';
import { createMemoryStore } from '../testing/memory-store.ts';
import { transactBesideDerived } from './transact-beside-derived.ts';

const INSTANCE = [...PODS.split(':'), 'k8s-default-pod-network'];

/** A store whose tables are computed only when somebody asks. */
function bench() {
  const store = createMemoryStore({ dataDirectoryId: DATA_DIRECTORY });
  const derived = createDerived(store, { dataDirectoryId: DATA_DIRECTORY, schedule: () => undefined });
  write(store, (transaction) => putCluster(transaction));
  return { store, derived };
}

test('a body that asks for a derived object after a commit runs again, and sees what follows from it', async () => {
  const { store, derived } = bench();
  expect(derived.config.current).toBe(false);
  let runs = 0;
  const { result, revision } = await transactBesideDerived(
    store,
    derived.config,
    TEST_ORIGIN,
    (transaction, objects) => {
      runs += 1;
      transaction.put('key-value', `run-${runs}`, { value: 'x' });
      return objects.findByName('routing-instance', INSTANCE)?.record.fq_name;
    },
    (done) => done,
  );
  expect([runs, result]).toEqual([2, INSTANCE]);
  expect(['run-1', 'run-2'].map((key) => store.get('key-value', key)?.revision)).toEqual([undefined, revision]);
});

test('a body that asks for stored objects only runs once, and nothing is computed for it', async () => {
  const { store, derived } = bench();
  let runs = 0;
  const { result } = await transactBesideDerived(
    store,
    derived.config,
    TEST_ORIGIN,
    (_transaction, objects) => {
      runs += 1;
      return [
        objects.findByName('virtual-network', PODS.split(':')),
        objects.findByName('virtual-network', ['no', 'such', 'network']),
      ].map((found) => found?.record.type);
    },
    (done) => done,
  );
  expect([runs, result, derived.config.current]).toEqual([1, ['virtual-network', undefined], false]);
});

test('derived objects do not show what the transaction itself has put, even if it is rolled back', async () => {
  const { store, derived } = bench();
  const name = 'default-domain:k8s-default:late';
  const refusal = new Error('refused');
  let seen: unknown = 'not asked';
  await expect(
    transactBesideDerived(
      store,
      derived.config,
      TEST_ORIGIN,
      (transaction, objects) => {
        putNetwork(transaction, name, { number: 77 });
        seen = objects.findByName('routing-instance', [...name.split(':'), 'late']);
        throw refusal;
      },
      (done) => done,
    ),
  ).rejects.toBe(refusal);
  expect(seen).toBeUndefined();
});
