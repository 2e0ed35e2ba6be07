/** Routes in the form for readers outside the RIB. */

import type { NlriKey, RoutedFamily } from '../../../model/bgp/nlri.ts';
import type { BgpDestination, BgpPath, RibFilter, RibPage } from '../../../model/oper/bgp-facts.ts';
import { rankPaths, type RankedPath } from './decision.ts';
import type { KeyOrder } from './key-order.ts';
import type { SentRoute } from './outbox.ts';
import { NO_LABEL, type Announcement, type Destination } from './paths.ts';

/** With all paths, best first; undefined if all of them are of peers that are down. */
export function shownDestination(
  family: RoutedFamily,
  destination: Destination,
  alwaysCompareMed: boolean,
): BgpDestination | undefined {
  const ranked = rankPaths(destination.first, alwaysCompareMed);
  if (ranked.length === 0) return undefined;
  return {
    family,
    key: destination.key,
    paths: ranked.map((one, place) => shownPath(one, place === 0 && one.decidedBy !== 'infeasible')),
  };
}

function shownPath({ path, decidedBy }: RankedPath, best: boolean): BgpPath {
  const { announcement, label, stale } = path;
  const { infeasible, set } = announcement;
  return {
    ...shownSource(announcement),
    attributes: set.attributes,
    label: label === NO_LABEL ? undefined : label,
    best,
    decidedBy,
    stale,
    ...(infeasible !== undefined && { infeasible }),
  };
}

function shownSource({ source, at }: Announcement): Pick<BgpPath, 'source' | 'sourceName' | 'protocol' | 'since'> {
  return { source: source.key, sourceName: source.name, protocol: source.local ? 'local' : 'bgp', since: at };
}

/** A route as it was sent; the reason why it was chosen comes from the table, if it still has the route. */
export function shownSent(
  family: RoutedFamily,
  key: NlriKey,
  route: SentRoute,
  destination: Destination | undefined,
  alwaysCompareMed: boolean,
): BgpDestination {
  const { announcement, exported, label } = route;
  const chosen =
    destination &&
    rankPaths(destination.first, alwaysCompareMed).find((one) => one.path.announcement.source === announcement.source);
  return {
    family,
    key,
    paths: [
      {
        ...shownSource(announcement),
        attributes: exported.attributes,
        label: label === NO_LABEL ? undefined : label,
        best: true,
        decidedBy: chosen?.decidedBy ?? 'only-path',
        stale: chosen?.path.stale ?? false,
      },
    ],
  };
}

/** A page in key order. `next` is where the next page starts, if there is one. */
export function pageOf(
  order: KeyOrder,
  total: number,
  { after, limit, match }: RibFilter,
  show: (key: NlriKey) => BgpDestination | undefined,
): RibPage {
  const rows: BgpDestination[] = [];
  for (const key of order.keysAfter(after)) {
    if (rows.length >= limit) return { rows, total, next: rows.at(-1)?.key };
    const row = show(key);
    if (row !== undefined && (match === undefined || match(row))) rows.push(row);
  }
  return { rows, total, next: undefined };
}
