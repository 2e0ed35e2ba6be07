/**
 * The decision process (RFC 4271 §9.1.2.2 and its successors): which of a destination's feasible paths is best.
 *
 * 1  fresh before stale                             RFC 4724 §4.2
 * 2  a route of our own before a learned one
 * 3  highest LOCAL_PREF (100 if there is none)      RFC 4271 §9.1.1
 * 4  shortest AS path                               §9.1.2.2 a
 * 5  lowest origin: IGP, EGP, incomplete            b
 * 6  lowest MED (0 if there is none), among paths from the same neighbouring AS or always, if so configured   c
 * 7  eBGP before iBGP                               d
 * 8  nearest next hop: here, all have equal cost    e
 * 9  lowest ORIGINATOR_ID, or router id without     f, RFC 4456 §9
 * 10  shortest CLUSTER_LIST                          RFC 4456 §9
 * 11  lowest peer address                            g
 *
 * MED applies only to some pairs of paths, so a pairwise comparison would depend on the order of arrival. Therefore
 * each neighbouring AS first has its own winner, and the winners are compared without MED: the result depends only on
 * the set of paths. The process runs whenever a path of the destination is added, changed or removed.
 */

import type { DecisionStep } from '../../../model/oper/bgp-facts.ts';
import { compareAddresses } from './dotted.ts';
import type { Path } from './paths.ts';

const STEPS: readonly DecisionStep[] = [
  'only-path',
  'fresh-over-stale',
  'local-route',
  'local-preference',
  'as-path-length',
  'origin',
  'med',
  'ebgp-over-ibgp',
  'igp-metric',
  'router-id',
  'cluster-list-length',
  'peer-address',
];

/** Number of the step that decides between two paths: positive if `a` wins, negative if `b` does. */
function decide(a: Path, b: Path, alwaysCompareMed: boolean): number {
  if (a.stale !== b.stale) return b.stale ? 1 : -1;
  const from = a.announcement.source;
  const other = b.announcement.source;
  if (from.local !== other.local) return from.local ? 2 : -2;
  const x = a.announcement.set;
  const y = b.announcement.set;
  if (x !== y) {
    if (x.localPreference !== y.localPreference) return x.localPreference > y.localPreference ? 3 : -3;
    if (x.pathLength !== y.pathLength) return x.pathLength < y.pathLength ? 4 : -4;
    if (x.origin !== y.origin) return x.origin < y.origin ? 5 : -5;
    if (x.med !== y.med && (alwaysCompareMed || x.neighbourAs === y.neighbourAs)) return x.med < y.med ? 6 : -6;
  }
  if (from.internal !== other.internal) return other.internal ? 7 : -7;
  const id = x.originator === -1 ? from.routerId : x.originator;
  const otherId = y.originator === -1 ? other.routerId : y.originator;
  if (id !== otherId) return id < otherId ? 9 : -9;
  const clusters = x.attributes.clusterList.length - y.attributes.clusterList.length;
  if (clusters !== 0) return clusters < 0 ? 10 : -10;
  const nearer = compareAddresses(from.address, other.address);
  if (nearer !== 0) return nearer < 0 ? 11 : -11;
  return from.key < other.key ? 11 : -11;
}

function isFeasible({ announcement }: Path): boolean {
  return announcement.infeasible === undefined && !announcement.source.gone;
}

/** The best of a destination's paths, given its first one; undefined if none is eligible. */
export function bestPath(first: Path | undefined, alwaysCompareMed: boolean): Path | undefined {
  if (first === undefined) return undefined;
  if (first.next === undefined) return isFeasible(first) ? first : undefined;
  let best: Path | undefined;
  const grouped = !alwaysCompareMed && medsDiffer(first);
  for (let path: Path | undefined = first; path !== undefined; path = path.next) {
    if (!isFeasible(path) || (grouped && groupWinner(path, first) !== path)) continue;
    if (best === undefined || decide(path, best, alwaysCompareMed) > 0) best = path;
  }
  return best;
}

function medsDiffer(first: Path): boolean {
  for (let path = first.next; path !== undefined; path = path.next)
    if (path.announcement.set.med !== first.announcement.set.med) return true;
  return false;
}

/** The best path from the same neighbouring AS. */
function groupWinner(of: Path, first: Path): Path {
  let winner = of;
  for (let path: Path | undefined = first; path !== undefined; path = path.next) {
    if (
      path !== winner &&
      isFeasible(path) &&
      path.announcement.set.neighbourAs === of.announcement.set.neighbourAs &&
      decide(path, winner, true) > 0
    )
      winner = path;
  }
  return winner;
}

export interface RankedPath {
  readonly path: Path;
  readonly decidedBy: DecisionStep;
}

/**
 * All paths of current sources, best first, infeasible ones last; each with the reason why it is best, or the step at
 * which it lost.
 */
export function rankPaths(first: Path | undefined, alwaysCompareMed: boolean): RankedPath[] {
  const left: Path[] = [];
  for (let path = first; path !== undefined; path = path.next) if (!path.announcement.source.gone) left.push(path);
  const infeasible = left.filter((path) => !isFeasible(path)).sort((a, b) => (decide(a, b, true) > 0 ? -1 : 1));
  const feasible = left.filter(isFeasible);
  const ranked = rankFeasible(feasible, alwaysCompareMed);
  const [best, second] = ranked;
  return [
    ...ranked.map((path) => ({
      path,
      decidedBy:
        path !== best
          ? lostBy(path, best, feasible, alwaysCompareMed)
          : second === undefined
            ? 'only-path'
            : stepBetween(best, second, alwaysCompareMed),
    })),
    ...infeasible.map((path) => ({ path, decidedBy: 'infeasible' as const })),
  ];
}

/** The best path, then the best of the others, and so on. */
function rankFeasible(paths: readonly Path[], alwaysCompareMed: boolean): Path[] {
  const left = [...paths];
  const ranked: Path[] = [];
  while (left.length > 0) {
    const winners = alwaysCompareMed ? left : left.filter((path) => winnerAmong(path, left) === path);
    const best = winners.reduce((a, b) => (decide(a, b, alwaysCompareMed) > 0 ? a : b));
    ranked.push(best);
    left.splice(left.indexOf(best), 1);
  }
  return ranked;
}

function winnerAmong(of: Path, paths: readonly Path[]): Path {
  return paths.reduce(
    (winner, path) =>
      path !== winner &&
      path.announcement.set.neighbourAs === of.announcement.set.neighbourAs &&
      decide(path, winner, true) > 0
        ? path
        : winner,
    of,
  );
}

/** A path loses to the winner of its neighbouring AS; that winner loses to the best path. */
function lostBy(path: Path, best: Path | undefined, paths: readonly Path[], alwaysCompareMed: boolean): DecisionStep {
  const winner = alwaysCompareMed ? path : winnerAmong(path, paths);
  return stepBetween(path, winner === path ? best : winner, alwaysCompareMed);
}

function stepBetween(a: Path, b: Path | undefined, alwaysCompareMed: boolean): DecisionStep {
  const step = b === undefined ? undefined : STEPS[Math.abs(decide(a, b, alwaysCompareMed))];
  if (step === undefined) throw new Error('BUG: a path is compared with nothing');
  return step;
}
