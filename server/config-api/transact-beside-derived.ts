/**
 * A transaction that may ask for derived objects. Those must not be computed within it, where they would see what may
 * yet be rolled back; computing them before every one would cost a third of all writes, few of which ask. So they are
 * computed when they turn out to be wanted: what has been done so far is undone, and the body runs again when they
 * stand.
 */

import type { DerivedConfigObjects } from '../model/oper/derived-config.ts';
import type { Committed, Origin, Store, Transaction } from '../store/store.ts';
import { ConfigObjects } from './config-objects.ts';

/** Waits for them, each of which a commit of somebody else may make vain; then they are computed at once. */
const WAITS = 3;

const WANTED = Symbol('derived objects are wanted');

/**
 * `body` may run several times; only its last run counts. `then` looks at the state right after the commit, before
 * anybody else changes it.
 */
export async function transactBesideDerived<T, A>(
  store: Store,
  derived: DerivedConfigObjects,
  origin: Origin,
  body: (transaction: Transaction, objects: ConfigObjects) => T,
  then: (done: T) => A,
): Promise<Pick<Committed<A>, 'result' | 'revision'>> {
  const beforeDerived = (): void => {
    if (!derived.current) throw WANTED;
  };
  const run = (): Pick<Committed<A>, 'result' | 'revision'> => {
    const { result, revision } = store.transact(origin, (transaction) =>
      body(transaction, new ConfigObjects(transaction, derived, beforeDerived)),
    );
    return { result: then(result), revision };
  };
  for (let waits = 0; ; waits += 1) {
    try {
      return run();
    } catch (thrown) {
      if (thrown !== WANTED) throw thrown;
    }
    if (waits < WAITS) await derived.settled();
    // Any question computes them.
    else derived.count('routing-instance');
  }
}
