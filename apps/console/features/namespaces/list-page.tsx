import { useQuery } from '@tanstack/react-query';
import { Pencil, Plus, Trash2 } from 'lucide-react';
import { useMemo } from 'react';
import type { NamespaceRow } from '../../../../server/contract/views/rows/workload-rows.ts';
import { pathTo } from '../../app/paths.ts';
import { allRowsOf } from '../../data/tables.ts';
import { useKubeDeletion } from '../../data/use-kube-deletion.ts';
import { DeleteDialog } from '../../domain-ui/objects/delete-dialog.tsx';
import { RestButton } from '../../domain-ui/objects/rest-drawer.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table/data-table.tsx';
import { tableQuery } from '../../ui/data-table/table-search.ts';
import { useTableState } from '../../ui/data-table/use-table-state.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { useGo } from '../../ui/use-go.ts';
import { namespacesQuery } from './api.ts';
import { namespaceColumns } from './columns.tsx';

const noun = ['namespace', 'namespaces'] as const;
const filters = [
  {
    id: 'isolated',
    label: 'Isolation',
    options: [
      { value: 'true', label: 'Isolated' },
      { value: 'false', label: 'Not isolated' },
    ],
  },
  {
    id: 'phase',
    label: 'Phase',
    options: [
      { value: 'Active', label: 'Active' },
      { value: 'Terminating', label: 'Terminating' },
    ],
  },
];

/** Workloads > Namespaces. */
export function NamespacesPage() {
  const table = useTableState({ defaultSort: { id: 'name', desc: false } });
  const search = useMemo(() => tableQuery(table.state, { project: table.project }), [table.state, table.project]);
  const query = useQuery(namespacesQuery(search));
  const go = useGo();
  const deletion = useKubeDeletion('Namespace', noun);
  const blocked = (row: NamespaceRow) =>
    row.phase === 'Terminating' ? `${row.name} is being deleted already.` : undefined;
  return (
    <>
      <PageHeader
        title="Namespaces"
        actions={
          <>
            <RestButton
              forms={[
                { id: 'kubectl', label: 'kubectl', text: `kubectl --server ${location.origin}/kube get namespaces` },
                { id: 'curl', label: 'curl', text: `curl '${location.origin}/views/tables/namespaces?${search}'` },
              ]}
              note="The same namespaces through the Kubernetes API, and what this list reads."
            />
            <ButtonLink kind="primary" icon={<Plus className="s" />} to={pathTo('createNamespace')}>
              Create
            </ButtonLink>
          </>
        }
      />
      <DataTable
        id="namespaces"
        label="Namespaces"
        nouns={noun}
        columns={namespaceColumns}
        query={query}
        table={table}
        filters={filters}
        onOpen={(row) => go(pathTo('namespace', { name: row.name }))}
        actions={(row) => [
          {
            id: 'edit',
            label: 'Edit',
            icon: <Pencil className="s" />,
            hotkey: 'e',
            blocked: blocked(row),
            run: () => go(pathTo('editNamespace', { name: row.name })),
          },
          {
            id: 'delete',
            label: 'Delete',
            icon: <Trash2 className="s" />,
            danger: true,
            blocked: blocked(row),
            run: () => deletion.start([{ name: row.name }]),
          },
        ]}
        bulk={(rows) => (
          <Button
            className="text-bad"
            icon={<Trash2 className="s" />}
            blocked={rows.map(blocked).find((reason) => reason !== undefined)}
            onClick={() => deletion.start(rows.map((row) => ({ name: row.name })))}
          >
            Delete
          </Button>
        )}
        fetchAll={() => allRowsOf('namespaces', search)}
        empty={
          <EmptyState
            title="No namespaces"
            actions={
              <ButtonLink kind="primary" size="lg" to={pathTo('createNamespace')}>
                Create namespace
              </ButtonLink>
            }
          >
            A namespace holds pods and services. Each has a project of its own, and when it is isolated, networks of its
            own.
          </EmptyState>
        }
      />
      <DeleteDialog {...deletion.props} />
    </>
  );
}
