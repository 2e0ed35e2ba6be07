import { columnVisibilityFeature, rowSelectionFeature, tableFeatures } from '@tanstack/react-table';
import { useSyncExternalStore } from 'react';

/** TanStack handles selection and column choice; the server sorts, filters and pages. */
export const features = tableFeatures({ rowSelectionFeature, columnVisibilityFeature });
export type Features = typeof features;

/** The class that hides a column on narrow screens. */
export const priorityClass = (column: { priority?: 1 | 2 | 3 }): string | undefined =>
  column.priority === 3 ? 'p3' : column.priority === 2 ? 'p2' : undefined;

/** As in `styles/narrow.css`: up to these widths, columns of the priority are hidden. */
const hiddenUpTo = { 3: '(max-width: 1180px)', 2: '(max-width: 900px)' } as const;
const watch = (query: string) => (listener: () => void) => {
  const media = matchMedia(query);
  media.addEventListener('change', listener);
  return () => media.removeEventListener('change', listener);
};
const [watch3, watch2] = [watch(hiddenUpTo[3]), watch(hiddenUpTo[2])];

/** Number of columns that fit the window. A cell that spans more would create invisible columns. */
export function useDrawnColumns(columns: readonly { priority?: 1 | 2 | 3 }[]): number {
  const no3 = useSyncExternalStore(watch3, () => matchMedia(hiddenUpTo[3]).matches);
  const no2 = useSyncExternalStore(watch2, () => matchMedia(hiddenUpTo[2]).matches);
  return columns.filter(({ priority }) => !(priority === 3 && no3) && !(priority === 2 && no2)).length;
}
