/**
 * Soft tunnels (Junos `dynamic-tunnels`): one for each protocol next hop in use within a configured network, created
 * for the first route that needs it and removed with the last one. A tunnel keeps its name while it is in use; a new
 * one gets the lowest free unit.
 */

import { formatAddress, parseAddress, type Address } from '../../model/net/address.ts';
import { contains, prefixFrom, type Prefix } from '../../model/net/prefix.ts';
import type { DynamicTunnel } from '../../model/oper/gateway.ts';
import type { TunnelConfig } from './gateway-config.ts';

/** IP protocol numbers. */
const GRE_PROTOCOL = 47;
const UDP_PROTOCOL = 17;
/** TTL of packets in the tunnel. */
const TTL = 64;
const MAPPED = 0xffffn << 32n;

interface Tunnel {
  readonly unit: number;
  readonly since: number;
  routes: number;
}

export class DynamicTunnels {
  readonly #config: TunnelConfig;
  readonly #networks: readonly Prefix[];
  readonly #byRemote = new Map<string, Tunnel>();
  readonly #units = new Set<number>();

  constructor(config: TunnelConfig) {
    this.#config = config;
    this.#networks = config.networks.map(prefixFrom);
  }

  /**
   * The destination of a tunnel for the next hop: `::ffff:10.169.25.20` is 10.169.25.20 (RFC 4659 §3.2.1.2). Undefined:
   * no network covers it.
   */
  remoteOf(nextHop: string): string | undefined {
    const parsed = parseAddress(nextHop);
    if (parsed === undefined) return undefined;
    const address: Address =
      parsed.family === 6 && parsed.value >> 32n === MAPPED >> 32n
        ? { family: 4, value: parsed.value & 0xffffffffn }
        : parsed;
    return this.#networks.some((network) => contains(network, address)) ? formatAddress(address) : undefined;
  }

  /** A route uses the tunnel from now on. `since`: ms since 1970, for a new tunnel. */
  use(remote: string, since: number): void {
    const known = this.#byRemote.get(remote);
    if (known !== undefined) {
      known.routes++;
      return;
    }
    let unit = this.#config.firstUnit;
    while (this.#units.has(unit)) unit++;
    this.#units.add(unit);
    this.#byRemote.set(remote, { unit, since, routes: 1 });
  }

  release(remote: string): void {
    const tunnel = this.#byRemote.get(remote);
    if (tunnel === undefined) throw new Error(`BUG: no tunnel to ${remote} is in use`);
    tunnel.routes--;
    if (tunnel.routes > 0) return;
    this.#byRemote.delete(remote);
    this.#units.delete(tunnel.unit);
  }

  nameOf(remote: string): string {
    const tunnel = this.#byRemote.get(remote);
    if (tunnel === undefined) throw new Error(`BUG: no tunnel to ${remote} is in use`);
    return this.#name(tunnel);
  }

  /** By unit. */
  all(): readonly DynamicTunnel[] {
    const { source, encapsulation } = this.#config;
    return [...this.#byRemote]
      .sort(([, a], [, b]) => a.unit - b.unit)
      .map(([remote, tunnel]) => ({
        name: this.#name(tunnel),
        remote,
        local: source,
        encapsulation,
        protocol: encapsulation === 'gre' ? GRE_PROTOCOL : UDP_PROTOCOL,
        ttl: TTL,
        routes: tunnel.routes,
        since: tunnel.since,
      }));
  }

  #name({ unit }: Tunnel): string {
    return `${this.#config.device}.${unit}`;
  }
}
