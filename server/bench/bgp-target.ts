/**
 * `npm run bench -- bgp-target --listen 127.0.0.204:1179 --asn 64512`: our speaker alone as a route reflector, for an
 * external test harness. Its clients are 127.0.0.21 and 127.0.0.22; it accepts connections and opens them (to port
 * 179). Prints `ready`, ends with SIGTERM or SIGINT.
 */

import { parseArgs } from 'node:util';
import { createTransportMap } from '../bgp-speaker/connection/transport-map.ts';
import { createSpeaker } from '../bgp-speaker/create-speaker.ts';
import { PLAIN_PEERING, type PeerConfig, type SpeakerConfig } from '../engine/bgp/speaker-config.ts';
import { BGP_PORT } from '../model/bgp/bgp-port.ts';
import { ROUTED_FAMILIES } from '../model/bgp/nlri.ts';
import { systemTimers } from '../system-timers.ts';

const CLIENTS = ['127.0.0.21', '127.0.0.22'];

function client(address: string, asn: number): PeerConfig {
  return {
    key: address,
    name: address,
    address,
    port: BGP_PORT,
    asn,
    localAsn: asn,
    families: ROUTED_FAMILIES,
    holdTime: 90,
    ...PLAIN_PEERING,
    reflectorClient: true,
  };
}

function reflector(address: string, port: number, asn: number): SpeakerConfig {
  return {
    key: 'bgp-target',
    name: 'bgp-target',
    asn,
    routerId: address,
    address,
    port,
    adminDown: false,
    clusterId: address,
    alwaysCompareMed: false,
    gracefulRestart: { restarting: false, helper: false, restartTime: 0, endOfRibTimeout: 0 },
    peers: CLIENTS.map((one) => client(one, asn)),
  };
}

export async function run(print: (name: string) => void, words: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...words],
    options: { listen: { type: 'string', default: '127.0.0.204:1179' }, asn: { type: 'string', default: '64512' } },
  });
  const [, address, port] = /^(\d+\.\d+\.\d+\.\d+):(\d+)$/.exec(values.listen) ?? [];
  const asn = Number(values.asn);
  if (address === undefined || !Number.isInteger(asn) || asn < 1 || asn > 4_294_967_295)
    throw new Error(`bgp-target needs --listen ADDRESS:PORT and --asn N, not ${words.join(' ')}.`);
  const speaker = createSpeaker({
    transport: createTransportMap([]),
    clock: Date.now,
    restarted: false,
    random: Math.random,
    timers: systemTimers,
  });
  await speaker.configure(reflector(address, Number(port), asn));
  speaker.localRoutesComplete();
  if (speaker.listening === undefined)
    throw new Error(`bgp-target cannot listen on ${values.listen}: ${speaker.listenError}`);
  const ended = new Promise<void>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, resolve);
  });
  print('ready');
  await ended;
  await speaker.close();
}
