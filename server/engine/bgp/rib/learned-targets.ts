/** What changed since somebody last asked: route targets of learned best paths, and whether anything did. */
import type { AttributeSet } from './attribute-sets.ts';
import type { Announcement } from './paths.ts';
import type { RibChange } from './rib-types.ts';

export interface LearnedTargets {
  /** A best path that says, or said, this came, changed or went. */
  note(announcement: Announcement | undefined): void;
  routesChanged(): void;
  take(): RibChange;
}

export function createLearnedTargets(): LearnedTargets {
  let sets = new Set<AttributeSet>();
  let routes = false;
  return {
    note(announcement) {
      if (announcement !== undefined && !announcement.source.local && announcement.set.targets.length > 0) sets.add(announcement.set);
    },
    routesChanged: () => void (routes = true),
    take() {
      const learnedTargets = new Set<string>();
      for (const set of sets) for (const target of set.targets) learnedTargets.add(target);
      const change = { learnedTargets, routes };
      sets = new Set();
      routes = false;
      return change;
    },
  };
}
