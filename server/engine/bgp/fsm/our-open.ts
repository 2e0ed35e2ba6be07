/** The OPEN that we send (RFC 4271 §4.2, 5492). */

import { afiSafi } from '../../../model/bgp/family.ts';
import { isRoutedFamily, type RoutedFamily } from '../../../model/bgp/nlri.ts';
import type { Capability, Open } from '../messages/message-types.ts';
import { BGP_VERSION } from '../messages/open.ts';
import type { PeerConfig, SpeakerConfig } from '../speaker-config.ts';

/** Families that are configured and supported, in the order of the configuration, without duplicates. */
export function offeredFamilies(peer: Pick<PeerConfig, 'families'>): readonly RoutedFamily[] {
  return [...new Set(peer.families.filter(isRoutedFamily))];
}

/** `restarting`: we restarted since the last session, within the restart time that we announce (RFC 4724 §4.1). */
export function ourOpen(
  speaker: Pick<SpeakerConfig, 'routerId' | 'gracefulRestart'>,
  peer: Pick<PeerConfig, 'localAsn' | 'holdTime' | 'families'>,
  restarting: boolean,
): Open {
  const families = offeredFamilies(peer).map(afiSafi);
  const { gracefulRestart } = speaker;
  const capabilities: Capability[] = [
    ...families.map(({ afi, safi }): Capability => ({ kind: 'multiprotocol', afi, safi })),
    { kind: 'route-refresh' },
    { kind: 'extended-message' },
    { kind: 'four-octet-as', asn: peer.localAsn },
  ];
  if (gracefulRestart.restarting) {
    // The compute nodes forward, not this process: forwarding state survives a restart.
    capabilities.push({
      kind: 'graceful-restart',
      restarting,
      notification: true,
      restartTime: gracefulRestart.restartTime,
      families: families.map((family) => ({ ...family, forwarding: true })),
    });
  } else if (gracefulRestart.helper) {
    // No families: we retain those of others, and send End-of-RIB (RFC 4724 §3).
    capabilities.push({
      kind: 'graceful-restart',
      restarting: false,
      notification: true,
      restartTime: 0,
      families: [],
    });
  }
  return {
    version: BGP_VERSION,
    asn: peer.localAsn,
    holdTime: peer.holdTime,
    identifier: speaker.routerId,
    capabilities,
  };
}
