/**
 * Our speaker alone as the chapter's control node, beside a real router on loopback; and routes for it to
 * originate.
 */

import { createTransportMap } from '../bgp-speaker/connection/transport-map.ts';
import { createSpeaker } from '../bgp-speaker/create-speaker.ts';
import type { Speaker } from '../bgp-speaker/speaker.ts';
import { vpnNlri } from '../engine/bgp/nlri/nlri-key.ts';
import { PLAIN_PEERING, type LocalRoute, type PeerConfig, type SpeakerConfig } from '../engine/bgp/speaker-config.ts';
import { extendedCommunityKey, parseExtendedCommunity } from '../model/bgp/extended-community.ts';
import { NO_ATTRIBUTES, type PathAttributes } from '../model/bgp/path-attributes.ts';
import { systemTimers } from '../system-timers.ts';
import { until } from '../testing/routers/process.ts';

export const CONTROL_NODE = '10.169.25.19';
export const GATEWAY = '192.168.0.204';
export const ASN = 60100;
export const TARGET = 'target:60100:100';
/** Where both really listen; their addresses are drawn. */
export const PORT = 1179;
export const PEER_KEY = 'camaro';

export interface Place {
  /** Loopback addresses of the control node and of the router. */
  readonly ours: string;
  readonly theirs: string;
}

export function controlNodeConfig(peer: Partial<PeerConfig> = {}, speaker: Partial<SpeakerConfig> = {}): SpeakerConfig {
  const asn = speaker.asn ?? ASN;
  return {
    key: 'cent111',
    name: 'cent111',
    asn,
    routerId: CONTROL_NODE,
    address: CONTROL_NODE,
    port: 179,
    adminDown: false,
    clusterId: undefined,
    alwaysCompareMed: false,
    gracefulRestart: { restarting: false, helper: false, restartTime: 60, endOfRibTimeout: 30 },
    peers: [
      {
        key: PEER_KEY,
        name: PEER_KEY,
        address: GATEWAY,
        port: 179,
        asn,
        localAsn: asn,
        families: ['route-target', 'inet-vpn', 'inet6-vpn'],
        holdTime: 90,
        ...PLAIN_PEERING,
        ...peer,
      },
    ],
    ...speaker,
  };
}

export async function startControlNode(
  { ours, theirs }: Place,
  config: SpeakerConfig,
  routes: readonly LocalRoute[] = [],
  restarted = false,
): Promise<Speaker> {
  const transport = createTransportMap([
    [`${CONTROL_NODE}:179`, { host: ours, port: PORT }],
    [`${GATEWAY}:179`, { host: theirs, port: PORT }],
  ]);
  const speaker = createSpeaker({ transport, clock: Date.now, restarted, random: Math.random, timers: systemTimers });
  speaker.originate(routes, []);
  await speaker.configure(config);
  speaker.localRoutesComplete();
  return speaker;
}

export interface RouteText {
  readonly rd?: string;
  readonly label?: number;
  readonly communities?: readonly string[];
  readonly attributes?: Partial<PathAttributes>;
}

const ENCAPSULATION = 'encapsulation:gre';

/**
 * As Contrail announces an address of the compute node cent222, and the chapter's `show route table` prints it: MED 200
 * from local preference 100, origin incomplete.
 */
export function vpnRoute(
  prefix: string,
  { rd = '10.169.25.20:1', label = 47, communities = [TARGET, ENCAPSULATION], attributes = {} }: RouteText = {},
): LocalRoute {
  const inet6 = prefix.includes(':');
  return {
    family: inet6 ? 'inet6-vpn' : 'inet-vpn',
    key: vpnNlri(rd, prefix),
    label,
    attributes: Object.freeze({
      ...NO_ATTRIBUTES,
      origin: 'incomplete',
      nextHop: inet6 ? '::ffff:10.169.25.20' : '10.169.25.20',
      med: 200,
      localPreference: 100,
      extendedCommunities: communities.map((text) => {
        const community = parseExtendedCommunity(text);
        if (community === undefined) throw new Error(`BUG: ${text} is no extended community`);
        return extendedCommunityKey(community);
      }),
      ...attributes,
    }),
  };
}

export const FLOATING_IP = '101.101.101.2/32';

export const established = (speaker: Speaker) =>
  until(
    'the session is Established',
    () =>
      speaker.session(PEER_KEY)?.state === 'Established' ||
      Promise.reject(
        new Error(JSON.stringify(speaker.session(PEER_KEY)?.trouble ?? speaker.timeline(PEER_KEY).at(-1))),
      ),
  );
