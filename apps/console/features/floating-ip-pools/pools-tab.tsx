import { useQuery } from '@tanstack/react-query';
import { Pencil, Plus, Trash2 } from 'lucide-react';
import { useMemo } from 'react';
import type { FloatingIpPoolRow } from '../../../../server/contract/views/rows/floating-ip-rows.ts';
import { pathTo } from '../../app/paths.ts';
import { allRowsOf } from '../../data/tables.ts';
import { useDeletion } from '../../data/use-deletion.ts';
import { DeleteDialog } from '../../domain-ui/objects/delete-dialog.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table/data-table.tsx';
import { tableQuery } from '../../ui/data-table/table-search.ts';
import { useTableState } from '../../ui/data-table/use-table-state.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useGo } from '../../ui/use-go.ts';
import { poolsQuery } from './api.ts';
import { poolColumns } from './columns.tsx';

const noun = ['pool', 'pools'] as const;
const filters = [
  {
    id: 'state',
    label: 'State',
    options: [
      { value: 'Ready', label: 'Ready' },
      { value: 'Exhausted', label: 'Exhausted' },
      { value: 'No addresses', label: 'No addresses' },
    ],
  },
];

/** Overlay > Floating IP > Floating IP Pools. */
export function FloatingIpPoolsTab() {
  const table = useTableState();
  const go = useGo();
  const search = useMemo(() => tableQuery(table.state, { project: table.project }), [table.state, table.project]);
  const query = useQuery(poolsQuery(search));
  const deletion = useDeletion('floating-ip-pool', noun);
  const remove = (rows: readonly FloatingIpPoolRow[]) =>
    deletion.start(rows.map((row) => ({ key: row.id, name: row.name })));
  return (
    <>
      <DataTable
        id="floating-ip-pools"
        label="Floating IP pools"
        nouns={noun}
        columns={poolColumns}
        query={query}
        table={table}
        filters={filters}
        filterPlaceholder="Filter by pool, network, subnet"
        onOpen={(row) => go(pathTo('floatingIpPool', { fqName: row.fqName }))}
        actions={(row) => [
          {
            id: 'edit',
            label: 'Edit',
            icon: <Pencil className="s" />,
            hotkey: 'e',
            run: () => go(pathTo('editFloatingIpPool', { fqName: row.fqName })),
          },
          {
            id: 'allocate',
            label: 'Take an address',
            icon: <Plus className="s" />,
            run: () => go(pathTo('createFloatingIp', {}, { kind: 'address', pool: row.fqName })),
          },
          { id: 'delete', label: 'Delete', icon: <Trash2 className="s" />, danger: true, run: () => remove([row]) },
        ]}
        bulk={(rows) => (
          <Button className="text-bad" icon={<Trash2 className="s" />} onClick={() => remove(rows)}>
            Delete
          </Button>
        )}
        fetchAll={() => allRowsOf('floating-ip-pools', search)}
        empty={
          <EmptyState
            title={table.project === undefined ? 'No floating IP pools' : `No floating IP pools in ${table.project}`}
            actions={
              <>
                <ButtonLink kind="primary" size="lg" to={pathTo('createFloatingIp', {}, { kind: 'pool' })}>
                  Create pool
                </ButtonLink>
                <ButtonLink size="lg" to={pathTo('virtualNetworks')}>
                  Choose a network
                </ButtonLink>
              </>
            }
          >
            A pool gives the public addresses of one virtual network. Services and ingresses draw from the pool that
            their annotation, their namespace or the cluster names; pods get one by hand.
          </EmptyState>
        }
      />
      <DeleteDialog {...deletion.props} />
    </>
  );
}
