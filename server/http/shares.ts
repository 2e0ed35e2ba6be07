/**
 * Fair shares of a limited resource: connections, requests, buffered bytes. A client is an address and, within it, a
 * connection.
 *
 * - No connection holds over an eighth of the total, and no address over an eighth of the three quarters that are for
 *   all. - The last quarter is given only to connections that hold nothing, a small part at a time (a thirty-second of
 *   the total): a new client gets something, whatever others of its address hold. - When nothing is left for such a
 *   newcomer, what has waited longest for its client is cut off to make room, of the newcomer's address when that has
 *   more than its share, else of the address that holds most. A connection that holds something can only displace what
 *   is its own.
 *
 * No clock is needed: the first to begin waiting has waited longest.
 */

export interface Client {
  readonly address: string;
  /** The connection or an object that represents it; compared by identity. */
  readonly connection: object;
}

/**
 * `busy`: being worked on, never displaced. `idle`: displaced when nothing is stalled. `stalled`: waiting for its
 * client, displaced first.
 */
export type Standing = 'busy' | 'idle' | 'stalled';

export interface ShareFigures {
  readonly total: number;
  /** The most that one connection may hold. */
  readonly share: number;
  readonly held: number;
  /** How often a client was refused, and how often displaced, since the start. */
  readonly refused: number;
  readonly cutOff: number;
}

interface Holder {
  readonly address: string;
  /** Number of holds, which may be of size 0. */
  holds: number;
  held: number;
  /** The part of `held` that is not from the last quarter. */
  common: number;
  readonly idle: Set<Hold>;
  readonly stalled: Set<Hold>;
}

/** A part of the resource that a client holds. */
export class Hold {
  readonly client: Client;
  amount: number;
  readonly reserve: boolean;
  standing: Standing = 'busy';
  readonly #shares: Shares;
  readonly #cutOff: (() => void) | undefined;
  #released = false;

  /** Created by `Shares.take`. */
  constructor(shares: Shares, client: Client, amount: number, reserve: boolean, cutOff: (() => void) | undefined) {
    this.#shares = shares;
    this.client = client;
    this.amount = amount;
    this.reserve = reserve;
    this.#cutOff = cutOff;
  }

  get released(): boolean {
    return this.#released;
  }

  /**
   * Sets whether it waits for its client; the waiting time starts again with each call. Without a `cutOff` it is
   * never displaced.
   */
  stand(standing: Standing): void {
    if (!this.#released && this.#cutOff !== undefined) this.#shares.stand(this, standing);
  }

  /** Gives everything back; further calls do nothing. */
  release(): void {
    if (this.#released) return;
    this.#shares.stand(this, 'busy');
    this.#released = true;
    this.#shares.giveBack(this);
  }

  /** Gives everything back and calls `cutOff`. */
  cut(): void {
    if (this.#released) return;
    this.release();
    this.#cutOff?.();
  }
}

export class Shares {
  readonly total: number;
  readonly #share: number;
  readonly #addresses = new Map<string, Holder>();
  readonly #connections = new Map<object, Holder>();
  #common = 0;
  #reserve = 0;
  #refused = 0;
  #displaced = 0;

  constructor(total: number) {
    this.total = total;
    this.#share = Math.floor(total / 8);
  }

  /**
   * Takes `amount` for the client; undefined when that would be over its share or nothing is left. `cutOff` is called
   * when the hold is displaced, which happens only while it is `idle` or `stalled`.
   */
  take(client: Client, amount = 1, cutOff?: () => void): Hold | undefined {
    let from = this.#from(client, amount);
    while (from === undefined) {
      const victim = this.#victim(client, amount);
      if (victim === undefined) {
        this.#refused += 1;
        return undefined;
      }
      this.#displaced += 1;
      victim.cut();
      from = this.#from(client, amount);
    }
    const hold = new Hold(this, client, amount, from === 'reserve', cutOff);
    for (const holder of [this.#addressOf(client), this.#connectionOf(client)]) {
      holder.holds += 1;
      holder.held += amount;
      if (!hold.reserve) holder.common += amount;
    }
    if (hold.reserve) this.#reserve += amount;
    else this.#common += amount;
    return hold;
  }

  /** What is held by all. */
  get held(): number {
    return this.#common + this.#reserve;
  }

  figures(): ShareFigures {
    return { total: this.total, share: this.#share, held: this.held, refused: this.#refused, cutOff: this.#displaced };
  }

  /** What a connection holds now. */
  heldBy(connection: object): number {
    return this.#connections.get(connection)?.held ?? 0;
  }

  /** For `Hold` alone. */
  stand(hold: Hold, standing: Standing): void {
    for (const holder of this.#holdersOf(hold.client)) {
      if (hold.standing !== 'busy') holder[hold.standing].delete(hold);
      if (standing !== 'busy') holder[standing].add(hold);
    }
    hold.standing = standing;
  }

  /** For `Hold` alone. */
  giveBack(hold: Hold): void {
    const { client, amount, reserve } = hold;
    for (const holder of this.#holdersOf(client)) {
      holder.holds -= 1;
      holder.held -= amount;
      if (!reserve) holder.common -= amount;
    }
    if (reserve) this.#reserve -= amount;
    else this.#common -= amount;
    if (this.#addresses.get(client.address)?.holds === 0) this.#addresses.delete(client.address);
    if (this.#connections.get(client.connection)?.holds === 0) this.#connections.delete(client.connection);
  }

  #from({ address, connection }: Client, amount: number): 'common' | 'reserve' | undefined {
    const own = this.#connections.get(connection)?.held ?? 0;
    if (own + amount > this.#share) return undefined;
    const common = this.#addresses.get(address)?.common ?? 0;
    if (common + amount <= this.#share && this.#common + amount <= this.total * 0.75) return 'common';
    if (own === 0 && amount <= this.total / 32 && this.#reserve + amount <= this.total * 0.25) return 'reserve';
    return undefined;
  }

  /** The hold to displace for a client that holds nothing; undefined if there is none. */
  #victim({ address, connection }: Client, amount: number): Hold | undefined {
    if (amount > this.#share) return undefined;
    const own = this.#connections.get(connection);
    if (own !== undefined) return firstOf(own);
    const mine = this.#addresses.get(address);
    if (mine !== undefined && mine.held >= this.#share) return firstOf(mine);
    let most: Holder | undefined;
    for (const holder of this.#addresses.values())
      if (holder.held > (most?.held ?? 0) && firstOf(holder) !== undefined) most = holder;
    return most === undefined ? undefined : firstOf(most);
  }

  #holdersOf({ address, connection }: Client): Holder[] {
    return [this.#addresses.get(address)!, this.#connections.get(connection)!];
  }

  #addressOf({ address }: Client): Holder {
    return entry(this.#addresses, address, address);
  }

  #connectionOf({ address, connection }: Client): Holder {
    return entry(this.#connections, connection, address);
  }
}

function entry<K>(map: Map<K, Holder>, key: K, address: string): Holder {
  let holder = map.get(key);
  if (holder === undefined)
    map.set(key, (holder = { address, holds: 0, held: 0, common: 0, idle: new Set(), stalled: new Set() }));
  return holder;
}

function firstOf({ stalled, idle }: Holder): Hold | undefined {
  for (const hold of stalled) return hold;
  for (const hold of idle) return hold;
  return undefined;
}
