import { columnVisibilityFeature, rowSelectionFeature, tableFeatures } from '@tanstack/react-table';
import { useSyncExternalStore } from 'react';

/** Selection and column choice are TanStack's; sorting, filtering and paging are the server's. */
export const features = tableFeatures({ rowSelectionFeature, columnVisibilityFeature });
export type Features = typeof features;

/** The class that takes a column away on narrow screens. */
export const priorityClass = (column: { priority?: 1 | 2 | 3 }): string | undefined =>
  column.priority === 3 ? 'p3' : column.priority === 2 ? 'p2' : undefined;

/** As in `styles/narrow.css`: up to these widths columns of the priority are not drawn. */
const hiddenUpTo = { 3: '(max-width: 1180px)', 2: '(max-width: 900px)' } as const;
const watch = (query: string) => (listener: () => void) => {
  const media = matchMedia(query);
  media.addEventListener('change', listener);
  return () => media.removeEventListener('change', listener);
};
const [watch3, watch2] = [watch(hiddenUpTo[3]), watch(hiddenUpTo[2])];

/** How many of the columns the window has room for. A cell that spans more would make columns that nobody sees. */
export function useDrawnColumns(columns: readonly { priority?: 1 | 2 | 3 }[]): number {
  const no3 = useSyncExternalStore(watch3, () => matchMedia(hiddenUpTo[3]).matches);
  const no2 = useSyncExternalStore(watch2, () => matchMedia(hiddenUpTo[2]).matches);
  return columns.filter(({ priority }) => !(priority === 3 && no3) && !(priority === 2 && no2)).length;
}
