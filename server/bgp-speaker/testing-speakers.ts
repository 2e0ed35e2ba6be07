/** For tests: speakers of our own over loopback, on ports of the system's choice. */

import { expect } from 'vitest';
import { KEEPALIVE } from '../engine/bgp/messages/keepalive.ts';
import { vpnNlri } from '../engine/bgp/nlri/nlri-key.ts';
import { PLAIN_PEERING, type LocalRoute, type PeerConfig, type SpeakerConfig } from '../engine/bgp/speaker-config.ts';
import { NO_ATTRIBUTES } from '../model/bgp/path-attributes.ts';
import { systemTimers } from '../system-timers.ts';
import { createTransportMap, type TransportMap } from './connection/transport-map.ts';
import { createSpeaker } from './create-speaker.ts';
import type { Speaker, SpeakerOptions } from './speaker.ts';

export const CONTROL_NODE = '10.169.25.19';
export const GATEWAY = '192.168.0.204';
/** A third speaker, where one is needed. */
export const OTHER = '10.169.25.30';

/** Hosts of 127.0.0.0/8 that only this process uses, so that test files beside each other do not meet. */
export function transportMap(): TransportMap {
  const net = `127.${100 + (process.pid % 100)}.${Math.floor(process.pid / 100) % 250}`;
  return createTransportMap([
    [`${CONTROL_NODE}:179`, { host: `${net}.19`, port: 0 }],
    [`${GATEWAY}:179`, { host: `${net}.204`, port: 0 }],
    [`${OTHER}:179`, { host: `${net}.30`, port: 0 }],
  ]);
}

export function peerConfig(address: string, changes: Partial<PeerConfig> = {}): PeerConfig {
  return {
    key: address,
    name: NAMES[address] ?? address,
    address,
    port: 179,
    asn: 60100,
    localAsn: 60100,
    families: ['inet-vpn', 'inet6-vpn'],
    holdTime: 90,
    ...PLAIN_PEERING,
    ...changes,
  };
}

const NAMES: { readonly [address: string]: string } = {
  [CONTROL_NODE]: 'cent111',
  [GATEWAY]: 'camaro',
  [OTHER]: 'cent112',
};

export function speakerConfig(
  address: string,
  peers: readonly PeerConfig[],
  changes: Partial<SpeakerConfig> = {},
): SpeakerConfig {
  return {
    key: address,
    name: NAMES[address] ?? address,
    asn: 60100,
    routerId: address,
    address,
    port: 179,
    adminDown: false,
    clusterId: undefined,
    alwaysCompareMed: false,
    gracefulRestart: { restarting: false, helper: false, restartTime: 60, endOfRibTimeout: 30 },
    peers,
    ...changes,
  };
}

/** Speakers of one test; `close` ends all. */
export function speakers() {
  const running: Speaker[] = [];
  return {
    async start(
      transport: TransportMap,
      config: SpeakerConfig,
      { complete = true, ...options }: Partial<SpeakerOptions> & { readonly complete?: boolean } = {},
    ): Promise<Speaker> {
      const speaker = createSpeaker({
        transport,
        clock: Date.now,
        restarted: false,
        random: () => 0.5,
        timers: systemTimers,
        ...options,
      });
      running.push(speaker);
      await speaker.configure(config);
      if (complete) speaker.localRoutesComplete();
      return speaker;
    },
    async close(): Promise<void> {
      await Promise.all(running.splice(0).map((speaker) => speaker.close()));
    },
  };
}

export function vpnRoutes(count: number, rd = '10.169.25.20:1'): readonly LocalRoute[] {
  const attributes = Object.freeze({
    ...NO_ATTRIBUTES,
    nextHop: '10.169.25.20',
    med: 200,
    localPreference: 100,
    extendedCommunities: Object.freeze(['0002eac400000064']),
  });
  return Array.from({ length: count }, (_, n): LocalRoute => ({
    family: 'inet-vpn',
    key: vpnNlri(rd, `101.${n >> 16}.${(n >> 8) & 255}.${n & 255}/32`),
    label: 47,
    attributes,
  }));
}

/**
 * Waits until a speaker has read two more messages of a peer, each in a turn of its own: whatever it meant to say at
 * once has been said by then.
 */
export async function readsOn(
  speaker: Speaker,
  address: string,
  peer: { say(message: Uint8Array): void },
): Promise<void> {
  for (let round = 0; round < 2; round++) {
    const { keepalives } = speaker.session(address)!.in;
    peer.say(KEEPALIVE);
    await until('the KEEPALIVE is read', () => speaker.session(address)!.in.keepalives > keepalives);
  }
}

/** Waits for something to be true, looking after each event of the speakers' own time. */
export async function until(what: string, condition: () => boolean, seconds = 15): Promise<void> {
  const end = performance.now() + seconds * 1000;
  while (!condition() && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 2));
  expect(condition(), `within ${seconds} s: ${what}`).toBe(true);
}
