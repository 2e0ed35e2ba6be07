import type { ReactNode } from 'react';
import { ErrorBanner } from './note.tsx';
import { PageSkeleton } from './skeleton.tsx';

/**
 * A part of a page that is read by itself, as the tab that is open: what is made of its answer, and until that is there
 * whether it waits or could not be read. An answer stays while it is read anew.
 */
export function ReadPart<T>({
  query,
  what,
  failed = `Could not read ${what}.`,
  className = 'm-6',
  children,
}: {
  query: { readonly data: T | undefined; readonly error: Error | null; readonly refetch: () => unknown };
  /** Of what, in the sentence "Could not read the pods." */
  what: string;
  failed?: string;
  /** Of the banner that says so. */
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
