import {
  useInfiniteQuery,
  useQuery,
  type InfiniteData,
  type QueryKey,
  type UseInfiniteQueryOptions,
  type UseQueryOptions,
} from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { HistoryPage } from '../../../../server/contract/views/objects.ts';
import { MoreMenu, type MenuEntry } from '../../ui/menu.tsx';
import { useObjectName } from '../../ui/object-name.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { ReadPart } from '../../ui/read-part.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { DeleteDialog, type DeleteDialogProps } from './delete-dialog.tsx';
import { deleteEntry } from './delete-entry.tsx';
import { HistoryList } from './history-list.tsx';
import { ObjectEvents, type EventsReading } from './object-events.tsx';
import { ObjectSource, type SourceForm } from './object-source.tsx';

export type DetailTab = {
  readonly id: string;
  readonly label: string;
  readonly count?: number | undefined;
  /** The tab is a link to another page. */
  readonly to?: string;
  readonly content?: ReactNode;
  /** Its content scrolls by itself, and may have a foot that stays. */
  readonly still?: boolean;
};

/** `historyQuery` of `data/object-views.ts`. */
type HistoryReading<Key extends QueryKey> = UseInfiniteQueryOptions<
  HistoryPage,
  Error,
  InfiniteData<HistoryPage>,
  Key,
  number | undefined
>;

/** The object as its API has it, or how that is read. The caller removes secrets. */
type Source<Key extends QueryKey> = { readonly as: SourceForm } & (
  | { readonly object: object }
  | { readonly query: UseQueryOptions<unknown, Error, object, Key> }
);

/**
 * The page of one object: its name, state and actions, and below them tabs, each with an address of its own. The last
 * tabs are its events, history and text, where they are given; the menu ends with Delete, which asks first.
 */
export function DetailPage<
  HistoryKey extends QueryKey,
  SourceKey extends QueryKey,
  EventsKey extends QueryKey = QueryKey,
>({
  noun,
  name,
  title = name,
  lead,
  state,
  sub,
  actions,
  menu = [],
  deletion,
  tab,
  to,
  tabs,
  events,
  history,
  source,
  end,
  above,
}: {
  /** As users call the kind: "network". */
  noun: string;
  name: string;
  /** Instead of the name as text. */
  title?: ReactNode;
  lead?: ReactNode;
  state?: ReactNode;
  sub?: ReactNode;
  /** Before the menu. */
  actions?: ReactNode;
  menu?: readonly MenuEntry[];
  /** The result of `useDeletion`, the object's key in the store, and why it cannot be deleted, in a sentence. */
  deletion?: {
    readonly of: {
      readonly start: (objects: { id: string; name: string }[]) => void;
      readonly props: DeleteDialogProps;
    };
    readonly id: string;
    readonly blocked?: string | undefined;
  };
  /** As the address has it; otherwise the first tab is open. */
  tab: string | undefined;
  /** The address of the page with this search. */
  to: (search: { readonly tab?: string }) => string;
  tabs: readonly (DetailTab | false | undefined)[];
  /** What was told of a Kubernetes object. */
  events?: EventsReading<EventsKey>;
  history?: HistoryReading<HistoryKey>;
  source?: Source<SourceKey>;
  /** To the right of the tabs. */
  end?: ReactNode;
  /** Between the tabs and their content. */
  above?: ReactNode;
}) {
  useObjectName(name);
  const all = [
    ...tabs,
    events && { id: 'events', label: 'Events', content: <ObjectEvents of={name} reading={events} /> },
    history && { id: 'history', label: 'History', content: <History of={name} reading={history} /> },
    source && {
      id: source.as === 'JSON' ? 'json' : 'source',
      label: source.as,
      content: <SourceTab noun={noun} name={name} source={source} />,
    },
  ].filter((one): one is DetailTab => Boolean(one));
  const open = all.find((one) => one.id === tab && one.to === undefined) ?? all[0];
  const entries = [
    ...menu,
    ...(deletion ? [deleteEntry(() => deletion.of.start([{ id: deletion.id, name }]), deletion.blocked)] : []),
  ];
  return (
    <>
      <PageHeader
        lead={lead}
        title={title}
        state={state}
        sub={sub}
        actions={
          <>
            {actions}
            {entries.length > 0 && <MoreMenu of={name} entries={entries} />}
          </>
        }
      />
      <Tabs
        label={`Parts of the ${noun}`}
        current={open?.id ?? ''}
        tabs={all.map(({ id, label, count, to: elsewhere }, at) => ({
          id,
          label,
          count,
          to: elsewhere ?? to(at === 0 ? {} : { tab: id }),
        }))}
        end={end}
      />
      {above}
      {open?.still ? open.content : <div className="scroll">{open?.content}</div>}
      {deletion && <DeleteDialog {...deletion.of.props} />}
    </>
  );
}

function History<Key extends QueryKey>({ of, reading }: { of: string; reading: HistoryReading<Key> }) {
  return <HistoryList of={of} query={useInfiniteQuery(reading)} />;
}

function SourceTab<Key extends QueryKey>({ noun, name, source }: { noun: string; name: string; source: Source<Key> }) {
  return 'object' in source ? (
    <ObjectSource name={name} first={source.as} object={source.object} />
  ) : (
    <ReadSource noun={noun} name={name} first={source.as} query={source.query} />
  );
}

function ReadSource<Key extends QueryKey>({
  noun,
  name,
  first,
  query,
}: {
  noun: string;
  name: string;
  first: SourceForm;
  query: UseQueryOptions<unknown, Error, object, Key>;
}) {
  return (
    <ReadPart query={useQuery(query)} what={`${noun} ${name}`}>
      {(object) => <ObjectSource name={name} first={first} object={object} />}
    </ReadPart>
  );
}
