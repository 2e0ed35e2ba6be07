/**
 * Keeps the stale routes of a restarting peer (RFC 4724 §4.2, the receiving speaker; RFC 8538): the timers for the
 * return of the peer, and then for its End-of-RIB.
 */

import type { Negotiated, PeerGracefulRestart } from '../../engine/bgp/fsm/negotiate.ts';
import type { Rib } from '../../engine/bgp/rib/rib-types.ts';
import type { RoutedFamily } from '../../model/bgp/nlri.ts';
import type { Timer, Timers } from '../../model/timers.ts';

export interface StaleRoutes {
  /** The session ended: the families whose routes are to be kept. */
  keep(peer: PeerGracefulRestart | undefined, families: readonly RoutedFamily[]): readonly RoutedFamily[];
  /** The peer is back. Routes of families that it no longer carries, or did not keep forwarding, are dropped. */
  back(negotiated: Negotiated, endOfRibTimeout: number): void;
  endOfRib(family: RoutedFamily): void;
  drop(): void;
  /** ms since 1970, while the peer is away. */
  readonly until: number | undefined;
}

export function createStaleRoutes(
  peerKey: string,
  rib: Rib,
  timers: Timers,
  clock: () => number,
  changed: () => void,
): StaleRoutes {
  const stale = new Set<RoutedFamily>();
  let timer: Timer | undefined;
  let until: number | undefined;

  const stopTimer = () => {
    timer?.stop();
    timer = undefined;
    until = undefined;
  };
  const drop = () => {
    stopTimer();
    if (stale.size === 0) return;
    rib.dropStale(peerKey, [...stale]);
    stale.clear();
    changed();
  };

  return {
    keep(peer, families) {
      // Still stale from the restart before: that End-of-RIB never came (RFC 4724 §4.2).
      drop();
      if (peer === undefined || peer.restartTime === 0) return [];
      for (const family of families) if (peer.forwarding.has(family)) stale.add(family);
      if (stale.size === 0) return [];
      until = clock() + peer.restartTime * 1000;
      timer = timers.after(peer.restartTime * 1000, drop);
      return [...stale];
    },
    back({ families, gracefulRestart }, endOfRibTimeout) {
      stopTimer();
      const lost = [...stale].filter(
        (family) => !families.includes(family) || gracefulRestart?.forwarding.get(family) !== true,
      );
      if (lost.length > 0) rib.dropStale(peerKey, lost);
      for (const family of lost) stale.delete(family);
      if (stale.size > 0) timer = timers.after(endOfRibTimeout * 1000, drop);
    },
    endOfRib(family) {
      stale.delete(family);
      if (stale.size === 0) stopTimer();
    },
    drop,
    get until() {
      return until;
    },
  };
}
