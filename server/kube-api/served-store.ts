/** The stores of the API: the main one, and the one of kinds that are kept apart, with what answers keep of each. */

import type { Kind } from '../model/kinds.ts';
import type { ServedResource } from '../model/kube/resources.ts';
import { DelegatedRead } from '../store/delegated-read.ts';
import type { Origin, Read, Store, Stored, Transaction, Transactor } from '../store/store.ts';
import { Doorbell } from './doorbell.ts';
import { Lists } from './list.ts';

/** Where short-lived objects are kept apart from the others. */
export interface ApartStore {
  readonly store: Store;
  /** Told who created an object, of whom only so many are kept. */
  createdBy(key: string, client: string): void;
}

export interface ServedStore {
  readonly store: Store;
  readonly lists: Lists;
  readonly doorbell: Doorbell;
}

/** The store of each resource. `apart` is undefined where such kinds are not served: their collections are empty. */
export class ServedStores {
  readonly #main: ServedStore;
  readonly #apart: ServedStore | undefined;

  constructor(main: Store, apart: Store | undefined, now: () => number) {
    const served = (store: Store) => ({ store, lists: new Lists(store, now), doorbell: new Doorbell(store) });
    this.#main = served(main);
    this.#apart = apart === undefined ? undefined : served(apart);
  }

  of(resource: ServedResource): ServedStore {
    return resource.apart === true ? (this.#apart ?? this.#main) : this.#main;
  }
}

/**
 * Runs a transaction on the store of kinds that are kept apart. It reads the namespaces of the main store, in which
 * its objects are.
 */
export function transactApart<T>(
  transactor: Transactor,
  main: Read,
  origin: Origin,
  body: (transaction: Transaction) => T,
) {
  return transactor.transact(origin, (transaction) => body(new ApartTransaction(transaction, main)));
}

class ApartTransaction extends DelegatedRead implements Transaction {
  protected readonly answering: Transaction;
  readonly #main: Read;

  constructor(transaction: Transaction, main: Read) {
    super();
    this.answering = transaction;
    this.#main = main;
  }

  override get<K extends Kind>(kind: K, key: string): Stored<K> | undefined {
    return this.answering.get(kind, key) ?? this.#main.get(kind, key);
  }
  get origin(): Origin {
    return this.answering.origin;
  }
  get time(): string {
    return this.answering.time;
  }
  put: Transaction['put'] = (kind, key, value) => this.answering.put(kind, key, value);
  delete(kind: Kind, key: string): void {
    this.answering.delete(kind, key);
  }
}
