import { lazyRouteComponent } from '@tanstack/react-router';
import type { PageId } from './paths.ts';

/**
 * THE MAP OF THE PRODUCT. One line a page: its id (its address stands in `paths.ts`, its place in `menu.ts` and `crumbs.ts`),
 * the file, and the component's export. A page that is not here is neither in the menu nor reachable.
 */
export const pages: Partial<Record<PageId, ReturnType<typeof lazyRouteComponent>>> = {
};

export const existingPages: ReadonlySet<PageId> = new Set(Object.keys(pages) as PageId[]);
