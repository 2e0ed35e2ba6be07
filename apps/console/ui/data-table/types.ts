import type { ReactNode } from 'react';
import type { TableControl } from './use-table-state.ts';

/** The response of a view with a list. */
type TablePage<Row> = {
  readonly rows: readonly Row[];
  /** In scope, without text and filters. */
  readonly total: number;
  /** Objects that cannot be shown as a row, and why. */
  readonly faulty?: readonly { readonly key: string; readonly name: string; readonly message: string }[];
  /** Number of matching rows on all pages. */
  readonly matched: number;
  /** Rows hidden by default, and why; `system=true` shows them. */
  readonly hidden?: { readonly count: number; readonly reason: string };
  /** The cursor of the next page; absent on the last. */
  readonly next?: string;
  readonly revision: number;
  /** UTC, ISO 8601. */
  readonly time: string;
};

/** The part of a React Query result that a table needs. */
type TableQuery<Row> = {
  data: TablePage<Row> | undefined;
  isFetching: boolean;
  error: Error | null;
  dataUpdatedAt: number;
  refetch: () => unknown;
};

export type TableColumn<Row> = {
  id: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** Pixels. Exactly one column, preferably the last or the longest, has no width and takes the remaining space. */
  width?: number;
  /** Right-aligned, tabular. */
  numeric?: boolean;
  /** The server sorts by this column's id. */
  sortable?: boolean;
  /** 1 is always visible (default), 2 is hidden under 900 px, 3 under 1180 px. */
  priority?: 1 | 2 | 3;
  /** Plain text of the cell, for the export; without it the column is not exported. */
  text?: (row: Row) => string;
  /** Hidden until chosen in the column menu. */
  hidden?: boolean;
};

/** A filter that can be set to one of its values. */
export type TableFilter = { id: string; label: string; options: readonly { value: string; label: string }[] };

/** An action of a row. The first one with an icon is shown at the row's end; all are in the "…" menu. */
type RowAction = {
  id: string;
  label: string;
  icon?: ReactNode;
  danger?: boolean;
  blocked?: string | undefined;
  /** A key that runs it on the focused row, such as "e". */ hotkey?: string;
  run: () => void;
};

/** Every row has a stable key and a name. */
export type TableRow = { readonly id: string; readonly name: string };

export type DataTableProps<Row> = {
  /** Names the table and keeps its column choice in this browser. */
  id: string;
  /** The table's accessible name: "Virtual networks". */
  label: string;
  /** "network", "networks": for the footer and the empty texts. */
  nouns: readonly [one: string, many: string];
  columns: readonly TableColumn<Row>[];
  query: TableQuery<Row>;
  table: TableControl;
  /** The row's own name if it is not `name`, for labels: "Select 101.101.101.2". */
  rowName?: (row: Row) => string;
  onOpen?: (row: Row) => void;
  actions?: (row: Row) => readonly RowAction[];
  /** Buttons of the bulk bar, Delete last. If given, rows can be selected. */
  bulk?: (rows: readonly Row[], clear: () => void) => ReactNode;
  expand?: (row: Row) => ReactNode;
  filters?: readonly TableFilter[];
  filterPlaceholder?: string;
  /** Shown if there are no rows at all, even without filters. */
  empty?: ReactNode;
  /** At the left of the footer, such as "1 not associated". What the server hides is shown automatically. */
  footNote?: ReactNode;
  /** Reads all matching rows for the export; without it the loaded rows are exported. */
  fetchAll?: () => Promise<readonly Row[]>;
  toolbarLead?: ReactNode;
  /** Scrolls with the rows, below them; the footer stays at the bottom of the page. */
  below?: ReactNode;
};
