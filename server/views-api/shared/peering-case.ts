/** The input for diagnosing a live session: both ends as configured, and the lab gateway's own view. */

import type { RemoteSide, SessionCase } from '../../engine/bgp-diagnosis/session-case.ts';
import type { BgpRouter } from '../../model/config/types.ts';
import type { BgpSession } from '../../model/oper/bgp-session.ts';
import type { Peering, PeeringEnd } from '../../model/oper/peering.ts';
import type { ViewContext } from './view-context.ts';

const parametersOf = ({ read }: ViewContext, uuid: string) =>
  (read.get('bgp-router', uuid)?.value as BgpRouter | undefined)?.props.bgp_router_parameters;

/** An end whose router is no longer configured, described by the session itself. */
function endFromSession(uuid: string, name: string, address: string, asn: number, session: BgpSession): PeeringEnd {
  return {
    uuid,
    name,
    routerType: undefined,
    address,
    autonomousSystem: asn,
    holdTime: session.holdTime ?? 90,
    families: session.families.filter((family) => family.offered).map((family) => family.family),
    adminDown: false,
  };
}

function peeringOf(
  { derived }: ViewContext,
  { localKey, peerKey }: Pick<BgpSession, 'localKey' | 'peerKey'>,
): Peering | undefined {
  return derived.peeringsOf(localKey).find((peering) => peering.ends.some((end) => end.uuid === peerKey));
}

export function sessionCase(context: ViewContext, session: BgpSession): SessionCase {
  const { localKey, peerKey } = session;
  const peering = peeringOf(context, session);
  const end = (uuid: string): PeeringEnd | undefined => peering?.ends.find((candidate) => candidate.uuid === uuid);
  const [local, peer] = [parametersOf(context, localKey), parametersOf(context, peerKey)];
  const sessionKey =
    peering?.attributes.some((attributes) => (attributes.auth_data?.key_items.length ?? 0) > 0) === true;
  return {
    session,
    peering,
    ours: end(localKey) ?? endFromSession(localKey, session.localName, session.localAddress, session.localAsn, session),
    theirs: end(peerKey) ?? endFromSession(peerKey, session.peerName, session.peerAddress, session.peerAsn, session),
    ourIdentifier: context.live.bgp.speaker(localKey)?.routerId,
    ourKey: sessionKey || (local?.auth_data?.key_items.length ?? 0) > 0,
    theirKey: sessionKey || (peer?.auth_data?.key_items.length ?? 0) > 0,
    remote: remoteSide(context, session),
  };
}

function remoteSide({ live }: ViewContext, session: BgpSession): RemoteSide | undefined {
  const gateway = live.gateways.find((candidate) => candidate.address === session.peerAddress);
  if (gateway === undefined) return undefined;
  const theirs = gateway.speaker.sessions().find((candidate) => candidate.peerAddress === session.localAddress);
  return { knowsUs: theirs !== undefined, expectsAsn: theirs?.peerAsn };
}
