/**
 * `/views/floating-ips/<uuid>/lineage`: how a floating IP's route gets out. Pod → port → VRF → route target → VPN route
 * → gateway; the first cut has cause and cure, what is beyond it is grey.
 */

import type { Lineage, LineageStep } from '../../contract/views/vrfs.ts';
import { addressesOfPort, nodeOfPort, podOfPort, poolOf } from '../links.ts';
import { notFound } from '../query.ts';
import type { World } from '../world.ts';
import { floatingIpRoutes } from './floating-ip-routes.ts';
import { gatewayEnds, targets, type Draft } from './lineage-ends.ts';
import { vpnView } from './vrf-routes.ts';
import { whyNot } from './why-not.ts';

export function lineage(world: World, uuid: string): Lineage {
  const { read, derived } = world;
  const fip = read.get('floating-ip', uuid)?.value;
  if (fip === undefined) throw notFound('floating IP', uuid, 'See /views/tables/floating-ips.');
  const address = fip.props.floating_ip_address ?? '';
  const ref = fip.refs['virtual-machine-interface']?.[0];
  const port = ref === undefined ? undefined : read.get('virtual-machine-interface', ref.uuid)?.value;
  const pod = port === undefined ? undefined : podOfPort(read, port);
  const { network } = poolOf(read, fip);
  const routes = floatingIpRoutes(world, fip);
  const [route] = routes;
  const instance = network === undefined ? undefined : derived.routingInstance(network.uuid);
  const exports = route?.routeTargets ?? instance?.exports.map((use) => use.target) ?? [];
  const user = exports.filter((target) => target !== instance?.automaticTarget);
  const reason = whyNot(route?.notAdvertised);
  const early =
    route?.notAdvertised !== undefined &&
    route.notAdvertised.kind !== 'no-export-target' &&
    route.notAdvertised.kind !== 'no-vrf-id'
      ? reason
      : undefined;
  const label = route?.label;
  const drafts: Draft[] = [
    {
      kind: 'pod',
      title: pod?.name ?? '',
      detail:
        port === undefined
          ? ''
          : [addressesOfPort(read, port.uuid)[0], nodeOfPort(read, port)]
              .filter((part) => part !== undefined)
              .join(' '),
      ...(pod === undefined
        ? port === undefined
          ? {
              cut: 'It is associated with no port. Associate it with a pod.',
              cure: { kind: 'floating-ip' as const, label: 'Associate it', key: uuid, name: address },
            }
          : { cut: 'The port belongs to no pod.' }
        : { link: { kind: 'kube/Pod', key: pod.key } }),
    },
    {
      kind: 'port',
      title: label === undefined ? 'port' : `label ${label}`,
      detail: { both: 'NAT both ways', ingress: 'NAT inbound only', egress: 'NAT outbound only' }[
        fip.props.floating_ip_traffic_direction ?? 'both'
      ],
      ...(early === undefined ? {} : { cut: early }),
      ...(port === undefined
        ? { cut: 'There is no port.' }
        : { link: { kind: 'virtual-machine-interface', key: port.uuid } }),
    },
    {
      kind: 'vrf',
      title: network?.name ?? '',
      detail: [address, route?.routeDistinguisher === undefined ? undefined : `RD ${route.routeDistinguisher}`]
        .filter((part) => part !== undefined)
        .join(' '),
      ...(route?.notAdvertised?.kind === 'no-vrf-id'
        ? { cut: reason! }
        : network === undefined
          ? { cut: "Its pool or the pool's network does not exist." }
          : {}),
      ...(network === undefined ? {} : { link: { kind: 'virtual-network', key: network.uuid } }),
    },
    {
      kind: 'route-target',
      title: user[0] ?? exports[0] ?? '',
      detail: user.length > 0 ? 'exported' : 'automatic target only',
      ...(exports.length === 0
        ? {
            cut: 'The network exports no route target. Add one under Routing, Bridging and Policies.',
            ...(network === undefined ? {} : { cure: targets(network)! }),
          }
        : {}),
    },
  ];
  const ends = gatewayEnds(world, route, { reason: reason ?? 'No route follows from it yet.', network, user });
  const nearest =
    ends.find((end) => reaches(end.drafts)) ?? [...ends].sort((x, y) => uncut(y.drafts) - uncut(x.drafts))[0]!;
  const steps = judged([...drafts, ...nearest.drafts]);
  return {
    address,
    reachable: steps.every((step) => step.verdict === 'ok'),
    steps,
    gateways: ends.flatMap(({ id, name, drafts: last }) => {
      if (id === undefined) return [];
      const both = judged([...drafts, ...last]);
      return [{ id, name, reached: both.every((step) => step.verdict === 'ok'), steps: both.slice(-last.length) }];
    }),
    vpnRoutes: routes.flatMap((found) => vpnView(world, found) ?? []),
    conditions: world.conditions('floating-ip', uuid),
    revision: read.revision,
  };
}

/** The first cut has cause and cure; what is beyond it is grey. */
function judged(drafts: readonly Draft[]): readonly LineageStep[] {
  let cut = false;
  return drafts.map(({ cut: cause, cure, ...step }): LineageStep => {
    if (cut) return { ...step, verdict: 'beyond' };
    if (cause === undefined) return { ...step, verdict: 'ok' };
    cut = true;
    return { ...step, verdict: 'cut', reason: cause, ...(cure === undefined ? {} : { cure }) };
  });
}

const reaches = (drafts: readonly Draft[]): boolean => drafts.every((draft) => draft.cut === undefined);

/** Steps before the first cut. */
const uncut = (drafts: readonly Draft[]): number => {
  const at = drafts.findIndex((draft) => draft.cut !== undefined);
  return at < 0 ? drafts.length : at;
};
