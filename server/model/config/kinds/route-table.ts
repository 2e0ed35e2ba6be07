/** Route tables: prefixes with next hops, which networks refer to. */

import type { RouteTableProps } from '../route-table.ts';
import { configKind } from './config-kind.ts';

export const routeTableKind = configKind<'route-table', RouteTableProps>('route-table')({
  parents: ['project'],
  refs: ['tag'],
  collections: { routes: { items: 'route' } },
  searchRank: 105,
});
