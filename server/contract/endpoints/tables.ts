/** The lists, and one row of a list. What a table is made of is with the table (`TABLES`). */

import { answers } from '../endpoint.ts';
import type { RowBase, TablePage, TableRow } from '../views/table-query.ts';

export const LISTS = {
  table: answers<TablePage<RowBase>>()({
    path: '/views/tables/:noun',
    summary: 'One page of a list.',
    query: {
      q: 'Words that must all be found in the row.',
      sort: 'A column; `-column` for descending.',
      filter: '`column:value`, several joined by commas or by repeating the parameter; `%2C` is a comma in a value.',
      project: 'Only rows of this project.',
      namespace: 'Only rows of this namespace.',
      system: '`true` includes what is hidden by default.',
      after: 'The `next` of the page before.',
      limit: 'Rows of a page, 1 to 1000; 50 unless given.',
    },
    dependsOn: [],
  }),
  tableRow: answers<TableRow<RowBase>>()({
    path: '/views/tables/:noun/:id',
    summary: 'One row, by its id or, of a config object, its fully qualified name.',
    dependsOn: [],
  }),
};
