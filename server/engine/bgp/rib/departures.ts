/**
 * Routes of peers that went away. They may not be chosen from the moment the peer is gone, but taking a hundred
 * thousand of them out, deciding as many destinations and marking them for every peer takes its time: it is done bit by
 * bit, so that nobody waits. A peer that comes back first has the rest taken out.
 */

import type { Source } from './paths.ts';
import type { RibTable } from './table.ts';

export interface Departures {
  /** The source is gone for good: its paths go, beginning with the next `sweep`. */
  depart(source: Source): void;
  /** Takes out what is left of this source. */
  finish(sourceKey: string): void;
  /** Looks at about so many destinations; true if there is more to do. */
  sweep(destinations: number): boolean;
  readonly size: number;
}

export function createDepartures(tables: readonly RibTable[]): Departures {
  /** What is left to do, a step a table. */
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
