import { Columns3, Download, Plus, RefreshCw, Rows3, Search, X } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { nextDensity, setDensity, useDensity } from '../density.ts';
import { IconButton } from '../icon-button.tsx';
import { Menu, type MenuEntry } from '../menu.tsx';
import { TextInput } from '../text-input.tsx';
import { useTypedText } from '../use-typed-text.ts';
import type { TableFilter } from './types.ts';
import type { TableControl } from './use-table-state.ts';

/** Filter field (focused by `/`), filter chips, and on the right columns, density, export, refresh. */
export function TableToolbar({
  table,
  placeholder,
  filters,
  columnEntries,
  onExport,
  exportName,
  onRefresh,
  refreshing,
  lead,
}: {
  table: TableControl;
  placeholder: string;
  filters: readonly TableFilter[];
  columnEntries: readonly MenuEntry[];
  onExport?: (() => void) | undefined;
  exportName: string;
  onRefresh: () => void;
  refreshing: boolean;
  lead?: ReactNode;
}) {
  const density = useDensity();
  return (
    <div className="toolbar" role="search" aria-label={placeholder}>
      {lead}
      <FilterField value={table.state.q} onChange={table.setQ} placeholder={placeholder} />
      {filters.map((filter) => (
        <FilterChip
          key={filter.id}
          filter={filter}
          value={table.state.filters[filter.id]}
          onChange={(value) => table.setFilter(filter.id, value)}
        />
      ))}
      <span className="fill" />
      {columnEntries.length > 0 && (
        <Menu
          head="Columns"
          entries={columnEntries}
          trigger={
            <button type="button" className="ib" aria-label="Columns">
              <Columns3 />
            </button>
          }
        />
      )}
      <IconButton
        className="lo"
        name={`Row height: ${density}`}
        icon={<Rows3 />}
        onClick={() => setDensity(nextDensity(density))}
      />
      {onExport && <IconButton className="lo" name={exportName} icon={<Download />} onClick={onExport} />}
      <IconButton
        name="Refresh"
        icon={<RefreshCw className={refreshing ? 'turning' : undefined} />}
        onClick={onRefresh}
        aria-busy={refreshing || undefined}
      />
    </div>
  );
}

function FilterField({
  value,
  onChange,
  placeholder,
}: {
  value: string;
  onChange: (value: string) => void;
  placeholder: string;
}) {
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useTypedText(value, onChange, 200);
  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      const at = event.target as HTMLElement | null;
      if (
        event.key !== '/' ||
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        at?.closest('input,textarea,select,[contenteditable="true"],[role="dialog"],[role="alertdialog"],.mega')
      )
        return;
      event.preventDefault();
      field.current?.focus();
      field.current?.select();
    };
    document.addEventListener('keydown', focus);
    return () => document.removeEventListener('keydown', focus);
  }, []);
  return (
    <TextInput
      ref={field}
      type="search"
      small
      className="t-filter"
      aria-label={placeholder}
      placeholder={placeholder}
      lead={<Search className="small" />}
      unit={
        typed === '' ? (
          <span className="kbd">/</span>
        ) : (
          <button
            type="button"
            className="copy"
            aria-label="Clear the filter text"
            onClick={() => {
              setTyped('');
              field.current?.focus();
            }}
          >
            <X className="small" />
          </button>
        )
      }
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && typed !== '') {
          event.preventDefault();
          setTyped('');
        }
      }}
    />
  );
}

function FilterChip({
  filter,
  value,
  onChange,
}: {
  filter: TableFilter;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}) {
  if (value !== undefined) {
    const chosen = filter.options.find((option) => option.value === value);
    return (
      <button
        type="button"
        className="filter-chip on"
        aria-label={`${filter.label} ${chosen?.label ?? value}: remove this filter`}
        onClick={() => onChange(undefined)}
      >
        {filter.label} <b>{chosen?.label ?? value}</b>
        <X className="tiny" />
      </button>
    );
  }
  return (
    <Menu
      align="start"
      head={filter.label}
      entries={filter.options.map((option) => ({
        id: option.value,
        label: option.label,
        run: () => onChange(option.value),
      }))}
      trigger={
        <button type="button" className="filter-chip" aria-label={`Filter by ${filter.label.toLowerCase()}`}>
          <Plus className="tiny" />
          {filter.label}
        </button>
      }
    />
  );
}
