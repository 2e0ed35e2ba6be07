/**
 * The facts from which the topology is drawn, read from store, derived state and live BGP. What the store says is kept
 * until the head moves.
 */

import type { KnownHost } from '../../contract/views/summary.ts';
import { isIsolated } from '../../engine/annotations/namespace-annotations.ts';
import { namespaceOfProject } from '../../engine/naming/kube-names.ts';
import type {
  ComputeNodeFact,
  ConnectionFact,
  HostFact,
  LeakFact,
  PeeringFact,
  ProjectFact,
  RouterFact,
  TopologyFacts,
  VrfFact,
} from '../../engine/topology/facts.ts';
import type { Kind } from '../../model/kinds.ts';
import { formatFqName, shortName } from '../../model/naming/fq-name.ts';
import type { Leak } from '../../model/oper/routing-instance-facts.ts';
import { each } from '../shared/contained.ts';
import type { Turns } from '../shared/turns.ts';
import type { ViewContext } from '../shared/view-context.ts';
import { routeCount } from '../shared/vrf-row.ts';
import { healthOf } from './health.ts';
import { exchangeFacts, sessionFact, type ExchangeFacts } from './live-facts.ts';
import type { PodFacts } from './pod-facts.ts';
import { gatewaysSeen, type GatewaySeen } from './routes-seen.ts';
import { VrfFacts } from './vrf-facts.ts';

/** Pods that are read with the picture. */
const FEW_PODS = 200;

/** Route targets of a leak that cost as much as a row. */
const TARGETS_A_ROW = 20;

/** Route targets of a leak that users have set, as long as the leak is the same. */
const usersTargets = new WeakMap<Leak, readonly string[]>();

function usersTargetsOf(leak: Leak): readonly string[] {
  let targets = usersTargets.get(leak);
  if (targets === undefined)
    usersTargets.set(
      leak,
      (targets = leak.via.filter((use) => use.why.some((why) => why.kind !== 'connection')).map((use) => use.target)),
    );
  return targets;
}

/** Connections once per pair, and leaks of users' targets: what a policy exchanges is the connection itself. */
function relations({ read, derived }: ViewContext): {
  readonly connections: readonly ConnectionFact[];
  readonly leaks: readonly LeakFact[];
} {
  const connections = new Map<string, ConnectionFact>();
  const leaks: LeakFact[] = [];
  for (const instance of derived.routingInstances()) {
    if (!instance.isDefault) continue;
    const a = formatFqName(instance.networkName);
    for (const connection of instance.connections) {
      if (connection.kind === 'dangling') continue;
      const b = formatFqName(connection.peerNetwork);
      if (a === b) continue;
      const key = a < b ? `${a} ${b}` : `${b} ${a}`;
      const mutual = connection.kind === 'mutual';
      const before = connections.get(key);
      const policies = [
        ...new Set([...(before?.policies ?? []), ...connection.steps.map((step) => shortName(step.policyName))]),
      ].sort();
      connections.set(key, {
        a: a < b ? a : b,
        b: a < b ? b : a,
        mutual: mutual || (before?.mutual ?? false),
        policies,
      });
    }
    for (const leak of derived.leaksInto(instance.key)) {
      const exporter = derived.routingInstance(leak.exporter);
      const routeTargets = usersTargetsOf(leak);
      if (
        exporter === undefined ||
        exporter.key === instance.key ||
        routeTargets.length === 0 ||
        read.get('virtual-network', exporter.networkUuid) === undefined
      )
        continue;
      leaks.push({ from: formatFqName(exporter.networkName), to: a, routeTargets });
    }
  }
  return { connections: [...connections.values()], leaks };
}

function routerFacts(
  context: ViewContext,
  tables: ExchangeFacts['tables'],
): {
  readonly routers: readonly RouterFact[];
  readonly peerings: readonly PeeringFact[];
  readonly addresses: ReadonlySet<string>;
} {
  const { read, derived } = context;
  const names = new Map<string, string>();
  const addresses = new Set<string>();
  const routers = each(context, 'topology', read.scan('bgp-router'), ({ key, value }): RouterFact => {
    const parameters = value.props.bgp_router_parameters ?? {};
    const fqName = formatFqName(value.fq_name);
    names.set(key, fqName);
    if (parameters.address !== undefined) addresses.add(parameters.address);
    const control = parameters.router_type === 'control-node' || parameters.router_type === 'external-control-node';
    const inside = tables.get(key);
    return {
      ...(inside === undefined ? {} : { tables: inside }),
      fqName,
      name: shortName(value.fq_name),
      role: control ? 'control-node' : 'gateway',
      address: parameters.address,
      asn: parameters.autonomous_system,
      vendor: parameters.vendor,
      families: parameters.address_families?.family ?? [],
      ...healthOf(derived.conditions('bgp-router', key)),
      object: { kind: 'bgp-router', key },
    };
  });
  const peerings: PeeringFact[] = [];
  for (const {
    ends: [one, other],
    mismatches,
  } of derived.peerings()) {
    const [a, b] = [names.get(one.uuid), names.get(other.uuid)];
    if (a === undefined || b === undefined) continue;
    const live = sessionFact(context, one.uuid, other.uuid);
    if (live !== undefined) {
      peerings.push({ a, b, ...live });
      continue;
    }
    const error = mismatches.some((mismatch) => mismatch.severity === 'error');
    peerings.push({
      a,
      b,
      label: mismatches.length > 0 ? 'mismatch' : 'configured',
      health: error ? 'bad' : mismatches.length > 0 ? 'warn' : 'unknown',
      reasons: mismatches.map((mismatch) => mismatch.message),
    });
  }
  return { routers, peerings, addresses };
}

function computeNodes(context: ViewContext): readonly ComputeNodeFact[] {
  return each(context, 'topology', context.read.scan('virtual-router'), ({ key, value }): ComputeNodeFact => {
    const address = value.props.virtual_router_ip_address;
    return {
      name: shortName(value.fq_name),
      address,
      health: address === undefined ? 'bad' : 'ok',
      reasons: address === undefined ? ['It has no address: its workloads have no next hop.'] : [],
      object: { kind: 'virtual-router', key },
    };
  });
}

function projectFacts(context: ViewContext): readonly ProjectFact[] {
  const { read, derived, names } = context;
  return each(context, 'topology', read.scan('project'), ({ key, value }): ProjectFact => {
    const named = namespaceOfProject(names, value.fq_name);
    const namespace = named === undefined ? undefined : read.get('kube/Namespace', named)?.value;
    const conditions = [
      ...derived.conditions('project', key),
      ...(namespace === undefined ? [] : derived.conditions('kube/Namespace' satisfies Kind, named!)),
    ];
    return {
      name: shortName(value.fq_name),
      ...(namespace === undefined ? {} : { namespace: named! }),
      isolated: isIsolated(namespace),
      ...healthOf(conditions),
      object: { kind: 'project', key },
    };
  });
}

type Kept = Pick<TopologyFacts, 'vrfs' | 'connections' | 'leaks' | 'computeNodes' | 'projects' | 'pods'>;

export class TopologySource {
  readonly #hosts: readonly KnownHost[];
  readonly #pods: PodFacts;
  readonly #vrfs = new VrfFacts();
  readonly #kept = new Map<boolean, { readonly revision: number; readonly facts: Kept }>();

  constructor(hosts: readonly KnownHost[], pods: PodFacts) {
    this.#hosts = hosts;
    this.#pods = pods;
  }

  /**
   * Reads beforehand, with turns for others in between, what `facts` keeps and what gateways have: the picture is then
   * put together in one go.
   */
  async prepare(turns: Turns): Promise<readonly GatewaySeen[]> {
    const gateways = await gatewaysSeen(turns);
    await this.#vrfs.prepare(turns);
    while (this.#pods.waiting > FEW_PODS) {
      this.#pods.keepUp(turns.context, () => turns.task.spend('rows', 1));
      await turns.task.nextTurn();
      turns.again();
    }
    for await (const { key } of turns.records('virtual-network')) {
      for (const leak of turns.context.derived.leaksInto(key))
        await turns.looked(usersTargetsOf(leak).length / TARGETS_A_ROW);
    }
    return gateways;
  }

  /**
   * The facts of the head; `system` includes system networks. What BGP says has no revision, so it is read each
   * time: `gateways` is what `prepare` read of it.
   */
  facts(context: ViewContext, gateways: readonly GatewaySeen[], system: boolean): TopologyFacts {
    const kept = this.#stored(context, system);
    const { tables, tunnels, exchanges } = exchangeFacts(context, gateways);
    const { routers, peerings, addresses } = routerFacts(context, tables);
    const hosts: readonly HostFact[] = this.#hosts
      .filter((host) => !addresses.has(host.address))
      .map(({ name, address }) => ({ name, address }));
    const names = new Set(kept.vrfs.map((vrf) => vrf.fqName));
    return {
      ...kept,
      vrfs: withRoutes(context, kept.vrfs),
      routers,
      peerings,
      hosts,
      tunnels,
      exchanges: exchanges.filter((exchange) => names.has(exchange.vrf)),
    };
  }

  #stored(context: ViewContext, system: boolean): Kept {
    const { revision } = context.read;
    const kept = this.#kept.get(system);
    if (kept?.revision === revision) return kept.facts;
    const vrfs = this.#vrfs.all(context, system);
    const shown = new Set(vrfs.map((vrf) => vrf.project));
    const facts: Kept = {
      vrfs,
      ...relations(context),
      computeNodes: computeNodes(context),
      pods: this.#pods.all(context),
      projects: projectFacts(context).filter(
        (project) => system || project.namespace !== undefined || shown.has(project.name),
      ),
    };
    this.#kept.set(system, { revision, facts });
    return facts;
  }
}

/** Learned routes come and go without a revision. */
function withRoutes(context: ViewContext, vrfs: readonly VrfFact[]): readonly VrfFact[] {
  return vrfs.map((vrf) => {
    const routes = routeCount(context, vrf.object.key);
    return routes === vrf.routes ? vrf : { ...vrf, routes };
  });
}
