/** How many routes of ours go out with a route target: counted by tables, not by routes. */

import type { ViewContext } from './view-context.ts';

export interface TargetRoutes {
  readonly prefixes: number;
  readonly paths: number;
}

export function routesOfTarget({ derived }: ViewContext, target: string): TargetRoutes {
  let [prefixes, paths] = [0, 0];
  for (const key of derived.exportersOf(target)) {
    const counts = derived.vrfCounts(key);
    prefixes += counts?.ownPrefixes ?? 0;
    paths += counts?.ownPaths ?? 0;
  }
  return { prefixes, paths };
}
