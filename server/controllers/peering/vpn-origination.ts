/**
 * The routes that our control nodes originate: every address and floating IP that derived tables advertise, as NLRI,
 * label and attributes (as `BgpXmppChannel::ProcessItem` of the control node makes them of what an agent sends), and
 * the route targets that we import.
 *
 * It remembers only which routes it last made of each interface, and which interfaces are queued to be computed again.
 * An interface that changed itself goes first; those that a change of a whole network affects (its route targets, the
 * encapsulations) are queued and computed a slice at a time, so that nothing waits for 100,000 routes; node by node,
 * because routes with one next hop share their attributes and so their UPDATE. `step` returns what changed.
 *
 * An interface is computed again after changes of: rows of `ports` (addresses, label, node), `routing-instances` (route
 * targets, number), `imports`, `global-settings` (ASN, encapsulations); records of interfaces (security groups and
 * tags), security groups, VRF numbers.
 */

import type { RowChange } from '../../derived/calc-node.ts';
import type { Derived, DerivedChanges } from '../../derived/derived.ts';
import { pairKey, pairOf } from '../../derived/nodes/pair.ts';
import type { LocalRoute } from '../../engine/bgp/speaker-config.ts';
import { deepEqual } from '../../model/json.ts';
import type { RoutePath } from '../../model/oper/route.ts';
import type { RoutingInstanceFacts, RoutingInstanceKey } from '../../model/oper/routing-instance-facts.ts';
import { parseVrfIdKey } from '../../model/oper/vrf-id.ts';
import { byRef } from '../../store/indexes.ts';
import type { Change, Read, Stored } from '../../store/store.ts';
import { AttributePool } from './attribute-pool.ts';
import { CandidateRoutes, type OriginationChange } from './candidate-routes.ts';
import { NameQueue } from './name-queue.ts';
import { VpnKeys } from './vpn-keys.ts';
import { WantedTargets } from './wanted-targets.ts';

const INTERFACE = 'virtual-machine-interface';

export class VpnOrigination {
  readonly #read: Read;
  readonly #derived: Derived;
  readonly #pool = new AttributePool();
  readonly #keys = new VpnKeys();
  readonly #vpn = new CandidateRoutes();
  readonly #wanted = new WantedTargets();
  readonly #byInterface = new Map<string, LocalRoute | readonly LocalRoute[]>();
  /** Interfaces to compute again: those that changed themselves, and those affected by a change of something else. */
  readonly #changed = new NameQueue();
  readonly #affected = new NameQueue();
  /** Imports, by instance and route target, that came, went or changed. */
  readonly #imports = new NameQueue();
  /** Keys of VRF numbers that came or went. */
  readonly #numbers = new NameQueue();

  /** Call `markAll` first. */
  constructor(read: Read, derived: Derived) {
    this.#read = read;
    this.#derived = derived;
  }

  markAll(): void {
    for (const { key: node } of this.#read.scan('virtual-router'))
      for (const uuid of this.#derived.portsIn('node', node)) this.#affected.add(uuid);
    for (const uuid of this.#byInterface.keys()) this.#affected.add(uuid);
    for (const { key } of this.#read.scan(INTERFACE)) this.#affected.add(key);
    for (const key of this.#wanted.imports()) this.#imports.add(key);
    for (const { key, imports } of this.#derived.routingInstances())
      for (const { target } of imports) this.#imports.add(pairKey(key, target));
  }

  mark({ changes, rows }: DerivedChanges): void {
    for (const change of changes) this.#markRecord(change);
    for (const row of rows) this.#markRow(row);
  }

  /** A record changed on which routes depend directly, not through a derived table. */
  #markRecord({ kind, key, old, new: next }: Change): void {
    switch (kind) {
      case INTERFACE:
        this.#changed.add(key);
        return;
      case 'vrf-id':
        this.#numbers.add(key);
        return;
      case 'security-group':
      case 'tag':
        if (deepEqual(numberOf(old), numberOf(next))) return;
        for (const found of this.#read.lookup(byRef(INTERFACE, kind), key)) this.#affected.add(found.key);
        return;
      default:
    }
  }

  /** A row of a derived table changed. */
  #markRow({ node, key, old, new: next }: RowChange): void {
    switch (node) {
      case 'ports':
        this.#changed.add(key);
        return;
      case 'imports':
        this.#imports.add(key);
        return;
      case 'routing-instances':
        if (!sameOnTheWire(old as OnTheWire | undefined, next as OnTheWire | undefined)) this.#markInstance(key);
        return;
      case 'global-settings':
        this.markAll();
        return;
      default:
    }
  }

  get pending(): boolean {
    return this.#changed.size + this.#affected.size + this.#imports.size + this.#numbers.size > 0;
  }

  /** Computes up to `limit` interfaces and as many imports. Undefined: nothing changed. */
  step(limit: number): OriginationChange | undefined {
    this.#wanted.setAsn(this.#derived.settings().asn);
    for (const key of this.#imports.take(limit)) this.#wanted.set(key, this.#derived.imports(...pairOf(key)));
    for (const key of this.#numbers.take(limit)) {
      const { node, network } = parseVrfIdKey(key);
      this.#markInstance(network, (path) => path.nextHop?.nodeUuid === node);
    }
    let looked = 0;
    for (const uuid of this.#changed.take(limit)) {
      this.#look(uuid);
      looked++;
    }
    for (const uuid of this.#affected.take(limit - looked)) this.#look(uuid);
    return joined(this.#vpn.take(), this.#wanted.take());
  }

  /** Everything that is originated, as of the last step. */
  *routes(): Generator<LocalRoute, void, undefined> {
    yield* this.#vpn.bestRoutes();
    yield* this.#wanted.routes();
  }

  /** Whether nothing is kept: the proof "drains to nothing" checks it. */
  get isEmpty(): boolean {
    return this.#byInterface.size === 0 && this.#vpn.size === 0 && this.#pool.size === 0 && this.#wanted.isEmpty;
  }

  #markInstance(instance: RoutingInstanceKey, which: (path: RoutePath) => boolean = () => true): void {
    const byNode = new Map<string | undefined, string[]>();
    for (const path of this.#derived.ownPaths(instance)) {
      if (!which(path)) continue;
      const node = path.nextHop?.nodeUuid;
      const known = byNode.get(node);
      if (known === undefined) byNode.set(node, [path.origin.interfaceUuid]);
      else known.push(path.origin.interfaceUuid);
    }
    for (const uuids of byNode.values()) for (const uuid of uuids) this.#affected.add(uuid);
  }

  #look(uuid: string): void {
    const before = listOf(this.#byInterface.get(uuid));
    const now = this.#routesOrNone(uuid, before);
    for (const route of now) if (!before.includes(route)) this.#vpn.add(route);
    for (const route of before) {
      if (now.includes(route)) continue;
      this.#vpn.remove(route);
      this.#pool.release(route.attributes);
    }
    if (now.length === 0) this.#byInterface.delete(uuid);
    else this.#byInterface.set(uuid, now.length === 1 ? now[0]! : now);
  }

  /** An interface whose routes cannot be computed has none, and gets a condition. */
  #routesOrNone(uuid: string, before: readonly LocalRoute[]): readonly LocalRoute[] {
    const { faults } = this.#derived;
    try {
      const routes = this.#routesOf(uuid, before);
      faults.clear('origination', uuid);
      return routes;
    } catch (error) {
      faults.note({ by: 'origination', key: uuid, subjects: [{ kind: INTERFACE, key: uuid }] }, error);
      return [];
    }
  }

  /** Unchanged routes are the same objects as before. */
  #routesOf(uuid: string, before: readonly LocalRoute[]): readonly LocalRoute[] {
    const routes: LocalRoute[] = [];
    for (const path of this.#derived.port(uuid)?.paths ?? []) {
      if (path.notInstalled !== undefined) continue;
      const route = this.#derived.vpnRoute(path);
      if (route === undefined || route.notAdvertised !== undefined || route.routeDistinguisher === undefined) continue;
      const key = this.#keys.of(route.routeDistinguisher, route.prefix);
      const attributes = this.#pool.acquire(route);
      const kept = before.find(
        (other) =>
          other.key === key &&
          other.attributes === attributes &&
          other.label === route.label &&
          !routes.includes(other),
      );
      if (kept === undefined) routes.push({ family: route.family, key, label: route.label, attributes });
      else {
        this.#pool.release(attributes);
        routes.push(kept);
      }
    }
    return routes;
  }
}

function listOf(routes: LocalRoute | readonly LocalRoute[] | undefined): readonly LocalRoute[] {
  if (routes === undefined) return [];
  return Array.isArray(routes) ? routes : [routes as LocalRoute];
}

/** The numbers of a security group or tag that routes carry. */
function numberOf(stored: Stored | undefined): unknown {
  const { props, allocated } = (stored?.value ?? {}) as {
    readonly props?: { readonly [name: string]: unknown };
    readonly allocated?: { readonly [name: string]: unknown };
  };
  return [props?.configured_security_group_id, props?.security_group_id, props?.tag_id, allocated?.id];
}

type OnTheWire = Pick<RoutingInstanceFacts, 'networkId' | 'networkUuid' | 'exports'>;

/** Whether two states of an instance give the same routes. */
function sameOnTheWire(a: OnTheWire | undefined, b: OnTheWire | undefined): boolean {
  return (
    a !== undefined &&
    b !== undefined &&
    a.networkId === b.networkId &&
    a.networkUuid === b.networkUuid &&
    deepEqual(
      a.exports.map((use) => use.target),
      b.exports.map((use) => use.target),
    )
  );
}

function joined(a: OriginationChange | undefined, b: OriginationChange | undefined): OriginationChange | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return { announced: [...a.announced, ...b.announced], withdrawn: [...a.withdrawn, ...b.withdrawn] };
}
