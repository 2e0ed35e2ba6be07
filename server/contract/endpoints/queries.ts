/** What each view may be asked with; those that are not here take what every view takes. */

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

const QUERIES: { readonly [Name in ViewName]?: z.ZodObject } = {
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
};

/** The schema of a view's query. */
export const queryOf = (name: ViewName): z.ZodObject => QUERIES[name] ?? anyQuery;
