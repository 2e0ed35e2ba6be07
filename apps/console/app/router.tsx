import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
  type AnyRoute,
} from '@tanstack/react-router';
import type { Search } from '../ui/search.ts';
import { UNSEEN } from '../ui/skeleton.tsx';
import { menu } from './menu.ts';
import { existingPages, pages } from './pages.ts';
import { patterns, type PageId } from './paths.ts';
import { NotFoundPage, PageFailed } from './shell/fallbacks.tsx';
import { Shell } from './shell/shell.tsx';

const root = createRootRouteWithContext<{ readonly client: QueryClient }>()({
  component: Shell,
  notFoundComponent: NotFoundPage,
  errorComponent: PageFailed,
});

/** `/` leads to the topology, or to the first page of the menu while there is none. */
const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    const first = menu.flatMap((section) => section.entries).find((entry) => existingPages.has(entry.page));
    if (first) throw redirect({ to: patterns[first.page] });
  },
  component: NotFoundPage,
});

const routes = Object.entries(pages).map(([page, { component, load, Waiting }]): AnyRoute => {
  const path: string = patterns[page as PageId];
  return createRoute({
    getParentRoute: () => root,
    path,
    component,
    pendingComponent: Waiting,
    loader: ({ context, params, location }) => load(context.client, params, location.search as Search),
  });
});

if (import.meta.env.DEV) {
  routes.push(
    createRoute({
      getParentRoute: () => root,
      path: '/specimen',
      component: lazyRouteComponent(() => import('./specimen/specimen-page.tsx'), 'SpecimenPage'),
    }),
  );
}

/** Search parameters are plain strings: `?q=101` stays text. */
const parseSearch = (search: string): Record<string, string> => Object.fromEntries(new URLSearchParams(search));
const stringifySearch = (search: Record<string, unknown>): string => {
  const said = Object.entries(search).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== '',
  );
  const text = new URLSearchParams(said).toString().replaceAll('%3A', ':').replaceAll('%2C', ',');
  return text === '' ? '' : `?${text}`;
};

/**
 * A page is loaded as soon as the pointer is over its link. `client` caches the answers and knows when they are old, so
 * loaders always run and always before the page is shown. During a short wait the previous page stays.
 */
export const newRouter = (client: QueryClient) =>
  createRouter({
    routeTree: root.addChildren([home, ...routes]),
    context: { client },
    parseSearch,
    stringifySearch,
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    defaultStaleReloadMode: 'blocking',
    defaultPendingMs: UNSEEN,
    defaultPendingMinMs: 0,
    defaultErrorComponent: PageFailed,
    scrollRestoration: true,
  });
