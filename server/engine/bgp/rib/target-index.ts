/** Which destinations' best paths carry a route target: what a change of a peer's wishes concerns (RFC 4684). */
import type { Announcement, Destination } from './paths.ts';

export interface TargetIndex {
  /** The best path of the destination said `was` and says `now`. */
  moved(destination: Destination, was: Announcement | undefined, now: Announcement | undefined): void;
  destinations(target: string): Iterable<Destination>;
  /** Hex keys. */
  targets(): Iterable<string>;
  readonly size: number;
}

const NOTHING: readonly string[] = [];

export function createTargetIndex(): TargetIndex {
  const byTarget = new Map<string, Set<Destination>>();
  return {
    moved(destination, was, now) {
      const before = was?.set.targets ?? NOTHING;
      const after = now?.set.targets ?? NOTHING;
      if (before === after) return;
      for (const target of before) {
        if (after.includes(target)) continue;
        const destinations = byTarget.get(target);
        destinations?.delete(destination);
        if (destinations?.size === 0) byTarget.delete(target);
      }
      for (const target of after) {
        let destinations = byTarget.get(target);
        if (destinations === undefined) byTarget.set(target, (destinations = new Set()));
        destinations.add(destination);
      }
    },
    destinations: (target) => byTarget.get(target) ?? [],
    targets: () => byTarget.keys(),
    get size() {
      return byTarget.size;
    },
  };
}
