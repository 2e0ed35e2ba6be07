/**
 * The table of one VRF of a gateway: its own routes and those imported from BGP, with one active route per prefix: the
 * lowest preference (Direct and Local 0, Static 5, BGP 170); among BGP routes, the best across route distinguishers. A
 * route with an unreachable protocol next hop is hidden: it is kept and never active.
 */

import type { NlriKey } from '../../model/bgp/nlri.ts';
import { addressBits, type Address } from '../../model/net/address.ts';
import { comparePrefix, formatPrefix, prefixFrom, prefixOf, type Prefix } from '../../model/net/prefix.ts';
import type { BgpPath } from '../../model/oper/bgp-facts.ts';
import type { GatewayRoute } from '../../model/oper/gateway.ts';
import { chooseAcrossDistinguishers } from '../decision/across-distinguishers.ts';
import type { FixedRoute } from './gateway-config.ts';

const PREFERENCE: Readonly<Record<GatewayRoute['protocol'], number>> = { Direct: 0, Local: 0, Static: 5, BGP: 170 };

export interface ImportedRoute {
  readonly key: NlriKey;
  readonly path: BgpPath;
  /** As the table shows it. */
  readonly shown: Omit<GatewayRoute, 'active' | 'protocol' | 'preference'>;
}

/** Number of added or removed prefixes between two reads above which sorting again is cheaper. */
const FEW_MOVES = 64;

interface Destination {
  readonly prefix: Prefix;
  readonly fixed: readonly GatewayRoute[];
  readonly imported: Map<NlriKey, ImportedRoute>;
  /** Computed on access. */
  rows: readonly GatewayRoute[] | undefined;
}

export class VrfRoutes {
  readonly #destinations = new Map<string, Destination>();
  /** How many prefixes there are of each length. */
  readonly #lengths = new Map<number, number>();
  #rows: readonly GatewayRoute[] | undefined;
  /** By prefix; updated for a few changes, then rebuilt. */
  #order: Destination[] | undefined;
  #moves = 0;

  /** `since`: of the fixed routes, ms since 1970. */
  constructor(fixed: readonly FixedRoute[], since: number) {
    for (const { prefix, protocol, via } of fixed) {
      const known = this.#destinations.get(prefix)?.fixed ?? [];
      if (known.length === 0) this.#count(prefixFrom(prefix), 1);
      const route: GatewayRoute = { prefix, protocol, preference: PREFERENCE[protocol], since, active: false, via };
      this.#destinations.set(prefix, {
        prefix: prefixFrom(prefix),
        fixed: [...known, route].sort((a, b) => a.preference - b.preference),
        imported: new Map(),
        rows: undefined,
      });
    }
  }

  put(route: ImportedRoute): void {
    const { prefix } = route.shown;
    let destination = this.#destinations.get(prefix);
    if (destination === undefined) {
      this.#destinations.set(
        prefix,
        (destination = { prefix: prefixFrom(prefix), fixed: [], imported: new Map(), rows: undefined }),
      );
      this.#moved(destination, 'in');
    }
    destination.imported.set(route.key, route);
    this.#changed(destination);
  }

  delete({ key, shown: { prefix } }: ImportedRoute): void {
    const destination = this.#destinations.get(prefix);
    if (destination?.imported.delete(key) !== true)
      throw new Error(`BUG: no imported route to ${prefix} under this key`);
    if (destination.imported.size === 0 && destination.fixed.length === 0) {
      this.#destinations.delete(prefix);
      this.#moved(destination, 'out');
    }
    this.#changed(destination);
  }

  /** By prefix; for each prefix the active one first, hidden ones last. The same array until something changes. */
  all(): readonly GatewayRoute[] {
    this.#order ??= [...this.#destinations.values()].sort((a, b) => comparePrefix(a.prefix, b.prefix));
    this.#moves = 0;
    return (this.#rows ??= this.#order.flatMap((destination) => (destination.rows ??= rowsOf(destination))));
  }

  /** The routes with the longest prefix that contains the address, in the order of `all`; none without one. */
  longestMatch(address: Address): readonly GatewayRoute[] {
    for (let length = addressBits(address.family); length >= 0; length--) {
      if (!this.#lengths.has(length)) continue;
      const destination = this.#destinations.get(formatPrefix(prefixOf(address, length)));
      if (destination !== undefined) return (destination.rows ??= rowsOf(destination));
    }
    return [];
  }

  /** A prefix was added or removed. */
  #moved(destination: Destination, where: 'in' | 'out'): void {
    this.#count(destination.prefix, where === 'in' ? 1 : -1);
    if (this.#order === undefined) return;
    if (++this.#moves > FEW_MOVES) {
      this.#order = undefined;
      return;
    }
    let low = 0;
    for (let high = this.#order.length; low < high;) {
      const middle = (low + high) >> 1;
      if (comparePrefix(this.#order[middle]!.prefix, destination.prefix) < 0) low = middle + 1;
      else high = middle;
    }
    if (where === 'in') this.#order.splice(low, 0, destination);
    else this.#order.splice(low, 1);
  }

  #count({ length }: Prefix, more: number): void {
    const count = (this.#lengths.get(length) ?? 0) + more;
    if (count === 0) this.#lengths.delete(length);
    else this.#lengths.set(length, count);
  }

  #changed(destination: Destination): void {
    destination.rows = undefined;
    this.#rows = undefined;
  }
}

function rowsOf({ fixed, imported }: Destination): readonly GatewayRoute[] {
  const usable: ImportedRoute[] = [];
  const hidden: ImportedRoute[] = [];
  for (const key of [...imported.keys()].sort()) {
    const route = imported.get(key)!;
    (route.shown.hidden === undefined ? usable : hidden).push(route);
  }
  const chosen = chooseAcrossDistinguishers(usable, ({ path }) => path).map(({ path }) => path);
  const ranked = [
    ...fixed,
    ...[...chosen, ...hidden].map(({ shown }): GatewayRoute => ({
      ...shown,
      protocol: 'BGP',
      preference: PREFERENCE.BGP,
      active: false,
    })),
  ];
  return ranked.map((route, nth) => (nth === 0 && route.hidden === undefined ? { ...route, active: true } : route));
}
