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
  children,
}: {
  query: { readonly data: T | undefined; readonly error: Error | null; readonly refetch: () => unknown };
  /** Of what, in the sentence "Could not read the pods." */
  what: string;
  children: (answer: T) => ReactNode;
}) {
  if (query.data !== undefined) return children(query.data);
  return query.error === null ? (
    <PageSkeleton waitingFor={what} />
  ) : (
    <ErrorBanner className="m-6" title={`Could not read ${what}.`} onRetry={() => query.refetch()}>
      {query.error.message}
    </ErrorBanner>
  );
}
