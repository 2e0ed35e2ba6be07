import { useQueryClient } from '@tanstack/react-query';
import { useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useLive } from '../../data/live.ts';
import { AppLink } from '../../ui/app-link.tsx';
import { ErrorBanner } from '../../ui/note.tsx';
import { ScriptNotArrived } from '../lazy-page.tsx';

export function NotFoundPage() {
  return (
    <div className="em">
      <div>
        <h2>There is no page at this address</h2>
        <p className="about">The Main Menu lists all pages; Ctrl K finds an object by name, address or route target.</p>
        <div className="btns">
          <AppLink className="btn" to="/">
            Go to the first page
          </AppLink>
        </div>
      </div>
    </div>
  );
}

const isModuleMissing = (error: unknown): boolean =>
  error instanceof Error && /dynamically imported module|importing a module script/i.test(error.message);

/**
 * A page threw while drawing; the rest of the console stays. A retry reads everything again and draws anew: cached
 * answers that no page shows are dropped, since they may be the cause. If the page's script is missing, the document is
 * reloaded; if it is missing because the server does not answer, it is fetched again when live changes arrive again.
 */
export function PageFailed({ error, reset }: ErrorComponentProps) {
  const client = useQueryClient();
  const router = useRouter();
  const { phase } = useLive();
  const unanswered = error instanceof ScriptNotArrived;
  const again = () => {
    if (isModuleMissing(error)) return window.location.reload();
    client.removeQueries({ type: 'inactive' });
    if (unanswered) void router.invalidate();
    else reset();
  };
  useEffect(() => {
    if (unanswered && phase === 'live') void router.invalidate();
  }, [unanswered, phase, router]);
  return (
    <div className="p-6">
      <ErrorBanner
        title={unanswered ? 'This page is not loaded yet.' : 'This page could not be drawn.'}
        onRetry={again}
      >
        {error instanceof Error ? error.message : String(error)}
      </ErrorBanner>
    </div>
  );
}
