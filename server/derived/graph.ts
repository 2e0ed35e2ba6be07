/**
 * Wires the nodes of the derived tables, and nothing else. A node reads only rows of nodes above it.
 *
 *     global-settings ─┬─► network-targets ────┬─► connections ─► imports ─┬─► leaks     route-target-objects
 *                      │ requested-connections ┴─► routing-instances ──────┴─► network-objects   security-group-objects
 *                      └─► peerings
 *     ports (VRF tables)    pods (workloads)    pool-decisions
 *     all of them ─────────────────────────────────────────────────► conditions
 */

import { Faults } from '../engine/faults/faults.ts';
import type { OwnTargets } from '../engine/leaking/targets.ts';
import type { Kind } from '../model/kinds.ts';
import type { Peering } from '../model/oper/peering.ts';
import { workloadKey, type PodDimension, type PodPlacement, type Port } from '../model/oper/port.ts';
import type { RoutingInstanceFacts } from '../model/oper/routing-instance-facts.ts';
import type { ValidateRecord, Read } from '../store/store.ts';
import type { CalcNode, DerivedTable } from './calc-node.ts';
import { ConfigObjectIndex } from './config-view.ts';
import { DerivedUuids } from './derived-uuids.ts';
import { InstanceFacts, Kept } from './instance-facts.ts';
import { NodeState } from './node-state.ts';
import { conditionNodes, type ConditionRow } from './nodes/conditions.ts';
import { Connections, connections } from './nodes/connections.ts';
import { globalSettings, type GlobalSettings } from './nodes/global-settings.ts';
import { Groups } from './nodes/groups.ts';
import { Imports, imports } from './nodes/imports.ts';
import { Leaks, leaks } from './nodes/leaks.ts';
import { networkObjects } from './nodes/network-objects.ts';
import { networkTargets, TargetUsers } from './nodes/network-targets.ts';
import { peerings } from './nodes/peerings.ts';
import { pods } from './nodes/pods.ts';
import { poolDecisions, type RequestedPool } from './nodes/pool-decisions.ts';
import { ports } from './nodes/ports.ts';
import { Requesters, requestedConnections, type RequestedConnections } from './nodes/requested-connections.ts';
import { routeTargetObjects } from './nodes/route-target-objects.ts';
import { Exporters, routingInstances } from './nodes/routing-instances.ts';
import { securityGroupObjects } from './nodes/security-group-objects.ts';
import { Tally, type Counted } from './nodes/tally.ts';
import { VrfTables } from './nodes/vrf-tables.ts';
import { Scheduler } from './scheduler.ts';

export interface Graph {
  readonly scheduler: Scheduler;
  readonly faults: Faults;
  readonly states: readonly NodeState<unknown>[];
  readonly settings: NodeState<GlobalSettings>;
  readonly targets: NodeState<OwnTargets>;
  readonly targetUsers: TargetUsers;
  readonly requested: NodeState<RequestedConnections>;
  readonly instances: DerivedTable<RoutingInstanceFacts>;
  readonly exporters: Exporters;
  readonly imports: Imports;
  readonly leaks: Leaks;
  readonly ports: NodeState<Port>;
  readonly vrfTables: VrfTables;
  /** Interface uuids by uuid of the compute node; networks and projects are in the store's own indexes. */
  readonly portsByNode: Groups<Port>;
  readonly pods: NodeState<PodPlacement>;
  /** Pod keys by `workloadKey`; namespaces and nodes are in the store's own indexes. */
  readonly podsByWorkload: Groups<PodPlacement>;
  readonly podCounts: { readonly [D in PodDimension]: Counted };
  readonly configObjects: ConfigObjectIndex;
  readonly poolDecisions: NodeState<RequestedPool>;
  readonly peerings: NodeState<Peering>;
  /** Peering keys by router uuid. */
  readonly peeringsByRouter: Groups<Peering>;
  /** By kind, then by the object's key. */
  readonly conditions: ReadonlyMap<Kind, NodeState<ConditionRow>>;
}

/**
 * `faults` collects what cannot be computed. `adapt` puts another node in the place of one: for the proofs.
 * `validate` throws if a record is malformed: with it, rows are computed as if malformed records were not there.
 */
export function wire(
  read: Read,
  dataDirectoryId: string,
  faults = new Faults(),
  adapt: <V>(node: CalcNode<V>) => CalcNode<V> = (node) => node,
  validate?: ValidateRecord,
): Graph {
  const lookups = new Set<string>();
  const states: NodeState<unknown>[] = [];
  const add = <V>(node: CalcNode<V>): NodeState<V> => {
    const state = new NodeState(adapt(node), read, lookups, faults, validate);
    states.push(state as unknown as NodeState<unknown>);
    return state;
  };
  const uuids = new DerivedUuids(dataDirectoryId);
  const targetUsers = new TargetUsers();
  const requesters = new Requesters();
  const exporters = new Exporters();
  const connectionsByNetwork = new Connections();
  const importsByNetwork = new Imports();
  const leaksByInstance = new Leaks();
  const kept = new Kept();
  const vrfTables = new VrfTables();
  const configObjects = new ConfigObjectIndex();
  const portsByNode = new Groups<Port>('ports-by-node', (port) => port.nodeUuid);
  const podsByWorkload = new Groups<PodPlacement>('pods-by-workload', (pod) => workloadKey(pod.workload));
  const tallies = podTallies();
  const peeringsByRouter = new Groups<Peering>('peerings-by-router', (peering) => peering.ends.map((end) => end.uuid));

  const settings = add(globalSettings());
  const targets = add(networkTargets(settings, targetUsers));
  const requested = add(requestedConnections(requesters));
  const connected = add(connections({ targets, requested, requesters }, [connectionsByNetwork, kept]));
  connectionsByNetwork.over(connected);
  const importing = add(
    imports({ targets, connections: connected, byNetwork: connectionsByNetwork }, [importsByNetwork, kept]),
  );
  importsByNetwork.over(importing);
  const instanceRows = add(routingInstances({ targets, requested, uuids }, [exporters, kept]));
  const leaking = add(
    leaks({ instances: instanceRows, exporters, imports: importsByNetwork, importTable: importing }, [leaksByInstance]),
  );
  leaksByInstance.over(leaking);
  const instances = new InstanceFacts({
    rows: instanceRows,
    requested,
    connections: connectionsByNetwork,
    imports: importsByNetwork,
    kept,
  });
  const portTable = add(ports(portsByNode, [vrfTables]));
  const podTable = add(pods([podsByWorkload, ...Object.values(tallies)]));
  add(networkObjects(instanceRows, instances, uuids, [configObjects]));
  add(routeTargetObjects(targetUsers, uuids, [configObjects]));
  add(securityGroupObjects(uuids, [configObjects]));
  const pools = add(poolDecisions());
  const peeringTable = add(peerings(settings, [peeringsByRouter]));
  const conditionSources = {
    instances: instanceRows,
    requested,
    connections: connectionsByNetwork,
    ports: portTable,
    pods: podTable,
    pools,
    peerings: peeringTable,
    peeringsByRouter,
    portsByNode,
  };
  const conditionTables = new Map(conditionNodes(conditionSources).map(({ kind, node }) => [kind, add(node)]));
  return {
    scheduler: new Scheduler(read, states, lookups, faults),
    faults,
    states,
    settings,
    targets,
    targetUsers,
    requested,
    instances,
    exporters,
    imports: importsByNetwork,
    leaks: leaksByInstance,
    ports: portTable,
    vrfTables,
    portsByNode,
    pods: podTable,
    podsByWorkload,
    podCounts: { ...tallies, workload: podsByWorkload },
    configObjects,
    poolDecisions: pools,
    peerings: peeringTable,
    peeringsByRouter,
    conditions: conditionTables,
  };
}

function podTallies(): { readonly [D in Exclude<PodDimension, 'workload'>]: Tally<PodPlacement> } {
  return {
    namespace: new Tally<PodPlacement>('pods-of-namespace', (pod) => pod.namespace),
    node: new Tally<PodPlacement>('pods-of-node', (pod) => pod.nodeName),
    network: new Tally<PodPlacement>('pods-of-network', (pod) => pod.networks),
    project: new Tally<PodPlacement>('pods-of-project', (pod) => pod.projectUuid),
  };
}
