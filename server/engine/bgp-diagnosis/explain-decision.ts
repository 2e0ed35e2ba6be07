/** Decision steps as sentences (RFC 4271 §9.1.2.2): why a path is best, or which rule it lost by, with both values. */

import type { PathAttributes } from '../../model/bgp/path-attributes.ts';
import type { BgpPath, DecisionStep } from '../../model/oper/bgp-facts.ts';
import { asPathLength } from './as-path-text.ts';

/** LOCAL_PREF of a route without one (RFC 4271 §9.1.1 leaves the value to the speaker; 100 is customary). */
const DEFAULT_LOCAL_PREFERENCE = 100;

interface Rule {
  /** What the better path has. */
  readonly better: string;
  readonly worse: string;
  readonly value?: (path: BgpPath) => string;
}

const preference = (attributes: PathAttributes): string =>
  String(attributes.localPreference ?? DEFAULT_LOCAL_PREFERENCE);

const RULES: { readonly [S in Exclude<DecisionStep, 'only-path'>]: Rule } = {
  infeasible: { better: 'the other may not be used', worse: 'it may not be used' },
  'next-hop-unreachable': {
    better: 'its next hop is reachable',
    worse: 'its next hop is unreachable',
    value: (path) => path.attributes.nextHop,
  },
  'local-route': { better: 'it is our own', worse: 'the best one is our own' },
  'fresh-over-stale': { better: 'fresh, not stale', worse: 'stale: its peer restarts' },
  'local-preference': {
    better: 'higher LOCAL_PREF',
    worse: 'lower LOCAL_PREF',
    value: (path) => preference(path.attributes),
  },
  'as-path-length': {
    better: 'shorter AS path',
    worse: 'longer AS path',
    value: (path) => String(asPathLength(path.attributes.asPath)),
  },
  origin: { better: 'better origin', worse: 'worse origin', value: (path) => path.attributes.origin },
  med: { better: 'lower MED', worse: 'higher MED', value: (path) => String(path.attributes.med ?? 0) },
  'ebgp-over-ibgp': { better: 'learned by eBGP', worse: 'learned by iBGP' },
  'igp-metric': { better: 'nearer next hop', worse: 'farther next hop', value: (path) => path.attributes.nextHop },
  'router-id': {
    better: 'lower router ID',
    worse: 'higher router ID',
    value: (path) => path.attributes.originatorId ?? path.sourceName,
  },
  'cluster-list-length': {
    better: 'shorter cluster list',
    worse: 'longer cluster list',
    value: (path) => String(path.attributes.clusterList.length),
  },
  'peer-address': { better: 'lower peer address', worse: 'higher peer address', value: (path) => path.sourceName },
};

/** `Best: higher LOCAL_PREF (200 over 100)`. `rival`: the runner-up of a best path, the best one of another. */
export function explainDecision(path: BgpPath, rival: BgpPath | undefined): string {
  if (path.infeasible !== undefined) return `Not usable: ${INFEASIBLE.get(path.infeasible) ?? path.infeasible}.`;
  if (path.decidedBy === 'only-path') return path.best ? 'Best: the only path.' : 'The only path, and not usable.';
  const rule = RULES[path.decidedBy];
  const [mine, other] =
    rival === undefined || rule.value === undefined ? ['', ''] : [rule.value(path), rule.value(rival)];
  const values = mine === other ? '' : ` (${mine} ${path.best ? 'over' : 'against'} ${other})`;
  return path.best ? `Best: ${rule.better}${values}.` : `Not best: ${rule.worse}${values}.`;
}

const INFEASIBLE: ReadonlyMap<string, string> = new Map([
  ['as-loop', 'our own AS is in its path'],
  ['originator-loop', 'its ORIGINATOR_ID is our router ID'],
  ['cluster-loop', 'our cluster ID is in its CLUSTER_LIST'],
]);
