/** What the speakers of this process learned together: a route that several of them have is named once, from one that has it fresh. */
import type { BgpFacts } from '../../model/oper/bgp-facts.ts';
import type { LearnedDestination, LearnedRoutes } from '../../model/oper/learned.ts';

export function learnedBy(facts: BgpFacts): LearnedRoutes {
  return {
    with(routeTargetKey) {
      const found = new Map<string, LearnedDestination>();
      for (const speaker of facts.speakers()) {
        for (const destination of speaker.learnedWith(routeTargetKey)) {
          const known = found.get(destination.key);
          if (known !== undefined && (destination.paths[0]?.stale === true || known.destination.paths[0]?.stale !== true)) continue;
          found.set(destination.key, { speakerName: speaker.name, destination });
        }
      }
      return found.values();
    },
    onChange: (listener) => facts.onChange(({ learnedTargets }) => {
      if (learnedTargets.size > 0) listener(learnedTargets);
    }),
  };
}
