/**
 * The world over several turns of the event loop, for what looks at many records: after each turn it is the head as it
 * is then, with everything that follows from it worked out. What is shown of a record is as it is when its turn comes.
 */

import type { Stint } from '../../http/turn-budget.ts';
import type { Kind } from '../../model/kinds.ts';
import type { Stored } from '../../store/store.ts';
import type { World } from './world.ts';

export class Turns {
  readonly #worldOf: () => World;
  readonly stint: Stint;
  #world: World;

  constructor(worldOf: () => World, stint: Stint) {
    this.#worldOf = worldOf;
    this.stint = stint;
    this.#world = worldOf();
  }

  get world(): World {
    return this.#world;
  }

  /** After something else has let others have their turn. */
  again(): World {
    return (this.#world = this.#worldOf());
  }

  /** So many rows were looked at: others have their turn when it is time. Whether they had: then `world` is another. */
  async looked(rows = 1): Promise<boolean> {
    if (!this.stint.spend('rows', rows)) return false;
    await this.stint.next();
    this.again();
    return true;
  }

  /** The records of a kind that there were at the beginning and still are, each as it is when its turn comes. */
  async *records<K extends Kind>(kind: K): AsyncGenerator<Stored<K>, void, undefined> {
    const keys = Array.from(this.#world.read.scan(kind), ({ key }) => key);
    for (const key of keys) {
      const record = this.#world.read.get(kind, key);
      if (record !== undefined) yield record;
      await this.looked();
    }
  }
}
