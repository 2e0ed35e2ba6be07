/** Which changes of configuration end a session: those of what was negotiated with the peer, or of who the peer is. */

import type { PeerConfig, SpeakerConfig } from '../../engine/bgp/speaker-config.ts';
import { deepEqual } from '../../model/json.ts';

export function needsNewSession(
  peer: readonly [PeerConfig, PeerConfig],
  speaker: readonly [SpeakerConfig, SpeakerConfig],
): boolean {
  return !deepEqual(sessionParameters(peer[0], speaker[0]), sessionParameters(peer[1], speaker[1]));
}

function sessionParameters(
  { address, port, asn, localAsn, families, holdTime, adminDown, md5Key }: PeerConfig,
  speaker: SpeakerConfig,
): readonly unknown[] {
  return [
    address,
    port,
    asn,
    localAsn,
    families,
    holdTime,
    adminDown,
    md5Key,
    speaker.routerId,
    speaker.address,
    speaker.port,
    speaker.adminDown,
    speaker.gracefulRestart,
  ];
}
