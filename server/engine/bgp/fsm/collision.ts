/**
 * Which of two connections with one peer is kept (RFC 4271 §6.8, RFC 6286 §2.3): the one initiated by the dominant
 * speaker. Dominant is the higher BGP identifier, and with equal identifiers the higher AS number.
 */

import type { AcceptedOpen, FsmConnection, FsmConfig } from './fsm-types.ts';

export function peerDominates(
  us: Pick<FsmConfig, 'identifier' | 'asn'>,
  peer: Pick<AcceptedOpen, 'identifier' | 'asn'>,
): boolean {
  return peer.identifier === us.identifier ? peer.asn > us.asn : peer.identifier > us.identifier;
}

/** True: the connection on which the OPEN arrived is kept, and the other is closed. */
export function newcomerStays(
  us: Pick<FsmConfig, 'identifier' | 'asn'>,
  peer: Pick<AcceptedOpen, 'identifier' | 'asn'>,
  newcomer: Pick<FsmConnection, 'initiator'>,
): boolean {
  return peerDominates(us, peer) === (newcomer.initiator === 'peer');
}
