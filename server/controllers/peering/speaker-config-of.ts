/**
 * Computes the configuration of each of our speakers from bgp-router objects and their peerings (`BgpRouterParams`
 * and `BgpSessionAttributes` of bgp_schema.xsd). Pure.
 *
 * Attributes of a session hold for both ends, or for the one that they name (`bgp_router`, by uuid or name).
 * Attributes of a session override those of the router; attributes that name our end override those for both.
 * Families are those of the session, or else those that both routers have; of these, the ones that this speaker
 * implements. A peer without an address, or of a type with which no control node peers, is left out with the reason;
 * so is one with invalid values, which an older version accepted.
 */

import type { PeerConfig, PrefixLimit, SpeakerConfig, GracefulRestartConfig } from '../../engine/bgp/speaker-config.ts';
import { negotiatedFamilies, DEFAULT_HOLD_TIME, keyOf } from '../../engine/policy/peering.ts';
import { holdTimeFault, peerAddressFault, portFault, sessionAsnFault } from '../../engine/validation/bgp-session.ts';
import { BGP_PORT } from '../../model/bgp/bgp-port.ts';
import { isRoutedFamily, type RoutedFamily } from '../../model/bgp/nlri.ts';
import type { BgpSessionAttributes } from '../../model/config/bgp-router.ts';
import { DEFAULT_RESTART_SECONDS, globalAsnOf, type GlobalSystemConfigProps } from '../../model/config/global.ts';
import type { BgpRouter } from '../../model/config/types.ts';
import { fqNameKey } from '../../model/naming/fq-name.ts';
import { formatIpv4, parseIpv4 } from '../../model/net/ipv4-text.ts';
import type { Peering, PeeringEnd } from '../../model/oper/peering.ts';
import { by, compare } from '../../model/order.ts';

export interface PeeringSettings {
  readonly asn: number;
  readonly gracefulRestart: GracefulRestartConfig;
  readonly alwaysCompareMed: boolean;
  /** Revision of the last change of a router's record; 0 unless given. */
  readonly revisionOf?: (uuid: string) => number;
}

/** A peering of a control node that is left out of the configuration, and why. */
export interface LeftOut {
  readonly peering: string;
  readonly speaker: string;
  readonly peer: string;
  readonly reason: string;
}

export interface SpeakerPlan {
  readonly speakers: readonly SpeakerConfig[];
  readonly leftOut: readonly LeftOut[];
}

/** Graceful restart is switched on as a whole; helping peers through theirs is a second switch. */
export function peeringSettings(system: GlobalSystemConfigProps | undefined): PeeringSettings {
  const restart = system?.graceful_restart_parameters;
  const enabled = restart?.enable === true;
  return {
    asn: globalAsnOf(system),
    gracefulRestart: {
      restarting: enabled,
      helper: enabled && restart?.bgp_helper_enable === true,
      restartTime: restart?.restart_time ?? DEFAULT_RESTART_SECONDS,
      endOfRibTimeout: restart?.end_of_rib_timeout ?? DEFAULT_RESTART_SECONDS,
    },
    alwaysCompareMed: system?.bgp_always_compare_med === true,
  };
}

/** One speaker for each control node; routers and peers by name, so that the same state has the same plan. */
export function speakerPlan(
  routers: Iterable<BgpRouter>,
  peerings: Iterable<Peering>,
  settings: PeeringSettings,
): SpeakerPlan {
  const byUuid = new Map([...routers].map((router) => [router.uuid, router]));
  const peeringsOf = new Map<string, Peering[]>();
  for (const peering of peerings) {
    for (const { uuid } of peering.ends) {
      const known = peeringsOf.get(uuid);
      if (known === undefined) peeringsOf.set(uuid, [peering]);
      else known.push(peering);
    }
  }
  const leftOut: LeftOut[] = [];
  const speakers: SpeakerConfig[] = [];
  for (const router of [...byUuid.values()].sort(byName)) {
    const fault = attempt(() => add(router));
    if (fault !== undefined)
      leftOut.push({
        peering: '',
        speaker: router.uuid,
        peer: '',
        reason: `Control node ${nameOf(router)} cannot be worked out: ${fault}. Correct it, or delete it.`,
      });
  }
  return { speakers, leftOut };

  function add(router: BgpRouter): void {
    const parameters = router.props.bgp_router_parameters;
    if (parameters?.router_type !== 'control-node') return;
    const address = parameters.address ?? parameters.identifier;
    if (address === undefined) {
      leftOut.push({
        peering: '',
        speaker: router.uuid,
        peer: '',
        reason:
          `Control node ${nameOf(router)} has no address, so it cannot speak BGP. Enter it under Infrastructure > ` +
          'Cluster > Advanced > BGP Routers.',
      });
      return;
    }
    const routerId = parameters.identifier ?? address;
    if (parseIpv4(routerId) === undefined) {
      leftOut.push({
        peering: '',
        speaker: router.uuid,
        peer: '',
        reason:
          `Control node ${nameOf(router)} has no Router ID, and its address ${address} cannot be one: only IPv4 ` +
          'addresses can. Enter one under Infrastructure > Cluster > Advanced > BGP Routers.',
      });
      return;
    }
    const cannotBe =
      peerAddressFault(address) ?? portFault(parameters.port ?? BGP_PORT) ?? sessionAsnFault(settings.asn);
    if (cannotBe !== undefined) {
      leftOut.push({
        peering: '',
        speaker: router.uuid,
        peer: '',
        reason:
          `Control node ${nameOf(router)} cannot speak BGP: ${cannotBe.sentence}. Correct it under Infrastructure ` +
          '> Cluster > Advanced > BGP Routers.',
      });
      return;
    }
    const clusterId = parameters.cluster_id ? formatIpv4(parameters.cluster_id) : undefined;
    const peers: PeerConfig[] = [];
    for (const peering of peeringsOf.get(router.uuid) ?? []) {
      let peer: PeerConfig | string = '';
      const fault = attempt(() => {
        peer = peerOf(router, peering, byUuid, settings);
      });
      if (fault !== undefined)
        peer =
          `The peering of ${nameOf(router)} with ${otherEnd(peering, router.uuid).name} cannot be worked out: ` +
          `${fault}. Correct either BGP router.`;
      if (typeof peer === 'string')
        leftOut.push({
          peering: peering.key,
          speaker: router.uuid,
          peer: otherEnd(peering, router.uuid).uuid,
          reason: peer,
        });
      else peers.push(peer);
    }
    speakers.push({
      key: router.uuid,
      name: nameOf(router),
      asn: settings.asn,
      routerId,
      address,
      port: parameters.port ?? BGP_PORT,
      adminDown: parameters.admin_down === true,
      clusterId,
      gracefulRestart: settings.gracefulRestart,
      alwaysCompareMed: settings.alwaysCompareMed,
      peers: peers.sort((a, b) => compare(a.name, b.name) || compare(a.key, b.key)),
    });
  }
}

/** The error of a step that a malformed router makes fail, if any. */
function attempt(step: () => void): string | undefined {
  try {
    step();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The peer, or a sentence that says why there is none. */
function peerOf(
  router: BgpRouter,
  peering: Peering,
  routers: ReadonlyMap<string, BgpRouter>,
  settings: PeeringSettings,
): PeerConfig | string {
  const end = otherEnd(peering, router.uuid);
  const ownEnd = peering.ends.find((one) => one.uuid === router.uuid)!;
  const peer = routers.get(end.uuid);
  if (peer === undefined)
    return (
      `BGP router ${nameOf(router)} names a peer ${end.uuid} that does not exist. ` +
      'Remove it under Associated Peers.'
    );
  const own = router.props.bgp_router_parameters!;
  const its = peer.props.bgp_router_parameters;
  if (its?.router_type === 'bgpaas-client' || its?.router_type === 'bgpaas-server')
    return (
      `${nameOf(peer)} is of type ${its.router_type}: BGP as a Service is spoken on compute nodes, not by control ` +
      'nodes.'
    );
  const address = its?.address ?? its?.identifier;
  if (address === undefined)
    return `BGP router ${nameOf(peer)} has no address. Enter it, so that ${nameOf(router)} can reach it.`;
  const said = sessionFor(peering.attributes, router, peer);
  const { ours } = said;
  const asn = said.theirs.local_autonomous_system || end.autonomousSystem;
  if (asn === undefined) return `BGP router ${nameOf(peer)} has no autonomous system number. Enter it.`;
  const localAsn = ours.local_autonomous_system || own.local_autonomous_system || settings.asn;
  const holdTime = ours.hold_time || own.hold_time || DEFAULT_HOLD_TIME;
  const fault =
    peerAddressFault(address) ??
    portFault(its?.port ?? BGP_PORT) ??
    sessionAsnFault(asn) ??
    sessionAsnFault(localAsn) ??
    holdTimeFault(holdTime);
  if (fault !== undefined)
    return (
      `${nameOf(router)} cannot peer with ${nameOf(peer)}: ${fault.sentence}. Correct it under Infrastructure > ` +
      'Cluster > Advanced > BGP Routers.'
    );
  const perFamily = familyAttributes(ours);
  return {
    key: peer.uuid,
    name: nameOf(peer),
    address,
    port: its?.port ?? BGP_PORT,
    asn,
    localAsn,
    families: [
      ...new Set(
        ours.address_families?.family.length ? ours.address_families.family : negotiatedFamilies(ownEnd, end, []),
      ),
    ].filter(isRoutedFamily),
    holdTime,
    passive: ours.passive === true,
    adminDown: its?.admin_down === true || ours.admin_down === true || said.theirs.admin_down === true,
    md5Key: keyOf(ours.auth_data) ?? keyOf(own.auth_data),
    loopCount: ours.loop_count ?? 0,
    loopCounts: perFamily.loopCounts,
    asOverride: ours.as_override === true,
    privateAs: privateAsOf(ours.private_as_action),
    originOverride: originOf(ours.route_origin_override),
    prefixLimits: perFamily.prefixLimits,
    ...(settings.revisionOf === undefined
      ? {}
      : { edited: Math.max(settings.revisionOf(router.uuid), settings.revisionOf(peer.uuid)) }),
    reflectorClient: Boolean(own.cluster_id) && asn === localAsn && !its?.cluster_id,
  };
}

/** The attributes of the session for our end, or for the other end. */
function sessionFor(
  attributes: readonly BgpSessionAttributes[],
  router: BgpRouter,
  peer: BgpRouter,
): { readonly ours: BgpSessionAttributes; readonly theirs: BgpSessionAttributes } {
  const names = (one: BgpRouter, text: string) => text === one.uuid || text === nameOf(one) || text === nameKeyOf(one);
  const both = attributes.filter((each) => !each.bgp_router);
  const named = (one: BgpRouter) => attributes.filter((each) => each.bgp_router && names(one, each.bgp_router));
  return { ours: merged([...both, ...named(router)]), theirs: merged(named(peer)) };
}

/** Later ones override earlier ones, field by field; null, 0 or empty values are ignored where they mean "inherit". */
function merged(all: readonly BgpSessionAttributes[]): BgpSessionAttributes {
  const result: { [field: string]: unknown } = {};
  for (const attributes of all) {
    for (const [field, value] of Object.entries(attributes))
      if (value !== undefined && value !== null && value !== '') result[field] = value;
  }
  return result;
}

function familyAttributes({
  family_attributes: attributes = [],
}: BgpSessionAttributes): Pick<PeerConfig, 'loopCounts' | 'prefixLimits'> {
  const loopCounts: { [F in RoutedFamily]?: number } = {};
  const prefixLimits: { [F in RoutedFamily]?: PrefixLimit } = {};
  for (const { address_family: family, loop_count: loopCount, prefix_limit: limit } of attributes) {
    if (!isRoutedFamily(family)) continue;
    if (loopCount !== undefined && loopCount > 0) loopCounts[family] = loopCount;
    if (limit?.maximum !== undefined && limit.maximum > 0)
      prefixLimits[family] = { maximum: limit.maximum, idleTimeout: limit.idle_timeout ?? 0 };
  }
  return { loopCounts, prefixLimits };
}

function privateAsOf(action: string | null | undefined): PeerConfig['privateAs'] {
  return action === 'remove' || action === 'remove-all' || action === 'replace-all' ? action : 'keep';
}

function originOf(override: BgpSessionAttributes['route_origin_override']): PeerConfig['originOverride'] {
  if (override?.origin_override !== true) return undefined;
  const origin = override.origin?.toLowerCase();
  return origin === 'igp' || origin === 'egp' ? origin : 'incomplete';
}

function otherEnd({ ends: [a, b] }: Peering, uuid: string): PeeringEnd {
  return a.uuid === uuid ? b : a;
}

function nameOf(router: { readonly fq_name: readonly string[] }): string {
  return nameKeyOf(router).split(':').at(-1)!;
}

/** A router whose name is malformed is ordered by its uuid. */
function nameKeyOf(router: { readonly fq_name: readonly string[]; readonly uuid?: string }): string {
  const { fq_name: name } = router;
  return Array.isArray(name) && name.length > 0 && name.every((part) => typeof part === 'string')
    ? fqNameKey(name)
    : (router.uuid ?? '');
}

const byName = by(nameKeyOf);
