import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { PortRow } from '../../../../server/contract/views/rows/overlay-rows.ts';
import { pathTo } from '../../app/paths.ts';
import { tableOf } from '../../data/tables.ts';
import { portName } from '../../domain-ui/addresses/port-name.ts';
import { pathToObject } from '../../domain-ui/kinds/faces.tsx';
import { StateBadge } from '../../domain-ui/objects/state-badge.tsx';
import { AddressText } from '../../domain-ui/routes/wire.tsx';
import { AppLink } from '../../ui/app-link.tsx';
import { DataTable } from '../../ui/data-table/data-table.tsx';
import { tableQuery } from '../../ui/data-table/table-search.ts';
import type { TableColumn } from '../../ui/data-table/types.ts';
import { useTableState } from '../../ui/data-table/use-table-state.ts';
import type { StoredNetwork } from './form-model.ts';

/** The port's pod as a link, else the port's own name. */
export function PortName({ port }: { port: PortRow }) {
  const to = port.pod && pathToObject({ kind: 'kube/Pod', key: port.pod.key, label: port.pod.name });
  return to === undefined ? (
    <span className="ellipsis" title={port.fqName}>
      {portName(port)}
    </span>
  ) : (
    <AppLink className="id ellipsis" title={port.fqName} to={to}>
      {port.pod!.name}
    </AppLink>
  );
}

const columns: readonly TableColumn<PortRow>[] = [
  {
    id: 'pod',
    header: 'Pod',
    width: 230,
    sortable: true,
    text: (row) => row.pod?.key ?? row.name,
    cell: (row) => (
      <span className="name">
        <PortName port={row} />
      </span>
    ),
  },
  {
    id: 'namespace',
    header: 'Namespace',
    width: 124,
    priority: 2,
    text: (row) => row.pod?.namespace ?? '',
    cell: (row) => <span className="secondary">{row.pod?.namespace}</span>,
  },
  {
    id: 'interface',
    header: 'Interface',
    width: 176,
    priority: 3,
    text: (row) => row.interface ?? '',
    cell: (row) => (
      <span className="wire ellipsis" title={row.interface}>
        {row.interface}
      </span>
    ),
  },
  {
    id: 'address',
    header: 'Address',
    width: 124,
    sortable: true,
    text: (row) => row.addresses.join(' '),
    cell: (row) => (
      <span className="row tight">
        <AddressText value={row.addresses[0] ?? ''} />
        {row.addresses.length > 1 && (
          <span className="tag line" title={row.addresses.join('\n')}>
            +{row.addresses.length - 1}
          </span>
        )}
      </span>
    ),
  },
  {
    id: 'mac',
    header: 'MAC',
    width: 156,
    sortable: true,
    priority: 3,
    text: (row) => row.mac ?? '',
    cell: (row) => <span className="wire secondary">{row.mac}</span>,
  },
  {
    id: 'floatingIps',
    header: 'Floating IP',
    width: 124,
    text: (row) => row.floatingIps.map((fip) => fip.address).join(' '),
    cell: (row) => (
      <span className="row tight">
        {row.floatingIps.slice(0, 2).map((fip) => (
          <AppLink key={fip.uuid} className="wire" to={pathTo('floatingIp', { address: fip.address })}>
            {fip.address}
          </AppLink>
        ))}
      </span>
    ),
  },
  {
    id: 'node',
    header: 'Compute node',
    width: 112,
    sortable: true,
    priority: 2,
    text: (row) => row.node ?? '',
    cell: (row) => row.node,
  },
  {
    id: 'label',
    header: 'Label',
    width: 70,
    numeric: true,
    sortable: true,
    priority: 3,
    text: (row) => (row.label === undefined ? '' : String(row.label)),
    cell: (row) => row.label,
  },
  { id: 'state', header: 'State', text: (row) => row.state.word, cell: (row) => <StateBadge state={row.state} /> },
];

/** The network's ports, as a table. */
export function PortsTab({ network }: { network: StoredNetwork }) {
  const table = useTableState();
  const search = useMemo(() => {
    const query = tableQuery(table.state);
    const own = query.get('filter');
    query.set('filter', [own, `network:${network.uuid}`].filter((part) => part !== null).join(','));
    return query;
  }, [table.state, network.uuid]);
  const query = useQuery(tableOf('ports', search));
  return (
    <div className="t-shell pt-3">
      <DataTable
        id="network-ports"
        label="Ports"
        nouns={['port', 'ports']}
        columns={columns}
        query={query}
        table={table}
        rowName={(row) => row.pod?.name ?? row.name}
      />
    </div>
  );
}
