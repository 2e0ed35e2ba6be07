/** Read-only queries on the RIB. */

import type { RoutedFamily } from '../../../model/bgp/nlri.ts';
import { familyNumber, type Source } from './paths.ts';
import { outboxOf, type RibPeer } from './peers.ts';
import type { Rib } from './rib-types.ts';
import { pageOf, shownDestination, shownSent } from './show.ts';
import type { RibTable } from './table.ts';
import type { TargetIndex } from './target-index.ts';

export interface RibTables {
  /** By family number. */
  readonly tables: readonly RibTable[];
  readonly indices: readonly (TargetIndex | undefined)[];
  readonly peers: ReadonlyMap<string, RibPeer>;
  readonly sourceOf: (peerKey: string) => Source | undefined;
  readonly alwaysCompareMed: () => boolean;
}

export type RibQueries = Pick<
  Rib,
  'counts' | 'destination' | 'routes' | 'routeCount' | 'sentTo' | 'sentRoute' | 'wantedTargets' | 'learnedWith'
>;

export function createRibQueries({ tables, indices, peers, sourceOf, alwaysCompareMed }: RibTables): RibQueries {
  const tableOf = (family: RoutedFamily): RibTable => {
    const table = tables[familyNumber(family)];
    if (table === undefined) throw new Error(`BUG: no table for ${family}`);
    return table;
  };
  const sentBy = (peerKey: string, family: RoutedFamily) => {
    const peer = peers.get(peerKey);
    return peer && outboxOf(peer, family);
  };

  return {
    counts(peerKey, family) {
      const counts = sourceOf(peerKey)?.counts[familyNumber(family)];
      return {
        received: counts?.received ?? 0,
        active: counts?.active ?? 0,
        stale: counts?.stale ?? 0,
        sent: sentBy(peerKey, family)?.sentCount ?? 0,
      };
    },

    destination(family, key) {
      const destination = tableOf(family).destinations.get(key);
      return destination && shownDestination(family, destination, alwaysCompareMed());
    },

    routes(family, filter) {
      const { destinations, order } = tableOf(family);
      return pageOf(order, destinations.size, filter, (key) => {
        const destination = destinations.get(key);
        return destination && shownDestination(family, destination, alwaysCompareMed());
      });
    },

    routeCount: (family) => tableOf(family).destinations.size,

    sentTo(peerKey, family, filter) {
      const outbox = sentBy(peerKey, family);
      if (outbox === undefined) return { rows: [], total: 0, next: undefined };
      const { destinations } = tableOf(family);
      return pageOf(outbox.order, outbox.sentCount, filter, (key) => {
        const route = outbox.sent(key);
        return route && shownSent(family, key, route, destinations.get(key), alwaysCompareMed());
      });
    },

    sentRoute(peerKey, family, key) {
      const route = sentBy(peerKey, family)?.sent(key);
      return route && shownSent(family, key, route, tableOf(family).destinations.get(key), alwaysCompareMed());
    },

    wantedTargets(peerKey) {
      const wanted = peers.get(peerKey)?.wanted;
      if (wanted === undefined) return undefined;
      if (wanted.wantsAll()) return 'all';
      const targets = new Set(wanted.exact());
      for (const index of indices)
        for (const target of index?.targets() ?? []) if (wanted.wantsByPrefix(target)) targets.add(target);
      return [...targets];
    },

    *learnedWith(target) {
      for (const table of tables) {
        for (const destination of indices[table.number]?.learned(target) ?? []) {
          const shown = shownDestination(table.family, destination, alwaysCompareMed());
          if (shown !== undefined) yield shown;
        }
      }
    },
  };
}
