/**
 * Objects of every kind, created, changed and deleted in any order, while controllers work, stop in the middle and
 * start again: what is there in the end is what a run without any of that ends in, and when all is deleted, what was
 * there in the beginning. More histories: `npm run test:seeded -- SEED --times 20 any-order`.
 *
 * What may differ, and why, is in `settle` and `canonicalState`.
 */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { kubeKindOf } from '../model/kube/resources.ts';
import { kubeKey, KUBE_KINDS, type KubeKind } from '../model/kube/types.ts';
import type { Canonical } from '../testing/builders/canonical-state.ts';
import { cleanly, HistoricCluster, run, anyKubeHistory, type Wanted } from '../testing/builders/historic-cluster.ts';
import { SLOTS } from '../testing/builders/kube-manifests.ts';
import { holds } from '../testing/seed.ts';

const names = (wanted: Wanted): readonly string[] =>
  [...wanted.keys()].map(({ kind, namespace, name }) => `${kind} ${kubeKey(namespace, name)}`).sort();

/** What one has and the other has not; of references first what can be read without them. */
function compare(found: Canonical, expected: Canonical): void {
  for (const part of ['rough', 'exact'] as const)
    expect(without(found[part], expected[part])).toEqual(without(expected[part], found[part]));
}

function without(all: readonly string[], others: readonly string[]): readonly string[] {
  const left = [...others];
  return all.filter((each) => {
    const index = left.indexOf(each);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
}

const accepted = new Set<KubeKind>();
const empty = new HistoricCluster();
empty.settle();
const nothing = empty.state();

test('any history ends as a clean run does, and leaves nothing behind', { timeout: 120_000 }, () => {
  holds(
    fc.property(anyKubeHistory, ({ begin, steps, order }) => {
      const cluster = run({ begin, steps });
      for (const kind of cluster.accepted) accepted.add(kind);
      const clean = cleanly(cluster.wanted);
      expect(names(clean.wanted)).toEqual(names(cluster.wanted));
      compare(cluster.state(), clean.state());
      clean.close();
      const left = SLOTS.filter((of) => cluster.wanted.has(of))
        .map((of) => ({ of, at: order.next().value as number }))
        .sort((a, b) => a.at - b.at);
      for (const { of, at } of left) {
        cluster.delete(of);
        if (at % 5 === 0) cluster.restart();
        else cluster.work(at % 7);
      }
      cluster.rest();
      compare(cluster.state(), nothing);
      cluster.close();
    }),
    { numRuns: 24 },
  );
  expect([...accepted].sort()).toEqual(KUBE_KINDS.filter((kind) => kubeKindOf(kind).apart !== true).sort());
});
