import { useQuery } from '@tanstack/react-query';
import { Plus, Trash2 } from 'lucide-react';
import { useMemo } from 'react';
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
import { attachmentsQuery } from './api.ts';
import { attachmentColumns } from './columns.tsx';

const noun = ['network attachment', 'network attachments'] as const;

/** Workloads > Network Attachments. */
export function NetworkAttachmentsPage() {
  const table = useTableState({ defaultSort: { id: 'name', desc: false } });
  const search = useMemo(() => tableQuery(table.state, { project: table.project }), [table.state, table.project]);
  const query = useQuery(attachmentsQuery(search));
  const { options } = useNamespaces();
  const go = useGo();
  const deletion = useKubeDeletion('NetworkAttachmentDefinition', noun);
  return (
    <>
      <PageHeader
        title="Network Attachments"
        actions={
          <>
            <RestButton
              forms={[
                {
                  id: 'kubectl',
                  label: 'kubectl',
                  text: `kubectl --server ${location.origin}/kube get network-attachment-definitions -A`,
                },
                {
                  id: 'curl',
                  label: 'curl',
                  text: `curl '${location.origin}/views/tables/network-attachments?${search}'`,
                },
              ]}
              note="The same definitions through the Kubernetes API, and what this list reads."
            />
            <ButtonLink kind="primary" icon={<Plus className="s" />} to={pathTo('createNetworkAttachment')}>
              Create
            </ButtonLink>
          </>
        }
      />
      <DataTable
        id="network-attachments"
        label="Network attachments"
        nouns={noun}
        columns={attachmentColumns}
        query={query}
        table={table}
        filters={[{ id: 'namespace', label: 'Namespace', options }]}
        filterPlaceholder="Filter by name, CIDR, network"
        onOpen={(row) => go(pathTo('networkAttachment', { namespace: row.namespace, name: row.name }))}
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
        fetchAll={() => allRowsOf('network-attachments', search)}
        empty={
          <EmptyState
            title={
              table.project === undefined ? 'No network attachments' : `No network attachments in ${table.project}`
            }
            actions={
              <ButtonLink kind="primary" size="lg" to={pathTo('createNetworkAttachment')}>
                Create network attachment
              </ButtonLink>
            }
          >
            With a network attachment Kubernetes asks for a virtual network: by a CIDR for a new one, or by the name of
            one that exists. Pods are attached to it by an annotation.
          </EmptyState>
        }
      />
      <DeleteDialog {...deletion.props} />
    </>
  );
}
