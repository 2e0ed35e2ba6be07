import { useTable, type ColumnDef, type RowSelectionState } from '@tanstack/react-table';
import { X } from 'lucide-react';
import { useEffect, useMemo, useState, type CSSProperties } from 'react';
import { cx } from '../cx.ts';
import { IconButton } from '../icon-button.tsx';
import { timeText } from '../moment-text.ts';
import { ErrorBanner, Note } from '../note.tsx';
import { useAfter } from '../skeleton.tsx';
import { useHiddenColumns } from './column-choice.ts';
import { saveText, toCsv } from './export-csv.ts';
import { TableFooter } from './footer.tsx';
import { TableHead } from './head.tsx';
import { TableRows } from './rows.tsx';
import { features, priorityClass, type Features } from './table-features.ts';
import { TableToolbar } from './toolbar.tsx';
import type { DataTableProps, TableRow } from './types.ts';

const EMPTY: readonly never[] = [];
const rowKey = (row: TableRow) => row.id;
const nameOf = (row: TableRow) => row.name;

/**
 * A list that the server sorts, filters and pages. Old rows stay while new ones are loading or fail to load. `/`
 * focuses the filter; arrows move between rows, Enter opens, Space selects.
 */
export function DataTable<Row extends TableRow>(props: DataTableProps<Row>) {
  const {
    id,
    label,
    nouns,
    columns,
    query,
    table: control,
    rowName = nameOf,
    bulk,
    expand,
    filters = EMPTY,
    empty,
  } = props;
  const rows = query.data?.rows ?? (EMPTY as readonly Row[]);
  const selectable = bulk !== undefined;

  const [rowSelection, setRowSelection] = useState<RowSelectionState>({});
  const { visibility, entries } = useHiddenColumns(id, columns);
  const defs = useMemo<ColumnDef<Features, Row>[]>(
    () =>
      columns.map((column) => ({ id: column.id, header: column.header, cell: ({ row }) => column.cell(row.original) })),
    [columns],
  );
  const data = useMemo(() => [...rows], [rows]);
  const grid = useTable<Features, Row>({
    features,
    columns: defs,
    data,
    getRowId: rowKey,
    state: { rowSelection, columnVisibility: visibility },
    onRowSelectionChange: setRowSelection,
    enableRowSelection: selectable,
  });

  const present = useMemo(() => new Set(rows.map(rowKey)), [rows]);
  useEffect(() => {
    if (!query.data) return; // a row that went is no longer selected
    setRowSelection((now) =>
      Object.keys(now).every((key) => present.has(key))
        ? now
        : Object.fromEntries(Object.entries(now).filter(([key]) => present.has(key))),
    );
  }, [present, query.data]);
  const selected = useMemo(() => rows.filter((row) => rowSelection[rowKey(row)]), [rows, rowSelection]);
  const clear = () => setRowSelection({});

  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const toggleOpen = (key: string) =>
    setOpened((now) => {
      const next = new Set(now);
      if (!next.delete(key)) next.add(key);
      return next;
    });

  // State, so that the rows render again once it exists.
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  const waiting = query.data === undefined && !query.error;
  const lateWaiting = useAfter(waiting, 150);
  const filtered = control.state.q !== '' || Object.keys(control.state.filters).length > 0;
  const count = (control.state.q === '' ? 0 : 1) + Object.keys(control.state.filters).length;
  const nothing = query.data !== undefined && rows.length === 0;
  const nothingAtAll = nothing && query.data?.total === 0;
  const shownColumns = columns.filter((column) => visibility[column.id] !== false);
  const leadWidth = 24 + (expand ? 22 : 0) + (selectable ? 24 : 0);
  // Minimum width of the table while columns of lower priority are hidden.
  const least = (priority: number) => {
    const widths = shownColumns.map((column) => ((column.priority ?? 1) <= priority ? (column.width ?? 140) : 0));
    return `${widths.reduce((sum, width) => sum + width, leadWidth)}px`;
  };
  const whole = query.data !== undefined && query.data.next === undefined && control.state.page === 1;

  const onExport =
    columns.some((column) => column.text) && query.data
      ? () => {
          void (async () =>
            saveText(
              `${id}.csv`,
              'text/csv;charset=utf-8',
              toCsv(shownColumns, whole || !props.fetchAll ? rows : await props.fetchAll()),
            ))();
        }
      : undefined;
  const failedAt = query.data ? timeText(query.dataUpdatedAt) : undefined;

  if (nothingAtAll && !filtered && empty !== undefined)
    return (
      <div className="t-shell">
        <div className="scroll">{empty}</div>
        <TableFooter {...footerProps(props, 0)} />
      </div>
    );

  return (
    <div className="t-shell">
      <TableToolbar
        table={control}
        filters={filters}
        columnEntries={entries}
        lead={props.toolbarLead}
        placeholder={props.filterPlaceholder ?? `Filter ${nouns[1]}`}
        onExport={onExport}
        exportName={whole || props.fetchAll ? `Export as CSV` : `Export the ${rows.length} shown as CSV`}
        onRefresh={() => query.refetch()}
        refreshing={query.isFetching}
      />
      {selectable && selected.length > 0 && (
        <div className="bulk" role="region" aria-label="Selected rows">
          <span className="bold nowrap">{selected.length} selected</span>
          <span className="secondary ellipsis">{selected.map(rowName).join(', ')}</span>
          <span className="fill" />
          {bulk(selected, clear)}
          <IconButton name="Clear selection" icon={<X />} small onClick={clear} />
        </div>
      )}
      {query.error && (
        <ErrorBanner
          className="t-banner"
          title={query.data ? 'Could not refresh.' : `Could not read the ${nouns[1]}.`}
          onRetry={() => query.refetch()}
        >
          {query.error.message}
          {failedAt !== undefined && ` Rows are from ${failedAt}.`}
        </ErrorBanner>
      )}
      <div
        className="t-scroll"
        ref={setScroller}
        onScroll={(event) => event.currentTarget.toggleAttribute('data-scrolled', event.currentTarget.scrollLeft > 0)}
      >
        <table
          className="data-table least"
          style={
            {
              '--least-1': least(1),
              '--least-2': least(2),
              '--least-3': least(3),
              '--pin-left': `${leadWidth}px`,
            } as CSSProperties
          }
          aria-label={label}
          aria-busy={waiting || undefined}
          aria-rowcount={query.data ? query.data.matched + 1 : undefined}
        >
          <colgroup>
            {(selectable || expand) && <col style={{ width: leadWidth }} />}
            {shownColumns.map((column) => (
              <col
                key={column.id}
                style={column.width === undefined ? undefined : { width: column.width }}
                className={priorityClass(column)}
              />
            ))}
          </colgroup>
          <TableHead
            grid={grid}
            columns={shownColumns}
            control={control}
            selectable={selectable}
            leadCell={selectable || expand !== undefined}
            rows={rows.length}
          />
          {waiting ? (
            <tbody>
              {lateWaiting &&
                Array.from({ length: 6 }, (_, line) => (
                  <tr key={line} aria-hidden="true">
                    {(selectable || expand) && <td />}
                    {shownColumns.map((column, index) => (
                      <td key={column.id} className={cx(priorityClass(column), column.numeric && 'num')}>
                        <span className="skel" style={{ width: `${42 + ((line * 17 + index * 29) % 38)}%` }} />
                      </td>
                    ))}
                  </tr>
                ))}
            </tbody>
          ) : (
            <TableRows
              {...props}
              rowName={rowName}
              grid={grid}
              shownColumns={shownColumns}
              scroller={scroller}
              opened={opened}
              toggleOpen={toggleOpen}
            />
          )}
        </table>
        {nothing && (
          <div className="t-empty" role="status">
            <span>{filtered ? `No ${nouns[1]} match.` : `No ${nouns[1]}.`}</span>
            {filtered && (
              <button type="button" className="btn" onClick={control.clearFilters}>
                Clear {count === 1 ? '1 filter' : `${count} filters`}
              </button>
            )}
          </div>
        )}
        {props.below}
      </div>
      {query.data?.faulty && (
        <Note tone="bad" className="t-banner">
          {query.data.faulty.map(({ key, name, message }) => (
            <div key={key}>
              <b>{name}</b> is not in this list. {message}
            </div>
          ))}
        </Note>
      )}
      <TableFooter {...footerProps(props, rows.length)} />
    </div>
  );
}

function footerProps<Row>({ query, table, nouns, footNote }: DataTableProps<Row>, shown: number) {
  const { next, hidden } = query.data ?? {};
  return {
    shown,
    nouns,
    matched: query.data?.matched ?? 0,
    total: query.data?.total ?? 0,
    note: footNote,
    page: table.state.page,
    revision: query.data?.revision,
    time: query.data?.time,
    hidden: table.state.system
      ? { text: 'System objects are shown.', verb: 'Hide', press: () => table.showSystem(false) }
      : hidden && hidden.count > 0
        ? {
            text: `${hidden.count} hidden: ${hidden.reason}.`.replace('..', '.'),
            verb: 'Show',
            press: () => table.showSystem(true),
          }
        : undefined,
    onPrevious: table.state.page > 1 ? table.toPrevious : undefined,
    onNext: next === undefined ? undefined : () => table.toNext(next),
  };
}
