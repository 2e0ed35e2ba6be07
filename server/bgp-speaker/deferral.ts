/**
 * After our own restart, route selection is deferred until the routes are complete (RFC 4724 §4.1): our local routes
 * are known, and every peer that is up has sent its End-of-RIB. A reflector also waits a while for peers that are not
 * back yet, because it reflects their routes. The End-of-RIB timeout ends the deferral in any case.
 */

import type { Rib } from '../engine/bgp/rib/rib-types.ts';
import type { Timer, Timers } from '../model/timers.ts';

/** Seconds for which a reflector waits for a peer to come back. */
const RETURN_WAIT = 10;

interface DeferralInput {
  readonly localRoutesComplete: boolean;
  readonly reflector: boolean;
  /** Peers that are not administratively down. */
  readonly peers: readonly { readonly up: boolean; readonly awaitsEndOfRib: boolean }[];
}

export interface Deferral {
  readonly active: boolean;
  /** Checks whether there is still something to wait for. */
  look(input: DeferralInput): void;
  stop(): void;
}

/** Starts at once. `over` is called when selection may run and peers may be updated. */
export function deferSelection(
  rib: Rib,
  timers: Timers,
  endOfRibTimeout: number,
  look: () => void,
  over: () => void,
): Deferral {
  let active = true;
  let returnWaited = false;
  rib.hold(true);
  const end = () => {
    if (!active) return;
    active = false;
    for (const timer of running) timer.stop();
    rib.hold(false);
    over();
  };
  const running: Timer[] = [
    timers.after(endOfRibTimeout * 1000, end),
    timers.after(RETURN_WAIT * 1000, () => {
      returnWaited = true;
      look();
    }),
  ];
  return {
    get active() {
      return active;
    },
    look({ localRoutesComplete, reflector, peers }) {
      if (!active || !localRoutesComplete) return;
      if (peers.some(({ awaitsEndOfRib }) => awaitsEndOfRib)) return;
      if (reflector && !returnWaited && peers.some(({ up }) => !up)) return;
      end();
    },
    stop() {
      active = false;
      for (const timer of running) timer.stop();
    },
  };
}
