import type { ReactTable } from '@tanstack/react-table';
import { ChevronDown, ChevronUp } from 'lucide-react';
import { Checkbox } from '../checkbox.tsx';
import { cx } from '../cx.ts';
import { priorityClass, type Features } from './table-features.ts';
import type { TableColumn } from './types.ts';
import type { TableControl } from './use-table-state.ts';

/** Column heads; a sortable one is a button that cycles through ascending, descending, default. */
export function TableHead<Row extends object>({
  grid,
  columns,
  control,
  selectable,
  leadCell,
  rows,
}: {
  grid: ReactTable<Features, Row>;
  columns: readonly TableColumn<Row>[];
  control: TableControl;
  selectable: boolean;
  leadCell: boolean;
  rows: number;
}) {
  const sort = control.state.sort;
  return (
    <thead>
      <tr>
        {leadCell && (
          <th className="pin sel-cell" scope="col">
            {selectable ? (
              <Checkbox
                aria-label="Select all shown rows"
                checked={rows > 0 && grid.getIsAllRowsSelected()}
                mixed={grid.getIsSomeRowsSelected() && !grid.getIsAllRowsSelected()}
                onChange={(event) => grid.toggleAllRowsSelected(event.target.checked)}
              />
            ) : (
              <span className="sr-only">Expand</span>
            )}
          </th>
        )}
        {columns.map((column, index) => {
          const sorted = sort?.id === column.id;
          return (
            <th
              key={column.id}
              scope="col"
              className={cx(
                column.numeric && 'num',
                sorted && 'sorted',
                priorityClass(column),
                index === 0 && 'pin last name-cell',
              )}
              aria-sort={sorted ? (sort.desc ? 'descending' : 'ascending') : undefined}
            >
              {column.sortable ? (
                <button type="button" onClick={() => control.sortBy(column.id)}>
                  {column.header}
                  {sorted && sort.desc ? <ChevronDown /> : <ChevronUp className={sorted ? undefined : 'hint'} />}
                </button>
              ) : (
                column.header
              )}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}
