/**
 * Family route-target (RFC 4684): one route for each route target that any routing instance imports, so
 * that peers send what is wanted and nothing else. Counted per target.
 */

import { pairOf } from '../../derived/nodes/pair.ts';
import { routeTargetNlri } from '../../engine/bgp/nlri/nlri-key.ts';
import type { LocalRoute } from '../../engine/bgp/speaker-config.ts';
import { NO_ATTRIBUTES, type PathAttributes } from '../../model/bgp/path-attributes.ts';
import { parseRouteTarget } from '../../model/bgp/route-target.ts';
import { CandidateRoutes, type OriginationChange } from './candidate-routes.ts';

const ATTRIBUTES: PathAttributes = Object.freeze({ ...NO_ATTRIBUTES, origin: 'igp', localPreference: 100 });

export class WantedTargets {
  /** Each import, by instance and target. */
  private readonly wanted = new Set<string>();
  private readonly byTarget = new Map<string, { readonly route: LocalRoute; uses: number }>();
  private readonly routesByKey = new CandidateRoutes();
  private asn = 0;

  /** The origin AS of every route. */
  setAsn(asn: number): void {
    if (asn === this.asn) return;
    this.asn = asn;
    for (const [target, { route, uses }] of [...this.byTarget]) {
      const next = this.routeOf(target);
      this.routesByKey.remove(route);
      this.routesByKey.add(next);
      this.byTarget.set(target, { route: next, uses });
    }
  }

  /** Whether an instance imports a target now; `key` names both, as rows of the table `imports` do. */
  set(key: string, imported: boolean): void {
    if (imported === this.wanted.has(key)) return;
    const [, target] = pairOf(key);
    if (imported) {
      this.wanted.add(key);
      this.enter(target);
    } else {
      this.wanted.delete(key);
      this.leave(target);
    }
  }

  take(): OriginationChange | undefined {
    return this.routesByKey.take();
  }

  routes(): Iterable<LocalRoute> {
    return this.routesByKey.bestRoutes();
  }

  imports(): Iterable<string> {
    return this.wanted;
  }

  get isEmpty(): boolean {
    return this.wanted.size === 0 && this.byTarget.size === 0 && this.routesByKey.size === 0;
  }

  private enter(target: string): void {
    const known = this.byTarget.get(target);
    if (known !== undefined) {
      known.uses++;
      return;
    }
    const route = this.routeOf(target);
    this.byTarget.set(target, { route, uses: 1 });
    this.routesByKey.add(route);
  }

  private leave(target: string): void {
    const known = this.byTarget.get(target);
    if (known === undefined) throw new Error(`BUG: route target ${target} is left that nobody imports`);
    if (--known.uses > 0) return;
    this.byTarget.delete(target);
    this.routesByKey.remove(known.route);
  }

  private routeOf(target: string): LocalRoute {
    const parsed = parseRouteTarget(target);
    if (parsed === undefined) throw new Error(`BUG: ${target} is no route target`);
    return { family: 'route-target', key: routeTargetNlri(this.asn, parsed), label: undefined, attributes: ATTRIBUTES };
  }
}
