/**
 * The lab's gateway: a real BGP speaker in this process, over TCP like any other router. Nothing of the product is
 * handed to it; what it knows it was told by UPDATEs. Its tables are computed when they are looked at, after
 * something changed.
 */

import { createSpeaker } from '../../bgp-speaker/create-speaker.ts';
import type { SpeakerOptions } from '../../bgp-speaker/speaker.ts';
import { familyOfVpnNlri } from '../../engine/bgp/nlri/nlri-key.ts';
import { exportsOfGateway } from '../../engine/gateway/gateway-exports.ts';
import { GatewayTables, type LearnedSource } from '../../engine/gateway/gateway-tables.ts';
import type { NlriKey } from '../../model/bgp/nlri.ts';
import type { GatewayFacts } from '../../model/oper/gateway.ts';
import type { KnownHost } from '../chapter.ts';
import { speakerConfigOfGateway, tablesConfigOfGateway } from './camaro.ts';

/** Changed routes that are remembered one by one until somebody reads the tables. */
const MOST_WAITING = 2_000;

export interface LabGatewayOptions extends SpeakerOptions {
  readonly host: KnownHost;
}

export interface LabGateway {
  readonly facts: GatewayFacts;
  /** Ends its session and stops listening. */
  close(): Promise<void>;
}

/**
 * Listens and calls its control node from then on. An address that cannot be listened on is told in
 * `facts.speaker`.
 */
export async function createLabGateway({ host, ...options }: LabGatewayOptions): Promise<LabGateway> {
  const config = speakerConfigOfGateway(host);
  const tablesConfig = tablesConfigOfGateway(host);
  const speaker = createSpeaker(options);
  const tables = new GatewayTables(tablesConfig, options.clock());
  const addresses = new Map(config.peers.map(({ key, address }) => [key, address]));
  const source: LearnedSource = {
    with: (target) => speaker.learnedWith(target),
    one: (key) => speaker.destination(familyOfVpnNlri(key), key),
    addressOf: (peer) => addresses.get(peer) ?? peer,
  };
  let stale = { targets: new Set<string>(), routes: new Set<NlriKey>(), many: false };
  const listeners = new Set<() => void>();
  const stop = speaker.onChange(({ learnedTargets, learnedRoutes }) => {
    for (const target of learnedTargets) stale.targets.add(target);
    if (learnedRoutes === 'many' || stale.routes.size > MOST_WAITING) stale.many = true;
    else for (const key of learnedRoutes) stale.routes.add(key);
    for (const listener of listeners) listener();
  });
  const upToDate = (): GatewayTables => {
    if (stale.targets.size > 0) {
      const { targets, routes, many } = stale;
      stale = { targets: new Set(), routes: new Set(), many: false };
      tables.refresh(source, targets, many ? 'many' : routes);
    }
    return tables;
  };

  speaker.originate(exportsOfGateway(tablesConfig, host.autonomousSystem, host.address), []);
  await speaker.configure(config);
  speaker.localRoutesComplete();
  return {
    facts: {
      name: host.name,
      address: host.address,
      asn: host.autonomousSystem,
      tunnelNetworks: tablesConfig.tunnels.networks,
      speaker,
      vrfs: tablesConfig.vrfs.map(({ name, routeDistinguisher, imports, exports }) => ({
        name,
        routeDistinguisher,
        imports,
        exports,
      })),
      routes: (vrf) => upToDate().routes(vrf) ?? [],
      longestMatch: (vrf, address) => upToDate().longestMatch(vrf, address),
      tunnels: () => upToDate().tunnels(),
      onChange: (listener) => {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
    },
    close: async () => {
      stop();
      listeners.clear();
      await speaker.close();
    },
  };
}
