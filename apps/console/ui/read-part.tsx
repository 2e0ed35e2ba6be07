import type { ReactNode } from 'react';
import { ErrorBanner } from './note.tsx';
import { PageSkeleton } from './skeleton.tsx';

/**
 * A part of a page with a read of its own, such as the open tab: renders the response; before that, the loading state
 * or the failure. A response stays visible while it is read again.
 */
export function ReadPart<T>({
  query,
  what,
  failed = `Could not read ${what}.`,
  className = 'm-6',
  children,
}: {
  query: { readonly data: T | undefined; readonly error: Error | null; readonly refetch: () => unknown };
  /** What is read, as in "Could not read the pods." */
  what: string;
  failed?: string;
  /** The class of the failure banner. */
  className?: string;
  children: (answer: T) => ReactNode;
}) {
  if (query.data !== undefined) return children(query.data);
  return query.error === null ? (
    <PageSkeleton waitingFor={what} />
  ) : (
    <ErrorBanner className={className} title={failed} onRetry={() => query.refetch()}>
      {query.error.message}
    </ErrorBanner>
  );
}
