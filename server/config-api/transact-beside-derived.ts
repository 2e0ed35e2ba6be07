/**
 * A transaction that may ask for derived objects. Those must not be computed within it, where they would see what may yet
 * be rolled back; computing them before every one would cost a third of all writes, few of which ask. So they are
 * computed when they turn out to be wanted: what has been done so far is undone, and the body runs again.
 */
import type { DerivedConfigObjects } from '../model/oper/derived-config.ts';
import type { Committed, Origin, Store, Transaction } from '../store/store.ts';
import { ConfigObjects } from './config-objects.ts';

const WANTED = Symbol('derived objects are wanted');

/** `body` may run twice; only its last run counts. */
export function transactBesideDerived<T>(store: Store, derived: DerivedConfigObjects, origin: Origin, body: (transaction: Transaction, objects: ConfigObjects) => T): Committed<T> {
  const beforeDerived = (): void => {
    if (!derived.current) throw WANTED;
  };
  const run = (): Committed<T> => store.transact(origin, (transaction) => body(transaction, new ConfigObjects(transaction, derived, beforeDerived)));
  try {
    return run();
  } catch (thrown) {
    if (thrown !== WANTED) throw thrown;
    // Any question computes them.
    derived.count('routing-instance');
    return run();
  }
}
