/** The query parameters of each view; a view that is missing here takes only those common to all views. */

import type { z } from 'zod';
import {
  anyQuery,
  bgpRoutesQuery,
  gatewayRoutesQuery,
  historyQuery,
  poolResolutionQuery,
  searchQuery,
  showQuery,
  treeQuery,
  vrfRoutesQuery,
} from '../views/queries.ts';
import { tableQuery } from '../views/table-query.ts';
import { topologyQuery } from '../views/topology.ts';
import type { ViewName } from './views.ts';

const QUERIES = {
  table: tableQuery,
  search: searchQuery,
  vrfs: treeQuery,
  vrfRoutes: vrfRoutesQuery,
  vpnRoutes: vrfRoutesQuery,
  history: historyQuery,
  poolResolution: poolResolutionQuery,
  received: bgpRoutesQuery,
  sent: bgpRoutesQuery,
  controlNodeRoutes: bgpRoutesQuery,
  gatewayRoutes: gatewayRoutesQuery,
  show: showQuery,
  topology: topologyQuery,
} satisfies { readonly [Name in ViewName]?: z.ZodObject };

type Queries = typeof QUERIES;
type QuerySchema<Name extends ViewName> = Name extends keyof Queries ? Queries[Name] : typeof anyQuery;
/** The parsed query of a view. */
export type QueryOf<Name extends ViewName> = z.output<QuerySchema<Name>>;
/** The query parameters in an address, all of them strings. */
export type ParametersOf<Name extends ViewName> = {
  readonly [Parameter in keyof z.input<QuerySchema<Name>>]?: string | undefined;
};

/** The schema of a view's query. */
export const queryOf = (name: ViewName): z.ZodObject =>
  Object.hasOwn(QUERIES, name) ? QUERIES[name as keyof Queries] : anyQuery;
