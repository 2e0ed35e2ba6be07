import { lazyRouteComponent } from '@tanstack/react-router';

/** The server does not answer, and the script of the page that is to be shown is not here yet. */
export class ScriptNotArrived extends Error {
  override readonly name = 'ScriptNotArrived';
}

/**
 * A page whose script is fetched before it is first shown. For a script that is missing the router reloads the document
 * once, which is right after another version was built; while nobody answers it would put the browser's own error page
 * in the place of the console, so then the page says what is missing instead.
 */
export const lazyPage: typeof lazyRouteComponent = (importer, name) =>
  lazyRouteComponent(() => importer().catch(explain), name);

async function explain(failure: unknown): Promise<never> {
  const answers = await fetch('/', { method: 'HEAD', cache: 'no-store' }).then(
    () => true,
    () => false,
  );
  throw answers ? failure : new ScriptNotArrived('The server does not answer. The page is shown as soon as it does.');
}
