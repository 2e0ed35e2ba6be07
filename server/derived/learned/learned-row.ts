/** A prefix of a VRF table that BGP peers announced. */

import { asPathText } from '../../engine/bgp-diagnosis/as-path-text.ts';
import { partsOfNlri } from '../../engine/bgp/nlri/nlri-key.ts';
import { chooseAcrossDistinguishers } from '../../engine/decision/across-distinguishers.ts';
import { communityTexts, tunnelTexts } from '../../engine/decision/community-text.ts';
import type { LearnedDestination } from '../../model/oper/learned.ts';
import type { LearnedPath, LearnedRow } from '../../model/oper/route.ts';
import type { TargetUse } from '../../model/oper/routing-instance-facts.ts';

/** `overridden`: the product itself originates the prefix in a table that is seen here, so no learned path is used. */
export function learnedRow(
  destinations: readonly LearnedDestination[],
  viaOf: (communities: readonly string[]) => readonly TargetUse[],
  overridden: boolean,
): LearnedRow {
  const chosen = chooseAcrossDistinguishers(destinations, ({ destination: { paths } }) => paths[0]!);
  const paths = chosen.map(({ path: { speakerName, destination }, best, decidedBy }): LearnedPath => {
    const [path] = destination.paths;
    const { rd: routeDistinguisher, prefix } = partsOfNlri(destination.family, destination.key);
    if (path === undefined || routeDistinguisher === undefined || prefix === undefined)
      throw new Error(
        `BUG: a learned ${destination.family} route without ${path === undefined ? 'a path' : 'a route distinguisher'}`,
      );
    const { attributes } = path;
    return {
      id: `bgp:${routeDistinguisher}:${prefix}`,
      prefix,
      routeDistinguisher,
      speakerName,
      path,
      nextHop: attributes.nextHop,
      label: path.label,
      med: attributes.med,
      localPreference: attributes.localPreference,
      asPath: asPathText(attributes.asPath, attributes.origin),
      communities: communityTexts(attributes),
      encapsulations: tunnelTexts(attributes),
      via: viaOf(attributes.extendedCommunities),
      ...(overridden ? { best: false, decidedBy: 'local-route' as const } : { best, decidedBy }),
      stale: path.stale,
      since: path.since,
    };
  });
  return { kind: 'learned', prefix: paths[0]!.prefix, paths };
}
