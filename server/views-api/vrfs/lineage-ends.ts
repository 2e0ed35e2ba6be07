/**
 * The last two steps of a lineage, for each gateway: the UPDATE to it, and its VRF. A gateway that is not added or not
 * associated cuts at its own step; a session that is down, or does not ask for the route, cuts at the UPDATE.
 */

import type { ConfigLink } from '../../contract/views/reference.ts';
import type { LineageStep } from '../../contract/views/vrfs.ts';
import { notAssociated } from '../../engine/bgp-diagnosis/diagnose.ts';
import type { Cure } from '../../model/oper/cure.ts';
import type { VpnRoute } from '../../model/oper/route.ts';
import { arrivalOf } from '../gateways/arrival.ts';
import { allGateways, callsOf, controlNodeNames, type Gateway } from '../gateways/gateway-list.ts';
import { sendingOf, type Sending } from '../gateways/sent.ts';
import type { World } from '../world.ts';

export type Draft = Omit<LineageStep, 'verdict'> & { readonly cut?: string };

export interface GatewayEnd {
  /** Undefined: there is no gateway at all. */
  readonly id: string | undefined;
  readonly name: string;
  readonly drafts: readonly Draft[];
}

interface Given {
  /** Why there is no route, if there is none. */
  readonly reason: string;
  readonly network: ConfigLink | undefined;
  /** Exported targets that are not automatic. */
  readonly user: readonly string[];
}

const ADD = 'Add it under Infrastructure > Cluster > Advanced > BGP Routers.';

export function gatewayEnds(world: World, route: VpnRoute | undefined, given: Given): readonly GatewayEnd[] {
  const gateways = allGateways(world);
  const update = updateDraft(route, given.reason);
  if (gateways.length === 0)
    return [
      {
        id: undefined,
        name: '',
        drafts: [
          update,
          {
            kind: 'gateway',
            title: '',
            detail: '',
            cut: `No gateway is configured. ${ADD}`,
            cure: { kind: 'known-host', label: 'Add a gateway', key: '', name: '' },
          },
        ],
      },
    ];
  return gateways.map((gateway) => ({
    id: gateway.id,
    name: gateway.name,
    drafts: draftsOf(world, gateway, route, update, given),
  }));
}

function updateDraft(route: VpnRoute | undefined, reason: string): Draft {
  const detail = [route?.nextHop?.address, route?.label === undefined ? undefined : `label ${route.label}`]
    .filter((part) => part !== undefined)
    .join(' ');
  return {
    kind: 'vpn-route',
    title: route?.prefix ?? '',
    detail,
    ...(route === undefined || route.notAdvertised !== undefined ? { cut: reason } : {}),
  };
}

function draftsOf(
  world: World,
  gateway: Gateway,
  route: VpnRoute | undefined,
  update: Draft,
  { network, user }: Given,
): readonly Draft[] {
  const { name, router, inside, address } = gateway;
  const named = network?.name ?? '';
  const end = (more: Partial<Draft>): Draft => ({
    kind: 'gateway',
    title: name,
    detail: '',
    ...(router === undefined ? {} : { link: { kind: 'bgp-router', key: router.uuid } }),
    ...more,
  });
  if (router === undefined)
    return [
      update,
      end({
        detail: address,
        cut: `No gateway is configured: ${name} is known, and no BGP router stands for it. ${ADD}`,
        cure: { kind: 'known-host', label: `Add ${name}`, key: name, name },
      }),
    ];
  if (world.derived.peeringsOf(router.uuid).length === 0)
    return [
      update,
      end({
        detail: address,
        cut: notAssociated(name, controlNodeNames(world), callsOf(world, gateway)).message,
        cure: { kind: 'bgp-router', label: `Edit ${name}`, key: router.uuid, name },
      }),
    ];
  if (route === undefined || update.cut !== undefined) return [update, end({ detail: address })];
  const sending = sendingOf(world, gateway, route);
  if (sending.kind !== 'sent')
    return [
      { ...update, cut: sending.reason, ...curing(sendingCure(gateway, router.uuid, sending, network)) },
      end({ detail: address }),
    ];
  const sent: Draft = { ...update, detail: `${update.detail}, sent to ${name}`, at: sending.at };
  if (inside === undefined) {
    if (user.length === 0)
      return [
        sent,
        end({
          detail: address,
          cut: `Only the automatic target is exported, which a gateway does not import. Add a route target that a VRF of ${name} imports to ${named}.`,
          ...curing(targets(network)),
        }),
      ];
    return [sent, end({ detail: 'was sent it; its VRFs are not seen here', at: sending.at })];
  }
  const arrival = arrivalOf(inside, route, named);
  if (arrival.kind !== 'in-vrf') {
    const cure: Cure | undefined =
      arrival.kind === 'not-imported'
        ? targets(network)
        : arrival.kind === 'hidden'
          ? { kind: 'gateway', label: `Tunnels of ${name}`, key: router.uuid, name }
          : undefined;
    return [sent, end({ detail: inside.vrfs.map((vrf) => vrf.name).join(', '), cut: arrival.reason, ...curing(cure) })];
  }
  const { vrf, active, label, tunnel, since } = arrival;
  return [
    sent,
    end({
      title: `${name} ${vrf}`,
      detail: `${active ? 'active' : 'not active'}, Push ${label}${tunnel === undefined ? '' : ` via ${tunnel}`}`,
      at: since,
    }),
  ];
}

const curing = (cure: Cure | undefined) => (cure === undefined ? {} : { cure });

/** The section of the network's form where its route targets are. */
export function targets(network: ConfigLink | undefined): Cure | undefined {
  return network === undefined
    ? undefined
    : { kind: 'network', label: 'Edit its route targets', key: network.uuid, name: network.fqName };
}

function sendingCure(
  { name, sessions }: Gateway,
  router: string,
  sending: Sending,
  network: ConfigLink | undefined,
): Cure | undefined {
  if (sending.kind === 'not-asked-for') return targets(network);
  const session = 'session' in sending ? sending.session : sessions[0];
  return sending.kind === 'waiting'
    ? undefined
    : session === undefined
      ? { kind: 'bgp-router', label: `Edit ${name}`, key: router, name }
      : { kind: 'bgp-session', label: `Session with ${name}`, key: router, name, peer: session.localName };
}
