import type { EventRow } from '../../../../server/contract/views/rows/workload-rows.ts';
import { pathTo } from '../../app/paths.ts';
import { useList } from '../../data/use-list.ts';
import { useNamespaces } from '../../data/use-namespaces.ts';
import { EventObject, EventTimes, EventType } from '../../domain-ui/objects/event-cells.tsx';
import { namespaceColumn } from '../../domain-ui/objects/namespace-column.tsx';
import { RestButton } from '../../domain-ui/objects/rest-drawer.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table/data-table.tsx';
import type { TableColumn, TableFilter } from '../../ui/data-table/types.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PageHeader } from '../../ui/page-header.tsx';

const named = (...names: readonly string[]): TableFilter['options'] => names.map((value) => ({ value, label: value }));

const TYPES = named('Normal', 'Warning');
const KINDS = named(
  'Deployment',
  'Namespace',
  'NetworkAttachmentDefinition',
  'NetworkPolicy',
  'Node',
  'Pod',
  'ReplicaSet',
  'Service',
);

const COLUMNS: readonly TableColumn<EventRow>[] = [
  {
    id: 'lastSeen',
    header: 'Last seen',
    width: 176,
    sortable: true,
    text: (r) => r.lastSeen,
    cell: (r) => <EventTimes event={r} />,
  },
  {
    id: 'type',
    header: 'Type',
    width: 104,
    sortable: true,
    text: (r) => r.type,
    cell: (r) => <EventType type={r.type} />,
  },
  { id: 'reason', header: 'Reason', width: 170, sortable: true, text: (r) => r.reason, cell: (r) => r.reason },
  {
    id: 'object',
    header: 'Object',
    width: 250,
    sortable: true,
    text: (r) => `${r.object.kind} ${r.object.name}`,
    cell: (r) => <EventObject object={r.object} />,
  },
  { ...namespaceColumn<EventRow>(130), priority: 3 },
  {
    id: 'message',
    header: 'Message',
    text: (r) => r.message,
    cell: (r) => (
      <span className="ellipsis block" title={r.message}>
        {r.message}
      </span>
    ),
  },
  {
    id: 'count',
    header: 'Count',
    width: 72,
    numeric: true,
    sortable: true,
    hidden: true,
    text: (r) => String(r.count),
    cell: (r) => r.count,
  },
  {
    id: 'from',
    header: 'From',
    width: 180,
    hidden: true,
    text: (r) => r.source,
    cell: (r) => <span className="secondary">{r.source}</span>,
  },
];

/** Workloads > Events: what happened to Kubernetes objects in the last hour. */
export function EventsPage() {
  const list = useList('events', { sort: 'lastSeen' });
  const { options } = useNamespaces();
  return (
    <>
      <PageHeader
        title="Events"
        actions={<RestButton forms={list.forms} note="The same events in a shell, and what this list reads." />}
      />
      <DataTable
        id={list.id}
        label="Events"
        nouns={['event', 'events']}
        columns={COLUMNS}
        query={list.query}
        table={list.table}
        fetchAll={list.fetchAll}
        rowName={(row) => `${row.reason} ${row.object.name}`}
        filters={[
          { id: 'namespace', label: 'Namespace', options },
          { id: 'type', label: 'Type', options: TYPES },
          { id: 'kind', label: 'Kind', options: KINDS },
        ]}
        filterPlaceholder="Filter by reason, object, message"
        empty={
          <EmptyState
            title={list.project === undefined ? 'No events' : `No events in ${list.project}`}
            actions={
              <ButtonLink kind="primary" size="lg" to={pathTo('deployments')}>
                Deployments
              </ButtonLink>
            }
          >
            What happens to pods, deployments, namespaces and services is told here, and kept for an hour.
          </EmptyState>
        }
      />
    </>
  );
}
