/**
 * Fair shares of a limited resource: connections, requests, buffered bytes. A client is an address and, within it, a
 * connection.
 *
 * - No connection holds more than an eighth of the total, and no address more than an eighth within the first 3/4.
 * - The last quarter is given only to connections that hold nothing, a thirty-second of the total at most: so a new
 *   client gets something, whatever other connections of its address hold.
 * - When nothing is left for such a newcomer, the lease that has waited longest for its client is cut off: one of the
 *   newcomer's address if that holds its share or more, else one of the address that holds most. A connection that
 *   holds something can only displace its own leases.
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
export type LeaseState = 'busy' | 'idle' | 'stalled';

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
  /** Number of leases, which may be of size 0. */
  leases: number;
  held: number;
  /** The part of `held` that is not from the last quarter. */
  common: number;
  readonly idle: Set<Lease>;
  readonly stalled: Set<Lease>;
}

/** A part of the resource that a client holds. */
export class Lease {
  readonly client: Client;
  amount: number;
  readonly reserve: boolean;
  state: LeaseState = 'busy';
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
   * Says whether it waits for its client; the waiting time starts again with each call. Without a `cutOff` it is
   * never displaced.
   */
  mark(state: LeaseState): void {
    if (!this.#released && this.#cutOff !== undefined) this.#shares.mark(this, state);
  }

  /** Gives everything back; further calls do nothing. */
  release(): void {
    if (this.#released) return;
    this.#shares.mark(this, 'busy');
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
  /** The part of both that is `stalled`. */
  #stalled = 0;
  #refused = 0;
  #displaced = 0;

  constructor(total: number) {
    this.total = total;
    this.#share = Math.floor(total / 8);
  }

  /**
   * Takes `amount` for the client; undefined when that would be over its share or nothing is left. `cutOff` is called
   * when the lease is displaced, which happens only while it is `idle` or `stalled`.
   */
  take(client: Client, amount = 1, cutOff?: () => void): Lease | undefined {
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
    const lease = new Lease(this, client, amount, from === 'reserve', cutOff);
    for (const holder of [this.#addressOf(client), this.#connectionOf(client)]) {
      holder.leases += 1;
      holder.held += amount;
      if (!lease.reserve) holder.common += amount;
    }
    if (lease.reserve) this.#reserve += amount;
    else this.#common += amount;
    return lease;
  }

  /** What is held by all. */
  get held(): number {
    return this.#common + this.#reserve;
  }

  /** The part of `held` that does not wait for its client. */
  get active(): number {
    return this.held - this.#stalled;
  }

  figures(): ShareFigures {
    return { total: this.total, share: this.#share, held: this.held, refused: this.#refused, cutOff: this.#displaced };
  }

  /** What a connection holds now. */
  heldBy(connection: object): number {
    return this.#connections.get(connection)?.held ?? 0;
  }

  /** For `Lease` alone. */
  mark(lease: Lease, state: LeaseState): void {
    if (lease.state === 'stalled') this.#stalled -= lease.amount;
    if (state === 'stalled') this.#stalled += lease.amount;
    for (const holder of this.#holdersOf(lease.client)) {
      if (lease.state !== 'busy') holder[lease.state].delete(lease);
      if (state !== 'busy') holder[state].add(lease);
    }
    lease.state = state;
  }

  /** For `Lease` alone. */
  giveBack(lease: Lease): void {
    const { client, amount, reserve } = lease;
    for (const holder of this.#holdersOf(client)) {
      holder.leases -= 1;
      holder.held -= amount;
      if (!reserve) holder.common -= amount;
    }
    if (reserve) this.#reserve -= amount;
    else this.#common -= amount;
    if (this.#addresses.get(client.address)?.leases === 0) this.#addresses.delete(client.address);
    if (this.#connections.get(client.connection)?.leases === 0) this.#connections.delete(client.connection);
  }

  #from({ address, connection }: Client, amount: number): 'common' | 'reserve' | undefined {
    const own = this.#connections.get(connection)?.held ?? 0;
    if (own + amount > this.#share) return undefined;
    const common = this.#addresses.get(address)?.common ?? 0;
    if (common + amount <= this.#share && this.#common + amount <= this.total * 0.75) return 'common';
    if (own === 0 && amount <= this.total / 32 && this.#reserve + amount <= this.total * 0.25) return 'reserve';
    return undefined;
  }

  /** The lease to displace for a client that holds nothing; undefined if there is none. */
  #victim({ address, connection }: Client, amount: number): Lease | undefined {
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
    map.set(key, (holder = { address, leases: 0, held: 0, common: 0, idle: new Set(), stalled: new Set() }));
  return holder;
}

function firstOf({ stalled, idle }: Holder): Lease | undefined {
  for (const lease of stalled) return lease;
  for (const lease of idle) return lease;
  return undefined;
}
