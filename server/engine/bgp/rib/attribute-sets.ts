/**
 * Path attributes, shared between routes. A hundred thousand routes have some thousand different sets of attributes, so
 * everything that depends only on the attributes is computed once per set: the values that the decision process
 * compares, the route targets, and what each kind of peer is sent. A set is kept as long as a path uses it.
 */

import type { PathAttributes } from '../../../model/bgp/path-attributes.ts';
import { asPathLength, neighbourAs } from './as-path.ts';
import { attributesKey } from './attributes-key.ts';
import { dottedNumber } from './dotted.ts';
import type { ExportCacheEntry } from './export-types.ts';
import { weightOfSet } from './set-weight.ts';

export interface AttributeSet {
  readonly attributes: PathAttributes;
  readonly key: string;
  /** Hex keys. */
  readonly targets: readonly string[];
  readonly localPreference: number;
  readonly pathLength: number;
  /** 0: igp, 1: egp, 2: incomplete. */
  readonly origin: number;
  readonly med: number;
  readonly neighbourAs: number;
  /** ORIGINATOR_ID as a number; -1 if absent. */
  readonly originator: number;
  /** See set-weight.ts. */
  readonly weight: number;
  /** Number of paths with this set. */
  uses: number;
  exports: ExportCacheEntry[];
}

export interface AttributeSets {
  /** The set of these attributes. It is kept only if a path uses it when `release` or `dropUnused` is called. */
  of(attributes: PathAttributes): AttributeSet;
  use(set: AttributeSet): void;
  /** One path less uses it. */
  release(set: AttributeSet): void;
  /** Drops the set if it is unused. */
  dropUnused(set: AttributeSet): void;
  readonly size: number;
}

const ORIGIN_RANK = { igp: 0, egp: 1, incomplete: 2 } as const;
/** LOCAL_PREF of a route without one: RFC 4271 §9.1.1 leaves the value to the speaker, 100 is customary. */
export const DEFAULT_LOCAL_PREFERENCE = 100;

export function createAttributeSets(): AttributeSets {
  const byKey = new Map<string, AttributeSet>();
  // The same object is found again without reading its attributes.
  const byObject = new WeakMap<PathAttributes, AttributeSet>();
  const dropUnused = (set: AttributeSet): void => {
    if (set.uses === 0) byKey.delete(set.key);
  };
  return {
    of(attributes) {
      const known = byObject.get(attributes);
      if (known !== undefined && byKey.get(known.key) === known) return known;
      const key = known?.key ?? attributesKey(attributes);
      let set = byKey.get(key);
      if (set === undefined) byKey.set(key, (set = known ?? attributeSet(attributes, key)));
      byObject.set(attributes, set);
      return set;
    },
    use: (set) => void (set.uses += 1),
    release: (set) => {
      set.uses -= 1;
      dropUnused(set);
    },
    dropUnused,
    get size() {
      return byKey.size;
    },
  };
}

function attributeSet(attributes: PathAttributes, key: string): AttributeSet {
  const targets = routeTargetsAmong(attributes.extendedCommunities);
  return {
    attributes,
    key,
    targets,
    weight: weightOfSet(key, targets),
    localPreference: attributes.localPreference ?? DEFAULT_LOCAL_PREFERENCE,
    pathLength: asPathLength(attributes.asPath),
    origin: ORIGIN_RANK[attributes.origin],
    med: attributes.med ?? 0,
    neighbourAs: neighbourAs(attributes.asPath),
    originator: attributes.originatorId === undefined ? -1 : dottedNumber(attributes.originatorId),
    uses: 0,
    exports: [],
  };
}

/** Types 0x0002, 0x0102, 0x0202 (RFC 4360 §4, RFC 5668). */
function routeTargetsAmong(communities: readonly string[]): readonly string[] {
  return [
    ...new Set(
      communities.filter(
        (key) => key.startsWith('02', 2) && (key.startsWith('00') || key.startsWith('01') || key.startsWith('02')),
      ),
    ),
  ];
}
