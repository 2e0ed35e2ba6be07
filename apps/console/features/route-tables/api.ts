/** What the route table pages read. */

import { readingObject } from '../../data/reading.ts';
import { rowQuery } from '../../data/tables.ts';

export const routeTableQuery = (fqName: string) => readingObject('route-table', fqName);

/** The row of one table, as the list shows it. */
export const routeTableRowQuery = (uuid: string) => rowQuery('route-tables', uuid);
