/** Route tables: prefixes with next hops. */

import { routeTableFault } from '../../engine/validation/table-route.ts';
import { kindOf } from '../../model/config/types.ts';
import { refuse } from '../problems.ts';
import type { ResourceRules } from '../rules.ts';

export const routeTable: ResourceRules<'route-table'> = {
  ...kindOf('route-table'),
  complete({ draft, given }) {
    const wrong = given('routes') ? routeTableFault(draft.props.routes?.route ?? []) : undefined;
    if (wrong !== undefined) refuse(`/route-table/routes/route/${wrong.index}/${wrong.fault.field}`, wrong.fault);
    return draft;
  },
};
