/**
 * The VRF tables and dynamic tunnels of a gateway, updated from the routes that its speaker learned (RFC 4364 §4.3.1: a
 * VRF imports the VPN routes with one of its import targets). `refresh` changes only what differs, so that tunnels keep
 * their names.
 */

import type { NlriKey } from '../../model/bgp/nlri.ts';
import type { ExtendedCommunityKey } from '../../model/bgp/path-attributes.ts';
import { parseRouteTarget, routeTargetKey } from '../../model/bgp/route-target.ts';
import type { Address } from '../../model/net/address.ts';
import { isLearnedWith, type BgpDestination, type BgpPath } from '../../model/oper/bgp-facts.ts';
import type { DynamicTunnel, GatewayRoute } from '../../model/oper/gateway.ts';
import { compare } from '../../model/order.ts';
import { asPathText } from '../bgp-diagnosis/as-path-text.ts';
import { partsOfNlri } from '../bgp/nlri/nlri-key.ts';
import { communityTexts } from '../decision/community-text.ts';
import { DynamicTunnels } from './dynamic-tunnels.ts';
import type { GatewayConfig } from './gateway-config.ts';
import { VrfRoutes, type ImportedRoute } from './vrf-routes.ts';

export interface LearnedSource {
  /** Learned VPN routes with the target; best path first. */
  with(target: ExtendedCommunityKey): Iterable<BgpDestination>;
  /** The VPN route with this key, if there is one; best path first. */
  one(key: NlriKey): BgpDestination | undefined;
  /** Address of the peer with this key. */
  addressOf(peerKey: string): string;
}

interface Vrf {
  /** Hex keys. */
  readonly imports: readonly ExtendedCommunityKey[];
  readonly table: VrfRoutes;
  readonly imported: Map<NlriKey, ImportedRoute>;
}

export class GatewayTables {
  readonly #vrfs: ReadonlyMap<string, Vrf>;
  readonly #tunnels: DynamicTunnels;

  /** `since`: of the gateway's own routes, ms since 1970. */
  constructor(config: GatewayConfig, since: number) {
    this.#tunnels = new DynamicTunnels(config.tunnels);
    this.#vrfs = new Map(
      config.vrfs.map(({ name, imports, routes }) => [
        name,
        { imports: imports.map(keyOfTarget), table: new VrfRoutes(routes, since), imported: new Map() },
      ]),
    );
  }

  /** Updates the VRFs that import one of the targets from the learned routes; `routes` are the keys that changed. */
  refresh(
    source: LearnedSource,
    targets: ReadonlySet<ExtendedCommunityKey>,
    routes: ReadonlySet<NlriKey> | 'many',
  ): void {
    for (const vrf of this.#vrfs.values()) {
      if (!vrf.imports.some((target) => targets.has(target))) continue;
      this.#take(vrf, source, routes === 'many' ? everythingFor(vrf, source) : theseFor(vrf, source, routes));
    }
  }

  /** By prefix; undefined if there is no such VRF. */
  routes(vrf: string): readonly GatewayRoute[] | undefined {
    return this.#vrfs.get(vrf)?.table.all();
  }

  /** Those of the VRF with the longest prefix that contains the address. */
  longestMatch(vrf: string, address: Address): readonly GatewayRoute[] {
    return this.#vrfs.get(vrf)?.table.longestMatch(address) ?? [];
  }

  tunnels(): readonly DynamicTunnel[] {
    return this.#tunnels.all();
  }

  /** `found` has the current routes to process, undefined where the VRF does not import one (any more). */
  #take(vrf: Vrf, source: LearnedSource, found: ReadonlyMap<NlriKey, BgpDestination | undefined>): void {
    const changed: BgpDestination[] = [];
    const gone: ImportedRoute[] = [];
    for (const [key, destination] of found) {
      const known = vrf.imported.get(key);
      if (destination === undefined) {
        if (known !== undefined) gone.push(known);
      } else if (!isSame(known?.path, destination.paths[0]!)) changed.push(destination);
    }
    // Tunnels are created in the order of their routes, and before others are released: a tunnel in use keeps its name.
    const arrived = changed.sort((a, b) => a.paths[0]!.since - b.paths[0]!.since || compare(a.key, b.key));
    const remotes = arrived.map(({ paths: [path] }) => this.#tunnels.remoteOf(path!.attributes.nextHop));
    remotes.forEach((remote, at) => remote !== undefined && this.#tunnels.use(remote, arrived[at]!.paths[0]!.since));
    for (const route of gone) {
      vrf.table.delete(route);
      vrf.imported.delete(route.key);
      this.#release(route);
    }
    arrived.forEach((destination, at) => {
      const before = vrf.imported.get(destination.key);
      if (before !== undefined) this.#release(before);
      const route = this.#routeOf(destination, remotes[at], source);
      vrf.imported.set(route.key, route);
      vrf.table.put(route);
    });
  }

  #release({ path }: ImportedRoute): void {
    const remote = this.#tunnels.remoteOf(path.attributes.nextHop);
    if (remote !== undefined) this.#tunnels.release(remote);
  }

  #routeOf({ family, key, paths }: BgpDestination, remote: string | undefined, source: LearnedSource): ImportedRoute {
    const path = paths[0]!;
    const { attributes, label } = path;
    const { rd: routeDistinguisher, prefix } = partsOfNlri(family, key);
    if (routeDistinguisher === undefined || prefix === undefined || label === undefined)
      throw new Error(
        `BUG: a learned ${family} route without ${label === undefined ? 'a label' : 'a route distinguisher'}`,
      );
    return {
      key,
      path,
      shown: {
        prefix,
        since: path.since,
        bgp: {
          routeDistinguisher,
          label,
          protocolNextHop: attributes.nextHop,
          med: attributes.med,
          localPreference: attributes.localPreference,
          from: source.addressOf(path.source),
          asPath: asPathText(attributes.asPath, attributes.origin),
          communities: communityTexts(attributes),
          tunnel: remote === undefined ? undefined : this.#tunnels.nameOf(remote),
          stale: path.stale,
        },
        ...(remote === undefined ? { hidden: `unusable: no tunnel to ${attributes.nextHop}` } : {}),
      },
    };
  }
}

function everythingFor(
  { imports, imported }: Vrf,
  source: LearnedSource,
): ReadonlyMap<NlriKey, BgpDestination | undefined> {
  const found = new Map<NlriKey, BgpDestination | undefined>();
  for (const key of imported.keys()) found.set(key, undefined);
  for (const target of imports)
    for (const destination of source.with(target))
      if (destination.paths[0] !== undefined) found.set(destination.key, destination);
  return found;
}

function theseFor(
  { imports }: Vrf,
  source: LearnedSource,
  keys: ReadonlySet<NlriKey>,
): ReadonlyMap<NlriKey, BgpDestination | undefined> {
  const found = new Map<NlriKey, BgpDestination | undefined>();
  for (const key of keys) {
    const destination = source.one(key);
    found.set(key, imports.some((target) => isLearnedWith(destination, target)) ? destination : undefined);
  }
  return found;
}

function isSame(known: BgpPath | undefined, path: BgpPath): boolean {
  return (
    known !== undefined &&
    known.attributes === path.attributes &&
    known.label === path.label &&
    known.since === path.since &&
    known.stale === path.stale &&
    known.source === path.source
  );
}

function keyOfTarget(text: string): ExtendedCommunityKey {
  const target = parseRouteTarget(text);
  if (target === undefined) throw new Error(`BUG: "${text}" is not a route target`);
  return routeTargetKey(target);
}
