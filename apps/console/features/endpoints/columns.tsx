import { Cable } from 'lucide-react';
import type { EndpointsRow } from '../../../../server/contract/views/rows/workload-rows.ts';
import { pathTo } from '../../app/paths.ts';
import { ageColumn } from '../../domain-ui/objects/age-column.tsx';
import { namespaceColumn } from '../../domain-ui/objects/namespace-column.tsx';
import { StateBadge } from '../../domain-ui/objects/state-badge.tsx';
import { AppLink } from '../../ui/app-link.tsx';
import type { TableColumn } from '../../ui/data-table/types.ts';

export const keeperWords: Readonly<Record<EndpointsRow['keptBy'], string>> = {
  controller: "The service's selector",
  hand: 'Whoever wrote them',
};

export const endpointsColumns: readonly TableColumn<EndpointsRow>[] = [
  {
    id: 'name',
    header: 'Endpoints',
    width: 240,
    sortable: true,
    text: (r) => r.name,
    cell: (r) => (
      <span className="name">
        <Cable />
        <AppLink className="ellipsis" to={pathTo('endpoints', { namespace: r.namespace, name: r.name })}>
          {r.name}
        </AppLink>
      </span>
    ),
  },
  namespaceColumn(150),
  {
    id: 'addresses',
    header: 'Addresses',
    width: 260,
    text: (r) => r.addresses.join(' '),
    cell: (r) => (
      <span className="wire small ellipsis block" title={r.addresses.join('\n')}>
        {r.addresses.slice(0, 2).join(', ')}
        {r.ready > 2 && <span className="muted"> +{r.ready - 2}</span>}
      </span>
    ),
  },
  {
    id: 'ports',
    header: 'Ports',
    width: 120,
    priority: 2,
    text: (r) => r.ports.join(' '),
    cell: (r) => (
      <span className="wire small ellipsis block" title={r.ports.join('\n')}>
        {r.ports.join(', ')}
      </span>
    ),
  },
  {
    id: 'ready',
    header: 'Ready',
    width: 76,
    numeric: true,
    sortable: true,
    text: (r) => String(r.ready),
    cell: (r) => (
      <span className={r.ready === 0 ? 'zero' : ''}>
        {r.notReady === 0 ? r.ready : `${r.ready} of ${r.ready + r.notReady}`}
      </span>
    ),
  },
  {
    id: 'keptBy',
    header: 'Kept by',
    width: 170,
    priority: 3,
    text: (r) => keeperWords[r.keptBy],
    cell: (r) => <span className="secondary">{keeperWords[r.keptBy]}</span>,
  },
  ageColumn(64),
  { id: 'state', header: 'State', text: (r) => r.state.word, cell: (r) => <StateBadge state={r.state} /> },
];
