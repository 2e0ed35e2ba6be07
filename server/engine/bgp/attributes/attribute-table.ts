/**
 * All supported path attributes by type, with their flags and the handling of malformed ones by RFC 7606 (declared in
 * each file). MP_REACH_NLRI (14) and MP_UNREACH_NLRI (15) carry routes and are decoded separately: `mp-nlri.ts`.
 */

import { aggregator } from './aggregator.ts';
import { asPath } from './as-path.ts';
import { as4Aggregator } from './as4-aggregator.ts';
import { as4Path } from './as4-path.ts';
import { atomicAggregate } from './atomic-aggregate.ts';
import type { Attribute } from './attribute.ts';
import { clusterList } from './cluster-list.ts';
import { communities } from './communities.ts';
import { extendedCommunities } from './extended-communities.ts';
import { largeCommunities } from './large-communities.ts';
import { localPreference } from './local-preference.ts';
import { med } from './med.ts';
import { nextHop } from './next-hop.ts';
import { origin } from './origin.ts';
import { originatorId } from './originator-id.ts';

/** In the order of encoding. */
export const ATTRIBUTES: readonly Attribute[] = Object.freeze([
  origin,
  asPath,
  nextHop,
  med,
  localPreference,
  atomicAggregate,
  aggregator,
  communities,
  originatorId,
  clusterList,
  extendedCommunities,
  as4Path,
  as4Aggregator,
  largeCommunities,
]);

const BY_TYPE: readonly (Attribute | undefined)[] = Array.from({ length: 256 }, (_, type) =>
  ATTRIBUTES.find((attribute) => attribute.type === type),
);

export function attributeOfType(type: number): Attribute | undefined {
  return BY_TYPE[type];
}

export const MP_REACH_NLRI = 14;
export const MP_UNREACH_NLRI = 15;

/** `COMMUNITIES`, or `attribute 77`. */
export function attributeName(type: number): string {
  if (type === MP_REACH_NLRI) return 'MP_REACH_NLRI';
  if (type === MP_UNREACH_NLRI) return 'MP_UNREACH_NLRI';
  return attributeOfType(type)?.name ?? `attribute ${type}`;
}
