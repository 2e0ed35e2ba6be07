/**
 * A transaction that may read derived objects. They must not be computed within it, from state that may be rolled back;
 * and computing them before every transaction would cost a third of all writes, few of which need them. So they are
 * computed on demand: the transaction is rolled back, and its body runs again once they are computed.
 */

import type { DerivedConfigObjects } from '../model/oper/derived-config.ts';
import type { Committed, Origin, Store, Transaction } from '../store/store.ts';
import { ConfigObjects } from './config-objects.ts';

/** Retries, since any other commit makes the derived state stale again; after that it is computed synchronously. */
const WAITS = 3;

const WANTED = Symbol('derived objects are wanted');

/**
 * `body` may run several times; only its last run counts. `then` reads the state right after the commit, before any
 * other change.
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
    // Any read computes them.
    else derived.count('routing-instance');
  }
}
