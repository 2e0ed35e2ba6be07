/**
 * The routes that all speakers of this process learned: a route that several of them have is taken once, preferably
 * not stale.
 */

import { familyOfVpnNlri } from '../../engine/bgp/nlri/nlri-key.ts';
import { isLearnedWith, type BgpDestination, type BgpFacts } from '../../model/oper/bgp-facts.ts';
import type { LearnedDestination, LearnedRoutes } from '../../model/oper/learned.ts';

export function learnedBy(facts: BgpFacts): LearnedRoutes {
  return {
    with(routeTargetKey) {
      const found = new Map<string, LearnedDestination>();
      for (const speaker of facts.speakers()) {
        for (const destination of speaker.learnedWith(routeTargetKey)) {
          const known = found.get(destination.key);
          if (known === undefined || isFresher(destination, known.destination))
            found.set(destination.key, { speakerName: speaker.name, destination });
        }
      }
      return found.values();
    },
    one(routeTargetKey, key) {
      let found: LearnedDestination | undefined;
      for (const speaker of facts.speakers()) {
        const destination = speaker.destination(familyOfVpnNlri(key), key);
        if (destination === undefined || !isLearnedWith(destination, routeTargetKey)) continue;
        if (found === undefined || isFresher(destination, found.destination))
          found = { speakerName: speaker.name, destination };
      }
      return found;
    },
    onChange: (listener) =>
      facts.onChange(({ learnedTargets, learnedRoutes }) => {
        if (learnedTargets.size > 0) listener({ targets: learnedTargets, routes: learnedRoutes });
      }),
  };
}

function isFresher(one: BgpDestination, other: BgpDestination): boolean {
  return one.paths[0]?.stale !== true && other.paths[0]?.stale === true;
}
