/**
 * Which of our routes are announced. Two interfaces of one node may share an address, and so an NLRI: then both are
 * candidates, of which the better is announced (higher preference, then lower label). Changes are collected until the
 * next `take`; a route that changed and changed back is not among them.
 */

import type { LocalRoute } from '../../engine/bgp/speaker-config.ts';
import type { NlriKey, RoutedFamily } from '../../model/bgp/nlri.ts';

/** What speakers are told to announce and to withdraw. */
export interface OriginationChange {
  readonly announced: readonly LocalRoute[];
  readonly withdrawn: readonly { readonly family: RoutedFamily; readonly key: NlriKey }[];
}

export class CandidateRoutes {
  /** The best first; a single candidate is stored without a list. */
  private readonly byKey = new Map<NlriKey, LocalRoute | readonly LocalRoute[]>();
  /** For each key that changed since the last `take`: the best route before. */
  private before = new Map<NlriKey, LocalRoute | undefined>();

  add(route: LocalRoute): void {
    this.note(route.key);
    const known = this.byKey.get(route.key);
    if (known === undefined) this.byKey.set(route.key, route);
    else this.byKey.set(route.key, [...listOf(known), route].sort(compare));
  }

  remove(route: LocalRoute): void {
    this.note(route.key);
    const rest = listOf(this.byKey.get(route.key)).filter((other) => other !== route);
    if (rest.length === 0) this.byKey.delete(route.key);
    else this.byKey.set(route.key, rest.length === 1 ? rest[0]! : rest);
  }

  take(): OriginationChange | undefined {
    if (this.before.size === 0) return undefined;
    const announced: LocalRoute[] = [];
    const withdrawn: LocalRoute[] = [];
    for (const [key, before] of this.before) {
      const now = this.best(key);
      if (now === before) continue;
      if (now !== undefined) announced.push(now);
      else if (before !== undefined) withdrawn.push(before);
    }
    this.before = new Map();
    return announced.length + withdrawn.length === 0
      ? undefined
      : { announced, withdrawn: withdrawn.map(({ family, key }) => ({ family, key })) };
  }

  *bestRoutes(): Generator<LocalRoute, void, undefined> {
    for (const known of this.byKey.values()) yield listOf(known)[0]!;
  }

  get size(): number {
    return this.byKey.size;
  }

  private best(key: NlriKey): LocalRoute | undefined {
    return listOf(this.byKey.get(key))[0];
  }

  private note(key: NlriKey): void {
    if (!this.before.has(key)) this.before.set(key, this.best(key));
  }
}

function listOf(known: LocalRoute | readonly LocalRoute[] | undefined): readonly LocalRoute[] {
  if (known === undefined) return [];
  return isList(known) ? known : [known];
}

function isList(known: LocalRoute | readonly LocalRoute[]): known is readonly LocalRoute[] {
  return Array.isArray(known);
}

/** A total order of the routes of one NLRI, so that the order of arrival does not matter. */
function compare(a: LocalRoute, b: LocalRoute): number {
  const preference = (b.attributes.localPreference ?? 0) - (a.attributes.localPreference ?? 0);
  if (preference !== 0) return preference;
  const label = (a.label ?? 0) - (b.label ?? 0);
  if (label !== 0) return label;
  const [one, other] = [a, b].map(({ attributes }) => attributes.extendedCommunities.join());
  return one! < other! ? -1 : one! > other! ? 1 : (a.attributes.med ?? 0) - (b.attributes.med ?? 0);
}
