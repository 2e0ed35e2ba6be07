/**
 * Store, system objects, lab and controllers in one process, without a disk, a clock or chance: for scenarios and
 * tests.
 */

import { allocateClusterIp } from '../config/addresses/cluster-ip.ts';
import { provisionSystem } from '../config/operations/system-objects.ts';
import type { WriteContext } from '../config/write-context.ts';
import type { Mint } from '../config/write-context.ts';
import { ALL_CONTROLLERS } from '../controllers/all-controllers.ts';
import type { Failure } from '../controllers/runtime/loop.ts';
import { runToQuiescence } from '../controllers/runtime/quiescence.ts';
import { Waiting } from '../controllers/runtime/waiting.ts';
import { createDerived, type Derived } from '../derived/derived.ts';
import type { KubeContext } from '../kube/cluster-ip-port.ts';
import { CHAPTER_LAB, EMPTY_LAB, type Lab } from '../lab/chapter.ts';
import { provisionApiService, provisionLab } from '../lab/provision.ts';
import { uuidV5 } from '../model/naming/uid.ts';
import type { ValidateRecord, Store, Transactor } from '../store/store.ts';
import { createMemoryStore } from './memory-store.ts';

const SEED = '6ba7b810-9dad-11d1-80b4-00c04fd430c8';
const SYSTEM = { actor: 'system', source: 'system' };
const OPERATOR = { actor: 'operator', source: 'ui' };

/** Uuids in a sequence that is the same in every run. */
export function countingMint(seed = 'mint'): Mint {
  let count = 0;
  return { uuid: () => uuidV5(SEED, `${seed} ${++count}`) };
}

export interface InMemorySystem {
  readonly store: Store;
  readonly mint: Mint;
  /** The consequences, made when first asked for. */
  readonly derived: Derived;
  /** What controllers could not do in the last run. */
  readonly failures: readonly Failure[];
  /** One transaction of an operator, and everything that follows from it. */
  do<T>(body: (context: KubeContext) => T): T;
  /** One transaction on another transactor (a fork), without controllers. */
  on<T>(transactor: Transactor, body: (context: KubeContext) => T): T;
  /** The controllers start again, with every name. */
  restart(): void;
}

export interface SystemOptions {
  readonly lab?: 'chapter' | 'none';
  /** Data of kube-manager's ConfigMap. */
  readonly config?: { readonly [key: string]: string };
  readonly controllers?: 'running' | 'stopped';
  /** Asked of every record before it is put; by default as the product does. */
  readonly validate?: ValidateRecord;
}

export function createInMemorySystem(options: SystemOptions = {}): InMemorySystem {
  const store = createMemoryStore(options.validate === undefined ? {} : { validate: options.validate });
  const mint = countingMint();
  const lab: Lab = options.lab === 'none' ? EMPTY_LAB : CHAPTER_LAB;
  let failures: readonly Failure[] = [];
  let waiting = new Waiting();
  const contextOf = (transaction: WriteContext['transaction']): KubeContext => ({
    transaction,
    mint,
    allocateClusterIp,
  });
  const on = <T>(transactor: Transactor, body: (context: KubeContext) => T): T =>
    transactor.transact(OPERATOR, (transaction) => body(contextOf(transaction))).result;
  const runControllers = (change?: () => void): void => {
    if (change === undefined) waiting = new Waiting();
    failures = runToQuiescence(store, ALL_CONTROLLERS, mint, change, waiting);
  };

  store.transact(SYSTEM, (transaction) => {
    provisionSystem(contextOf(transaction), {});
    provisionLab(contextOf(transaction), lab, options.config ?? {});
  });
  if (options.controllers !== 'stopped') {
    runControllers();
    store.transact(SYSTEM, (transaction) => provisionApiService(contextOf(transaction), lab));
    runControllers();
  }
  let derived: Derived | undefined;
  return {
    store,
    mint,
    get derived() {
      derived ??= createDerived(store, { dataDirectoryId: store.dataDirectoryId, schedule: () => {} });
      return derived;
    },
    get failures() {
      return failures;
    },
    on,
    do<T>(body: (context: KubeContext) => T): T {
      let result: { readonly value: T } | undefined;
      runControllers(() => {
        result = { value: on(store, body) };
      });
      return result!.value;
    },
    restart: () => runControllers(),
  };
}
