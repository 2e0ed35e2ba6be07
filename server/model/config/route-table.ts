/** Routes configured by an operator, for the networks that refer to their table. */

import type { Json } from '../json.ts';

/** `next_hop` is an address, or the full name of a service instance, as `next_hop_type` says. */
export interface TableRoute {
  readonly prefix: string;
  readonly next_hop?: string;
  readonly next_hop_type?: 'service-instance' | 'ip-address';
  readonly community_attributes?: { readonly community_attribute?: readonly string[] };
}

export interface RouteTableProps {
  readonly routes?: { readonly route: readonly TableRoute[] };
  readonly [other: string]: Json | undefined | object;
}
