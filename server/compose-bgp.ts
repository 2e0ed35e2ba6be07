/**
 * BGP put together: where addresses really are, the control nodes, and the lab's gateway unless it is somebody
 * else's.
 */

import { createTransportMap } from './bgp-speaker/connection/transport-map.ts';
import { createControlNodes, type ControlNodes } from './bgp-speaker/control-nodes.ts';
import { createSpeaker } from './bgp-speaker/create-speaker.ts';
import type { Lab } from './lab/chapter.ts';
import { createLabGateway } from './lab/gateway/lab-gateway.ts';
import type { BgpSpeakerFacts } from './model/oper/bgp-facts.ts';
import type { GatewayFacts } from './model/oper/gateway.ts';
import type { Timers } from './model/timers.ts';
import { transportEntries } from './settings/bgp-transport.ts';
import type { Settings } from './settings/settings.ts';

export interface BgpOptions {
  readonly settings: Settings;
  readonly lab: Lab;
  /** Not the first start of this data directory: peers may have kept our routes. */
  readonly restarted: boolean;
  readonly timers: Timers;
  readonly soon: (task: () => void) => void;
  readonly report: (error: unknown) => void;
}

export interface Bgp {
  readonly controlNodes: ControlNodes;
  /** Those that can be looked into. */
  readonly gateways: readonly GatewayFacts[];
  /** Where each speaker listens, or why it does not: a line each. */
  lines(): readonly string[];
  close(): Promise<void>;
}

/** The gateway listens, and so has its port, before any control node calls it. */
export async function startBgp({ settings, lab, restarted, timers, soon, report }: BgpOptions): Promise<Bgp> {
  const speaking = {
    transport: createTransportMap(transportEntries(lab, settings)),
    clock: Date.now,
    random: Math.random,
    timers,
    report,
  };
  const controlNodes = createControlNodes({
    create: (atStart) => createSpeaker({ ...speaking, restarted: restarted && atStart }),
    soon,
    report,
  });
  const played =
    settings.bgp && settings.labGateway === 'internal' ? lab.knownHosts.filter(({ role }) => role === 'gateway') : [];
  const gateways = await Promise.all(played.map((host) => createLabGateway({ ...speaking, restarted: false, host })));
  return {
    controlNodes,
    gateways: gateways.map(({ facts }) => facts),
    lines: () => [...controlNodes.speakers(), ...gateways.map(({ facts }) => facts.speaker)].map(lineOf),
    close: async () => void (await Promise.all([controlNodes.close(), ...gateways.map((gateway) => gateway.close())])),
  };
}

function lineOf({ name, address, port, listening, listenError }: BgpSpeakerFacts): string {
  const configured = `${name} ${address.includes(':') ? `[${address}]` : address}:${port}`;
  return listening === undefined
    ? `bgp ${configured} does not listen: ${listenError ?? 'it is down'}`
    : `bgp ${configured} on ${listening}`;
}
