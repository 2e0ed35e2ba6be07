import { Minus, Pencil, Plus } from 'lucide-react';
import type { HistoryEntry, HistoryPage } from '../../../../server/contract/views/objects.ts';
import { plainStep } from '../../../../server/model/json-pointer.ts';
import { DiffLines, type DiffLine } from '../../ui/diff-lines.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Moment } from '../../ui/moment.tsx';
import { ReadPart } from '../../ui/read-part.tsx';

const sources: Readonly<Record<string, string>> = {
  ui: 'in the console',
  config: 'through the config API',
  kube: 'through the Kubernetes API',
  system: 'by the system',
};

/** `controller:kube-manager` → "by kube-manager"; author and source in one phrase. */
export function whoText(entry: Pick<HistoryEntry, 'actor' | 'source'>): string {
  if (entry.source.startsWith('controller:')) return entry.source.slice('controller:'.length);
  return `${entry.actor} ${sources[entry.source] ?? `through ${entry.source}`}`;
}

/** Data that the store keeps with the object (allocated numbers, owners, time of change) is not shown as its change. */
const told = (path: string): boolean => !/^\/(allocated|owners|relaxed)(\/|$)|^\/id_perms\/last_modified$/.test(path);

/** The leaf in the object's wire format. */
function pathText(path: string): string {
  const ref = /^\/refs\/([^/]+)/.exec(path);
  if (ref) return `${ref[1]!.replaceAll('-', '_')}_refs`;
  return plainStep(path.replace(/^\/props\//, '/').slice(1));
}

/** A reference is shown by its uuid, unless it has an attribute. */
const printed = (value: unknown): string => {
  if (
    value !== null &&
    typeof value === 'object' &&
    'uuid' in value &&
    typeof value.uuid === 'string' &&
    (!('attr' in value) || value.attr === null)
  )
    return value.uuid;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text === undefined ? '' : text.length > 120 ? `${text.slice(0, 118)}…` : text;
};

/** The changed leaves as diff lines; the fields of a created object are omitted, since the object shows them. */
function linesOf(entry: HistoryEntry): DiffLine[] {
  if (entry.op !== 'changed') return [];
  return entry.leaves
    .filter((leaf) => told(leaf.path))
    .map((leaf): DiffLine => {
      const label = <span className="wire small">{pathText(leaf.path)}</span>;
      if (leaf.old === undefined) return { id: leaf.path, op: 'add', label, value: printed(leaf.new) };
      if (leaf.new === undefined) return { id: leaf.path, op: 'del', label, value: printed(leaf.old) };
      return { id: leaf.path, op: 'chg', label, from: printed(leaf.old), to: printed(leaf.new) };
    });
}

const verbs = {
  created: { word: 'Created', icon: <Plus className="small" /> },
  changed: { word: 'Changed', icon: <Pencil className="small" /> },
  deleted: { word: 'Deleted', icon: <Minus className="small" /> },
} as const;

type HistoryQuery = {
  data: { pages: readonly HistoryPage[] } | undefined;
  error: Error | null;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => unknown;
  refetch: () => unknown;
};

/** Changes with author and time, newest first. Takes the result of `historyQuery` in `data/object-views.ts`. */
export function HistoryList({
  of,
  query,
}: {
  /** The object's name for users. */
  of: string;
  query: HistoryQuery;
}) {
  return (
    <ReadPart query={query} what={`the history of ${of}`}>
      {({ pages }) => <Entries of={of} pages={pages} query={query} />}
    </ReadPart>
  );
}

function Entries({ of, pages, query }: { of: string; pages: readonly HistoryPage[]; query: HistoryQuery }) {
  const entries = pages.flatMap((page) => page.entries);
  const last = pages.at(-1);
  if (entries.length === 0)
    return (
      <EmptyState title={`No changes of ${of}`}>
        {last?.note ?? `History starts at revision ${last?.startsAt ?? 0}.`}
      </EmptyState>
    );
  return (
    <div className="p-6 grid gap-3 max-w-[1100px]">
      <ol aria-label={`History of ${of}`} className="grid">
        {entries.map((entry) => {
          const verb = verbs[entry.op];
          const lines = linesOf(entry);
          return (
            <li
              key={`${entry.revision} ${entry.op}`}
              className="grid grid-cols-[192px_minmax(0,1fr)] gap-x-4 border-b border-line py-2.5"
            >
              <Moment className="wire secondary nowrap" of={entry.time} />
              <div className="min-w-0 grid grid-cols-[minmax(0,1fr)] gap-1.5 overflow-hidden">
                <div className="row">
                  <span className="muted">{verb.icon}</span>
                  <span className="medium">{verb.word}</span>
                  <span className="secondary ellipsis">
                    {entry.source.startsWith('controller:') ? 'by ' : ''}
                    {whoText(entry)}
                  </span>
                  <span className="fill" />
                  {entry.alongside > 0 && (
                    <span className="muted type-12 nowrap">
                      with {entry.alongside} other {entry.alongside === 1 ? 'object' : 'objects'}
                    </span>
                  )}
                  <span className="wire small muted">rev {entry.revision}</span>
                </div>
                {lines.length > 0 && <DiffLines lines={lines} />}
                {entry.more !== undefined && entry.more > 0 && (
                  <span className="muted type-12">
                    and {entry.more} more {entry.more === 1 ? 'field' : 'fields'}
                  </span>
                )}
              </div>
            </li>
          );
        })}
      </ol>
      <div className="row loose muted type-12">
        {query.hasNextPage ? (
          <button
            type="button"
            className="btn"
            aria-busy={query.isFetchingNextPage || undefined}
            onClick={() => query.fetchNextPage()}
          >
            Show older changes
          </button>
        ) : (
          <span>{last?.note ?? `History starts at revision ${last?.startsAt ?? 0}.`}</span>
        )}
      </div>
    </div>
  );
}
