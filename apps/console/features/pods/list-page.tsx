import { useQuery } from '@tanstack/react-query';
import { Plus, Trash2 } from 'lucide-react';
import { useMemo } from 'react';
import { pathTo } from '../../app/paths.ts';
import { kubeListQuery } from '../../data/kube-objects.ts';
import { allRowsOf } from '../../data/tables.ts';
import { useKubeDeletion } from '../../data/use-kube-deletion.ts';
import { useNamespaces } from '../../data/use-namespaces.ts';
import { DeleteDialog } from '../../domain-ui/objects/delete-dialog.tsx';
import { RestButton } from '../../domain-ui/objects/rest-drawer.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table/data-table.tsx';
import { tableQuery } from '../../ui/data-table/table-search.ts';
import { useTableState } from '../../ui/data-table/use-table-state.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { useGo } from '../../ui/use-go.ts';
import { podsQuery } from './api.ts';
import { podColumns } from './columns.tsx';

const noun = ['pod', 'pods'] as const;
const phases = ['Pending', 'Running', 'Succeeded', 'Failed'].map((value) => ({ value, label: value }));

/** Workloads > Pods. */
export function PodsPage() {
  const table = useTableState({ defaultSort: { id: 'name', desc: false } });
  const search = useMemo(() => tableQuery(table.state, { project: table.project }), [table.state, table.project]);
  const query = useQuery(podsQuery(search));
  const { options } = useNamespaces();
  const nodes = useQuery(kubeListQuery('Node')).data;
  const filters = useMemo(
    () => [
      { id: 'namespace', label: 'Namespace', options },
      { id: 'phase', label: 'Phase', options: phases },
      {
        id: 'node',
        label: 'Node',
        options: (nodes ?? []).map((node) => ({ value: node.metadata.name, label: node.metadata.name })),
      },
    ],
    [options, nodes],
  );
  const go = useGo();
  const deletion = useKubeDeletion('Pod', noun);
  return (
    <>
      <PageHeader
        title="Pods"
        actions={
          <>
            <RestButton
              forms={[
                {
                  id: 'kubectl',
                  label: 'kubectl',
                  text: `kubectl --server ${location.origin}/kube get pods -A -o wide`,
                },
                { id: 'curl', label: 'curl', text: `curl '${location.origin}/views/tables/pods?${search}'` },
              ]}
              note="The same pods through the Kubernetes API, and what this list reads."
            />
            <ButtonLink kind="primary" icon={<Plus className="s" />} to={pathTo('createPod')}>
              Create
            </ButtonLink>
          </>
        }
      />
      <DataTable
        id="pods"
        label="Pods"
        nouns={noun}
        columns={podColumns}
        query={query}
        table={table}
        filters={filters}
        filterPlaceholder="Filter by name, address, label"
        onOpen={(row) => go(pathTo('pod', { namespace: row.namespace, name: row.name }))}
        actions={(row) => [
          {
            id: 'delete',
            label: 'Delete',
            icon: <Trash2 className="s" />,
            danger: true,
            run: () => deletion.start([{ namespace: row.namespace, name: row.name }]),
          },
        ]}
        bulk={(rows) => (
          <Button
            className="text-bad"
            icon={<Trash2 className="s" />}
            onClick={() => deletion.start(rows.map((row) => ({ namespace: row.namespace, name: row.name })))}
          >
            Delete
          </Button>
        )}
        fetchAll={() => allRowsOf('pods', search)}
        empty={
          <EmptyState
            title={table.project === undefined ? 'No pods' : `No pods in ${table.project}`}
            actions={
              <>
                <ButtonLink kind="primary" size="lg" to={pathTo('createDeployment')}>
                  Create deployment
                </ButtonLink>
                <ButtonLink size="lg" to={pathTo('createPod')}>
                  Create pod
                </ButtonLink>
              </>
            }
          >
            A pod runs on a compute node and has an interface in its namespace's pod network, and one in each network
            that it asks for.
          </EmptyState>
        }
      />
      <DeleteDialog {...deletion.props} />
    </>
  );
}
