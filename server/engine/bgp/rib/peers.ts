/** A peer with an Established session, as the RIB keeps it. */

import type { RoutedFamily } from '../../../model/bgp/nlri.ts';
import type { ExportClasses } from './export-cache.ts';
import type { ExportRole, ExportTarget } from './export-types.ts';
import { createOutbox, pendingIn, type Outbox } from './outbox.ts';
import { isVpn, type Source } from './paths.ts';
import type { RibConfig, RibPeerSettings } from './rib-types.ts';
import type { WantedTargets } from './wanted-targets.ts';

export interface RibPeer {
  settings: RibPeerSettings;
  readonly source: Source;
  /** By family number; undefined where the family is not negotiated. */
  readonly outboxes: (Outbox | undefined)[];
  /** Undefined: the route-target family is not negotiated, so all routes are wanted. */
  wanted: WantedTargets | undefined;
  /** VPN routes are held until the peer's route targets are known. */
  waiting: boolean;
  /** The listener was notified that something is pending. */
  notified: boolean;
}

/** Whether routes of the family are sent now, or held. */
export function isOpen(peer: RibPeer, family: RoutedFamily): boolean {
  return !(peer.waiting && isVpn(family));
}

export function hasPending(peer: RibPeer): boolean {
  return peer.outboxes.some(
    (outbox) => outbox !== undefined && isOpen(peer, outbox.family) && (pendingIn(outbox) > 0 || outbox.endOfRibOwed),
  );
}

export function outboxOf(peer: RibPeer, family: RoutedFamily): Outbox | undefined {
  return peer.outboxes.find((outbox) => outbox?.family === family);
}

export function roleOf(peer: RibPeerSettings): ExportRole {
  return peer.internal
    ? { kind: 'internal', client: peer.config.reflectorClient, routerId: peer.routerId }
    : { kind: 'external' };
}

export function exportTarget(family: RoutedFamily, peer: RibPeerSettings, config: RibConfig): ExportTarget {
  const {
    internal,
    localAddress,
    config: { localAsn, asn, asOverride, privateAs, originOverride, reflectorClient },
  } = peer;
  const { clusterId, routerId } = config;
  const common = { family, internal, clusterId, routerId, localAsn, originOverride, localAddress };
  // Irrelevant settings are normalized, so that more peers share a class.
  return internal
    ? { ...common, client: reflectorClient, peerAsn: 0, asOverride: false, privateAs: 'keep' }
    : {
        ...common,
        clusterId: undefined,
        client: false,
        peerAsn: asOverride || privateAs !== 'keep' ? asn : 0,
        asOverride,
        privateAs,
      };
}

/** Gives the peer an outbox for each negotiated family, keeping existing ones, and removes the others. */
export function arrangeOutboxes(
  peer: RibPeer,
  config: RibConfig,
  families: readonly RoutedFamily[],
  classes: ExportClasses,
): void {
  for (const [number, family] of families.entries()) {
    const outbox = peer.outboxes[number];
    if (!peer.settings.families.includes(family)) {
      if (outbox !== undefined) classes.release(outbox.target);
      peer.outboxes[number] = undefined;
      continue;
    }
    const target = classes.acquire(exportTarget(family, peer.settings, config));
    if (outbox === undefined) {
      peer.outboxes[number] = createOutbox(family, target);
    } else {
      classes.release(outbox.target);
      outbox.target = target;
    }
  }
}
