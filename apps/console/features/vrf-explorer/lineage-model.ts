/**
 * The way of one route, cell by cell: pod → port → VRF → route target → VPN route, or, when it was leaked, → the VRF
 * whose table is open; of a learned route, peer → VPN route → route target → this VRF. For a floating IP the server
 * tells the way itself, gateway included. Pure.
 */

import type { Lineage, VrfDetail, VrfRoute } from '../../../../server/contract/views/vrfs.ts';
import { nearestGateway, sentText, stepsTo } from '../../domain-ui/routes/lineage-ends.ts';

export interface Step {
  readonly id: string;
  readonly caption: string;
  readonly value: string;
  readonly note?: string;
  readonly verdict: 'ok' | 'cut' | 'beyond';
  readonly current?: boolean;
  /** With `cut`: where it is fixed. */
  readonly fix?: NonNullable<Lineage['steps'][number]['fix']>;
  readonly link?: { readonly kind: string; readonly key: string; readonly label: string; readonly fqName?: string };
}

const CAPTION = {
  pod: 'Pod',
  port: 'Port',
  vrf: 'VRF',
  'route-target': 'Exported with',
  'vpn-route': 'VPN route',
  gateway: 'Gateway',
} as const;
const bare = (target: string): string => target.replace(/^target:/, '');

/** Steps of a floating IP's own route to a gateway (without one, to the nearest), as the server tells them. */
export function fromServer(lineage: Lineage, vrf: VrfDetail, gateway?: string): readonly Step[] {
  const [sent] = lineage.vpnRoutes;
  const name = lineage.gateways.find((one) => one.id === gateway)?.name ?? nearestGateway(lineage)?.name;
  return stepsTo(lineage, gateway).map((step): Step => {
    const when = sentText(step);
    if (step.verdict !== 'cut' && step.kind === 'vrf')
      return {
        id: 'vrf',
        caption: 'This VRF',
        value: sent?.prefix ?? lineage.address,
        ...(sent === undefined ? {} : { note: `RD ${sent.rd}` }),
        verdict: step.verdict,
        current: true,
      };
    if (step.verdict !== 'cut' && step.kind === 'vpn-route' && sent !== undefined)
      return {
        ...vpnStep(sent.nextHop, sent.label, sent.tunnels),
        ...(when === undefined
          ? {}
          : { caption: `VPN route to ${name ?? 'the gateway'}`, note: `${when}, label ${sent.label}` }),
        verdict: step.verdict,
      };
    return {
      id: step.kind,
      caption:
        step.kind === 'vrf'
          ? 'This VRF'
          : step.kind === 'gateway' && step.verdict === 'ok'
            ? 'Gateway VRF'
            : CAPTION[step.kind],
      verdict: step.verdict,
      current: step.kind === 'vrf',
      value:
        step.kind === 'route-target'
          ? bare(step.title)
          : step.verdict === 'cut' && step.title === ''
            ? 'Missing'
            : step.title,
      note: step.reason ?? step.detail,
      ...(step.fix === undefined ? {} : { fix: step.fix }),
      ...(step.link === undefined
        ? {}
        : {
            link:
              step.kind === 'gateway' && name !== undefined
                ? { kind: 'gateway', key: step.link.key, label: name }
                : { ...step.link, label: step.title, ...(step.kind === 'vrf' ? { fqName: vrf.fqName } : {}) },
          }),
    };
  });
}

/** What the update says: next hop, label, tunnels. RD and prefix stand in the VRF's cell. */
const vpnStep = (nextHop: string, label: number | undefined, tunnels: readonly string[]) => ({
  id: 'vpn-route',
  caption: 'VPN route',
  value: nextHop,
  note: `label ${label ?? ''}, ${tunnels.join(', ')}`,
});

/** Steps of any other route, from what its row says. */
export function fromRoute(route: VrfRoute, vrf: VrfDetail): readonly Step[] {
  if (route.learned !== undefined) return fromPeer(route, vrf);
  const { source, nextHop, label, leakedFrom, routeTargets, withheld } = route;
  const steps: Step[] = [];
  if (source.pod !== undefined)
    steps.push({
      id: 'pod',
      caption: 'Pod',
      value: source.pod.name,
      ...(source.pod.namespace === undefined ? {} : { note: source.pod.namespace }),
      verdict: 'ok',
      link: { kind: 'kube/Pod', key: source.pod.key, label: source.pod.name },
    });
  else
    steps.push({
      id: 'source',
      caption: source.kind === 'service' ? 'Service' : 'Source',
      value: source.name,
      verdict: 'ok',
    });
  // What is not installed in a table is cut at the port, what lacks only what BGP needs later on.
  const atTarget = withheld?.disposition === 'no-export-target';
  const atRoute = withheld?.disposition === 'no-vrf-id';
  const atPort = withheld !== undefined && !atTarget && !atRoute;
  steps.push({
    id: 'port',
    caption: nextHop?.node === undefined ? 'Port' : `Port on ${nextHop.node}`,
    value: label === undefined ? 'no label yet' : `label ${label}`,
    note: atPort ? withheld.reason : `next hop ${nextHop?.address ?? ''}`,
    verdict: atPort ? 'cut' : 'ok',
  });
  const after = atPort ? ('beyond' as const) : ('ok' as const);
  const rd = route.rd === undefined ? {} : { note: `RD ${route.rd}` };
  if (leakedFrom === undefined) {
    steps.push({ id: 'vrf', caption: 'This VRF', value: route.prefix, ...rd, verdict: after, current: true });
    const user = routeTargets.filter((target) => target !== vrf.auto);
    const [first = routeTargets[0]] = user;
    if (first === undefined || atTarget) {
      steps.push({
        id: 'route-target',
        caption: 'Exported with',
        value: 'No route target',
        note: atTarget ? withheld.reason : '',
        verdict: atPort ? 'beyond' : 'cut',
      });
      steps.push({ id: 'vpn-route', caption: 'VPN route', value: 'Not advertised', verdict: 'beyond' });
      return steps;
    }
    const more = routeTargets.length - 1;
    steps.push({
      id: 'route-target',
      caption: 'Exported with',
      value: bare(first),
      note: user.length === 0 ? 'automatic target only' : more > 0 ? `and ${more} more` : 'exported',
      verdict: after,
    });
    if (withheld !== undefined || nextHop === undefined)
      steps.push({
        id: 'vpn-route',
        caption: 'VPN route',
        value: 'Not advertised',
        ...(atRoute ? { note: withheld.reason } : {}),
        verdict: atPort ? 'beyond' : 'cut',
      });
    else steps.push({ ...vpnStep(nextHop.address, label, route.tunnels), verdict: after });
    return steps;
  }
  steps.push({
    id: 'origin',
    caption: 'VRF of its own',
    value: leakedFrom.name,
    ...rd,
    verdict: after,
    ...(leakedFrom.fqName === undefined
      ? {}
      : { link: { kind: 'vrf', key: leakedFrom.fqName, label: leakedFrom.name, fqName: leakedFrom.fqName } }),
  });
  steps.push({
    id: 'route-target',
    caption: 'Leaked by',
    value: bare(routeTargets[0] ?? ''),
    note: importReason(vrf, routeTargets[0]),
    verdict: after,
  });
  steps.push({ id: 'vrf', caption: 'This VRF', value: route.prefix, note: 'imported', verdict: after, current: true });
  return steps;
}

/** Steps of a route that a BGP peer announced. */
function fromPeer(
  { source, nextHop, label, rd, tunnels, routeTargets, prefix, learned }: VrfRoute,
  vrf: VrfDetail,
): readonly Step[] {
  const { router } = source;
  const [first = ''] = routeTargets;
  return [
    {
      id: 'peer',
      caption: 'BGP peer',
      value: source.name,
      note: `learned by ${learned?.speaker ?? ''}`,
      verdict: 'ok',
      ...(router === undefined
        ? {}
        : { link: { kind: 'bgp-router', key: router.uuid, label: router.name, fqName: router.fqName } }),
    },
    {
      id: 'vpn-route',
      caption: 'VPN route',
      value: nextHop?.address ?? '',
      note: [`RD ${rd ?? ''}`, `label ${label ?? ''}`, ...tunnels].join(', '),
      verdict: 'ok',
    },
    { id: 'route-target', caption: 'Imported by', value: bare(first), note: importReason(vrf, first), verdict: 'ok' },
    {
      id: 'vrf',
      caption: 'This VRF',
      value: prefix,
      note: learned?.stale === true ? 'stale' : 'learned',
      verdict: 'ok',
      current: true,
    },
  ];
}

/** Why this VRF imports the target, in three words. */
function importReason(vrf: VrfDetail, target: string | undefined): string {
  const reason = vrf.importReasons.find((one) => one.routeTarget === target);
  switch (reason?.why) {
    case 'both':
      return 'import and export list';
    case 'import':
      return 'import list';
    case 'policy':
      return reason.policy === undefined ? 'policy' : `policy ${reason.policy.name}`;
    case 'auto':
      return 'automatic target';
    default:
      return 'imported';
  }
}

/** What the strip as a whole says. */
export function verdictOf(
  steps: readonly Step[],
  came: 'own' | 'leaked' | 'learned',
): { readonly tone: 'ok' | 'bad'; readonly word: string } {
  const cut = steps.find((step) => step.verdict === 'cut');
  if (cut !== undefined) return { tone: 'bad', word: `Cut: ${cut.caption}` };
  if (came === 'leaked') return { tone: 'ok', word: 'Leaked into this VRF' };
  if (came === 'learned') return { tone: 'ok', word: 'Learned into this VRF' };
  // Whether a peer was sent it, its own sessions say.
  return { tone: 'ok', word: steps.at(-1)?.id === 'gateway' ? 'Reaches the gateway' : 'Exported' };
}
