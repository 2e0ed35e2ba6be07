/**
 * Per routing instance: what it exports and why, and its own lists. Its connections and imports are rows of other
 * tables (`connections.ts`, `imports.ts`); `instance-facts.ts` combines them on demand. A network without a number
 * has no automatic target and exchanges routes by its own lists alone.
 */

import { exportsOf, ownTargets, type OwnTargets } from '../../engine/leaking/targets.ts';
import type { VirtualNetwork } from '../../model/config/types.ts';
import type { Kind } from '../../model/kinds.ts';
import { childFqName, fqNameKey, shortName } from '../../model/naming/fq-name.ts';
import { IP_FABRIC } from '../../model/naming/system-names.ts';
import type {
  RoutingInstanceFacts,
  RoutingInstanceFault,
  RoutingInstanceKey,
} from '../../model/oper/routing-instance-facts.ts';
import { Postings } from '../../store/postings.ts';
import type { CalcNode, RowIndex, DerivedTable, Tracked } from '../calc-node.ts';
import type { DerivedUuids } from '../derived-uuids.ts';
import { keysFrom } from './keys-of.ts';
import type { RequestedConnections } from './requested-connections.ts';

const FABRIC_NETWORK = fqNameKey(IP_FABRIC);
/** Instance of the fabric network in which BGP routers are configured; it exchanges no routes. */
const FABRIC_CONTROL = '__default__';
const NO_TARGETS: OwnTargets = ownTargets(undefined, { both: [], import: [], export: [] });

export type InstanceRow = Omit<RoutingInstanceFacts, 'connections' | 'imports'>;

export interface RoutingInstanceSources {
  readonly targets: DerivedTable<OwnTargets>;
  readonly requested: DerivedTable<RequestedConnections>;
  readonly uuids: DerivedUuids;
}

/** The keys of a network's instances; the default one first. */
export function instanceKeysOf(network: VirtualNetwork): readonly RoutingInstanceKey[] {
  return fqNameKey(network.fq_name) === FABRIC_NETWORK
    ? [network.uuid, `${network.uuid}/${FABRIC_CONTROL}`]
    : [network.uuid];
}

export function routingInstances(
  sources: RoutingInstanceSources,
  indexes: readonly RowIndex<InstanceRow>[],
): CalcNode<InstanceRow> {
  return {
    name: 'routing-instances',
    keys: (read, skip) => keysFrom(read, 'virtual-network', (network) => instanceKeysOf(network.value), skip),
    about: (key) => [{ kind: 'virtual-network', key: key.split('/', 1)[0]! }],
    hears: new Set<Kind>(['virtual-network']),
    touched: (change) => {
      if (change.kind !== 'virtual-network') return [];
      return [change.old, change.new].flatMap((side) =>
        side === undefined ? [] : instanceKeysOf(side.value as VirtualNetwork),
      );
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
        exports: exchange?.exports ?? [],
        faults: exchange?.faults ?? [],
        networkId: typeof networkId === 'number' ? networkId : undefined,
      };
    },
    parts: (row) => row.exports.length,
    indexes,
  };
}

function exchangeOf(networkUuid: string, { targets, requested }: RoutingInstanceSources, tracked: Tracked) {
  const own = tracked.row(targets, networkUuid) ?? NO_TARGETS;
  const faults: RoutingInstanceFault[] = [
    ...(tracked.row(requested, networkUuid)?.missingPolicies ?? []).map((policyUuid): RoutingInstanceFault => ({
      kind: 'policy-missing',
      policyUuid,
    })),
    ...own.malformed.map(({ text, list }): RoutingInstanceFault => ({ kind: 'route-target-malformed', text, list })),
  ];
  return { own, exports: exportsOf(own), faults };
}

/** Which instances export a route target. */
export class Exporters implements RowIndex<InstanceRow> {
  readonly name = 'exporters';
  private readonly byTarget = new Postings();
  private readonly byUuid = new Map<string, RoutingInstanceKey>();

  add(key: string, row: InstanceRow): void {
    this.byUuid.set(row.uuid, key);
    for (const { target } of row.exports) this.byTarget.add(target, key);
  }

  remove(key: string, row: InstanceRow): void {
    if (this.byUuid.get(row.uuid) === key) this.byUuid.delete(row.uuid);
    for (const { target } of row.exports) this.byTarget.delete(target, key);
  }

  isEmpty(): boolean {
    return this.byTarget.size === 0 && this.byUuid.size === 0;
  }

  of(target: string): Iterable<RoutingInstanceKey> {
    return this.byTarget.keys(target);
  }

  /** By the uuid of the routing-instance object. */
  keyOf(uuid: string): RoutingInstanceKey | undefined {
    return this.byUuid.get(uuid);
  }
}
