import type { ReactTable } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { Fragment, useState, type KeyboardEvent, type ReactNode } from 'react';
import { Checkbox } from '../checkbox.tsx';
import { cx } from '../cx.ts';
import { rowHeight, useDensity } from '../density.ts';
import { IconButton } from '../icon-button.tsx';
import { MoreMenu } from '../menu.tsx';
import { rowKeyTarget } from './row-keys.ts';
import { priorityClass, useDrawnColumns, type Features } from './table-features.ts';
import type { DataTableProps, TableColumn } from './types.ts';

type Props<Row extends object> = Omit<DataTableProps<Row>, 'rowName'> & {
  rowName: (row: Row) => string;
  grid: ReactTable<Features, Row>;
  shownColumns: readonly TableColumn<Row>[];
  scroller: HTMLDivElement | null;
  opened: ReadonlySet<string>;
  toggleOpen: (key: string) => void;
};

const virtualFrom = 100;

/**
 * The rows. Above 100, only visible ones are in the document. One row is in the tab order; arrows move between rows.
 */
export function TableRows<Row extends object>(props: Props<Row>) {
  const { grid, scroller } = props;
  const rows = grid.getRowModel().rows;
  const height = rowHeight[useDensity()];
  const [focused, setFocused] = useState(0);
  const virtual = rows.length > virtualFrom;
  const virtualizer = useVirtualizer({
    count: virtual ? rows.length : 0,
    getScrollElement: () => scroller,
    estimateSize: () => height,
    overscan: 12,
    getItemKey: (index) => rows[index]?.id ?? index,
  });
  const move = (index: number) => {
    setFocused(index);
    if (virtual) virtualizer.scrollToIndex(index, { align: 'auto' });
    requestAnimationFrame(() => scroller?.querySelector<HTMLElement>(`tr[data-row="${index}"]`)?.focus());
  };
  const at = Math.min(focused, rows.length - 1);
  const render = (index: number) => (
    <TableRow
      key={rows[index]?.id ?? index}
      {...props}
      index={index}
      count={rows.length}
      tabbable={index === at}
      onFocusRow={setFocused}
      move={move}
    />
  );
  if (!virtual) return <tbody>{rows.map((_, index) => render(index))}</tbody>;
  const items = virtualizer.getVirtualItems();
  const before = items[0]?.start ?? 0;
  const after = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    <>
      {before > 0 && (
        <tbody aria-hidden="true">
          <tr>
            <td style={{ height: before, padding: 0, border: 0 }} />
          </tr>
        </tbody>
      )}
      {items.map((item) => (
        <tbody key={item.key} data-index={item.index} ref={virtualizer.measureElement}>
          {render(item.index)}
        </tbody>
      ))}
      {after > 0 && (
        <tbody aria-hidden="true">
          <tr>
            <td style={{ height: after, padding: 0, border: 0 }} />
          </tr>
        </tbody>
      )}
    </>
  );
}

function TableRow<Row extends object>({
  grid,
  index,
  count,
  tabbable,
  onFocusRow,
  move,
  shownColumns,
  rowName,
  onOpen,
  actions,
  bulk,
  expand,
  opened,
  toggleOpen,
}: Props<Row> & {
  index: number;
  count: number;
  tabbable: boolean;
  onFocusRow: (index: number) => void;
  move: (index: number) => void;
}) {
  const row = grid.getRowModel().rows[index];
  const drawn = useDrawnColumns(shownColumns);
  if (!row) return null;
  const name = rowName(row.original);
  const open = opened.has(row.id);
  const verbs = actions?.(row.original) ?? [];
  const quick = verbs.find((verb) => verb.icon !== undefined && verb.danger !== true && verb.blocked === undefined);
  const lead = bulk !== undefined || expand !== undefined;
  const onKeyDown = (event: KeyboardEvent<HTMLTableRowElement>) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const to = rowKeyTarget(event.key, index, count);
    const hot = verbs.find((verb) => verb.hotkey === event.key && verb.blocked === undefined);
    if (to !== undefined) move(to);
    else if (event.key === 'Enter' && onOpen) onOpen(row.original);
    else if (event.key === 'Enter' && expand) toggleOpen(row.id);
    else if (event.key === ' ' && bulk) row.toggleSelected();
    else if (event.key === 'ArrowRight' && expand && !open) toggleOpen(row.id);
    else if (event.key === 'ArrowLeft' && expand && open) toggleOpen(row.id);
    else if (hot) hot.run();
    else return;
    event.preventDefault();
  };
  const cells = new Map(row.getVisibleCells().map((cell) => [cell.column.id, cell]));
  return (
    <Fragment>
      <tr
        className={cx('data-row', row.getIsSelected() && 'sel', open && 'open')}
        data-row={index}
        aria-rowindex={index + 2}
        aria-selected={bulk === undefined ? undefined : row.getIsSelected()}
        tabIndex={tabbable ? 0 : -1}
        onFocus={() => onFocusRow(index)}
        onKeyDown={onKeyDown}
        onDoubleClick={
          onOpen &&
          ((event) => {
            if (!(event.target as Element).closest('a,button,input')) onOpen(row.original);
          })
        }
      >
        {lead && (
          <td className="pin sel-cell">
            <span className="row tight">
              {expand && (
                <button
                  type="button"
                  className="ib sm tight"
                  aria-expanded={open}
                  aria-label={`${open ? 'Collapse' : 'Expand'} ${name}`}
                  onClick={() => toggleOpen(row.id)}
                >
                  {open ? <ChevronDown className="small" /> : <ChevronRight className="small" />}
                </button>
              )}
              {bulk && (
                <Checkbox
                  aria-label={`Select ${name}`}
                  checked={row.getIsSelected()}
                  onChange={() => undefined}
                  onClick={row.getToggleSelectedHandler()}
                />
              )}
            </span>
          </td>
        )}
        {shownColumns.map((column, at) => {
          const cell = cells.get(column.id);
          const last = at === shownColumns.length - 1;
          return (
            <td
              key={column.id}
              className={cx(
                column.numeric && 'num',
                priorityClass(column),
                at === 0 && 'pin last name-cell',
                last && 'last-cell',
              )}
            >
              {cell && <grid.FlexRender cell={cell} />}
              {last && verbs.length > 0 && <RowActions name={name} quick={quick} verbs={verbs} />}
            </td>
          );
        })}
      </tr>
      {open && expand && (
        <tr className="exp">
          <td colSpan={drawn + (lead ? 1 : 0)}>
            <div className="lower">{expand(row.original)}</div>
          </td>
        </tr>
      )}
    </Fragment>
  );
}

function RowActions({
  name,
  quick,
  verbs,
}: {
  name: string;
  quick: { label: string; icon?: ReactNode; run: () => void } | undefined;
  verbs: readonly {
    id: string;
    label: string;
    icon?: ReactNode;
    danger?: boolean;
    blocked?: string | undefined;
    hotkey?: string;
    run: () => void;
  }[];
}) {
  return (
    <span className="acts">
      {quick && <IconButton small name={`${quick.label} ${name}`} icon={quick.icon} onClick={quick.run} />}
      <MoreMenu
        small
        of={name}
        entries={verbs.map((verb) => ({
          id: verb.id,
          label: verb.label,
          icon: verb.icon,
          danger: verb.danger ?? false,
          blocked: verb.blocked,
          ...(verb.hotkey === undefined ? {} : { hint: verb.hotkey.toUpperCase() }),
          run: verb.run,
        }))}
      />
    </span>
  );
}
