import { lazyRouteComponent, type AsyncRouteComponent } from '@tanstack/react-router';
import { useSyncExternalStore } from 'react';
import { PageSkeleton } from '../ui/skeleton.tsx';
import type { PageComponent } from './page.tsx';
import type { PageId } from './paths.ts';

/** The server does not answer, and the script of the requested page has not been loaded yet. */
export class ScriptNotArrived extends Error {
  override readonly name = 'ScriptNotArrived';
}

/** What a route needs of its page. `P` is the page whose parameters it takes; never, when it takes none. */
export type LazyPage<P extends PageId> = Required<Pick<PageComponent, 'load' | 'Waiting'>> & {
  readonly component: AsyncRouteComponent<object>;
  readonly page?: P;
};
type PageOf<C> = C extends { readonly page: infer P extends PageId } ? P : never;

/**
 * A page whose script is fetched before it is first shown, and after it the data that the page needs. If a script is
 * missing the router reloads the document once, which helps after a new version was built. While the server does not
 * answer, a reload would replace the console by the browser's error page; so then the page says what is missing.
 */
export function lazyPage<Name extends string, Script extends { readonly [N in Name]: PageComponent }>(
  importer: () => Promise<Script>,
  name: Name,
): LazyPage<PageOf<Script[Name]>> {
  let arrived: PageComponent | undefined;
  const awaiting = new Set<() => void>();
  const onArrival = (tell: () => void) => {
    awaiting.add(tell);
    return () => awaiting.delete(tell);
  };
  const component = lazyRouteComponent(async (): Promise<{ page: PageComponent }> => {
    const script = await importer().catch(explain);
    arrived = script[name];
    for (const tell of awaiting) tell();
    return { page: arrived };
  }, 'page');
  return {
    component,
    // A script that did not arrive is reported when the page is drawn.
    load: async (client, params, search) => {
      await component.preload?.();
      await arrived?.load?.(client, params, search);
    },
    Waiting: function Waits() {
      const Waiting = useSyncExternalStore(onArrival, () => arrived)?.Waiting;
      return Waiting === undefined ? <PageSkeleton waitingFor="this page" late /> : <Waiting />;
    },
  };
}

async function explain(failure: unknown): Promise<never> {
  const answers = await fetch('/', { method: 'HEAD', cache: 'no-store' }).then(
    () => true,
    () => false,
  );
  throw answers ? failure : new ScriptNotArrived('The server does not answer. The page is shown as soon as it does.');
}
