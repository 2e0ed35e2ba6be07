/**
 * Removes the routes of peers that are gone. They are not eligible from that moment, but removing a hundred thousand
 * of them, deciding as many destinations and marking them for every peer takes time: it is done in small steps, so
 * that nothing else waits. If the peer comes back, the rest is removed first.
 */

import type { Source } from './paths.ts';
import type { RibTable } from './table.ts';

export interface Departures {
  /** The source is gone for good: its paths are removed, beginning with the next `sweep`. */
  depart(source: Source): void;
  /** Removes all remaining paths of this source. */
  finish(sourceKey: string): void;
  /** Processes about this many destinations; true if there is more to do. */
  sweep(destinations: number): boolean;
  readonly size: number;
}

export function createDepartures(tables: readonly RibTable[]): Departures {
  /** The remaining work, a step for each table. */
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
