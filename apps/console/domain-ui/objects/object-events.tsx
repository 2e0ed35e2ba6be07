import { useQuery, type QueryKey, type UseQueryOptions } from '@tanstack/react-query';
import type { EventRow } from '../../../../server/contract/views/rows/workload-rows.ts';
import { PlainTable, type PlainColumn } from '../../ui/plain-table.tsx';
import { EventTimes, EventType } from './event-cells.tsx';

/** `eventsQuery` of `data/object-views.ts`. */
export type EventsReading<Key extends QueryKey> = UseQueryOptions<unknown, Error, readonly EventRow[], Key>;

const COLUMNS: readonly PlainColumn<EventRow>[] = [
  { id: 'lastSeen', header: 'Last seen', width: 168, cell: (event) => <EventTimes event={event} /> },
  { id: 'type', header: 'Type', width: 104, cell: ({ type }) => <EventType type={type} /> },
  { id: 'reason', header: 'Reason', width: 190, cell: ({ reason }) => reason },
  {
    id: 'message',
    header: 'Message',
    cell: ({ message }) => <span className="whitespace-normal break-words">{message}</span>,
  },
  {
    id: 'from',
    header: 'From',
    width: 190,
    priority: 3,
    cell: ({ source }) => <span className="secondary">{source}</span>,
  },
];

/** What was told of an object, newest first, as `kubectl describe` ends with it. */
export function ObjectEvents<Key extends QueryKey>({ of, reading }: { of: string; reading: EventsReading<Key> }) {
  const query = useQuery(reading);
  return (
    <div className="p-6">
      <PlainTable
        label={`Events of ${of}`}
        columns={COLUMNS}
        rows={query.data}
        rowKey={({ id }) => id}
        rowName={({ reason }) => reason}
        failure={query.data === undefined ? query.error : null}
        onRetry={() => void query.refetch()}
        empty={`No events of ${of}. They are kept for an hour.`}
        least={640}
      />
    </div>
  );
}
