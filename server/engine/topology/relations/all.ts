/**
 * All relations, most important first: if there are too many edges, the last relations are dropped first, except
 * unhealthy edges.
 */

import type { PictureEdgeKind } from '../../../model/oper/topology-picture.ts';
import { exchange } from './exchange.ts';
import { leak } from './leak.ts';
import { membership } from './membership.ts';
import { path } from './path.ts';
import { peering } from './peering.ts';
import { policy } from './policy.ts';
import type { Relation } from './relation.ts';
import { tunnel } from './tunnel.ts';

const BY_KIND: { readonly [K in PictureEdgeKind]: Relation } = {
  path,
  peering,
  tunnel,
  exchange,
  leak,
  policy,
  membership,
};

export const RELATIONS: readonly Relation[] = Object.values(BY_KIND);

export const relationOf = (kind: PictureEdgeKind): Relation => BY_KIND[kind];

const RANK = new Map(RELATIONS.map(({ kind }, rank) => [kind, rank]));

/** Lower is more important. */
export const rankOf = (kind: PictureEdgeKind): number => RANK.get(kind)!;
