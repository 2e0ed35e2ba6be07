/**
 * `/views/floating-ips/<uuid>/lineage`: how a floating IP's route gets out, as the cells of a strip. Pod → port → VRF →
 * route target → UPDATE → gateway; the first cut has cause and fix, what is beyond it is grey. What is so is traced by
 * `engine/trace`; here it is only laid out.
 */

import type { Lineage, LineageStep } from '../../contract/views/vrfs.ts';
import { fixOf } from '../../engine/trace/fixes.ts';
import { arrivalText, sentenceOf } from '../../engine/trace/sentences.ts';
import { passes, targetOf } from '../../engine/trace/trace.ts';
import type { End, Hop, Lineage as TracedLineage } from '../../model/oper/trace.ts';
import type { Gateway } from '../shared/gateway-list.ts';
import { notFound } from '../shared/query.ts';
import type { ViewContext } from '../shared/view-context.ts';
import { traceFloatingIp, vrfsOf } from '../trace/floating-ip-trace.ts';
import { vpnView } from './vrf-routes.ts';

/** A cell before it is known whether the way comes to it. */
type Cell = Omit<LineageStep, 'verdict' | 'disposition'> & { readonly of: Hop };

export function lineage(context: ViewContext, uuid: string): Lineage {
  const { read } = context;
  const fip = read.get('floating-ip', uuid)?.value;
  if (fip === undefined) throw notFound('floating IP', uuid, 'See /views/tables/floating-ips.');
  const { floatingIp, lineage: traced, ends, nearest, reachable, routes, gateways } = traceFloatingIp(context, fip);
  const { network } = traced.vrf;
  const way = (end: End): readonly LineageStep[] =>
    verdicts(
      [
        ...lineageCells(traced),
        ...endCells(
          traced,
          end,
          gateways.find((one) => one.id === end.id),
        ),
      ],
      (hop) => ({
        reason: sentenceOf(hop, network?.name),
        fix: fixOf(hop, end, network),
      }),
    );
  return {
    address: floatingIp.address,
    reachable,
    steps: way(nearest),
    ...(nearest.id === undefined ? {} : { nearest: nearest.id }),
    gateways: ends.flatMap((end) => {
      if (end.id === undefined) return [];
      const steps = way(end);
      return [
        { id: end.id, name: end.name, reached: steps.every((step) => step.verdict === 'ok'), steps: steps.slice(-2) },
      ];
    }),
    vpnRoutes: routes.flatMap((found) => vpnView(context, found) ?? []),
    conditions: context.conditions('floating-ip', uuid),
    revision: read.revision,
  };
}

/** The first cut has cause and fix; what is beyond it is grey. */
function verdicts(
  cells: readonly Cell[],
  why: (hop: Hop) => Pick<LineageStep, 'fix'> & { readonly reason: string | undefined },
): readonly LineageStep[] {
  const first = cells.findIndex((cell) => !passes(cell.of));
  return cells.map(({ of, ...cell }, index): LineageStep => {
    const { disposition } = of;
    if (index !== first) return { ...cell, disposition, verdict: first < 0 || index < first ? 'ok' : 'beyond' };
    const { reason = '', fix } = why(of);
    return { ...cell, disposition, verdict: 'cut', reason, ...(fix === undefined ? {} : { fix }) };
  });
}

const NAT = { both: 'NAT both ways', ingress: 'NAT inbound only', egress: 'NAT outbound only' } as const;

const joined = (...parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined).join(' ');

function lineageCells({ pod, port, vrf, routeTarget }: TracedLineage): readonly Cell[] {
  const { network } = vrf;
  return [
    {
      kind: 'pod',
      of: pod,
      title: pod.disposition === 'bound' ? pod.pod.name : '',
      detail: pod.disposition === 'not-associated' ? '' : joined(pod.address, pod.node),
      ...(pod.disposition === 'bound' ? { link: { kind: 'kube/Pod', key: pod.pod.key } } : {}),
    },
    {
      kind: 'port',
      of: port,
      title: port.label === undefined ? 'port' : `label ${port.label}`,
      detail: NAT[port.direction],
      ...(port.disposition === 'no-port' ? {} : { link: { kind: 'virtual-machine-interface', key: port.port } }),
    },
    {
      kind: 'vrf',
      of: vrf,
      title: network?.name ?? '',
      detail: joined(vrf.address, vrf.routeDistinguisher === undefined ? undefined : `RD ${vrf.routeDistinguisher}`),
      ...(network === undefined ? {} : { link: { kind: 'virtual-network', key: network.uuid } }),
    },
    {
      kind: 'route-target',
      of: routeTarget,
      title: targetOf(routeTarget) ?? '',
      detail: routeTarget.disposition === 'exported' ? 'exported' : 'automatic target only',
    },
  ];
}

/** The UPDATE to a gateway, and its VRF. One that is not added or not associated cuts at its own cell. */
function endCells({ vpnRoute }: TracedLineage, end: End, gateway: Gateway | undefined): readonly Cell[] {
  const { name, peering, sending, arrival } = end;
  const route = vpnRoute.disposition === 'no-route' ? undefined : vpnRoute.route;
  const carried = joined(route?.nextHop?.address, route?.label === undefined ? undefined : `label ${route.label}`);
  const sent = sending?.disposition === 'sent' ? sending : undefined;
  const update: Cell = {
    kind: 'vpn-route',
    of: sending ?? vpnRoute,
    title: route?.prefix ?? '',
    detail: sent === undefined ? carried : `${carried}, sent to ${name}`,
    ...(sent === undefined ? {} : { at: sent.at }),
  };
  const last: Cell = {
    kind: 'gateway',
    of: arrival ?? peering,
    title: name,
    detail: arrivalText(end, vrfsOf(gateway)),
    ...('router' in peering ? { link: { kind: 'bgp-router', key: peering.router } } : {}),
  };
  switch (arrival?.disposition) {
    case 'out-of-sight':
      return [update, { ...last, ...(sent === undefined ? {} : { at: sent.at }) }];
    case 'in-vrf':
      return [update, { ...last, title: `${name} ${arrival.vrf}`, at: arrival.since }];
    default:
      return [update, last];
  }
}
