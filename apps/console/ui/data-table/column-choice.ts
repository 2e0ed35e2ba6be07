import { useMemo, useState } from 'react';
import type { MenuEntry } from '../menu.tsx';
import type { TableColumn } from './types.ts';

const stored = (key: string): Record<string, boolean> => {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(key) ?? '{}');
    return found !== null && typeof found === 'object' ? (found as Record<string, boolean>) : {};
  } catch {
    return {};
  }
};

/** The visible columns, and the menu to choose them. The first column, which identifies the row, is always visible. */
export function useHiddenColumns<Row>(
  id: string,
  columns: readonly TableColumn<Row>[],
): { visibility: Record<string, boolean>; entries: MenuEntry[] } {
  const key = `oc.columns.${id}`;
  const [choice, setChoice] = useState(() => stored(key));
  const visibility = useMemo(
    () =>
      Object.fromEntries(
        columns.map((column, index) => [column.id, index === 0 || (choice[column.id] ?? column.hidden !== true)]),
      ),
    [columns, choice],
  );
  const entries = columns.slice(1).map((column): MenuEntry => ({
    kind: 'check',
    id: column.id,
    label: column.header,
    checked: visibility[column.id] === true,
    run: () => {
      const next = { ...choice, [column.id]: visibility[column.id] !== true };
      setChoice(next);
      localStorage.setItem(key, JSON.stringify(next));
    },
  }));
  return { visibility, entries };
}
