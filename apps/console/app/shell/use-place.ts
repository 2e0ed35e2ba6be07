import { useMatches } from '@tanstack/react-router';
import type { Crumb } from '../../ui/breadcrumb.tsx';
import { useShownObjectName } from '../../ui/object-name.ts';
import { crumbsOf, pageOf, placeOf } from '../crumbs.ts';
import type { MenuEntry, MenuSection } from '../menu.ts';
import { existingPages } from '../pages.ts';
import type { PageId } from '../paths.ts';

/** Where the user is: page, section, menu entry and breadcrumb. */
export function usePlace(): {
  page: PageId | undefined;
  section: MenuSection | undefined;
  entry: MenuEntry | undefined;
  crumbs: Crumb[];
  params: Readonly<Record<string, string>>;
} {
  const matches = useMatches();
  const named = useShownObjectName();
  const last = matches.at(-1);
  const page = last ? pageOf(last.fullPath.replace(/(.)\/$/, '$1')) : undefined;
  const params = (last?.params ?? {}) as Record<string, string>;
  const place = page ? placeOf(page) : undefined;
  return {
    page,
    section: place?.section,
    entry: place?.entry,
    crumbs: page ? crumbsOf(page, params, existingPages, named) : [],
    params,
  };
}
