import { useQuery } from '@tanstack/react-query';
import { Pencil, Plus, Scaling, Trash2 } from 'lucide-react';
import { useMemo, useState } from 'react';
import { pathTo } from '../../app/paths.ts';
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
import { deploymentsQuery } from './api.ts';
import { deploymentColumns } from './columns.tsx';
import { ScaleDialog, type ScaleTarget } from './scale-dialog.tsx';

const noun = ['deployment', 'deployments'] as const;

/** Workloads > Deployments. */
export function DeploymentsPage() {
  const table = useTableState({ defaultSort: { id: 'name', desc: false } });
  const search = useMemo(() => tableQuery(table.state, { project: table.project }), [table.state, table.project]);
  const query = useQuery(deploymentsQuery(search));
  const { options } = useNamespaces();
  const go = useGo();
  const deletion = useKubeDeletion('Deployment', noun);
  const [scaling, setScaling] = useState<ScaleTarget | undefined>(undefined);
  return (
    <>
      <PageHeader
        title="Deployments"
        actions={
          <>
            <RestButton
              forms={[
                {
                  id: 'kubectl',
                  label: 'kubectl',
                  text: `kubectl --server ${location.origin}/kube get deployments -A`,
                },
                { id: 'curl', label: 'curl', text: `curl '${location.origin}/views/tables/deployments?${search}'` },
              ]}
              note="The same deployments through the Kubernetes API, and what this list reads."
            />
            <ButtonLink kind="primary" icon={<Plus className="s" />} to={pathTo('createDeployment')}>
              Create
            </ButtonLink>
          </>
        }
      />
      <DataTable
        id="deployments"
        label="Deployments"
        nouns={noun}
        columns={deploymentColumns}
        query={query}
        table={table}
        filters={[{ id: 'namespace', label: 'Namespace', options }]}
        onOpen={(row) => go(pathTo('deployment', { namespace: row.namespace, name: row.name }))}
        actions={(row) => [
          { id: 'scale', label: 'Scale', icon: <Scaling className="s" />, hotkey: 's', run: () => setScaling(row) },
          {
            id: 'edit',
            label: 'Edit',
            icon: <Pencil className="s" />,
            hotkey: 'e',
            run: () => go(pathTo('editDeployment', { namespace: row.namespace, name: row.name })),
          },
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
        fetchAll={() => allRowsOf('deployments', search)}
        empty={
          <EmptyState
            title={table.project === undefined ? 'No deployments' : `No deployments in ${table.project}`}
            actions={
              <>
                <ButtonLink kind="primary" size="lg" to={pathTo('createDeployment')}>
                  Create deployment
                </ButtonLink>
                <ButtonLink size="lg" to={pathTo('manifests')}>
                  Apply a manifest
                </ButtonLink>
              </>
            }
          >
            A deployment keeps a number of equal pods running, and replaces them when its template changes.
          </EmptyState>
        }
      />
      <ScaleDialog target={scaling} onClose={() => setScaling(undefined)} />
      <DeleteDialog {...deletion.props} />
    </>
  );
}
