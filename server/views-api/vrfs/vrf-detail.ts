/** `/views/vrfs` and `/views/vrfs/<id>`: which targets a VRF imports and exports, and why. */

import type { MaybeLink } from '../../contract/views/reference.ts';
import type { TargetReason, VrfConnection, VrfDetail, VrfLeak, VrfRow, VrfTree } from '../../contract/views/vrfs.ts';
import { formatFqName, shortName } from '../../model/naming/fq-name.ts';
import { compareNames } from '../../model/natural-order.ts';
import type {
  NetworkConnection,
  Leak,
  RoutingInstanceFacts,
  RoutingInstanceKey,
  TargetUse,
} from '../../model/oper/routing-instance-facts.ts';
import { vrfIdKey } from '../../model/oper/vrf-id.ts';
import { by } from '../../model/order.ts';
import type { Stored } from '../../store/store.ts';
import { attempt } from '../shared/contained.ts';
import { findVrf, vrfLink } from '../shared/find-vrf.ts';
import { notFound } from '../shared/query.ts';
import type { Turns } from '../shared/turns.ts';
import type { ViewContext } from '../shared/view-context.ts';
import { vrfRow } from '../shared/vrf-row.ts';
import { vrfGateways } from './vrf-gateways.ts';
import { familyCounts } from './vrf-routes.ts';

/** Route targets of a row that cost as much as a row. */
const TARGETS_A_ROW = 50;

const WHY = { automatic: 'auto', 'both-list': 'both', 'import-list': 'import', 'export-list': 'export' } as const;

type LinkTo = (key: RoutingInstanceKey) => MaybeLink;

/** Ten thousand targets may come from one VRF: each is looked up once. */
function rememberedLinks(context: ViewContext): LinkTo {
  const links = new Map<RoutingInstanceKey, MaybeLink>();
  return (key) => {
    let link = links.get(key);
    if (link === undefined) links.set(key, (link = vrfLink(context, key)));
    return link;
  };
}

function reasonsOf(linkTo: LinkTo, uses: readonly TargetUse[]): readonly TargetReason[] {
  return uses.flatMap(({ target, why }) =>
    why.map((reason): TargetReason => {
      if (reason.kind !== 'connection') return { routeTarget: target, why: WHY[reason.kind] };
      const step = reason.steps[0];
      return {
        routeTarget: target,
        why: 'policy',
        from: linkTo(reason.peer),
        ...(step === undefined
          ? {}
          : {
              policy: {
                name: shortName(step.policyName),
                fqName: formatFqName(step.policyName),
                uuid: step.policyUuid,
              },
            }),
      };
    }),
  );
}

function connectionOf(linkTo: LinkTo, name: string, connection: NetworkConnection): VrfConnection | undefined {
  if (connection.kind === 'dangling') return undefined;
  const policies = [
    ...new Map(
      connection.steps.map((step) => [
        step.policyUuid,
        { name: shortName(step.policyName), fqName: formatFqName(step.policyName), uuid: step.policyUuid },
      ]),
    ).values(),
  ];
  const peer = shortName(connection.peerNetwork);
  const names = policies.map((policy) => policy.name).join(', ');
  const reason =
    connection.kind === 'mutual'
      ? `Both ${name} and ${peer} are connected by ${names}, so each imports the other's automatic target.`
      : `Only ${connection.asked === 'own' ? name : peer} asks for it (${names}). Attach the policy to ` +
        `${connection.asked === 'own' ? peer : name} too, then routes pass.`;
  return { vrf: linkTo(connection.peer), state: connection.kind, policies, reason };
}

/** `routes`: those that originate in the exporter. */
function leakOf(linkTo: LinkTo, leak: Leak, routes: number): VrfLeak {
  return {
    from: linkTo(leak.exporter),
    to: linkTo(leak.importer),
    routeTargets: leak.via.map((use) => use.target),
    routes,
  };
}

/** VRF numbers on compute nodes: the second half of the RD. */
function nodesOf({ read }: ViewContext, { networkUuid }: RoutingInstanceFacts): VrfDetail['nodes'] {
  const nodes: VrfDetail['nodes'][number][] = [];
  for (const { key: uuid, value } of read.scan('virtual-router')) {
    const number = read.get('vrf-id', vrfIdKey(uuid, networkUuid))?.value.id;
    if (number === undefined) continue;
    const address = value.props.virtual_router_ip_address;
    nodes.push({
      node: shortName(value.fq_name),
      vrfId: number,
      ...(address === undefined ? {} : { address, rd: `${address}:${number}` }),
    });
  }
  return nodes.sort(by(({ node }) => node));
}

export function vrfDetail(context: ViewContext, id: string): VrfDetail {
  const { read, derived } = context;
  const facts = findVrf(context, id);
  const record = read.get('virtual-network', facts.networkUuid);
  if (record === undefined) throw notFound('virtual network', facts.networkUuid, 'It has been deleted.');
  const row = vrfRow(context, record.value, record.revision);
  const counts = derived.vrfCounts(facts.key);
  const families = familyCounts(counts);
  const own = counts?.ownPrefixes ?? 0;
  const linkTo = rememberedLinks(context);
  return {
    ...row,
    name: facts.isDefault ? row.name : shortName(facts.fqName),
    id: facts.uuid,
    importReasons: reasonsOf(linkTo, facts.imports),
    exportReasons: reasonsOf(linkTo, facts.exports),
    connections: facts.connections.flatMap((connection) => connectionOf(linkTo, row.name, connection) ?? []),
    leaks: [
      ...derived
        .leaksInto(facts.key)
        .map((leak) => leakOf(linkTo, leak, derived.vrfCounts(leak.exporter)?.ownPrefixes ?? 0)),
      ...derived.leaksFrom(facts.key).map((leak) => leakOf(linkTo, leak, own)),
    ],
    gateways: vrfGateways(context, facts),
    counts: {
      ...families,
      own,
      leaked: counts?.leakedPrefixes ?? 0,
      learned: counts?.learnedPrefixes ?? 0,
      exported: facts.exports.length > 0 ? own : 0,
    },
    nodes: nodesOf(context, facts),
    conditions: context.conditions('virtual-network', facts.networkUuid),
    revision: read.revision,
  };
}

/** Rows are sorted by name and project: one whose names are no texts cannot be placed. */
function named(row: VrfRow): VrfRow {
  if (typeof row.name !== 'string' || typeof row.project !== 'string')
    throw new TypeError('Its fq_name is not a list of texts');
  return row;
}

/** All VRFs by project, with turns for others in between; those of system networks only on demand. */
export async function vrfTree(turns: Turns, project: string | undefined, system: boolean): Promise<VrfTree> {
  const { revision } = turns.context.read;
  const rows: VrfRow[] = [];
  let hidden = 0;
  for await (const record of turns.records('virtual-network')) {
    const { context } = turns;
    const row = attempt(context, 'vrfs', record as unknown as Stored, () =>
      named(vrfRow(context, record.value, record.revision)),
    );
    if (row === undefined || (project !== undefined && row.project !== project)) continue;
    await turns.looked((row.imports.length + row.exports.length) / TARGETS_A_ROW);
    if (row.system && !system) {
      hidden++;
      continue;
    }
    rows.push(row);
  }
  return {
    projects: [...Map.groupBy(rows, (row) => row.project)]
      .sort((a, b) => compareNames(a[0], b[0]))
      .map(([name, vrfs]) => ({ project: name, vrfs: vrfs.sort((a, b) => compareNames(a.name, b.name)) })),
    total: rows.length,
    ...(hidden === 0 ? {} : { hidden: { count: hidden, reason: 'system networks' } }),
    revision,
  };
}
