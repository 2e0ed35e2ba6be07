import { ChevronDown, ChevronRight } from 'lucide-react';
import { Fragment, useState, type CSSProperties, type ReactNode } from 'react';
import { cx } from './cx.ts';
import { priorityClass, useDrawnColumns } from './data-table/table-features.ts';
import { ErrorBanner } from './note.tsx';
import { useAfter } from './skeleton.tsx';

export type PlainColumn<Row> = {
  id: string;
  header: ReactNode;
  cell: (row: Row) => ReactNode;
  /** Pixels; one column, preferably the last, has no width and takes the remaining space. */
  width?: number;
  numeric?: boolean;
  /** 1 is always visible (default), 2 is hidden under 900 px, 3 under 1180 px. */
  priority?: 1 | 2 | 3;
};

/**
 * A short, complete table in a page's flow: no paging, sorting or toolbar. Shows by itself that it is loading, that the
 * read failed, and (`empty`) why there are no rows and what to do.
 */
export function PlainTable<Row>({
  label,
  columns,
  rows,
  rowKey,
  rowName,
  failure,
  onRetry,
  empty,
  expand,
  rowTone,
  least,
}: {
  label: string;
  columns: readonly PlainColumn<Row>[];
  /** Undefined while loading. */
  rows: readonly Row[] | undefined;
  rowKey: (row: Row) => string;
  rowName: (row: Row) => string;
  failure?: Error | null;
  onRetry?: () => void;
  empty: ReactNode;
  expand?: (row: Row) => ReactNode;
  /** Marks a row. */
  rowTone?: (row: Row) => 'ok' | undefined;
  /** Pixels under which the table scrolls sideways in its own box. */
  least?: number;
}) {
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const toggle = (key: string) =>
    setOpened((now) => {
      const next = new Set(now);
      if (!next.delete(key)) next.add(key);
      return next;
    });
  const drawn = useDrawnColumns(columns);
  const waiting = rows === undefined && !failure;
  const late = useAfter(waiting, 150);
  const lead = expand !== undefined;
  return (
    <>
      {failure && (
        <ErrorBanner
          className="t-banner"
          title={
            rows === undefined
              ? `Could not read ${/^[A-Z][a-z]/.test(label) ? label[0]!.toLowerCase() + label.slice(1) : label}.`
              : 'Could not refresh.'
          }
          onRetry={onRetry}
        >
          {failure.message}
        </ErrorBanner>
      )}
      {rows?.length === 0 ? (
        <div className="t-empty snug" role="status">
          {empty}
        </div>
      ) : (
        (rows !== undefined || !failure) && (
          <div className="overflow-x-auto">
            <table
              className="data-table"
              aria-label={label}
              aria-busy={waiting || undefined}
              style={least === undefined ? undefined : ({ minWidth: least } satisfies CSSProperties)}
            >
              <colgroup>
                {lead && <col style={{ width: 46 }} />}
                {columns.map((column) => (
                  <col
                    key={column.id}
                    className={priorityClass(column)}
                    style={column.width === undefined ? undefined : { width: column.width }}
                  />
                ))}
              </colgroup>
              <thead>
                <tr>
                  {lead && (
                    <th scope="col" className="sel-cell">
                      <span className="sr-only">Expand</span>
                    </th>
                  )}
                  {columns.map((column, index) => (
                    <th
                      key={column.id}
                      scope="col"
                      className={cx(column.numeric && 'num', priorityClass(column), lead && index === 0 && 'name-cell')}
                    >
                      {column.header}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {waiting &&
                  late &&
                  [0, 1, 2].map((line) => (
                    <tr key={line} aria-hidden="true">
                      {lead && <td />}
                      {columns.map((column, index) => (
                        <td key={column.id} className={cx(priorityClass(column), column.numeric && 'num')}>
                          <span className="skel" style={{ width: `${42 + ((line * 17 + index * 29) % 38)}%` }} />
                        </td>
                      ))}
                    </tr>
                  ))}
                {rows?.map((row) => {
                  const key = rowKey(row);
                  const open = opened.has(key);
                  return (
                    <Fragment key={key}>
                      <tr className={cx('data-row', open && 'open', rowTone?.(row))} aria-label={rowName(row)}>
                        {lead && (
                          <td className="sel-cell">
                            <button
                              type="button"
                              className="ib sm tight"
                              aria-expanded={open}
                              aria-label={`${open ? 'Collapse' : 'Expand'} ${rowName(row)}`}
                              onClick={() => toggle(key)}
                            >
                              {open ? <ChevronDown className="small" /> : <ChevronRight className="small" />}
                            </button>
                          </td>
                        )}
                        {columns.map((column, index) => (
                          <td
                            key={column.id}
                            className={cx(
                              column.numeric && 'num',
                              priorityClass(column),
                              lead && index === 0 && 'name-cell',
                            )}
                          >
                            {column.cell(row)}
                          </td>
                        ))}
                      </tr>
                      {open && expand && (
                        <tr className="exp">
                          <td colSpan={drawn + 1}>
                            <div className="lower">{expand(row)}</div>
                          </td>
                        </tr>
                      )}
                    </Fragment>
                  );
                })}
              </tbody>
            </table>
          </div>
        )
      )}
    </>
  );
}
