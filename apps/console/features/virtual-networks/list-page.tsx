import { Pencil, Waypoints } from 'lucide-react';
import type { VirtualNetworkRow } from '../../../../server/contract/views/rows/overlay-rows.ts';
import { pathTo } from '../../app/paths.ts';
import { useDeletion } from '../../data/use-deletion.ts';
import { useList } from '../../data/use-list.ts';
import { FloatingIpIcon } from '../../domain-ui/objects/icons.tsx';
import { ListPage } from '../../domain-ui/objects/list-page.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { useGo } from '../../ui/use-go.ts';
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
  const list = useList('virtual-networks', { sort: 'project' });
  const go = useGo();
  const deletion = useDeletion('virtual-network', noun);
  const edit = (row: VirtualNetworkRow) => go(pathTo('editVirtualNetwork', { fqName: row.fqName }));
  const createPool = (row: VirtualNetworkRow) =>
    go(pathTo('createFloatingIp', {}, { kind: 'pool', network: row.fqName }));
  return (
    <ListPage
      title="Virtual Networks"
      create={pathTo('createVirtualNetwork')}
      list={list}
      deletion={deletion}
      undeletable={(row) => (row.system ? `${row.name} is a system network and always exists.` : undefined)}
      label="Virtual networks"
      nouns={noun}
      columns={networkColumns}
      filters={filters}
      onOpen={(row) => go(pathTo('virtualNetwork', { fqName: row.fqName }))}
      verbs={(row) => [
        { id: 'edit', label: 'Edit', icon: <Pencil className="small" />, hotkey: 'e', run: () => edit(row) },
        { id: 'pool', label: 'Create pool', icon: <FloatingIpIcon className="small" />, run: () => createPool(row) },
        {
          id: 'routes',
          label: 'Routes',
          icon: <Waypoints className="small" />,
          run: () => go(pathTo('vrf', { fqName: row.fqName })),
        },
      ]}
      bulkVerbs={(rows) => {
        const only = rows.length === 1 ? rows[0] : undefined;
        return (
          <>
            <Button
              icon={<Pencil className="small" />}
              blocked={only ? undefined : 'Choose one network to edit.'}
              onClick={() => {
                if (only) edit(only);
              }}
            >
              Edit
            </Button>
            <Button
              icon={<FloatingIpIcon className="small" />}
              blocked={only ? undefined : 'A pool belongs to one network.'}
              onClick={() => {
                if (only) createPool(only);
              }}
            >
              Create pool
            </Button>
          </>
        );
      }}
      none={{
        what: 'virtual networks',
        actions: (
          <>
            <ButtonLink kind="primary" size="lg" to={pathTo('createVirtualNetwork')}>
              Create network
            </ButtonLink>
            <ButtonLink size="lg" to={pathTo('createNetworkAttachment')}>
              Create network attachment
            </ButtonLink>
          </>
        ),
        text:
          'A virtual network is a routing table of its own, with subnets from which pods and floating IPs get their ' +
          'addresses. Kubernetes asks for one with a NetworkAttachmentDefinition.',
      }}
    />
  );
}
