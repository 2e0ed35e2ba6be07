/** A packet on its way: what it has passed, what its header has become, and the verdicts that end it. */

import {
  DEFAULT_TTL,
  type FlowProtocol,
  type Hop,
  type Obstacle,
  type Receiver,
  type SocketAddress,
  type Verdict,
} from './verdict.ts';

export class Journey {
  readonly protocol: FlowProtocol;
  source: SocketAddress;
  destination: SocketAddress;
  readonly #hops: Hop[] = [];
  #ttl: number;
  #replyTtl = DEFAULT_TTL;

  constructor(protocol: FlowProtocol, source: SocketAddress, destination: SocketAddress, ttl: number) {
    this.protocol = protocol;
    this.source = source;
    this.destination = destination;
    this.#ttl = ttl;
  }

  /** Passes a hop that lowers the ttl; undefined, or the verdict that it has ended there. */
  pass(hop: Hop): Verdict | undefined {
    this.#hops.push(hop);
    if (hop.address === undefined) return undefined;
    if (--this.#ttl > 0) return undefined;
    return { disposition: 'expired', at: hop.address, replyTtl: this.#replyTtl, hops: this.#hops };
  }

  /** A router on the way back lowers the ttl of the answer. */
  passBack(): void {
    this.#replyTtl--;
  }

  delivered(to: Receiver): Verdict {
    return { disposition: 'delivered', ...this.#arrived(to) };
  }

  refused(to: Receiver, obstacle: Obstacle): Verdict {
    return { disposition: 'refused', ...this.#arrived(to), obstacle };
  }

  dropped(obstacle: Obstacle): Verdict {
    return { disposition: 'dropped', hops: this.#hops, obstacle };
  }

  unreachable(by: 'sender' | Hop, obstacle: Obstacle): Verdict {
    return { disposition: 'unreachable', by, hops: this.#hops, obstacle };
  }

  #arrived(to: Receiver) {
    return {
      to,
      source: this.source,
      destination: this.destination,
      ttl: this.#ttl,
      replyTtl: this.#replyTtl,
      hops: this.#hops,
    };
  }
}

/** One of several equal ways, by the addresses, ports and protocol of the flow, as ECMP chooses. */
export function chosen<T>(ways: readonly T[], { protocol, source, destination }: Journey): T | undefined {
  if (ways.length < 2) return ways[0];
  let hash = 0x811c_9dc5;
  // FNV-1a, so that flows that differ little are spread.
  const mix = (part: bigint | number): void => {
    for (let rest = BigInt(part); ; rest >>= 16n) {
      hash = Math.imul(hash ^ Number(rest & 0xffffn), 0x0100_0193) >>> 0;
      if (rest === 0n) return;
    }
  };
  for (const { address, port } of [source, destination]) {
    mix(address.value);
    mix(port ?? 0);
  }
  mix(protocol.length);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b_3c6d) >>> 0;
  hash ^= hash >>> 12;
  return ways[(hash >>> 0) % ways.length];
}
