import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Transactor } from '../../store/store.ts';
import { createMemoryStore } from '../../testing/memory-store.ts';
import { holds } from '../../testing/seed.ts';
import { controllerOf } from './owned.ts';
import { isActive, isReady } from './pod-state.ts';
import { podsAlike } from './replica-counts.ts';

const people = { actor: 'operator', source: 'kube' };
const SETS = ['one', 'two'];

/** Counted again: of each labels, how many there are, count as replicas, and are ready. */
function counted(read: Transactor, set: string): readonly unknown[] {
  const found = new Map<string, [number, number, number]>();
  for (const { value: pod } of read.scan('kube/Pod')) {
    if (controllerOf(pod)?.uid !== set) continue;
    const labels = JSON.stringify(pod.metadata.labels ?? {});
    const [pods, active, ready] = found.get(labels) ?? [0, 0, 0];
    const counts = isActive(pod);
    found.set(labels, [pods + 1, active + Number(counts), ready + Number(counts && isReady(pod))]);
  }
  return [...found].sort();
}

test('the pods of a controller are as many as counting would find, on a store and on a fork', () => {
  const step = fc.record({
    pod: fc.nat(8),
    gone: fc.boolean(),
    owner: fc.option(fc.constantFrom(...SETS), { nil: undefined }),
    controls: fc.boolean(),
    labels: fc.option(fc.constantFrom<{ readonly [label: string]: string }>({ app: 'a' }, { app: 'b' }, {}), {
      nil: undefined,
    }),
    ready: fc.boolean(),
    phase: fc.constantFrom('Running', 'Failed'),
    leaving: fc.boolean(),
  });
  holds(
    fc.property(fc.array(step, { maxLength: 50 }), fc.nat(50), (steps, forkAt) => {
      const store = createMemoryStore();
      let on: Transactor = store;
      steps.forEach((one, at) => {
        if (at === forkAt) on = store.fork();
        const key = `ns/p${one.pod}`;
        on.transact(people, (transaction) => {
          if (one.gone) return transaction.delete('kube/Pod', key);
          transaction.put('kube/Pod', key, {
            apiVersion: 'v1',
            kind: 'Pod',
            metadata: {
              name: `p${one.pod}`,
              namespace: 'ns',
              uid: `uid-${one.pod}`,
              creationTimestamp: '2026-01-31T12:00:00Z',
              ...(one.labels === undefined ? {} : { labels: one.labels }),
              ...(one.leaving ? { deletionTimestamp: '2026-01-31T12:00:00Z' } : {}),
              ...(one.owner === undefined
                ? {}
                : {
                    ownerReferences: [
                      {
                        apiVersion: 'apps/v1',
                        kind: 'ReplicaSet',
                        name: one.owner,
                        uid: one.owner,
                        controller: one.controls,
                      },
                    ],
                  }),
            },
            spec: { containers: [{ name: 'c', image: 'i' }] },
            status: { phase: one.phase, conditions: [{ type: 'Ready', status: one.ready ? 'True' : 'False' }] },
          });
        });
        for (const set of SETS)
          expect(
            Array.from(podsAlike(on, set), ({ labels, pods, active, ready }) => [
              JSON.stringify(labels ?? {}),
              [pods, active, ready],
            ]).sort(),
          ).toEqual(counted(on, set));
      });
    }),
  );
});
