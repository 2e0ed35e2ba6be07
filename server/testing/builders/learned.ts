/** Routes as a BGP peer would have announced them, for tests of what follows from them. */

import { vpnNlri } from '../../engine/bgp/nlri/nlri-key.ts';
import { NO_ATTRIBUTES, type PathAttributes } from '../../model/bgp/path-attributes.ts';
import { routeTargetKey, routeTargetOf } from '../../model/bgp/route-target.ts';
import type { BgpDestination } from '../../model/oper/bgp-facts.ts';
import type { LearnedChange, LearnedDestination, LearnedRoutes } from '../../model/oper/learned.ts';

export interface Announced {
  readonly rd: string;
  readonly prefix: string;
  readonly targets: readonly string[];
  readonly label?: number;
  readonly from?: string;
  readonly stale?: boolean;
  readonly since?: number;
  readonly attributes?: Partial<PathAttributes>;
}

export const hexTarget = (target: string): string => routeTargetKey(routeTargetOf(target));

/** Next hop 192.168.0.204, LOCAL_PREF 100, label 299776, unless given. */
export function announcedRoute({
  rd,
  prefix,
  targets,
  label = 299_776,
  from = 'camaro',
  stale = false,
  since = 0,
  attributes,
}: Announced): BgpDestination {
  return {
    family: prefix.includes(':') ? 'inet6-vpn' : 'inet-vpn',
    key: vpnNlri(rd, prefix),
    paths: [
      {
        source: from,
        sourceName: from,
        protocol: 'bgp',
        label,
        best: true,
        decidedBy: 'only-path',
        stale,
        since,
        attributes: {
          ...NO_ATTRIBUTES,
          origin: 'igp',
          nextHop: '192.168.0.204',
          localPreference: 100,
          ...attributes,
          extendedCommunities: [...targets.map(hexTarget), ...(attributes?.extendedCommunities ?? [])],
        },
      },
    ],
  };
}

/** A speaker's learned routes that a test changes by hand. */
export class AnnouncedRoutes implements LearnedRoutes {
  readonly #routes = new Map<string, BgpDestination>();
  readonly #listeners = new Set<(change: LearnedChange) => void>();

  announce(...routes: readonly Announced[]): void {
    const changed = routes.map(announcedRoute);
    const before = changed.flatMap(({ key }) => this.#routes.get(key) ?? []);
    for (const route of changed) this.#routes.set(route.key, route);
    this.#tell([...before, ...changed]);
  }

  withdraw(rd: string, prefix: string): void {
    const key = vpnNlri(rd, prefix);
    const gone = this.#routes.get(key);
    this.#routes.delete(key);
    this.#tell(gone === undefined ? [] : [gone]);
  }

  *with(target: string): Generator<LearnedDestination, void, undefined> {
    for (const destination of this.#routes.values())
      if (destination.paths[0]!.attributes.extendedCommunities.includes(target))
        yield { speakerName: 'cent111', destination };
  }

  one(target: string, key: string): LearnedDestination | undefined {
    const destination = this.#routes.get(key);
    return destination?.paths[0]!.attributes.extendedCommunities.includes(target) === true
      ? { speakerName: 'cent111', destination }
      : undefined;
  }

  onChange(listener: (change: LearnedChange) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  get listeners(): number {
    return this.#listeners.size;
  }

  #tell(routes: readonly BgpDestination[]): void {
    const targets = new Set(routes.flatMap(({ paths }) => paths[0]!.attributes.extendedCommunities));
    for (const listener of this.#listeners) listener({ targets, routes: new Set(routes.map(({ key }) => key)) });
  }
}
