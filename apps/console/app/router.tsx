import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
  type AnyRoute,
} from '@tanstack/react-router';
import { menu } from './menu.ts';
import { existingPages, pages } from './pages.ts';
import { patterns, type PageId } from './paths.ts';
import { NotFoundPage, PageFailed } from './shell/fallbacks.tsx';
import { Shell } from './shell/shell.tsx';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFoundPage, errorComponent: PageFailed });

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

const routes: AnyRoute[] = (Object.keys(pages) as PageId[]).map((page) =>
  createRoute({ getParentRoute: () => root, path: patterns[page], component: pages[page] }),
);

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

export const newRouter = () =>
  createRouter({
    routeTree: root.addChildren([home, ...routes]),
    parseSearch,
    stringifySearch,
    defaultPreload: 'intent',
    defaultErrorComponent: PageFailed,
    scrollRestoration: true,
  });
