import type { HistoryEntry } from '../../../../server/contract/views/objects.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Moment } from '../../ui/moment.tsx';
import { ErrorBanner } from '../../ui/note.tsx';
import { PageSkeleton } from '../../ui/skeleton.tsx';
import { FqNameText } from '../routes/wire.tsx';
import { whoText } from './history-list.tsx';

/**
 * Shown instead of an object page that has no object: still loading, a failed read with a retry, or an object that does
 * not exist, with who deleted it and when, and a link to the list. Retrying would not help there; if an object of the
 * name appears, the page shows it automatically.
 */
export function NotRead({
  what,
  name,
  query,
  fate,
  all,
}: {
  /** The kind for users: "virtual network". */
  what: string;
  name: string;
  query: { readonly error: Error | null; readonly refetch: () => unknown };
  fate: { readonly missing: boolean; readonly last: HistoryEntry | null | undefined };
  all: { readonly to: string; readonly label: string };
}) {
  if (!fate.missing) {
    return query.error ? (
      <ErrorBanner className="m-6" title={`Could not read ${what} ${name}.`} onRetry={() => query.refetch()}>
        {query.error.message}
      </ErrorBanner>
    ) : (
      <PageSkeleton waitingFor={`${what} ${name}`} />
    );
  }
  const { last } = fate;
  const short = name.split(/[:/]/).at(-1) ?? name;
  return (
    <div className="scroll">
      <EmptyState
        title={`There is no ${what} ${short}`}
        actions={
          <ButtonLink kind="primary" size="lg" to={all.to}>
            {all.label}
          </ButtonLink>
        }
      >
        {short !== name && (
          <p>
            <FqNameText value={name} />
          </p>
        )}
        {last?.op === 'deleted' && (
          <p>
            It was deleted at <Moment className="wire" of={last.time} /> by {whoText(last)}
            {last.alongside > 0 &&
              `, with ${last.alongside} ${last.alongside === 1 ? 'other object' : 'other objects'}`}
            .
          </p>
        )}
        {last === null && (
          <p>
            History knows none of this name: it never was, was called otherwise, or was deleted too long ago. Ctrl K
            finds what is there by name, address or route target.
          </p>
        )}
      </EmptyState>
    </div>
  );
}
