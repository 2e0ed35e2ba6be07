/** Rows of a VRF's table as views show them, each path with why it stands there. */

import type { MaybeLink } from '../../contract/views/reference.ts';
import type { VrfRoute } from '../../contract/views/vrfs.ts';
import { notAdvertisedSentence } from '../../engine/trace/sentences.ts';
import { LOADBALANCER_OWNER } from '../../model/config/virtual-machine-interface.ts';
import { formatFqName, shortName } from '../../model/naming/fq-name.ts';
import type { LeakedRow, LearnedDecision, LearnedPath, OwnRow, RoutePath, VrfRow } from '../../model/oper/route.ts';
import type { RoutingInstanceFacts, TargetReason } from '../../model/oper/routing-instance-facts.ts';
import { byUid } from '../../store/indexes.ts';
import { vrfLink } from './find-vrf.ts';
import { podLink } from './links.ts';
import type { ViewContext } from './view-context.ts';

/** What a path that the product originates stands for. */
export function sourceKind({ read }: ViewContext, { origin }: RoutePath): 'floating-ip' | 'service' | 'pod' {
  if (origin.kind === 'floating-ip') return 'floating-ip';
  return read.get('virtual-machine-interface', origin.interfaceUuid)?.value.props
    .virtual_machine_interface_device_owner === LOADBALANCER_OWNER
    ? 'service'
    : 'pod';
}

export function sourceOf(context: ViewContext, path: RoutePath): VrfRoute['source'] {
  const { read } = context;
  const { origin } = path;
  let pod: VrfRoute['source']['pod'];
  if (origin.machineUuid !== undefined)
    for (const found of read.lookup(byUid('kube/Pod'), origin.machineUuid)) pod = podLink(found.key);
  const port = read.get('virtual-machine-interface', origin.interfaceUuid)?.value;
  return {
    kind: sourceKind(context, path),
    name: pod?.name ?? (port === undefined ? origin.interfaceUuid : shortName(port.fq_name)),
    ...(pod === undefined ? {} : { pod }),
    port: origin.interfaceUuid,
    ...(origin.kind === 'floating-ip' ? { floatingIp: origin.floatingIpUuid } : {}),
  };
}

/** Why the table imports a target, as the end of a sentence. */
function importReason(reason: TargetReason | undefined): string {
  switch (reason?.kind) {
    case undefined:
      return '';
    case 'connection':
      return `, because policy ${shortName(reason.steps[0]?.policyName ?? ['?'])} connects the two`;
    case 'automatic':
      return ', its own automatic target';
    case 'both-list':
      return ', from its import and export list';
    case 'import-list':
      return ', from its import list';
    case 'export-list':
      return ', from its export list';
    default:
      return reason satisfies never;
  }
}

function whyOf(row: OwnRow | LeakedRow, source: VrfRoute['source'], into: RoutingInstanceFacts): string {
  const home = shortName(row.from.networkName);
  const what =
    source.kind === 'floating-ip'
      ? `${row.prefix} is a floating IP of ${source.name}; its pool is in ${home}`
      : `${row.prefix} is an address of ${source.name} in ${home}`;
  if (row.kind === 'own') return `${what}.`;
  const [use] = row.leak.via;
  return (
    `${what}, which exports ${use?.target ?? ''}; ${shortName(into.networkName)} imports ` +
    `it${importReason(use?.why[0])}.`
  );
}

/** Every path of a row. */
export function routesOf(context: ViewContext, row: VrfRow, into: RoutingInstanceFacts): readonly VrfRoute[] {
  return row.kind === 'learned'
    ? row.paths.map((path) => learnedRoute(context, path, into))
    : originatedRoutes(context, row, into);
}

function originatedRoutes(
  context: ViewContext,
  row: OwnRow | LeakedRow,
  into: RoutingInstanceFacts,
): readonly VrfRoute[] {
  return row.paths.map((path, nth) => {
    const source = sourceOf(context, path);
    const vpn = context.derived.vpnRoute(path);
    const leakedFrom: MaybeLink | undefined = row.kind === 'own' ? undefined : vrfLink(context, row.leak.exporter);
    return {
      id: `${path.id}>${into.key}`,
      prefix: row.prefix,
      family: row.prefix.includes(':') ? 'inet6' : 'inet',
      source,
      ...(leakedFrom === undefined ? {} : { leakedFrom }),
      routeTargets: row.kind === 'own' ? (vpn?.routeTargets ?? []) : row.leak.via.map((use) => use.target),
      why: whyOf(row, source, into),
      ...(vpn?.notAdvertised === undefined
        ? {}
        : {
            withheld: {
              disposition: vpn.notAdvertised.kind,
              reason: notAdvertisedSentence(vpn.notAdvertised),
            },
          }),
      ...(path.nextHop === undefined
        ? {}
        : { nextHop: { address: path.nextHop.address, node: path.nextHop.nodeName } }),
      ...(path.label === undefined ? {} : { label: path.label }),
      ...(vpn?.routeDistinguisher === undefined ? {} : { rd: vpn.routeDistinguisher }),
      tunnels: vpn?.encapsulations ?? [],
      med: path.med,
      localPreference: path.localPreference,
      best: nth === 0 || path.localPreference === row.paths[0]!.localPreference,
    };
  });
}

const LOST: Readonly<Record<LearnedDecision, string>> = {
  'only-path': '',
  'equal-paths': '',
  'local-route': 'It is not used: a route of this system has the same prefix',
  'fresh-over-stale': 'It is not used: it is stale and another path is fresh',
  'local-preference': 'It is not used: another path has a higher LOCAL_PREF',
  'as-path-length': 'It is not used: another path has a shorter AS path',
  origin: 'It is not used: another path has a lower origin',
  med: 'It is not used: another path has a lower MED',
  'next-hop-unreachable': 'It is not used: its next hop cannot be reached',
  'ebgp-over-ibgp': 'It is not used: another path is external',
  'igp-metric': 'It is not used: another next hop is nearer',
  'router-id': 'It is not used: another path has a lower router id',
  'cluster-list-length': 'It is not used: another path has a shorter cluster list',
  'peer-address': 'It is not used: another peer has a lower address',
  infeasible: 'It may not be used',
};

function learnedRoute({ read }: ViewContext, path: LearnedPath, into: RoutingInstanceFacts): VrfRoute {
  const { sourceName } = path.path;
  const router = read.get('bgp-router', path.path.source)?.value;
  const address = router?.props.bgp_router_parameters?.address;
  const targets = path.via.map((use) => use.target);
  const why = [
    `Learned from ${sourceName}${address === undefined ? '' : ` (${address})`}, imported because this VRF ` +
      `imports ${targets.join(' and ')}${importReason(path.via[0]?.why[0])}`,
    ...(path.best ? [] : [LOST[path.decidedBy]]),
    ...(path.stale ? [`It is stale: ${sourceName} restarts, and has not announced it again yet`] : []),
  ];
  return {
    id: `${path.id}>${into.key}`,
    prefix: path.prefix,
    family: path.prefix.includes(':') ? 'inet6' : 'inet',
    source: {
      kind: 'bgp',
      name: sourceName,
      ...(router === undefined
        ? {}
        : {
            router: {
              type: 'bgp-router',
              uuid: router.uuid,
              name: shortName(router.fq_name),
              fqName: formatFqName(router.fq_name),
            },
          }),
    },
    routeTargets: targets,
    why: `${why.join('. ')}.`,
    nextHop: { address: path.nextHop, ...(address === path.nextHop ? { node: sourceName } : {}) },
    ...(path.label === undefined ? {} : { label: path.label }),
    rd: path.routeDistinguisher,
    tunnels: path.encapsulations,
    ...(path.med === undefined ? {} : { med: path.med }),
    ...(path.localPreference === undefined ? {} : { localPreference: path.localPreference }),
    best: path.best,
    learned: {
      speaker: path.speakerName,
      asPath: path.asPath,
      communities: path.communities,
      since: path.since,
      stale: path.stale,
    },
  };
}
