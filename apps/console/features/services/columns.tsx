import { Network } from 'lucide-react';
import type { ServiceRow } from '../../../../server/contract/views/rows/workload-rows.ts';
import { pathTo } from '../../app/paths.ts';
import { ageColumn } from '../../domain-ui/objects/age-column.tsx';
import { namespaceColumn } from '../../domain-ui/objects/namespace-column.tsx';
import { StateBadge } from '../../domain-ui/objects/state-badge.tsx';
import { AddressText } from '../../domain-ui/routes/wire.tsx';
import { AppLink } from '../../ui/app-link.tsx';
import type { TableColumn } from '../../ui/data-table/types.ts';

export const serviceColumns: readonly TableColumn<ServiceRow>[] = [
  {
    id: 'name',
    header: 'Service',
    width: 200,
    sortable: true,
    text: (r) => r.name,
    cell: (r) => (
      <span className="name">
        <Network />
        <AppLink className="ellipsis" to={pathTo('service', { namespace: r.namespace, name: r.name })}>
          {r.name}
        </AppLink>
      </span>
    ),
  },
  namespaceColumn(140),
  { id: 'type', header: 'Type', width: 120, sortable: true, text: (r) => r.type, cell: (r) => r.type },
  {
    id: 'clusterIp',
    header: 'Cluster IP',
    width: 140,
    sortable: true,
    text: (r) => r.clusterIp ?? '',
    cell: (r) => (r.clusterIp === undefined ? null : <AddressText value={r.clusterIp} />),
  },
  {
    id: 'external',
    header: 'External IP',
    width: 140,
    sortable: true,
    text: (r) => r.external.join(' '),
    cell: (r) => <ExternalAddresses row={r} />,
  },
  {
    id: 'ports',
    header: 'Ports',
    width: 120,
    priority: 3,
    text: (r) => r.ports.join(' '),
    cell: (r) => (
      <span className="wire small" title={r.ports.join('\n')}>
        {r.ports.join(', ')}
      </span>
    ),
  },
  {
    id: 'backends',
    header: 'Backends',
    width: 90,
    numeric: true,
    priority: 2,
    text: (r) => String(r.backends.ready),
    cell: (r) => <span className={r.backends.ready === 0 ? 'zero' : ''}>{r.backends.ready}</span>,
  },
  ageColumn(64),
  { id: 'state', header: 'State', text: (r) => r.state.word, cell: (r) => <StateBadge state={r.state} /> },
];

/** The first address with a link to its floating IP, and how many more there are. */
export function ExternalAddresses({ row }: { row: ServiceRow }) {
  const [first] = row.external;
  if (first === undefined) return null;
  return (
    <>
      <AppLink to={pathTo('floatingIp', { address: first })}>
        <AddressText value={first} />
      </AppLink>
      {row.external.length > 1 && <span className="muted"> and {row.external.length - 1} more</span>}
    </>
  );
}
