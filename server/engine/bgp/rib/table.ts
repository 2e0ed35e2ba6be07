/**
 * The routes of one family: each destination with all its paths (adj-RIB-in of every peer and local routes together)
 * and its best one (loc-RIB). Adding, changing or removing a path runs the decision process for its destination at
 * once.
 */

import type { NlriKey, RoutedFamily } from '../../../model/bgp/nlri.ts';
import type { AttributeSets } from './attribute-sets.ts';
import { bestPath } from './decision.ts';
import { createKeyOrder, type KeyOrder } from './key-order.ts';
import { familyNumber, type Announcement, type Destination, type Path, type Source } from './paths.ts';
import { addPathWeight, removePathWeight } from './weight.ts';

export interface RibTableEvents {
  /**
   * Another path is best, or the best one has other attributes. `was`: the previous announcement, undefined if there
   * was none.
   */
  best(table: RibTable, destination: Destination, was: Announcement | undefined): void;
  /** The best path became stale, or fresh again; peers are not sent anything. */
  freshness(table: RibTable, destination: Destination): void;
  /** A path of a source was added, changed or removed; `accepted`: change in the number of feasible paths. */
  path(table: RibTable, source: Source, destination: Destination, accepted: -1 | 0 | 1): void;
}

export interface RibTable {
  readonly family: RoutedFamily;
  readonly number: number;
  readonly destinations: ReadonlyMap<NlriKey, Destination>;
  readonly order: KeyOrder;
  put(announcement: Announcement, key: NlriKey, label: number): void;
  remove(source: Source, key: NlriKey): void;
  /** Removes all paths of the source, or only the stale ones. */
  sweep(source: Source, which: 'all' | 'stale'): void;
  /** Removes the source's paths step by step: each call visits so many destinations, and returns whether any remain. */
  leave(source: Source): (destinations: number) => boolean;
  /** RFC 4724 §4.2: keeps the source's paths, marked stale; removes those that were stale already. */
  markStale(source: Source): void;
  /** Import rules changed: checks all paths again. `infeasible` returns why a path is infeasible now. */
  revise(infeasible: (announcement: Announcement) => Announcement['infeasible'], source?: Source): void;
}

export function createRibTable(
  family: RoutedFamily,
  sets: AttributeSets,
  alwaysCompareMed: () => boolean,
  events: RibTableEvents,
): RibTable {
  const destinations = new Map<NlriKey, Destination>();
  const number = familyNumber(family);
  const order = createKeyOrder(destinations);

  const countsOf = (source: Source) => {
    const counts = source.counts[number];
    if (counts === undefined) throw new Error(`BUG: ${source.key} has no counts for ${family}`);
    return counts;
  };

  /**
   * Runs the decision process after a change. `wasPath` and `was` are the best path and its announcement before the
   * change; `readvertise`: the route is sent again even if the same path is best, because its announcement changed.
   */
  const decide = (
    destination: Destination,
    wasPath: Path | undefined,
    was: Announcement | undefined,
    readvertise: boolean,
  ): void => {
    const best = bestPath(destination.first, alwaysCompareMed());
    destination.best = best;
    if (best === wasPath && !(readvertise && best !== undefined)) return;
    if (best !== wasPath) {
      if (was !== undefined) countsOf(was.source).active -= 1;
      if (best !== undefined) countsOf(best.announcement.source).active += 1;
    }
    events.best(table, destination, was);
  };

  const pathOf = (destination: Destination, source: Source): Path | undefined => {
    for (let path = destination.first; path !== undefined; path = path.next)
      if (path.announcement.source === source) return path;
    return undefined;
  };

  const setStale = (destination: Destination, path: Path, stale: boolean): void => {
    path.stale = stale;
    countsOf(path.announcement.source).stale += stale ? 1 : -1;
    const best = destination.best;
    decide(destination, best, best?.announcement, false);
    if (destination.best === path && best === path) events.freshness(table, destination);
  };

  const replace = (destination: Destination, path: Path, announcement: Announcement, label: number): void => {
    const old = path.announcement;
    if (old.set === announcement.set && old.infeasible === announcement.infeasible && path.label === label) {
      if (path.stale) setStale(destination, path, false);
      return;
    }
    const wasPath = destination.best;
    const was = wasPath?.announcement;
    const counts = countsOf(announcement.source);
    if (path.stale) counts.stale -= 1;
    path.stale = false;
    sets.use(announcement.set);
    addPathWeight(announcement.source, announcement.set);
    path.announcement = announcement;
    path.label = label;
    const accepted = (announcement.infeasible === undefined ? 1 : 0) - (old.infeasible === undefined ? 1 : 0);
    counts.accepted += accepted;
    decide(destination, wasPath, was, wasPath === path);
    events.path(table, announcement.source, destination, accepted > 0 ? 1 : accepted < 0 ? -1 : 0);
    removePathWeight(old.source, old.set);
    sets.release(old.set);
  };

  const drop = (destination: Destination, source: Source): void => {
    let before: Path | undefined;
    let path = destination.first;
    while (path !== undefined && path.announcement.source !== source) {
      before = path;
      path = path.next;
    }
    if (path === undefined) return;
    const wasPath = destination.best;
    const was = wasPath?.announcement;
    if (before === undefined) destination.first = path.next;
    else before.next = path.next;
    const counts = countsOf(source);
    const { infeasible, set } = path.announcement;
    counts.received -= 1;
    if (infeasible === undefined) counts.accepted -= 1;
    if (path.stale) counts.stale -= 1;
    if (destination.first === undefined) destinations.delete(destination.key);
    decide(destination, wasPath, was, false);
    events.path(table, source, destination, infeasible === undefined ? -1 : 0);
    removePathWeight(source, set);
    sets.release(set);
  };

  const table: RibTable = {
    family,
    number,
    destinations,
    order,
    put(announcement, key, label) {
      let destination = destinations.get(key);
      if (destination === undefined) {
        destinations.set(
          key,
          (destination = {
            key,
            first: undefined,
            best: undefined,
            carrier: undefined,
            before: undefined,
            after: undefined,
          }),
        );
        order.added(key);
      } else {
        const path = pathOf(destination, announcement.source);
        if (path !== undefined) return replace(destination, path, announcement, label);
      }
      const feasible = announcement.infeasible === undefined;
      const counts = countsOf(announcement.source);
      counts.received += 1;
      if (feasible) counts.accepted += 1;
      sets.use(announcement.set);
      addPathWeight(announcement.source, announcement.set);
      const wasPath = destination.best;
      destination.first = { announcement, label, stale: false, next: destination.first };
      if (feasible) decide(destination, wasPath, wasPath?.announcement, false);
      events.path(table, announcement.source, destination, feasible ? 1 : 0);
    },
    remove(source, key) {
      const destination = destinations.get(key);
      if (destination !== undefined) drop(destination, source);
    },
    sweep(source, which) {
      const counts = countsOf(source);
      for (const destination of destinations.values()) {
        if ((which === 'all' ? counts.received : counts.stale) === 0) return;
        const path = pathOf(destination, source);
        if (path !== undefined && (which === 'all' || path.stale)) drop(destination, source);
      }
    },
    leave(source) {
      const cursor = destinations.values();
      return (limit) => {
        for (let looked = 0; looked < limit && countsOf(source).received > 0; looked += 1) {
          const { value } = cursor.next();
          if (value === undefined) return false;
          drop(value, source);
        }
        return countsOf(source).received > 0;
      };
    },
    markStale(source) {
      if (countsOf(source).received === 0) return;
      for (const destination of destinations.values()) {
        const path = pathOf(destination, source);
        if (path === undefined) continue;
        if (path.stale) drop(destination, source);
        else setStale(destination, path, true);
      }
    },
    revise(infeasible, source) {
      const revised = new Map<Announcement, Announcement>();
      for (const destination of destinations.values()) {
        const was = destination.best;
        for (let path = destination.first; path !== undefined; path = path.next) {
          const old = path.announcement;
          if (source !== undefined && old.source !== source) continue;
          const now = infeasible(old);
          if (now === old.infeasible) continue;
          const accepted = (now === undefined ? 1 : 0) - (old.infeasible === undefined ? 1 : 0);
          const announcement = revised.get(old) ?? { ...old, infeasible: now };
          revised.set(old, announcement);
          path.announcement = announcement;
          countsOf(old.source).accepted += accepted;
          if (accepted !== 0) events.path(table, old.source, destination, accepted > 0 ? 1 : -1);
        }
        decide(destination, was, was?.announcement, false);
      }
    },
  };
  return table;
}
