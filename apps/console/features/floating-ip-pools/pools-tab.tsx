import { Pencil, Plus } from 'lucide-react';
import { pathTo } from '../../app/paths.ts';
import { useDeletion } from '../../data/use-deletion.ts';
import { useList } from '../../data/use-list.ts';
import { ObjectTable } from '../../domain-ui/objects/object-table.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { useGo } from '../../ui/use-go.ts';
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
  const list = useList('floating-ip-pools');
  const go = useGo();
  const deletion = useDeletion('floating-ip-pool', noun);
  return (
    <ObjectTable
      list={list}
      deletion={deletion}
      label="Floating IP pools"
      nouns={noun}
      columns={poolColumns}
      filters={filters}
      filterPlaceholder="Filter by pool, network, subnet"
      onOpen={(row) => go(pathTo('floatingIpPool', { fqName: row.fqName }))}
      verbs={(row) => [
        {
          id: 'edit',
          label: 'Edit',
          icon: <Pencil className="small" />,
          hotkey: 'e',
          run: () => go(pathTo('editFloatingIpPool', { fqName: row.fqName })),
        },
        {
          id: 'allocate',
          label: 'Take an address',
          icon: <Plus className="small" />,
          run: () => go(pathTo('createFloatingIp', {}, { kind: 'address', pool: row.fqName })),
        },
      ]}
      none={{
        what: 'floating IP pools',
        actions: (
          <>
            <ButtonLink kind="primary" size="lg" to={pathTo('createFloatingIp', {}, { kind: 'pool' })}>
              Create pool
            </ButtonLink>
            <ButtonLink size="lg" to={pathTo('virtualNetworks')}>
              Choose a network
            </ButtonLink>
          </>
        ),
        text:
          'A pool gives the public addresses of one virtual network. Services and ingresses draw from the pool that ' +
          'their annotation, their namespace or the cluster names; pods get one by hand.',
      }}
    />
  );
}
