/**
 * Removes the routes of peers that are down. These routes are ineligible at once, but removing a hundred thousand of
 * them, running the decision process for as many destinations and marking them for every peer takes time: it is done in
 * small steps that do not block other work. If the peer comes back, the rest is removed first.
 */

import type { Source } from './paths.ts';
import type { RibTable } from './table.ts';

export interface Departures {
  /** The source is down for good: `sweep` removes its paths from now on. */
  depart(source: Source): void;
  /** Removes all remaining paths of this source. */
  finish(sourceKey: string): void;
  /** Processes about this many destinations; true if work remains. */
  sweep(destinations: number): boolean;
  readonly size: number;
}

export function createDepartures(tables: readonly RibTable[]): Departures {
  /** The remaining work, one step per table. */
  const leaving = new Map<string, ((destinations: number) => boolean)[]>();

  const finish = (sourceKey: string): void => {
    for (const step of leaving.get(sourceKey) ?? []) step(Infinity);
    leaving.delete(sourceKey);
  };

  return {
    depart(source) {
      source.gone = true;
      const steps = tables
        .filter((table) => source.counts[table.number]?.received !== 0)
        .map((table) => table.leave(source));
      if (steps.length > 0) leaving.set(source.key, steps);
    },
    finish,
    sweep(destinations) {
      for (const [key, steps] of leaving) {
        if (steps[0]?.(destinations) === true) return true;
        steps.shift();
        if (steps.length === 0) leaving.delete(key);
        break;
      }
      return leaving.size > 0;
    },
    get size() {
      return leaving.size;
    },
  };
}
