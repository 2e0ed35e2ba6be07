/**
 * The derived tables of a store, updated with each of its changes: one instance over any `Transactor`, the store
 * itself or a fork.
 *
 * A commit marks rows dirty. They are computed once per turn of the event loop (through `schedule`), over several
 * turns if they are many (`settling.ts`), or at once by `settle()`. Every query settles first, so an answer is never
 * older than the last commit and never mixes old and new rows; a caller that can wait awaits `settled()` before it
 * queries. Do not query inside a transaction: it may still be rolled back.
 */

import { Faults } from '../engine/faults/faults.ts';
import type { Kind } from '../model/kinds.ts';
import type { Address } from '../model/net/address.ts';
import type { Prefix } from '../model/net/prefix.ts';
import { conditionKey, type ObjectCondition } from '../model/oper/condition.ts';
import type { DerivedConfigObjects } from '../model/oper/derived-config.ts';
import type { LearnedRoutes } from '../model/oper/learned.ts';
import type { Peering } from '../model/oper/peering.ts';
import type { PodDimension, PodPlacement, Port, PortDimension } from '../model/oper/port.ts';
import type { LearnedRow, RoutePath, VpnRoute, VrfRow } from '../model/oper/route.ts';
import type { Leak, RoutingInstanceFacts, RoutingInstanceKey } from '../model/oper/routing-instance-facts.ts';
import type { Change, ValidateRecord, Transactor } from '../store/store.ts';
import type { RowChange } from './calc-node.ts';
import { configView } from './config-view.ts';
import { wire, type Graph } from './graph.ts';
import { importingInstances, LearnedTables } from './learned/learned-tables.ts';
import { podsIn, portCount, portsIn } from './members.ts';
import { settingsOf, type GlobalSettings } from './nodes/global-settings.ts';
import { namespacePoolKey, servicePoolKey, type RequestedPool } from './nodes/pool-decisions.ts';
import { Settling } from './settling.ts';
import { vpnPage, vpnRouteOf, vpnRoutesOf, type VpnPage } from './vpn-routes.ts';
import {
  learnedPage,
  learnedRows,
  vrfCounts,
  vrfLookup,
  vrfPage,
  vrfRows,
  type LearnedPage,
  type LearnedPageOptions,
  type VrfCounts,
  type VrfPage,
  type VrfPageOptions,
} from './vrf-view.ts';

export interface DerivedOptions {
  readonly dataDirectoryId: string;
  /** Runs the drain later in this turn of the event loop, as `setImmediate` does. */
  readonly schedule: (drain: () => void) => void;
  /**
   * The same for changes that nobody waits for: a few milliseconds later, together with what is committed meanwhile;
   * `schedule` unless given.
   */
  readonly linger?: (drain: () => void) => void;
  /** Called with the number of rows that were computed in this turn. */
  readonly spend?: (rows: number) => void;
  /** Rows that are computed in one turn, unless a query needs all; 500 unless given. */
  readonly slice?: number;
  /** Milliseconds of a monotonic clock: a slice then ends after some milliseconds too, however slow the machine is. */
  readonly now?: () => number;
  /** Routes learned from BGP peers, shown in the tables that import them; `learnFrom` can set them later. */
  readonly learned?: LearnedRoutes;
  /** Collects what cannot be computed, here or elsewhere; shown among the conditions. A new one unless given. */
  readonly faults?: Faults;
  /** Throws if a record is malformed: if given, rows that read a malformed record treat it as absent. */
  readonly validate?: ValidateRecord;
}

/** Rows that are computed in one turn: some 10 ms on one core of 2020. */
const SLICE = 500;

/** What has changed since the tables were last up to date. */
export interface DerivedChanges {
  readonly revision: number;
  /** Of stored records, in their order: a record that changed twice is among them twice. */
  readonly changes: readonly Change[];
  /** What follows from them. */
  readonly rows: readonly RowChange[];
}

export interface Derived {
  /** The revision for which the tables are computed. */
  readonly revision: number;
  /** Whether that is the newest revision. */
  readonly current: boolean;
  /** Whether more has to be computed than fits into one turn of the event loop. */
  readonly behind: boolean;
  /**
   * Whether somebody waits for the tables, or they are behind and their listeners wait for what has changed: writers
   * should pause then, or the tables might never be up to date.
   */
  readonly asked: boolean;
  /** Brings the tables up to date, however long that takes, and returns the revision. */
  settle(): number;
  /**
   * Resolves when tables are up to date, with turns for others meanwhile. Ask at once: a commit
   * may come after it.
   */
  settled(): Promise<void>;
  /**
   * Called whenever the tables are up to date again, with the records that changed and what follows from them, so that
   * one who needs both has them at once; a row's `node` names its table (see `graph.ts`).
   */
  onChange(listener: (changes: DerivedChanges) => void): () => void;
  /** Replaces the source of learned routes. */
  learnFrom(learned: LearnedRoutes): void;
  /** Called with the instances whose tables changed because of learned routes, by their imports at that time. */
  onLearned(listener: (instances: ReadonlySet<RoutingInstanceKey>) => void): () => void;
  /** What cannot be computed, here and by readers of these tables. */
  readonly faults: Faults;
  /** Stops following the store. */
  close(): void;

  settings(): GlobalSettings;
  readonly config: DerivedConfigObjects;

  routingInstance(key: RoutingInstanceKey): RoutingInstanceFacts | undefined;
  /** By the uuid of the routing-instance object. */
  routingInstanceByUuid(uuid: string): RoutingInstanceFacts | undefined;
  routingInstances(): Iterable<RoutingInstanceFacts>;
  /** The instances whose routes leak into this one's table, and why. */
  leaksInto(key: RoutingInstanceKey): readonly Leak[];
  /** The instances into whose tables this one's routes leak, and why. */
  leaksFrom(key: RoutingInstanceKey): readonly Leak[];
  /** Whether the routes of `exporter` leak into the table of `importer`. */
  leaks(importer: RoutingInstanceKey, exporter: RoutingInstanceKey): boolean;
  /** The instances whose tables have the instance's routes; undefined when they are more than `most`. */
  importersOf(key: RoutingInstanceKey, most: number): readonly RoutingInstanceKey[] | undefined;
  /** Whether an instance imports a route target, for whatever reason. */
  imports(key: RoutingInstanceKey, target: string): boolean;
  /** Uuids of the networks that name a route target themselves. */
  networksNaming(routeTarget: string): readonly string[];
  /** Keys of the instances that export a route target. */
  exportersOf(routeTarget: string): readonly RoutingInstanceKey[];

  /** Own, leaked and learned routes in prefix order; undefined if there is no such instance. */
  vrfPage(key: RoutingInstanceKey, options: VrfPageOptions): VrfPage | undefined;
  /** All rows, or those that the prefix contains. */
  vrfRows(key: RoutingInstanceKey, within?: Prefix): Iterable<VrfRow>;
  vrfCounts(key: RoutingInstanceKey): VrfCounts | undefined;
  /** Instances that import learned routes. */
  learningInstances(): Iterable<RoutingInstanceKey>;
  /** Learned rows alone, of those that the prefix contains. */
  learnedRows(key: RoutingInstanceKey, within: Prefix): Iterable<LearnedRow>;
  /** All of them, a page at a time. */
  learnedPage(key: RoutingInstanceKey, options: LearnedPageOptions): LearnedPage;
  /** Longest-prefix match. `among`: the only tables that may have a leaked route to the address, if that is known. */
  vrfLookup(key: RoutingInstanceKey, address: Address, among?: readonly RoutingInstanceKey[]): readonly VrfRow[];
  /** Paths that are not in the table, each with the reason. */
  notInstalled(key: RoutingInstanceKey): readonly RoutePath[];
  vpnRoute(path: RoutePath): VpnRoute | undefined;
  /** The installed paths that originate in the instance, in no particular order; do not wait between two of them. */
  ownPaths(key: RoutingInstanceKey): Iterable<RoutePath>;
  /** What the instance originates, as BGP carries it. */
  vpnRoutes(key: RoutingInstanceKey): Iterable<VpnRoute>;
  /** The advertised ones among them, a page at a time. */
  vpnPage(key: RoutingInstanceKey, options: { readonly after?: string; readonly limit: number }): VpnPage;

  port(interfaceUuid: string): Port | undefined;
  /** Interface uuids of a network, compute node or project, each by its uuid; in no particular order. */
  portsIn(dimension: PortDimension, group: string): Iterable<string>;
  portCount(dimension: PortDimension, group: string): number;
  pod(podKey: string): PodPlacement | undefined;
  /**
   * Pod keys of a namespace, node (by name), network or project (by uuid), or workload (by `workloadKey`); in no
   * particular order.
   */
  podsIn(dimension: PodDimension, group: string): Iterable<string>;
  podCount(dimension: PodDimension, group: string): number;
  /** The groups that have pods. */
  podGroups(dimension: PodDimension): Iterable<string>;

  poolOfNamespace(namespace: string): RequestedPool | undefined;
  /** Only for services that ask for an external address. */
  poolOfService(serviceKey: string): RequestedPool | undefined;

  peerings(): Iterable<Peering>;
  peeringsOf(routerUuid: string): readonly Peering[];

  conditions(kind: Kind, key: string): readonly ObjectCondition[];
  /** Every object that has conditions, by `conditionKey`. */
  allConditions(): Iterable<readonly [string, readonly ObjectCondition[]]>;
}

export function createDerived(transactor: Transactor, options: DerivedOptions): Derived {
  const faults = options.faults ?? new Faults();
  const graph = wire(transactor, options.dataDirectoryId, faults, undefined, options.validate);
  const { scheduler } = graph;
  const listeners = new Set<(changes: DerivedChanges) => void>();
  let revision = transactor.revision;
  /** Changes that listeners have not been told of. */
  let committed: Change[] = [];

  scheduler.build();

  const settling = new Settling<RowChange>({
    pending: () => scheduler.pending || faults.changed,
    drain: (work) => {
      const rows = scheduler.pending ? scheduler.drain(work) : [];
      if (scheduler.pending) return rows;
      revision = transactor.revision;
      // A new or cleared fault changes the conditions of its object.
      return [
        ...rows,
        ...faults
          .takeChanged()
          .map(({ kind, key }): RowChange => ({ node: `conditions ${kind}`, key, old: undefined, new: undefined })),
      ];
    },
    tell: (rows) => {
      const changes = committed;
      committed = [];
      if (rows.length + changes.length === 0) return;
      for (const listener of listeners)
        contained('a listener to consequences', () => listener({ revision, changes, rows }));
    },
    schedule: options.schedule,
    linger: options.linger,
    spend: options.spend ?? (() => {}),
    slice: options.slice ?? SLICE,
    now: options.now,
  });
  const settle = (): number => {
    settling.now();
    return revision;
  };
  /** An error in one listener must not affect the others. */
  const contained = (by: string, step: () => void): void => {
    try {
      step();
    } catch (error) {
      faults.tell({ by, key: '', subjects: [] }, error);
    }
  };
  const stopCommits = transactor.onCommit((changeSet) => {
    for (const change of changeSet.changes) committed.push(change);
    scheduler.mark(changeSet);
    settling.soon();
  });
  const stopFaults = faults.onChange(() => settling.soon());
  const stop = (): void => {
    stopCommits();
    stopFaults();
  };

  const learned = new LearnedTables();
  const learnedListeners = new Set<(instances: ReadonlySet<RoutingInstanceKey>) => void>();
  /** Targets whose routes have changed while the tables were behind. */
  const learnedMeanwhile = new Set<string>();
  const tellLearned = (targets: ReadonlySet<string>): void => {
    const instances = importingInstances(targets, (target) => graph.imports.importersOf(target));
    if (instances.size > 0)
      for (const listener of learnedListeners) contained('a listener to learned routes', () => listener(instances));
  };
  const learnFrom = (source: LearnedRoutes): void =>
    learned.learnFrom(source, (targets) => {
      if (learnedListeners.size === 0) return;
      if (!settling.isBehind) {
        settle();
        return tellLearned(targets);
      }
      if (learnedMeanwhile.size === 0)
        settling
          .settled()
          .then(() => {
            const meanwhile = new Set(learnedMeanwhile);
            learnedMeanwhile.clear();
            tellLearned(meanwhile);
          })
          .catch((error: unknown) => {
            // The next change of learned routes waits anew.
            learnedMeanwhile.clear();
            faults.tell({ by: 'a listener to learned routes', key: '', subjects: [] }, error);
          });
      for (const target of targets) learnedMeanwhile.add(target);
    });
  if (options.learned !== undefined) learnFrom(options.learned);

  const vrf = { instances: graph.instances, leaks: graph.leaks, tables: graph.vrfTables, learned };
  const vpn = { read: transactor, settings: graph.settings, instances: graph.instances, tables: graph.vrfTables };
  /** The graph, up to date. */
  const now = (): Graph => (settle(), graph);
  return {
    get revision() {
      return revision;
    },
    get current() {
      return !settling.isPending;
    },
    get asked() {
      return settling.isAsked || (settling.isBehind && listeners.size > 0);
    },
    get behind() {
      return settling.isBehind;
    },
    settle,
    settled: () => settling.settled(),
    faults,
    onChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    learnFrom,
    onLearned: (listener) => {
      learnedListeners.add(listener);
      return () => void learnedListeners.delete(listener);
    },
    close: () => {
      stop();
      settling.close();
      learned.close();
      listeners.clear();
      learnedListeners.clear();
    },
    settings: () => settingsOf(now().settings),
    config: configView(
      {
        read: transactor,
        objects: graph.configObjects,
        instances: graph.instances,
        exporters: graph.exporters,
        targetUsers: graph.targetUsers,
        peerings: graph.peerings,
        peeringsByRouter: graph.peeringsByRouter,
      },
      settle,
      { current: () => !settling.isPending, behind: () => settling.isBehind, settled: () => settling.settled() },
    ),
    routingInstance: (key) => now().instances.get(key),
    routingInstanceByUuid: (uuid) => {
      const key = now().exporters.keyOf(uuid);
      return key === undefined ? undefined : graph.instances.get(key);
    },
    routingInstances: () => valuesOf(now().instances.entries()),
    leaksInto: (key) => now().leaks.into(key),
    leaksFrom: (key) => now().leaks.from(key),
    leaks: (importer, exporter) => now().leaks.one(importer, exporter) !== undefined,
    importersOf: (key, most) => (now().leaks.importerCount(key) > most ? undefined : graph.leaks.importersOf(key)),
    imports: (key, target) => now().imports.one(key, target) !== undefined,
    networksNaming: (target) => now().targetUsers.of(target),
    exportersOf: (target) => [...now().exporters.of(target)].sort(),
    vrfPage: (key, page) => (settle(), vrfPage(vrf, key, page)),
    vrfRows: (key, within) => (settle(), vrfRows(vrf, key, within)),
    vrfCounts: (key) => (settle(), vrfCounts(vrf, key)),
    learningInstances: () =>
      [...now().instances.entries()].flatMap(([key, facts]) => (learned.of(facts) === undefined ? [] : [key])),
    learnedRows: (key, within) => (settle(), learnedRows(vrf, key, within)),
    learnedPage: (key, page) => (settle(), learnedPage(vrf, key, page)),
    vrfLookup: (key, address, among) => (settle(), vrfLookup(vrf, key, address, among)),
    notInstalled: (key) => now().vrfTables.of(key).notInstalled(),
    vpnRoute: (path) => (settle(), vpnRouteOf(vpn, path)),
    ownPaths: (key) => now().vrfTables.of(key).installed(),
    vpnRoutes: (key) => (settle(), vpnRoutesOf(vpn, key)),
    vpnPage: (key, page) => (settle(), vpnPage(vpn, key, page)),
    port: (uuid) => now().ports.get(uuid),
    portsIn: (dimension, group) => portsIn(transactor, now(), dimension, group),
    portCount: (dimension, group) => portCount(transactor, now(), dimension, group),
    pod: (key) => now().pods.get(key),
    podsIn: (dimension, group) => podsIn(transactor, now(), dimension, group),
    podGroups: (dimension) => now().podCounts[dimension].groups(),
    podCount: (dimension, group) => now().podCounts[dimension].count(group),
    poolOfNamespace: (namespace) => now().poolDecisions.get(namespacePoolKey(namespace)),
    poolOfService: (key) => now().poolDecisions.get(servicePoolKey(key)),
    peerings: () => valuesOf(now().peerings.entries()),
    peeringsOf: (router) =>
      [...now().peeringsByRouter.of(router)].sort().flatMap((key) => graph.peerings.get(key) ?? []),
    conditions: (kind, key) => withFaults(now().conditions.get(kind)?.get(key) ?? [], faults.of(kind, key)),
    allConditions: () => conditionsOf(now(), faults),
  };
}

function* conditionsOf(
  graph: Graph,
  faults: Faults,
): Generator<readonly [string, readonly ObjectCondition[]], void, undefined> {
  for (const [kind, table] of graph.conditions)
    for (const [key, conditions] of table.entries())
      yield [conditionKey(kind, key), withFaults(conditions, faults.of(kind, key))];
  for (const { kind, key } of faults.subjects())
    if (graph.conditions.get(kind)?.get(key) === undefined) yield [conditionKey(kind, key), faults.of(kind, key)];
}

/** An object that cannot be computed has no other conditions: they would speak of what is missing for that reason. */
function withFaults(
  conditions: readonly ObjectCondition[],
  faults: readonly ObjectCondition[],
): readonly ObjectCondition[] {
  if (faults.length === 0) return conditions;
  if (faults.some(({ type }) => type === 'Faulty')) return faults;
  // What is left out because it is malformed is not missing, as it would look to who was not told.
  const leftOut = new Set(
    faults.flatMap(({ type, refers }) => (type === 'Incomplete' ? refers.flatMap(({ key, name }) => [key, name]) : [])),
  );
  return [
    ...faults,
    ...conditions.filter(
      ({ type, refers }) => type !== 'DanglingReference' || !refers.some(({ name }) => leftOut.has(name)),
    ),
  ];
}

function* valuesOf<V>(entries: Iterable<readonly [string, V]>): Generator<V, void, undefined> {
  for (const [, value] of entries) yield value;
}
