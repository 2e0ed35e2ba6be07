/** What the route table pages read. */

import { pathTo } from '../../app/paths.ts';
import { readingObject } from '../../data/reading.ts';
import { rowQuery } from '../../data/tables.ts';

/** The object of the detail page and of the form, for `page()` in `app/page.tsx`. */
export const routeTableObject = {
  kind: 'route-table',
  noun: 'route table',
  name: ({ fqName }: { readonly fqName: string }) => fqName,
  all: { to: pathTo('routeTables'), label: 'Route Tables' },
};

export const routeTableQuery = (fqName: string) => readingObject('route-table', fqName);

/** The row of one table, as the list shows it. */
export const routeTableRowQuery = (uuid: string) => rowQuery('route-tables', uuid);
