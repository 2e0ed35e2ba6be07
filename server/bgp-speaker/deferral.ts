/**
 * After our own restart nothing is told to peers before it is whole (RFC 4724 §4.1): our local routes are in, and the
 * peers that are up have sent what they have, each with its End-of-RIB. A reflector also waits a while for peers that
 * are not back yet, because it tells others what those send. All of it ends with the End-of-RIB timeout.
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
  /** Looks whether there is still something to wait for. */
  look(input: DeferralInput): void;
  stop(): void;
}

/** Begins at once. `over`: selection is made and peers are told. */
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
