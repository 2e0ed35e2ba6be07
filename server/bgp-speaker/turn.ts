/**
 * The work of a speaker in one turn of the event loop: peers with something to send each send a slice, round robin
 * for a few milliseconds, and listeners are called once. The rest follows in the next turn, after HTTP had its own.
 */

import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Rib } from '../engine/bgp/rib/rib-types.ts';
import type { Timer, Timers } from '../model/timers.ts';
import type { Peer } from './peer/peer-types.ts';
import type { SpeakerChange } from './speaker.ts';

/** ms of sending in one turn. */
const TURN_TIME = 2;
/** Destinations checked in one turn for routes of peers that are gone: less than a millisecond. */
const SWEEP = 1000;
/** ms between notifications that only counters changed. */
const COUNTERS_EVERY = 1000;

export interface Turn {
  wants(peer: Peer): void;
  /** Check for changes of the RIB before this turn ends. */
  soon(): void;
  changed(what: 'state' | 'counters'): void;
  onChange(listener: (change: SpeakerChange) => void): () => void;
  /**
   * Resolves when routes of peers that are gone have been removed and listeners were called; nothing more is done
   * then.
   */
  finish(): Promise<void>;
}

export function createTurn(rib: Rib, timers: Timers, report: (error: unknown) => void): Turn {
  let ready = new Set<Peer>();
  let scheduled: NodeJS.Immediate | undefined;
  let sessions = false;
  let counters: Timer | undefined;
  let stopped = false;
  const listeners = new Set<(change: SpeakerChange) => void>();

  const soon = () => {
    if (!stopped) scheduled ??= setImmediate(run);
  };

  function run(): void {
    scheduled = undefined;
    const round = ready;
    ready = new Set();
    const more: Peer[] = [];
    const end = performance.now() + TURN_TIME;
    for (const peer of round) {
      if (performance.now() > end) ready.add(peer);
      else if (peer.pump()) more.push(peer);
    }
    for (const peer of more) ready.add(peer);
    const unswept = rib.sweep(SWEEP);
    tell();
    if (ready.size > 0 || unswept) soon();
  }

  function tell(): void {
    const { learnedTargets, learnedRoutes, routes } = rib.takeChange();
    if (!sessions && !routes && learnedTargets.size === 0) return;
    const change: SpeakerChange = { sessions, learnedTargets, learnedRoutes, routes };
    sessions = false;
    for (const listener of listeners) {
      try {
        listener(change);
      } catch (error) {
        report(error);
      }
    }
  }

  return {
    wants(peer) {
      ready.add(peer);
      soon();
    },
    soon,
    changed(what) {
      if (stopped) return;
      if (what === 'state') {
        sessions = true;
        return soon();
      }
      soon();
      counters ??= timers.after(COUNTERS_EVERY, () => {
        counters = undefined;
        sessions = true;
        soon();
      });
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async finish() {
      while (rib.sweep(SWEEP)) await nextTurn();
      tell();
      stopped = true;
      counters?.stop();
      if (scheduled !== undefined) clearImmediate(scheduled);
      scheduled = undefined;
    },
  };
}
