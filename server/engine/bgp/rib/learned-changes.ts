/** Changes of learned VPN routes since the last call, by route target, and whether there were any. */

import type { NlriKey } from '../../../model/bgp/nlri.ts';
import type { AttributeSet } from './attribute-sets.ts';
import type { Announcement } from './paths.ts';
import type { RibChange } from './rib-types.ts';

/** With more changed routes than this they are not listed: readers rebuild their tables. */
export const MOST_NAMED = 2_000;

export interface LearnedChanges {
  /** A best path with these attributes, before or after the change, was added, changed or removed. */
  note(key: NlriKey, announcement: Announcement | undefined): void;
  routesChanged(): void;
  /** `leaving`: routes of peers that are down are ineligible, although not all of them have been listed yet. */
  take(leaving: boolean): RibChange;
}

export function createLearnedChanges(): LearnedChanges {
  let sets = new Set<AttributeSet>();
  let keys = new Set<NlriKey>();
  let routes = false;
  return {
    note(key, announcement) {
      if (announcement === undefined || announcement.source.local || announcement.set.targets.length === 0) return;
      sets.add(announcement.set);
      if (keys.size <= MOST_NAMED) keys.add(key);
    },
    routesChanged: () => void (routes = true),
    take(leaving) {
      const learnedTargets = new Set<string>();
      for (const set of sets) for (const target of set.targets) learnedTargets.add(target);
      const change: RibChange = {
        learnedTargets,
        learnedRoutes: leaving || keys.size > MOST_NAMED ? 'many' : keys,
        routes,
      };
      sets = new Set();
      keys = new Set();
      routes = false;
      return change;
    },
  };
}
