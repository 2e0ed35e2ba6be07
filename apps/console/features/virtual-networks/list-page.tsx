import { useQuery } from '@tanstack/react-query';
import { Pencil, Plus, Trash2, Waypoints } from 'lucide-react';
import { useMemo } from 'react';
import type { VirtualNetworkRow } from '../../../../server/contract/views/rows/overlay-rows.ts';
import { pathTo } from '../../app/paths.ts';
import { allRowsOf } from '../../data/tables.ts';
import { useDeletion } from '../../data/use-deletion.ts';
import { DeleteDialog } from '../../domain-ui/objects/delete-dialog.tsx';
import { FloatingIpIcon } from '../../domain-ui/objects/icons.tsx';
import { RestButton } from '../../domain-ui/objects/rest-drawer.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table/data-table.tsx';
import { tableQuery } from '../../ui/data-table/table-search.ts';
import { useTableState } from '../../ui/data-table/use-table-state.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { useGo } from '../../ui/use-go.ts';
import { networksQuery } from './api.ts';
import { networkColumns } from './columns.tsx';

const noun = ['network', 'networks'] as const;
const filters = [
  {
    id: 'scope',
    label: 'Scope',
    options: [
      { value: 'isolated', label: 'Isolated' },
      { value: 'shared', label: 'Shared' },
      { value: 'external', label: 'External' },
    ],
  },
  {
    id: 'origin',
    label: 'Origin',
    options: [
      { value: 'nad', label: 'Network attachment' },
      { value: 'namespace', label: 'Namespace' },
      { value: 'cluster', label: 'Cluster' },
      { value: 'operator', label: 'Operator' },
    ],
  },
  {
    id: 'state',
    label: 'State',
    options: [
      { value: 'Programmed', label: 'Programmed' },
      { value: 'Not exported', label: 'Not exported' },
    ],
  },
];

/** Overlay > Virtual Networks. */
export function VirtualNetworksPage() {
  const table = useTableState({ defaultSort: { id: 'project', desc: false } });
  const go = useGo();
  const search = useMemo(() => tableQuery(table.state, { project: table.project }), [table.state, table.project]);
  const query = useQuery(networksQuery(search));
  const deletion = useDeletion('virtual-network', noun);
  const edit = (row: VirtualNetworkRow) => go(pathTo('editVirtualNetwork', { fqName: row.fqName }));
  const createPool = (row: VirtualNetworkRow) =>
    go(pathTo('createFloatingIp', {}, { kind: 'pool', network: row.fqName }));
  const blockedDelete = (row: VirtualNetworkRow) => (row.system ? 'A system network always exists.' : undefined);
  return (
    <>
      <PageHeader
        title="Virtual Networks"
        actions={
          <>
            <RestButton
              forms={[
                {
                  id: 'curl',
                  label: 'curl',
                  text: `curl '${location.origin}/views/tables/virtual-networks?${search}'`,
                },
                {
                  id: 'config',
                  label: 'Config API',
                  text: `curl '${location.origin}/config/virtual-networks?detail=true'`,
                },
              ]}
              note="What this list reads, and the same networks as the config API has them."
            />
            <ButtonLink kind="primary" icon={<Plus className="s" />} to={pathTo('createVirtualNetwork')}>
              Create
            </ButtonLink>
          </>
        }
      />
      <DataTable
        id="virtual-networks"
        label="Virtual networks"
        nouns={noun}
        columns={networkColumns}
        query={query}
        table={table}
        filters={filters}
        onOpen={(row) => go(pathTo('virtualNetwork', { fqName: row.fqName }))}
        actions={(row) => [
          { id: 'edit', label: 'Edit', icon: <Pencil className="s" />, hotkey: 'e', run: () => edit(row) },
          { id: 'pool', label: 'Create pool', icon: <FloatingIpIcon className="s" />, run: () => createPool(row) },
          {
            id: 'routes',
            label: 'Routes',
            icon: <Waypoints className="s" />,
            run: () => go(pathTo('vrf', { fqName: row.fqName })),
          },
          {
            id: 'delete',
            label: 'Delete',
            icon: <Trash2 className="s" />,
            danger: true,
            blocked: blockedDelete(row),
            run: () => deletion.start([{ key: row.id, name: row.name }]),
          },
        ]}
        bulk={(rows) => {
          const [only] = rows;
          const one = rows.length === 1 && only !== undefined;
          const system = rows.find((row) => row.system);
          return (
            <>
              <Button
                icon={<Pencil className="s" />}
                blocked={one ? undefined : 'Choose one network to edit.'}
                onClick={() => {
                  if (one) edit(only);
                }}
              >
                Edit
              </Button>
              <Button
                icon={<FloatingIpIcon className="s" />}
                blocked={one ? undefined : 'A pool belongs to one network.'}
                onClick={() => {
                  if (one) createPool(only);
                }}
              >
                Create pool
              </Button>
              <Button
                className="text-bad"
                icon={<Trash2 className="s" />}
                blocked={system ? `${system.name} is a system network and always exists.` : undefined}
                onClick={() => deletion.start(rows.map((row) => ({ key: row.id, name: row.name })))}
              >
                Delete
              </Button>
            </>
          );
        }}
        fetchAll={() => allRowsOf('virtual-networks', search)}
        empty={
          <EmptyState
            title={table.project === undefined ? 'No virtual networks' : `No virtual networks in ${table.project}`}
            actions={
              <>
                <ButtonLink kind="primary" size="lg" to={pathTo('createVirtualNetwork')}>
                  Create network
                </ButtonLink>
                <ButtonLink size="lg" to={pathTo('createNetworkAttachment')}>
                  Create network attachment
                </ButtonLink>
              </>
            }
          >
            A virtual network is a routing table of its own, with subnets from which pods and floating IPs get their
            addresses. Kubernetes asks for one with a NetworkAttachmentDefinition.
          </EmptyState>
        }
      />
      <DeleteDialog {...deletion.props} />
    </>
  );
}
