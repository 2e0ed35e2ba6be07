import { columnVisibilityFeature, rowSelectionFeature, tableFeatures } from '@tanstack/react-table';

/** Selection and column choice are TanStack's; sorting, filtering and paging are the server's. */
export const features = tableFeatures({ rowSelectionFeature, columnVisibilityFeature });
export type Features = typeof features;

/** The class that takes a column away on narrow screens. */
export const priorityClass = (column: { priority?: 1 | 2 | 3 }): string | undefined => (column.priority === 3 ? 'p3' : column.priority === 2 ? 'p2' : undefined);
