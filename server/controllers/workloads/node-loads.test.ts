import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byNode } from '../../store/indexes.ts';
import type { Transactor } from '../../store/store.ts';
import { createMemoryStore } from '../../testing/memory-store.ts';
import { holds } from '../../testing/seed.ts';
import { isUsable, leastLoadedNode } from './node-loads.ts';

const people = { actor: 'operator', source: 'kube' };
const NODES = ['a', 'b', 'c', 'd'];

/** Counted again. */
function counted(read: Transactor): string | undefined {
  const usable = [...read.scan('kube/Node')]
    .filter(({ value }) => isUsable(value))
    .map(({ key }) => ({ key, pods: read.countIn(byNode('kube/Pod'), key) }));
  return usable.sort((one, other) => one.pods - other.pods || (one.key < other.key ? -1 : 1))[0]?.key;
}

test('the node with the fewest pods is the one that counting would find, on a store and on a fork', () => {
  const step = fc.oneof(
    fc.record({ pod: fc.nat(12), node: fc.option(fc.constantFrom(...NODES), { nil: undefined }), gone: fc.boolean() }),
    fc.record({ name: fc.constantFrom(...NODES), ready: fc.boolean(), cordoned: fc.boolean(), gone: fc.boolean() }),
  );
  holds(
    fc.property(fc.array(step, { maxLength: 60 }), fc.nat(60), (steps, forkAt) => {
      const store = createMemoryStore();
      let on: Transactor = store;
      steps.forEach((one, at) => {
        if (at === forkAt) on = store.fork();
        on.transact(people, (transaction) => {
          const meta = (name: string) => ({ name, uid: `uid-${name}`, creationTimestamp: '2026-01-31T12:00:00Z' });
          if ('pod' in one) {
            const key = `ns/p${one.pod}`;
            if (one.gone) transaction.delete('kube/Pod', key);
            else
              transaction.put('kube/Pod', key, {
                apiVersion: 'v1',
                kind: 'Pod',
                metadata: { ...meta(`p${one.pod}`), namespace: 'ns' },
                spec: {
                  containers: [{ name: 'c', image: 'i' }],
                  ...(one.node === undefined ? {} : { nodeName: one.node }),
                },
              });
          } else if (one.gone) transaction.delete('kube/Node', one.name);
          else
            transaction.put('kube/Node', one.name, {
              apiVersion: 'v1',
              kind: 'Node',
              metadata: meta(one.name),
              spec: one.cordoned ? { unschedulable: true } : {},
              status: { conditions: [{ type: 'Ready', status: one.ready ? 'True' : 'False' }] },
            });
        });
        expect(leastLoadedNode(on)).toBe(counted(on));
      });
    }),
  );
});
