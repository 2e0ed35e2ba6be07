/**
 * Per routing instance: what it imports and exports and why, and with whom it is connected.
 * A network without a number has no automatic target and exchanges routes by its own lists alone.
 */
import { connectionsOf } from '../../engine/leaking/connections.ts';
import { exportsOf, importsOf, ownTargets, type OwnTargets } from '../../engine/leaking/targets.ts';
import type { VirtualNetwork } from '../../model/config/types.ts';
import { childFqName, fqNameKey, shortName } from '../../model/naming/fq-name.ts';
import type { RoutingInstanceFacts, RoutingInstanceFault, RoutingInstanceKey } from '../../model/oper/routing-instance-facts.ts';
import type { CalcNode, RowIndex, Table, Tracked } from '../calc-node.ts';
import type { DerivedUuids } from '../derived-uuids.ts';
import { differing } from './differing.ts';
import { keysFrom } from './keys-of.ts';
import { askersSignal, type Askers, type Wishes } from './connection-wishes.ts';

const IP_FABRIC = 'default-domain:default-project:ip-fabric';
/** Instance of the fabric network in which BGP routers are configured; it exchanges no routes. */
const FABRIC_CONTROL = '__default__';
const NO_TARGETS: OwnTargets = ownTargets(undefined, { both: [], import: [], export: [] });

export interface RoutingInstanceSources {
  readonly targets: Table<OwnTargets>;
  readonly wishes: Table<Wishes>;
  readonly askers: Askers;
  readonly uuids: DerivedUuids;
}

/** The keys of a network's instances; the default one first. */
export function instanceKeysOf(network: VirtualNetwork): readonly RoutingInstanceKey[] {
  return fqNameKey(network.fq_name) === IP_FABRIC ? [network.uuid, `${network.uuid}/${FABRIC_CONTROL}`] : [network.uuid];
}

export function routingInstances(sources: RoutingInstanceSources, exporters: Exporters): CalcNode<RoutingInstanceFacts> {
  return {
    name: 'routing-instances',
    keys: (read, skip) => keysFrom(read, 'virtual-network', (network) => instanceKeysOf(network.value), skip),
    about: (key) => [{ kind: 'virtual-network', key: key.split('/', 1)[0]! }],
    touched: (change) => {
      if (change.kind !== 'virtual-network') return [];
      return [change.old, change.new].flatMap((side) => (side === undefined ? [] : instanceKeysOf(side.value as VirtualNetwork)));
    },
    compute: (key, tracked) => {
      const slash = key.indexOf('/');
      const networkUuid = slash < 0 ? key : key.slice(0, slash);
      const network = tracked.read.get('virtual-network', networkUuid)?.value;
      if (network === undefined || !instanceKeysOf(network).includes(key)) return undefined;
      const isDefault = slash < 0;
      const fqName = childFqName(network.fq_name, isDefault ? shortName(network.fq_name) : key.slice(slash + 1));
      const exchange = isDefault ? exchangeOf(networkUuid, sources, tracked) : undefined;
      const own = exchange?.own ?? NO_TARGETS;
      const networkId = network.allocated?.['network_id'];
      return {
        key,
        uuid: sources.uuids.of('routing-instance', fqName, tracked),
        fqName,
        networkUuid,
        networkName: network.fq_name,
        projectUuid: network.parent_uuid,
        isDefault,
        system: network.system === true,
        automaticTarget: own.automatic,
        userTargets: { both: own.both, import: own.import, export: own.export },
        imports: exchange?.imports ?? [],
        exports: exchange?.exports ?? [],
        connections: exchange?.connections ?? [],
        faults: exchange?.faults ?? [],
        networkId: typeof networkId === 'number' ? networkId : undefined,
      };
    },
    indexes: [exporters],
    signals: (old, next) => {
      const before = new Set(old?.exports.map((use) => use.target));
      const after = new Set(next?.exports.map((use) => use.target));
      return differing(before, after).map(exportersSignal);
    },
  };
}

function exchangeOf(networkUuid: string, { targets, wishes, askers }: RoutingInstanceSources, tracked: Tracked) {
  const own = tracked.row(targets, networkUuid) ?? NO_TARGETS;
  const asked = tracked.row(wishes, networkUuid);
  tracked.signal(askersSignal(networkUuid));
  const wishesOfPeers = askers.of(networkUuid).flatMap((peer) => {
    const theirs = wishes.get(peer);
    const wish = theirs?.wishes.find((candidate) => candidate.kind === 'network' && candidate.peer.uuid === networkUuid);
    return theirs === undefined || wish === undefined ? [] : [{ peer, peerName: theirs.name, steps: wish.steps }];
  });
  const connections = connectionsOf(asked?.wishes ?? [], wishesOfPeers);
  const connected = connections.flatMap((connection) =>
    connection.kind === 'mutual' ? [{ connection, targets: tracked.row(targets, connection.peer) ?? NO_TARGETS }] : []);
  const faults: RoutingInstanceFault[] = [
    ...(asked?.missingPolicies ?? []).map((policyUuid): RoutingInstanceFault => ({ kind: 'policy-missing', policyUuid })),
    ...own.malformed.map(({ text, list }): RoutingInstanceFault => ({ kind: 'route-target-malformed', text, list })),
  ];
  return { own, connections, imports: importsOf(own, connected), exports: exportsOf(own), faults };
}

export function exportersSignal(target: string): string {
  return `exporters ${target}`;
}

/** Which instances export, and which import, a route target. */
export class Exporters implements RowIndex<RoutingInstanceFacts> {
  readonly name = 'exporters';
  private readonly byTarget = new Map<string, Set<RoutingInstanceKey>>();
  private readonly importing = new Map<string, Set<RoutingInstanceKey>>();
  private readonly byUuid = new Map<string, RoutingInstanceKey>();

  add(key: string, facts: RoutingInstanceFacts): void {
    this.byUuid.set(facts.uuid, key);
    for (const { target } of facts.exports) put(this.byTarget, target, key);
    for (const { target } of facts.imports) put(this.importing, target, key);
  }

  remove(key: string, facts: RoutingInstanceFacts): void {
    if (this.byUuid.get(facts.uuid) === key) this.byUuid.delete(facts.uuid);
    for (const { target } of facts.exports) take(this.byTarget, target, key);
    for (const { target } of facts.imports) take(this.importing, target, key);
  }

  isEmpty(): boolean {
    return this.byTarget.size === 0 && this.importing.size === 0 && this.byUuid.size === 0;
  }

  of(target: string): Iterable<RoutingInstanceKey> {
    return this.byTarget.get(target) ?? [];
  }

  importersOf(target: string): Iterable<RoutingInstanceKey> {
    return this.importing.get(target) ?? [];
  }

  /** By the uuid of the routing-instance object. */
  keyOf(uuid: string): RoutingInstanceKey | undefined {
    return this.byUuid.get(uuid);
  }
}

function put(sets: Map<string, Set<RoutingInstanceKey>>, target: string, key: RoutingInstanceKey): void {
  const keys = sets.get(target);
  if (keys === undefined) sets.set(target, new Set([key]));
  else keys.add(key);
}

function take(sets: Map<string, Set<RoutingInstanceKey>>, target: string, key: RoutingInstanceKey): void {
  const keys = sets.get(target);
  keys?.delete(key);
  if (keys?.size === 0) sets.delete(target);
}
