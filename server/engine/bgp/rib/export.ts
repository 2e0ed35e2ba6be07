/**
 * What a peer is sent of a best path: whether it is sent, and with which attributes. This depends only on the
 * attributes, the kind of source and the kind of peer, so that it is computed once for all routes that share them
 * (export-cache.ts).
 *
 * Whether it is sent (`mayReach`; `exportAttributes` returns undefined if not):
 *
 * - routes of iBGP peers are not re-sent to iBGP peers (RFC 4271 §9.2.1), except by a route reflector: from clients to
 *   all, from others to clients (RFC 4456 §6)
 * - NO_ADVERTISE: to nobody; NO_EXPORT, NO_EXPORT_SUBCONFED: not out of the AS (RFC 1997)
 *
 * With which attributes:
 *
 * - iBGP: unchanged, LOCAL_PREF 100 if absent; reflected routes get ORIGINATOR_ID and our cluster id (RFC 4456 §8)
 * - eBGP: our AS prepended; no LOCAL_PREF, ORIGINATOR_ID, CLUSTER_LIST; MED only if the path was empty; only transitive
 *   extended communities (RFC 4360 §6); next hop self, but unchanged for VPN routes: the controller forwards no
 *   traffic, and their label belongs to the compute node
 * - unknown attributes: transitive ones with the Partial bit, others are dropped (RFC 4271 §5)
 */

import { NO_ADVERTISE, NO_EXPORT, NO_EXPORT_SUBCONFED } from '../../../model/bgp/community.ts';
import type { PathAttributes, UnknownAttribute } from '../../../model/bgp/path-attributes.ts';
import { hidePrivateAses, overrideAs, prependAs } from './as-path.ts';
import { DEFAULT_LOCAL_PREFERENCE } from './attribute-sets.ts';
import type { ExportRole, ExportTarget } from './export-types.ts';
import { isVpn } from './paths.ts';

const TRANSITIVE = 0x40;
const PARTIAL = 0x20;

/** Whether routes of such a source may be sent to such a peer, whatever their attributes. */
export function mayReach(from: ExportRole, to: ExportTarget): boolean {
  if (from.kind !== 'internal' || !to.internal) return true;
  return to.clusterId !== undefined && (from.client || to.client);
}

/** Undefined: not sent. Assumes `mayReach`. */
export function exportAttributes(
  attributes: PathAttributes,
  from: ExportRole,
  to: ExportTarget,
): PathAttributes | undefined {
  const { communities } = attributes;
  if (communities.includes(NO_ADVERTISE)) return undefined;
  if (!to.internal && (communities.includes(NO_EXPORT) || communities.includes(NO_EXPORT_SUBCONFED))) return undefined;
  const origin = to.originOverride ?? attributes.origin;
  const unknown = from.kind === 'local' ? attributes.unknown : passedOn(attributes.unknown);
  const common = { ...attributes, origin, unknown };
  return Object.freeze(to.internal ? internally(common, from, to) : externally(common, to));
}

function internally(attributes: PathAttributes, from: ExportRole, to: ExportTarget): PathAttributes {
  const sent = {
    ...attributes,
    nextHop: attributes.nextHop || to.localAddress,
    localPreference: attributes.localPreference || DEFAULT_LOCAL_PREFERENCE,
  };
  if (from.kind !== 'internal') {
    const { originatorId: _originator, ...rest } = sent;
    return { ...rest, clusterList: [] };
  }
  if (to.clusterId === undefined)
    throw new Error('BUG: only a route reflector sends routes of iBGP peers to iBGP peers');
  const clusterList = [to.clusterId, ...attributes.clusterList];
  // RFC 4684 §3.2 ii: a client gets memberships as if we originated them; otherwise it would discard its own as a loop,
  // and miss that others want the target too.
  if (to.family === 'route-target' && to.client)
    return { ...sent, originatorId: to.routerId, clusterList, nextHop: to.localAddress };
  return { ...sent, originatorId: attributes.originatorId ?? from.routerId, clusterList };
}

function externally(attributes: PathAttributes, to: ExportTarget): PathAttributes {
  const { localPreference: _preference, originatorId: _originator, med, ...rest } = attributes;
  let asPath = attributes.asPath;
  if (to.asOverride) asPath = overrideAs(asPath, to.peerAsn, to.localAsn);
  if (to.privateAs !== 'keep') asPath = hidePrivateAses(asPath, to.privateAs, to.peerAsn, to.localAsn);
  // Over IPv6 we have no address that can be the next hop of an IPv4 route.
  const unchanged = isVpn(to.family) || (to.family === 'inet' && to.localAddress.includes(':'));
  return {
    ...rest,
    ...(attributes.asPath.length === 0 && med !== undefined && { med }),
    asPath: prependAs(asPath, to.localAsn),
    nextHop: unchanged ? attributes.nextHop : to.localAddress,
    extendedCommunities: attributes.extendedCommunities.filter(isTransitive),
    clusterList: [],
  };
}

/** Bit 0x40 of an extended community's type: not transitive across ASes. */
function isTransitive(community: string): boolean {
  return (Number.parseInt(community.slice(0, 2), 16) & 0x40) === 0;
}

function passedOn(unknown: readonly UnknownAttribute[]): readonly UnknownAttribute[] {
  return unknown.filter((one) => (one.flags & TRANSITIVE) !== 0).map((one) => ({ ...one, flags: one.flags | PARTIAL }));
}
